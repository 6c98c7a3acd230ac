"""Where people learn and look: classroom."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, line, polygon
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.stage import Stage


@setting("classroom", indoors=True)
def classroom(s: Stage) -> None:
    """A blackboard, rows of desks, a globe."""
    r = room(s, "#c9c0a4", "#a07a54")
    u, p = s.unit, s.palette
    away = -s.light_side
    x, y = s.across(0.5) + away * 20 * u, s.horizon - 42 * u
    slate = p.paint("#3f5a50")
    s.back.add(box(x - 38 * u, y - 1.6 * u, 76 * u, 35 * u, p.paint("#8a6444")))
    s.back.add(box(x - 36 * u, y, 72 * u, 31.6 * u, s.paints.slant(p.lit(slate, 0.16), slate)))
    chalk = f"{p.lit(p.paint('#e8e6dc'), 0.2)}@0.7"
    dice = s.dice("chalk")
    for row in range(4):
        reach = dice.between(20, 52) * u
        s.back.add(
            line(
                f"M{x - 31 * u:.1f} {y + (6 + 6.4 * row) * u:.1f}"
                f"q{reach / 2:.1f} {-u:.1f} {reach:.1f} 0",
                chalk,
                0.5 * u,
            )
        )
    s.back.add(
        line(
            f"M{x + 26 * u:.1f} {y + 20 * u:.1f}m-5 0a{5 * u:.1f} {5 * u:.1f} 0"
            f" 1 0 {10 * u:.1f} 0a{5 * u:.1f} {5 * u:.1f} 0 1 0 {-10 * u:.1f} 0",
            chalk,
            0.4 * u,
        )
    )
    for row, (scale, down) in enumerate(((0.55, 5.0), (0.8, 15.0))):
        for i in range(-3, 4):
            cx = s.across(0.5) + i * 40 * u * scale + (10 * u if row else 0)
            _school_desk(s, cx, r.floor + down * u, 24 * u * scale)


def _school_desk(s: Stage, x: float, foot: float, wide: float) -> None:
    p = s.palette
    wood = p.paint("#b98a55")
    tall = wide * 0.6
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.1))
    legs = (
        f"M{x - wide * 0.42:.1f} {foot:.1f}V{foot - tall:.1f}"
        f"M{x + wide * 0.42:.1f} {foot:.1f}V{foot - tall:.1f}"
    )
    s.mid.add(line(legs, p.paint("#4a4f57"), wide * 0.035))
    top = [
        (x - wide * 0.44, foot - tall * 1.14),
        (x + wide * 0.44, foot - tall * 1.14),
        (x + wide * 0.52, foot - tall * 0.92),
        (x - wide * 0.52, foot - tall * 0.92),
    ]
    s.mid.add(polygon(top, p.lit(wood, 0.24)))
    s.mid.add(box(x - wide * 0.52, foot - tall * 0.92, wide * 1.04, tall * 0.2, p.dark(wood, 0.25)))
    s.mid.add(box(x - wide * 0.1, foot - tall * 1.1, wide * 0.28, tall * 0.1, p.paint("#e3ddcd")))
