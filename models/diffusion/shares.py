"""A style's files, and which of a model's denoisers each is for.

Where two denoisers share the steps, one has the first, noisy ones and the other the last ones; a
style for them comes as two files, which say by `high` and `low` in their names which is which.
"""

from __future__ import annotations

import re
from pathlib import Path

from media.errors import EngineUnavailable
from models.diffusion.loading import refuse_pickles

Parts = tuple[Path | None, ...]
HIGH, LOW = (re.compile(rf"(?<![a-z]){noise}|{noise}.?noise") for noise in ("high", "low"))
"""Low is in slow, flow and yellow too."""


def shares(root: Path, style: str, *, pair: bool) -> Parts:
    """What goes to each denoiser; one of two may get nothing.

    A single file whose name says neither goes to both of a pair.

    Args:
        root: the style's file or folder.
        style: its name.
        pair: whether there are two denoisers.

    Raises:
        EngineUnavailable: there are too few files, too many, pickles, or names that do not tell.
    """
    files = _files(root)
    if not 1 <= len(files) <= (2 if pair else 1):
        raise EngineUnavailable(
            f"the style {style} has {len(files)} files of weights",
            "name two in the row's `only`" if pair else "name one in the row's `only`",
        )
    if not pair:
        return (files[0],)
    high, low = ([file for file in files if _says(file, root, noise)] for noise in (HIGH, LOW))
    if len(files) == 1 and bool(high) == bool(low):
        return files[0], files[0]
    if len(high) > 1 or len(low) > 1 or {*high} & {*low} or {*high, *low} != {*files}:
        raise EngineUnavailable(
            f"which file of the style {style} is for high noise and which for low is not said",
            "let one's name have `high` in it, and the other's `low`",
        )
    return next(iter(high), None), next(iter(low), None)


def _files(root: Path) -> list[Path]:
    if root.is_dir():
        refuse_pickles(root)
        return sorted(root.rglob("*.safetensors"))
    if root.suffix != ".safetensors":
        raise EngineUnavailable(f"{root.name} is no safetensors", "convert it to safetensors")
    return [root]


def _says(file: Path, root: Path, noise: re.Pattern[str]) -> bool:
    place = file.relative_to(root) if root.is_dir() else Path(file.name)
    return noise.search(str(place).lower()) is not None
