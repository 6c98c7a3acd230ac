"""What is worn on the head: hats and helmets, cloths, masks and goggles.

Coordinates are those of `face.py`; a skull is nearly as wide in profile as in three quarters, so
one drawing serves both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from models.preview.panels.drawing import disc, group, line, shape
from models.preview.panels.stage import Stage

Tone = Literal["body", "dark", "deep", "light"]

BUBBLE = "bubble"
"""An astronaut's helmet, which is glass and drawn as such."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One shape of a hat."""

    data: str
    tone: Tone = "body"
    colour: str = ""
    """Its own; else the hat's."""


@dataclass(frozen=True, slots=True)
class Hat:
    """A hat's shapes, those behind the head first."""

    front: tuple[Piece, ...]
    back: tuple[Piece, ...] = ()
    hides: bool = True
    """Covers the crown, so that high hair has no room."""
    bare: bool = False
    """Covers all hair."""


@cache
def _book(section: str) -> dict[str, Hat]:
    text = files("models.preview.panels.cast.people").joinpath("headwear.yaml").read_text("utf-8")
    known: dict[str, Any] = yaml.safe_load(text)[section]
    return {name: _hat(entry) for name, entry in known.items()}


def _hat(entry: dict[str, Any]) -> Hat:
    return Hat(
        front=tuple(Piece(*piece) for piece in entry["front"]),
        back=tuple(Piece(*piece) for piece in entry.get("back", ())),
        hides=entry.get("hides", True),
        bare=entry.get("bare", False),
    )


def hats() -> frozenset[str]:
    """Names of hats that an outfit may have."""
    return frozenset(_book("hats")) | {BUBBLE}


def hat_of(hat: str, cover: str) -> Hat | None:
    """What covers a head, if anything does."""
    return _book("covers").get(cover) or _book("hats").get(hat)


def laid(s: Stage, pieces: tuple[Piece, ...], colour: str) -> str:
    """Pieces of a hat in this light; `colour` is the cloth's own."""
    p = s.palette
    parts: list[str] = []
    for piece in pieces:
        own = p.paint(piece.colour or colour)
        fill = {
            "body": s.shaded(own, 0.34),
            "dark": s.shaded(p.dark(own, 0.16), 0.36),
            "deep": p.dark(own, 0.4),
            "light": p.lit(own, 0.24),
        }[piece.tone]
        parts.append(shape(piece.data, fill))
    return group(*parts)


def bubble(s: Stage, colour: str) -> str:
    """An astronaut's helmet, through which the face shows."""
    p = s.palette
    shell = p.paint(colour)
    ring = "M-44 4Q0 22 44 6L44 18Q0 36 -46 16Z"
    glass = s.paints.slant(f"{p.lit(p.sky[1], 0.4)}@0.34", f"{p.sky[0]}@0.05", f"{p.sky[0]}@0.22")
    rim = "M-62-50a64 64 0 1 1 128 0a64 64 0 1 1 -128 0Z"
    gleam = "M34-94C46-84 52-70 53-54C48-68 40-82 28-90Z"
    return (
        shape(rim, glass)
        + line(rim, s.palette.lit(shell, 0.1), 5)
        + shape(gleam, f"{p.lit(shell, 0.6)}@0.7")
        + shape(ring, s.shaded(shell, 0.4))
    )


def surgeon_mask(s: Stage, colour: str, *, profile: bool) -> str:
    """A cloth before mouth and nose."""
    p = s.palette
    cloth = p.paint(colour)
    x = 12 if profile else 0
    mask = (
        f"M{-12 + x}-33C{4 + x}-38 {24 + x}-37 {37 + x * 0.6}-33C{40 + x * 0.6}-16 {32 + x}-4"
        f" {16 + x} 3C{2 + x} 2 {-10 + x}-8 {-12 + x}-33Z"
    )
    pleats = (
        f"M{-10 + x}-24Q{12 + x}-27 {37 + x * 0.5}-23M{-7 + x}-15Q{12 + x}-18 {34 + x * 0.5}-14"
    )
    strap = line(f"M{-11 + x}-31L-32-40M{-8 + x}-8L-30-26", p.lit(cloth, 0.3), 1.6)
    return (
        strap + shape(mask, s.shaded(cloth, 0.24)) + line(pleats, f"{p.dark(cloth, 0.35)}@0.6", 1.2)
    )


def eye_mask(s: Stage) -> str:
    """A thief's mask: cloth around the eyes."""
    dark = s.palette.dark(s.palette.paint("#26262c"), 0.2)
    holes = (
        "M-40-62C-20-64 0-62 14-58C24-62 32-62 37-60L38-40C30-36 22-38 16-41C4-34 -16-34"
        " -24-38L-42-48Z"
        "M6-47C0-56 -12-55 -15-47C-10-41 0-41 6-47ZM33-47C30-54 22-54 18.6-47C22-42 30-42 33-47Z"
    )
    return shape(holes, dark)


def goggles(s: Stage) -> str:
    """Safety goggles, pushed up onto the forehead."""
    p = s.palette
    glass = f"{p.lit(p.sky[1], 0.5)}@0.75"
    frame = p.dark(p.paint("#4a4f57"), 0.2)
    strap = line("M-49-74Q-30-80 -14-81", frame, 4)
    lenses = disc(-2, -82, 11, frame, 0.8) + disc(25, -80, 9.4, frame, 0.9)
    return strap + lenses + disc(-2, -82, 8.6, glass, 0.8) + disc(25, -80, 7.2, glass, 0.9)
