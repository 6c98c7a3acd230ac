"""Colours as people write them: #1a2b3c."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

HEX = r"^#[0-9a-fA-F]{6}$"
Hex = Annotated[str, Field(pattern=HEX)]
HexOrNone = Annotated[str, Field(pattern=rf"^$|{HEX}")]
"""Empty for none."""


def to_bgr(colour: str) -> tuple[int, int, int]:
    """Blue, green and red, 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return blue, green, red


def from_bgr(bgr: Sequence[float]) -> str:
    """The colour's name, each part rounded and held to its range."""
    blue, green, red = (min(255, max(0, round(float(part)))) for part in bgr)
    return f"#{red:02x}{green:02x}{blue:02x}"
