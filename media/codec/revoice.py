"""A clip with another sound track; its picture is copied, not encoded again."""

from __future__ import annotations

import av

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE, sample_at_frame
from media.codec.faults import readable
from media.codec.voice import VoiceTrack
from media.types import Video
from media.workspace import Workspace


def revoiced(work: Workspace, clip: Video, sound: Block | None) -> Video:
    """Put a sound, or none, in the place of a clip's own.

    Args:
        work: where the clip is and goes.
        clip: the picture.
        sound: stereo at 48 kHz, cut or filled up with silence to the picture's length.

    Raises:
        InputError: the clip cannot be read.
    """
    path = work.open(clip)
    target = work.scratch("clip.mov" if clip.alpha else "clip.mp4")
    form = "mov" if clip.alpha else "mp4"
    with readable(path.name), av.open(str(path)) as source, av.open(str(target), "w", form) as out:
        picture = source.streams.video[0]
        copied = out.add_stream_from_template(picture)
        voice = None if sound is None else VoiceTrack(out, sound)
        for packet in source.demux(picture):
            if packet.dts is None:
                continue
            if voice is not None:
                voice.until(round(max(0, packet.dts) * packet.time_base * SAMPLE_RATE))
            packet.stream = copied
            out.mux(packet)
        if voice is not None:
            voice.until(sample_at_frame(clip.frames, clip.rate))
            voice.end()
    facts = clip.model_dump(exclude={"digest", "num_bytes", "kind", "sound"})
    return work.save(target, Video, **facts, sound=sound is not None)
