"""When the sounds of places are heard: the air of a place for as long as shots stay in it."""

from __future__ import annotations

from collections.abc import Sequence

from media.shots import Shot
from media.sounds import bed, spot
from media.timeline import Clip, Heard


def beds(shots: Sequence[Shot], clips: Sequence[Clip], frames: int) -> tuple[Heard, ...]:
    """The air of each run of shots, from the film's first frame to its last."""
    runs: list[Heard] = []
    for shot, clip in zip(shots, clips, strict=True):
        sound, end = bed(shot.look), clip.start + clip.frames
        if runs and runs[-1].sound == sound:
            runs[-1] = runs[-1].model_copy(update={"end": end})
        else:
            runs.append(Heard(sound=sound, start=clip.start if runs else 0, end=end))
    if runs:
        runs[-1] = runs[-1].model_copy(update={"end": frames})
    return tuple(runs)


def spots(shots: Sequence[Shot], clips: Sequence[Clip]) -> tuple[Heard, ...]:
    """The single sound of each shot that has one; a shot with a sound of its own needs none."""
    found: list[Heard] = []
    for shot, clip in zip(shots, clips, strict=True):
        name = spot(shot.look)
        if name is not None and shot.sound is None:
            found.append(Heard(sound=name, start=clip.start, end=clip.start + clip.frames))
    return tuple(found)
