"""A moving picture from outside as a clip of Kinora's own form."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from media.codec.clips import ClipWriter, Frame
from media.intake import complaints, limits
from media.intake.heard import STRICT, Shelf, shelve
from media.intake.refusals import cut_short, damaged, decoding, too_large, unsupported
from media.intake.seen import Turn, check_colours, even, has_alpha, pixels, turn_of, turned
from media.intake.sniff import Form
from media.intake.telling import Tell
from media.intake.timing import Schedule, at_rate
from media.intake.tracks import opened, picture_of, sound_of, survey
from media.types import Size

VPX = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""The decoders that know of the second picture in which these two keep their alpha."""
OLDEST_PIXEL, WIDEST_PIXEL = Fraction(1, 4), Fraction(4)


@dataclass(frozen=True, slots=True)
class Look:
    """What is done to each frame; the first one says what."""

    width: int
    height: int
    aspect: Fraction
    turn: Turn
    alpha: bool

    def of(self, frame: av.VideoFrame) -> Frame:
        """The frame as it is to be seen."""
        return even(turned(pixels(frame, alpha=self.alpha, aspect=self.aspect), self.turn))


def clip(path: Path, form: Form, target: Path, tell: Tell) -> dict[str, Any]:
    """Bring a clip to Kinora's form.

    Args:
        path: the file from outside.
        form: what it is.
        target: where the clip goes, without its ending.
        tell: takes how much is done.

    Returns:
        The fields of a `Video`, and the file's `path`.

    Raises:
        InputError: it is damaged, too large, or none that is taken.
    """
    with opened(path, form) as container:
        plan = survey(container, form, _picture(container))
    sound = _sound(path, form, target.with_suffix(".pcm"), plan)
    look = _look(path, form)
    limits.make_room(round(look.width * look.aspect) * look.height)
    finished = target.with_suffix(".mov" if look.alpha else ".mp4")
    shown = at_rate(_looked_at(path, form, plan, look), plan)
    first = next(shown)
    size = Size(width=first.shape[1], height=first.shape[0])
    step = max(1, plan.frames // 100)
    with ClipWriter(finished, size=size, rate=plan.rate, sound=sound, alpha=look.alpha) as writer:
        for frame in itertools.chain((first,), shown):
            limits.go_on(frame.size)
            writer.write(frame)
            if writer.frames_written % step == 0:
                tell(writer.frames_written / plan.frames)
        limits.go_on(40 * first.size)
    return {
        "path": str(finished),
        "width": size.width,
        "height": size.height,
        "rate": str(plan.rate),
        "frames": writer.frames_written,
        "sound": writer.has_sound,
        "alpha": look.alpha,
    }


def _picture(container: InputContainer) -> VideoStream:
    found = picture_of(container)
    if found is None:
        raise damaged("it holds no picture")
    return found


def _sound(path: Path, form: Form, target: Path, plan: Schedule) -> Shelf | None:
    with opened(path, form) as container:
        stream = sound_of(container)
        return None if stream is None else shelve(container, stream, target, plan.first)


def _look(path: Path, form: Form) -> Look:
    """Judge the clip by its first frame; whether it is transparent, by as many as it takes."""
    frames = _frames(path, form)
    _, first = next(frames, (None, None))
    if first is None:
        raise cut_short("it holds no frame")
    check_colours(first)
    if first.interlaced_frame:
        raise unsupported("its picture is interlaced", "deinterlace it first")
    with opened(path, form) as container:
        aspect = Fraction(_picture(container).sample_aspect_ratio or 1)
    if not OLDEST_PIXEL <= aspect <= WIDEST_PIXEL:
        aspect = Fraction(1)
    limits.check_size(round(first.width * aspect), first.height, limits.MAX_CLIP_PIXELS)
    if first.width * aspect < 2 or first.height < 2:
        raise unsupported("its picture is less than two pixels wide or high", "make it larger")
    alpha = has_alpha(first) and any(
        _transparent(frame) for _, frame in itertools.chain(((None, first),), frames)
    )
    return Look(first.width, first.height, aspect, turn_of(first), alpha)


def _transparent(frame: av.VideoFrame) -> bool:
    return bool(np.any(pixels(frame, alpha=True)[:, :, 3] < 255))


def _looked_at(
    path: Path, form: Form, plan: Schedule, look: Look
) -> Iterator[tuple[Fraction, Frame]]:
    """Each frame as it is seen, with when it begins; the last must be where the plan ends."""
    start = plan.first
    for start, frame in _frames(path, form, plan):
        if (frame.width, frame.height) != (look.width, look.height):
            raise unsupported(
                f"its picture changes its size at {float(start - plan.first):.1f} s",
                "export it in one size",
            )
        yield start, look.of(frame)
    if plan.end - start > Fraction(1, 2) + 2 / plan.rate.fraction and plan.frames > 1:
        _check_hold(path, form, plan, start)


def _check_hold(path: Path, form: Form, plan: Schedule, start: Fraction) -> None:
    """Refuse a clip whose last frames are not there, unless its last one is shown so long."""
    with opened(path, form) as container:
        stream = _picture(container)
        base = Fraction(stream.time_base or 1)
        shown = max((p.pts or 0 for p in container.demux(stream) if p.size), default=0)
    if shown * base - start > Fraction(1, 4):
        raise damaged(f"no frame can be read after {float(start - plan.first):.1f} s")


def _frames(
    path: Path, form: Form, plan: Schedule | None = None
) -> Iterator[tuple[Fraction, av.VideoFrame]]:
    """The decoded frames and when they begin, in seconds of the file."""
    with opened(path, form) as container:
        stream = _picture(container)
        base = Fraction(stream.time_base or 1)
        step = 1 / (stream.average_rate or Fraction(25))
        start: Fraction | None = None
        zero = plan.first if plan else Fraction(0)
        with decoding(lambda: f"at {float((start or zero) - zero):.1f} s"):
            for frame in _decoded(container, stream):
                follows = zero if start is None else start + step
                start = follows if frame.pts is None else frame.pts * base
                if frame.is_corrupt:
                    raise damaged(f"it is damaged at {float(start - zero):.1f} s")
                complaints.check(f"at {float(start - zero):.1f} s")
                yield start, frame


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    context: Any = stream.codec_context
    if stream.metadata.get("alpha_mode") == "1" and context.name in VPX:
        context = av.VideoCodecContext.create(VPX[context.name], "r")
    context.options, context.thread_count = STRICT, 1
    limits.check_size(stream.width, stream.height, limits.MAX_CLIP_PIXELS)
    for packet in container.demux(stream):
        limits.go_on()
        if not packet.size and packet.pts is not None:
            # Theora's word for the frame before once more.
            continue
        for frame in context.decode(packet if packet.size else None):
            if frame.width * frame.height > limits.MAX_CLIP_PIXELS:
                raise too_large(f"its frames have {frame.width:,} x {frame.height:,} pixels")
            yield frame
