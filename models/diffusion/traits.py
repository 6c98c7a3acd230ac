"""What the code has to know of a family and a row, read from their `options`.

Each field is an option of `families.yaml`, and of a row where that differs from its family.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from media.model import Model
from models.setup import Setup

Offload = Literal["auto", "none", "model", "sequential"]
Tiling = Literal["auto", "on", "off"]


class Bounds(Model):
    """What a model can draw and play at once, and how that becomes what is asked for."""

    multiple_of: int = Field(default=8, ge=2)
    """What width and height have to be multiples of."""
    min_edge: int = Field(default=0, ge=0)
    """The shorter side below which it draws badly: smaller pictures are drawn larger."""
    max_pixels: int = Field(default=0, ge=0)
    """The most that it can draw; 0: as many as the card holds."""
    sizes: tuple[tuple[int, int], ...] = ()
    """Of a model that knows but few: its widths and heights."""
    enlarge: float = Field(default=1.0, ge=1)
    """How often as wide a result may be as what is drawn, where that is limited."""

    native_rates: tuple[int, ...] = (24,)
    """Frames a second that it can make; the first are made where others are asked for."""
    frames_step: int = Field(default=4, ge=1)
    """It makes a multiple of so many frames, and one."""
    max_frames: int = Field(default=0, ge=0)
    """The most that it can make; 0: as many as the card holds."""
    between: Literal["flow", "blend", "nearest"] = "flow"
    """What is shown between frames that it made, where another rate is asked for."""

    max_seconds: float = Field(default=0.0, ge=0)
    """Of sound, the most that it can make; 0: any."""


class Traits(Bounds):
    """All options of a diffusers model."""

    pipelines: dict[str, str] = Field(min_length=1)
    """For each modality, the class of diffusers; the first is loaded, others share its parts."""
    arguments: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """For each modality, what every call is told besides."""
    guidance_argument: str = "guidance_scale"
    """What guidance is called; empty: the model has none."""
    negative: bool = True
    """Whether it can be told what to avoid; where it cannot, `avoid` has no meaning."""
    negative_default: str | None = None
    """Said where there is nothing to avoid, of models that are guided by nothing else."""
    edits_by: Literal["strength", "instruction", "control"] = "strength"
    """Whether it repaints a noisier picture, looks at the picture and does as it is told, or, of
    clips, draws anew what keeps to the movement and the light of another."""
    control: Literal["grey", "colours"] = "grey"
    """What it keeps to of a clip: its light, or all of it."""
    max_references: int = Field(default=0, ge=0)
    """Pictures, besides the one that is changed, which it can look at."""
    references: Literal["list", "joined"] = "list"
    """Whether it is shown pictures apart, or side by side as one."""
    references_argument: str = ""
    """Of pipelines of clips, what they call pictures to look at."""
    area_argument: str = ""
    """Of pipelines that work on an area of their own unless this argument says another."""

    rate_argument: str = ""
    """What a pipeline calls the rate, where it is told."""
    conditioned_by: Literal["image", "conditions"] = "image"
    """How it is told of pictures to begin and end with."""
    last_argument: str = ""
    """What a pipeline calls the picture to end with; empty: it cannot."""
    extend_frames: int = Field(default=1, ge=1)
    """Of the frames at the end of a clip that goes on: how many it looks at."""
    edit_strength: float = Field(default=0.7, gt=0, le=1)
    """How much of a clip is changed: 1 leaves nothing of it."""

    dtype: str = "bfloat16"
    """Of the weights on a card, as torch names it; on a CPU they are float32."""
    dtypes: dict[str, str] = Field(default_factory=dict)
    """Of single components, such as `vae`, where theirs differs."""
    storage_dtype: str = ""
    """Of the denoiser's weights while they wait, such as `float8_e4m3fn`: half the memory."""
    variant: str = ""
    """As in `fp16`: which of several weights in the folder is loaded."""
    offload: Offload = "auto"
    """`model`: only the component at work is on the card; `sequential`: only the layer; `auto`: as
    `model` once the card's memory has run out and tiles were not enough, for that call; `none`:
    never."""
    tiling: Tiling = "auto"
    """Of the VAE: `auto` is once the card's memory has run out, for that call."""
    step_cache: str = ""
    """`first_block`, `faster`, `pyramid`, `taylorseer` or `mag`: what hardly changes is reused."""
    step_cache_options: dict[str, Any] = Field(default_factory=dict)
    """Fields of its configuration in diffusers, such as `threshold`."""
    compile: bool = False
    """On a card: the denoiser's repeated blocks are compiled at their first call."""
    attention: str = ""
    """A backend of attention as diffusers names it, such as `flash` or `_native_cudnn`."""
    scheduler: str = ""
    """A class of diffusers in place of the model's own scheduler."""
    scheduler_options: dict[str, Any] = Field(default_factory=dict)
    """Of the scheduler's configuration, where it differs from the model's, as in `shift`."""
    styles_kept: int = Field(default=4, ge=1)
    """LoRAs that stay loaded."""
    style_strength: float = 1.0
    """How much of a LoRA's change is made."""
    style_strengths: dict[str, float] = Field(default_factory=dict)
    """Of single LoRAs, by name."""
    batch: bool = False
    """Whether requests may be answered together: faster, yet not to the bit as each alone."""


def traits_of(setup: Setup) -> Traits:
    """The options of an engine's row and family.

    Raises:
        InputError: one of them is unknown or wrong.
    """
    return setup.options_as(Traits, "see models/diffusion/README.md")
