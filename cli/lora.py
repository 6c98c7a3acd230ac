"""A LoRA of one's own for a film: checked by its content at the door, and kept as an asset."""

from __future__ import annotations

from pathlib import Path

from cli.assets import check_there, stored
from media.errors import EngineUnavailable, InputError
from media.intake.lora import judged
from media.style import Lora, Style
from media.types import LoraFile
from models.catalog.lookup import resolved, serving
from models.catalog.styling import draws_panels, incompatible, unfit

FIELD = "lora"


def look_of(named: str, model: str) -> Style:
    """The look of a film whose shots a model draws by a LoRA.

    Args:
        named: a file; behind a colon, how much of its change is made.
        model: who draws the shots; empty: nobody but the panels' engine.

    Raises:
        InputError: the file is missing or no LoRA, or who draws takes none.
    """
    path, strength = _parted(named)
    check_there(path, FIELD, "give a .safetensors file")
    try:
        found = judged(path)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.remedy, FIELD, error.code) from error
    digest, num_bytes = stored(path)
    file = LoraFile(digest=digest, num_bytes=num_bytes, rank=found.rank, base=found.base)
    look = Style(name=path.stem[:200], lora=Lora(file=file, strength=strength))
    _check_drawable(look, model)
    return look


def _parted(named: str) -> tuple[Path, float]:
    name, colon, said = named.rpartition(":")
    if not colon or Path(named).is_file():
        return Path(named), 1.0
    try:
        strength = float(said)
    except ValueError:
        return Path(named), 1.0
    if not 0 <= strength <= 2:
        raise InputError(
            f"--lora {named}: {said} is no strength", "give one from 0 to 2", FIELD
        )  # fmt: skip
    return Path(name), strength


def _check_drawable(look: Style, model: str) -> None:
    if not model:
        raise InputError(
            "panels are drawn by no LoRA", "name who draws the shots by --image-model", FIELD
        )
    try:
        engine = resolved("image", model)
    except EngineUnavailable:
        return  # Whoever checks the options refuses the model itself.
    if draws_panels(engine) or unfit(engine, look):
        raise incompatible(look, serving("image"), engine.id)
