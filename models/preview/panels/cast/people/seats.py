"""What people sit on, where nothing is there: a chair in a room, a bench or a rock outside."""

from __future__ import annotations

from typing import Literal

from models.preview.panels import terrain
from models.preview.panels.drawing import blob, box, disc, line, shape
from models.preview.panels.stage import Stage

Seat = Literal["", "chair", "bench", "rock", "wheelchair"]

SEATS = frozenset(
    (
        "chair",
        "armchair",
        "sofa",
        "couch",
        "bench",
        "stool",
        "throne",
        "rock",
        "stone",
        "bed",
        "log",
        "wheelchair",
    )
)
"""Kinds of things that somebody who sits can sit on."""


def seat_under(s: Stage, seat: Seat, top: float) -> str:
    """A seat whose top is at height `top` above the ground, under hips at x = 0."""
    painters = {"chair": _chair, "bench": _bench, "rock": _rock, "wheelchair": _wheelchair}
    return painters[seat](s, -top) if seat in painters else ""


def _chair(s: Stage, y: float) -> str:
    p = s.palette
    wood = p.paint("#7a5238")
    dark = p.dark(wood, 0.3)
    back = f"M-13 {y - 34:.1f}Q-9.6 {y - 35:.1f} -9.4 {y - 32:.1f}L-7.6 {y:.1f}L-11 {y:.1f}Z"
    slats = line(f"M-12 {y - 28:.1f}L-9.6 {y - 12:.1f}", p.lit(wood, 0.2), 0.8)
    return (
        line(f"M-6 {y:.1f}L-7.6 0M13 {y:.1f}L13.6 0", dark, 1.8)
        + line(f"M-9.6 {y:.1f}L-11.4 0M17 {y:.1f}L18 0", wood, 2.1)
        + line(f"M-9.6 {y * 0.45:.1f}L17 {y * 0.45:.1f}", dark, 1.1)
        + shape(back, s.shaded(wood, 0.4))
        + slats
        + box(-12, y, 30.5, 3.2, s.shaded(p.lit(wood, 0.1), 0.34), 1.4)
    )


def _bench(s: Stage, y: float) -> str:
    p = s.palette
    wood, iron = p.paint("#8a6444"), p.paint("#3f4348")
    planks = "".join(
        box(-34, y - 26 + 7 * i, 66, 5, s.shaded(p.dark(wood, 0.06 * i), 0.3), 1) for i in range(3)
    )
    feet = line(
        f"M-26 {y - 26:.1f}L-23 {y:.1f}V0M25 {y - 26:.1f}L23 {y:.1f}V0M-15 {y:.1f}V0M15 {y:.1f}V0",
        iron,
        2,
    )
    return feet + planks + box(-34, y, 66, 3.6, s.shaded(p.lit(wood, 0.12), 0.3), 1.4)


def _rock(s: Stage, y: float) -> str:
    p = s.palette
    stone = p.paint(terrain.ROCK)
    outline = [
        (-21, 0),
        (-21, 0),
        (-22, y * 0.55),
        (-14, y + 1),
        (-2, y),
        (9, y + 1),
        (17, y * 0.6),
        (20, 0),
        (20, 0),
    ]
    facet = [(-14, y + 1), (-2, y), (9, y + 1), (4, y * 0.66), (-10, y * 0.7)]
    return blob(outline, s.shaded(stone, 0.46)) + blob(facet, f"{p.lit(stone, 0.3)}@0.7")


def _wheelchair(s: Stage, y: float) -> str:
    p = s.palette
    iron, tyre = p.paint("#5f6a74"), p.dark(p.paint("#2b2d33"), 0.2)
    seat = p.paint("#35506b")
    frame = (
        f"M-13 {y - 22:.1f}L-10 {y + 2:.1f}H15L20 -5L25-4M-13 {y - 22:.1f}L-17.6"
        f" {y - 22.6:.1f}M-8 {y - 10:.1f}H10V{y:.1f}"
    )
    spokes = "".join(
        line(f"M-6-13.4L{x} {dy}", f"{p.lit(iron, 0.4)}@0.7", 0.35)
        for x, dy in (
            (-18.6, -13.4),
            (6.6, -13.4),
            (-6, -26),
            (-6, -0.8),
            (-15, -22.4),
            (3, -22.4),
            (-15, -4.4),
            (3, -4.4),
        )
    )
    return (
        shape(
            f"M-13.6 {y - 20:.1f}L-9.4 {y:.1f}L-7.4 {y:.1f}L-11 {y - 20.4:.1f}Z",
            s.shaded(seat, 0.3),
        )
        + box(-11, y, 27, 3, s.shaded(seat, 0.3), 1.2)
        + line(frame, iron, 1.4)
        + line("M-19.4-13.4a13.4 13.4 0 1 1 26.8 0a13.4 13.4 0 1 1 -26.8 0Z", tyre, 1.7)
        + spokes
        + disc(-6, -13.4, 1.5, iron)
        + line("M15.4-3.6a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1 -6.8 0Z", tyre, 1.2)
    )
