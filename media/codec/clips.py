"""Clips as nodes hand them on: H.264 and FLAC in MP4, read and written frame by frame.

A clip passes through many nodes before it is in a film, so its sound is lossless and its picture
nearly so. Frames are BGR arrays, sound is float32 at 48 kHz; both begin at zero and end together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.codec.faults import readable
from media.codec.voice import Playable, VoiceTrack
from media.codec.x264 import x264_params
from media.errors import InputError
from media.types import Size, Video
from media.workspace import Workspace

Frame = NDArray[np.uint8]
"""A picture of shape (height, width, 3) in BGR, or (height, width, 4) with alpha."""

CRF, PRESET = 14, "veryfast"
"""46 dB or more on camera footage; heavy grain loses more with each generation."""
PNG = {"compression_level": "1", "pred": "up"}
"""Six times as fast as by default, for a quarter more bytes."""
STEREO = 2

EXACT = (
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)
"""Without the last three the scaler rounds down: each node would darken a clip by two levels."""


def read_frames(path: Path, *, alpha: bool = False) -> Iterator[Frame]:
    """The frames of a clip, in order.

    Args:
        path: the file.
        alpha: give four channels, opaque where the clip has none.

    Raises:
        InputError: it cannot be decoded.
    """
    with readable(path.name), av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        stream.codec_context.thread_count = 1
        for frame in container.decode(stream):
            yield pictured(frame, alpha=alpha)


def pictured(frame: av.VideoFrame, *, alpha: bool = False) -> Frame:
    """A decoded frame as an array."""
    picture = frame.to_ndarray(
        format="bgra" if alpha else "bgr24",
        src_colorspace=Colorspace.ITU709,
        interpolation=EXACT,
    )
    return np.asarray(picture, np.uint8)


def read_sound(path: Path, channels: int = STEREO) -> Block:
    """The whole sound of a clip or a sound file, of shape (samples, channels); empty without any.

    Raises:
        InputError: it cannot be decoded.
    """
    layout = "mono" if channels == 1 else "stereo"
    resampler = AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE)
    pieces: list[Block] = [np.zeros((0, channels), np.float32)]
    with readable(path.name), av.open(str(path)) as container:
        if container.streams.audio:
            for frame in container.decode(audio=0):
                pieces += [_block(piece, channels) for piece in resampler.resample(frame)]
            pieces += [_block(piece, channels) for piece in resampler.resample(None)]
    return np.concatenate(pieces)


def _block(frame: av.AudioFrame, channels: int) -> Block:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)


class ClipWriter:
    """Writes a clip; its sound is interleaved as the frames go by.

    The codec is H.264 in one thread, so that equal frames give equal bytes; with alpha it is
    PNG frames in QuickTime, which everything decodes and nothing loses, and whose sound is PCM for
    want of FLAC.
    """

    def __init__(
        self, path: Path, *, size: Size, rate: FrameRate, sound: Playable | None = None,
        alpha: bool = False,
    ) -> None:  # fmt: skip
        self._container = av.open(str(path), "w", format="mov" if alpha else "mp4")
        self._rate, self._alpha = rate, alpha
        self._stream = self._container.add_stream("png" if alpha else "libx264", rate=rate.fraction)
        context = self._stream.codec_context
        context.width, context.height = size.width, size.height
        context.pix_fmt = "rgba" if alpha else "yuv420p"
        context.time_base = rate.frame_duration
        context.thread_count = 1
        if alpha:
            context.options = PNG
        else:
            self._describe()
        # An empty track is one that players complain of.
        self._voice = (
            VoiceTrack(self._container, sound) if sound is not None and len(sound) else None
        )
        self.frames_written = 0

    @property
    def has_sound(self) -> bool:
        """Whether the clip has sound."""
        return self._voice is not None

    def _describe(self) -> None:
        context = self._stream.codec_context
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG
        context.options = {"preset": PRESET, "crf": str(CRF), "x264-params": x264_params("")}

    def write(self, frame: Frame) -> None:
        """Append a frame."""
        picture = av.VideoFrame.from_ndarray(
            np.ascontiguousarray(frame), format="bgra" if self._alpha else "bgr24"
        )
        if not self._alpha:
            picture = picture.reformat(
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                interpolation=EXACT,
            )
        else:
            picture = picture.reformat(format="rgba")
        picture.pts = self.frames_written
        picture.time_base = self._rate.frame_duration
        self._container.mux(self._stream.encode(picture))
        self.frames_written += 1
        if self._voice is not None:
            self._voice.until(sample_at_frame(self.frames_written, self._rate))

    def close(self) -> None:
        """Flush both encoders and finish the file; sound past the last frame is left out."""
        self._container.mux(self._stream.encode(None))
        if self._voice is not None:
            self._voice.end()
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._container.close()


def save_clip(
    work: Workspace,
    frames: Iterable[Frame],
    *,
    size: Size,
    rate: FrameRate,
    sound: Block | None = None,
    alpha: bool = False,
) -> Video:
    """Write frames and sound to a clip of the store.

    Args:
        work: where it goes.
        frames: of `size`, with as many channels as `alpha` asks for.
        size: width and height in pixels.
        rate: of the frames.
        sound: stereo at 48 kHz, cut or filled up with silence to the picture's length; none leaves
            the clip without a sound track.
        alpha: the frames have a fourth channel.

    Raises:
        InputError: there is no frame.
    """
    path = work.scratch("clip.mov" if alpha else "clip.mp4")
    with ClipWriter(path, size=size, rate=rate, sound=sound, alpha=alpha) as writer:
        for frame in frames:
            writer.write(frame)
    if not writer.frames_written:
        raise InputError(
            "nothing is left of the clip", "ask for a frame or more", code="EMPTY_CLIP"
        )
    return work.save(
        path,
        Video,
        width=size.width,
        height=size.height,
        rate=rate,
        frames=writer.frames_written,
        sound=writer.has_sound,
        alpha=alpha,
    )
