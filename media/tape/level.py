"""Bringing a sound to a loudness, after EBU R128."""

from __future__ import annotations

from media.audio.loudness import Loudness
from media.ids import uuid7
from media.model import Model
from media.tape.ceiling import hold
from media.tape.reel import keep, reel
from media.types import Audio
from media.workspace import Workspace


class Levelled(Model):
    """The sound at its loudness, and how loud it was and is."""

    sound: Audio
    before: Loudness
    after: Loudness


def normalise(work: Workspace, *, sound: Audio, target_lufs: float, peak_dbtp: float) -> Levelled:
    """One gain over the whole, and a limiter where the peaks ask for one."""
    source = reel(work, sound)
    path = work.scratch(f"{uuid7()}.wav")
    held = hold(
        source.blocks,
        path,
        channels=source.channels,
        peak_dbtp=peak_dbtp,
        target_lufs=target_lufs,
    )
    kept = keep(work, path, source.channels, held.samples)
    return Levelled(sound=kept, before=held.before, after=held.after)
