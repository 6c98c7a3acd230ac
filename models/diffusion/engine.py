"""What engines of pictures, clips and sounds have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from media.codec.clips import Frame
from media.errors import InputError
from media.still.files import load_opaque
from media.types import Image
from media.workspace import Workspace
from models.diffusion.running import Call, Progress, Runner, accepted
from models.diffusion.sizes import Canvas
from models.diffusion.styles import PLAIN, Worn
from models.diffusion.traits import traits_of
from models.setup import Setup

WARM_STEPS = 2
"""Of a warm-up: some schedulers divide by the number of steps less one."""


class DiffusersEngine:
    """A model of diffusers, loaded and ready."""

    def __init__(self, setup: Setup) -> None:
        self.row, self.traits = setup.row, traits_of(setup)
        self.runner = Runner(setup, self.traits)

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever needed here; 0 without a card."""
        return self.runner.memory.peak_gb

    def take_eased(self) -> tuple[str, ...]:
        """What was done since it was last asked because the card's memory ran out."""
        return self.runner.memory.take_eased()

    def words(
        self,
        modality: str,
        prompt: str | Sequence[str],
        avoid: str | Sequence[str],
        steps: int | None,
        guidance: float | None,
    ) -> dict[str, Any]:
        """A pipeline's arguments for what was said, and how closely it keeps to that."""
        traits, found = self.traits, dict(self.traits.arguments.get(modality, {}))
        found["prompt"] = prompt if isinstance(prompt, str) else list(prompt)
        if traits.negative:
            found |= _avoided(avoid, traits.negative_default)
        steps = self.row.defaults.get("steps") if steps is None else steps
        if steps is not None:
            found["num_inference_steps"] = max(1, steps)
        guidance = self.row.defaults.get("guidance") if guidance is None else guidance
        if guidance is not None and traits.guidance_argument:
            found[traits.guidance_argument] = float(guidance)
        return found

    def edges(self, modality: str, canvas: Canvas) -> dict[str, Any]:
        """A pipeline's arguments for a size, where it does not read it from a picture."""
        width, height = canvas.edges
        told = {"width": width, "height": height}
        if self.traits.area_argument:
            told[self.traits.area_argument] = width * height
        known = self.taken(modality)
        return {name: value for name, value in told.items() if name in known}

    def taken(self, modality: str) -> frozenset[str]:
        """The arguments that a modality's pipeline takes."""
        return accepted(self.runner.pipeline(modality))

    def looked_at(self, work: Workspace, references: Sequence[Image]) -> list[Frame]:
        """Pictures that the model is to look at.

        Raises:
            InputError: there are more of them than it can.
        """
        most = self.traits.max_references
        if len(references) > most:
            raise InputError(
                f"{self.row.id} looks at {most or 'no'} references",
                f"give {most} or fewer" if most else "give none, or ask another model",
                "references",
            )
        return [load_opaque(work, image, "references") for image in references]

    def call(
        self,
        modality: str,
        arguments: dict[str, Any],
        *,
        seeds: Sequence[int],
        progress: Progress,
        worn: Worn = PLAIN,
        output: Literal["pt", "np"] = "pt",
    ) -> Any:
        """What a pipeline makes: as tensors that stay where they are, or as arrays."""
        return self.runner.run(
            Call(
                modality=modality,
                arguments=arguments | {"output_type": output},
                seeds=tuple(seeds),
                progress=progress,
                worn=worn,
            )
        )


def _avoided(avoid: str | Sequence[str], default: str | None) -> dict[str, Any]:
    each = [avoid] if isinstance(avoid, str) else list(avoid)
    if default is None and not any(each):
        return {}
    said = [one or default or "" for one in each]
    return {"negative_prompt": said[0] if isinstance(avoid, str) else said}


def unheard(_fraction: float) -> None:
    """Progress that nobody waits for, as of a warm-up."""
