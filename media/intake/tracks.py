"""A file's tracks: which ones are taken, and when their packets are shown."""

from __future__ import annotations

from array import array
from collections.abc import Generator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from media.intake import complaints, limits
from media.intake.refusals import cut_short, damaged, decoding, unsupported
from media.intake.sniff import Form
from media.intake.timing import Schedule, schedule

SHUT = {"protocol_whitelist": "file"}
"""A file may name others, even far ones; they are not opened."""
ESTIMATED = ("mp3", "aac", "gif", "ogg")
"""Formats that do not say how long they last."""
SLACK_S, SLACK = 0.5, 0.05
"""How far the end may be from where the header has it."""
LONGEST_HOLD_S = 60.0
"""How long one frame may be up in a file that does not say how long it lasts."""


@contextmanager
def opened(path: Path, form: Form) -> Generator[InputContainer]:
    """A file, open for reading by the demuxer of its form.

    Raises:
        InputError: its header cannot be read.
    """
    with decoding(lambda: "in its header"):
        container = av.open(str(path), format=form.demuxer, options=SHUT)
    try:
        yield container
    finally:
        container.close()


def picture_of(container: InputContainer) -> VideoStream | None:
    """The moving picture: the default one, or the first; covers are none."""
    covers = Disposition.attached_pic | Disposition.timed_thumbnails
    return _taken([stream for stream in container.streams.video if not stream.disposition & covers])


def sound_of(container: InputContainer) -> AudioStream | None:
    """The sound: the default one, or the first."""
    return _taken(list(container.streams.audio))


def _taken(streams: list[Any]) -> Any:
    preferred = [stream for stream in streams if stream.disposition & Disposition.default]
    found = next(iter(preferred or streams), None)
    if found is not None and found.codec_context is None:
        raise unsupported(
            f"its {found.type} is of a kind that is not known", "export it as H.264 and AAC"
        )
    return found


def survey(container: InputContainer, form: Form, stream: VideoStream) -> Schedule:
    """Read all packets of a picture, and plan its frames at a constant rate.

    Raises:
        InputError: the file is damaged, or not as long as it says.
    """
    context = stream.codec_context
    limits.check_size(context.width, context.height, limits.MAX_CLIP_PIXELS)
    limits.check_seconds(declared_s(container, form))
    starts, last, last_start = array("q"), 0, 0
    with decoding(lambda: f"at {float(last_start * _base(stream)):.1f} s"):
        for packet in container.demux(stream):
            limits.go_on()
            start = packet.dts if packet.pts is None else packet.pts
            if not packet.size or packet.is_discard or start is None:
                continue
            if packet.is_corrupt:
                raise damaged(f"it is damaged at {float(start * _base(stream)):.1f} s")
            starts.append(start)
            if start >= last_start:
                last_start, last = start, packet.duration or 0
    complaints.check(f"near {float(last_start * _base(stream)):.1f} s")
    if not starts:
        raise cut_short("it holds no frame")
    told = Fraction(stream.average_rate or 0)
    plan = schedule(np.frombuffer(starts, np.int64), _base(stream), last, told)
    _check_length(container, form, plan, np.frombuffer(starts, np.int64), _base(stream))
    return plan


def _base(stream: VideoStream) -> Fraction:
    return stream.time_base or Fraction(1, av.time_base)


def declared_s(container: InputContainer, form: Form) -> float:
    """How long the file says that it lasts; 0 where it does not."""
    return 0.0 if form.demuxer in ESTIMATED else (container.duration or 0) / av.time_base


def _check_length(
    container: InputContainer, form: Form, plan: Schedule, starts: Any, base: Fraction
) -> None:
    seconds, told = float(plan.end - plan.first), declared_s(container, form)
    limits.check_seconds(seconds)
    slack = max(SLACK_S, SLACK * told)
    if told and seconds > told + slack:
        raise damaged(f"its frames go on to {seconds:.1f} s, and its header says {told:.1f} s")
    if told and not container.streams.audio and seconds < told - slack:
        raise cut_short(f"it ends at {seconds:.1f} s of {told:.1f} s")
    holds = np.diff(np.unique(starts))
    if not told and len(holds) and float(holds.max() * base) > LONGEST_HOLD_S:
        at = float(np.unique(starts)[int(holds.argmax())] * base)
        raise damaged(f"its time leaps at {at:.1f} s")
