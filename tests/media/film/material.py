"""Small films made of real parts: x264 segments, an AAC sound and a timeline."""

import av
import numpy as np

from media.audio.aac import encode_aac
from media.clock import FrameRate, sample_at_frame
from media.types import Audio, Video

SIZE = (64, 48)


def segment(work, frames, *, rate, seed=0, crf=21, size=SIZE, extra="") -> Video:
    """A segment as the renderer makes them: IDR first, closed groups, one parameter set."""
    path = work.scratch(f"segment{seed}.mp4")
    tile = np.random.default_rng(seed).integers(0, 255, (size[1] // 8, size[0] // 8, 3))
    picture = tile.astype(np.uint8).repeat(8, 0).repeat(8, 1)
    with av.open(str(path), "w", format="mp4", options={"movie_timescale": "90000"}) as container:
        stream = container.add_stream("libx264", rate=rate.fraction)
        context = stream.codec_context
        context.width, context.height = size
        context.pix_fmt = "yuv420p"
        context.time_base = rate.frame_duration
        context.thread_count = 1
        context.gop_size = 120
        context.options = {
            "preset": "veryfast",
            "crf": str(crf),
            "x264-params": f"open-gop=0:scenecut=0:stitchable=1{extra}",
        }
        for index in range(frames):
            moved = np.roll(picture, 3 * index, axis=1)
            frame = av.VideoFrame.from_ndarray(moved, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = index, rate.frame_duration
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return work.save(path, Video, width=size[0], height=size[1], rate=rate, frames=frames)


def encoded_sound(work, sound: np.ndarray, name="sound.m4a") -> Audio:
    """A stereo array as the mix encodes it."""
    path = work.scratch(name)
    encode_aac(path, [sound.astype(np.float32)])
    return work.save(path, Audio, format="m4a", channels=2, samples=len(sound))


def clicks(frames: int, rate: FrameRate, at: list[int]) -> np.ndarray:
    """Silence of the film's length with a click at each sample."""
    sound = np.zeros((sample_at_frame(frames, rate), 2))
    sound[at] = 0.5
    return sound


def packets_of(path) -> list[bytes]:
    """The video packets' bytes, in the file's order."""
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def pictures_of(path) -> list[bytes]:
    """The decoded pictures' bytes, in the order shown."""
    with av.open(str(path)) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]
