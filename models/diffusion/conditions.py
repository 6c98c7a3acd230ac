"""What a clip is made from: what it begins and ends with, and what is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

from media.clock import FrameRate
from media.codec.clips import Frame
from models.diffusion.pictures import in_grey, shown
from models.diffusion.timing import at_places
from models.diffusion.traits import Traits


def conditioned(
    traits: Traits, begin: Sequence[Frame], end: Sequence[Frame], frames: int
) -> dict[str, Any]:
    """A pipeline's arguments for the frames that are given.

    Args:
        traits: how it wants them.
        begin: the first frames: one, or as many as the model looks at.
        end: the last frame, or none.
        frames: how many are made.
    """
    if traits.conditioned_by == "image":
        found: dict[str, Any] = {"image": shown(begin[-1])}
        return found | ({traits.last_argument: shown(end[0])} if end else {})
    start: dict[str, Any] = (
        {"image": shown(begin[0])}
        if len(begin) == 1
        else {"video": [shown(frame) for frame in begin]}
    )
    told: list[Any] = [LTXVideoCondition(frame_index=0, **start)]
    told += [LTXVideoCondition(image=shown(frame), frame_index=frames - 1) for frame in end]
    return {"conditions": told}


def changed(traits: Traits, frames: Iterable[Frame], references: Sequence[Frame]) -> dict[str, Any]:
    """A pipeline's arguments for a clip that is changed.

    Args:
        traits: how it wants it.
        frames: of the clip.
        references: pictures to look at; as many as the model can.
    """
    if traits.edits_by != "control":
        return {"video": [shown(frame) for frame in frames], "strength": traits.edit_strength}
    look = in_grey if traits.control == "grey" else np.asarray
    found: dict[str, Any] = {"video": [shown(look(frame)) for frame in frames]}
    if references:
        found[traits.references_argument] = [shown(frame) for frame in references]
    return found


def tail_of(frames: list[Frame], rate: FrameRate, native: int, traits: Traits) -> list[Frame]:
    """A clip's last frames at the model's rate: as many as it looks at and the clip has."""
    step, seconds = traits.frames_step, (len(frames) - 1) / rate.fraction
    there = int(seconds * native) + 1
    count = (min(there, traits.extend_frames) - 1) // step * step + 1
    speed, last = rate.fraction / native, len(frames) - 1
    places = [last - speed * back for back in range(count - 1, -1, -1)]
    return list(at_places(frames, places, traits.between))
