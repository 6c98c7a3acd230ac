"""A room in one-point perspective: walls, floor, a window with the hour outside, and its light.

Furniture is placed on the floor by feet (`floor_y`) and drawn front on: a stage set, not a plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


@dataclass(frozen=True, slots=True)
class Room:
    """Where the parts of a room are, in panel units."""

    left: float
    """Left edge of the back wall."""
    right: float
    top: float
    """The ceiling's line on the back wall."""
    floor: float
    """The floor's line on the back wall."""
    wall: str
    window_x: float
    """Middle of the window."""


def room(
    s: Stage,
    wall: str,
    floor: str,
    *,
    boards: bool = True,
    window: bool = True,
    half: float = 78,
    high: float = 58,
) -> Room:
    """Build an empty room whose back wall is `2 * half` units wide and `high` above the eye."""
    p = s.palette
    dark = 0.86 if lights_on(s) else 1.0
    painted = mix(p.shade, p.paint(wall), 0.92 * dark)
    ground = p.paint(floor)
    back = Room(
        left=s.across(0.5) - s.unit * half,
        right=s.across(0.5) + s.unit * half,
        top=s.horizon - s.unit * high,
        floor=s.horizon + s.unit * 15,
        wall=painted,
        window_x=s.across(0.5) + s.light_side * min(s.width * 0.24, s.unit * 46),
    )
    _shell(s, back, painted, ground)
    if boards:
        _boards(s, back, ground)
    if window:
        _window(s, back)
    return back


def _shell(s: Stage, r: Room, wall: str, ground: str) -> None:
    p = s.palette
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, p.dark(wall, 0.2)))
    tones = (p.lit(wall, 0.2), wall, p.dark(wall, 0.3))
    fill = s.paints.across(*(tones if s.light_side < 0 else tones[::-1]))
    s.back.add(box(r.left, s.top, r.right - r.left, r.floor - s.top, fill))
    if r.top > s.top:
        lid = [
            (r.left, r.top),
            (r.right, r.top),
            (s.right + 400, s.top - 200),
            (s.left - 400, s.top - 200),
        ]
        s.back.add(polygon(lid, p.lit(wall, 0.1)))
    for edge, far, lit in (
        (r.left, s.left - 400, s.light_side > 0),
        (r.right, s.right + 400, s.light_side < 0),
    ):
        side = [
            (edge, r.top),
            (far, r.top - (abs(far - edge)) * 0.5),
            (far, r.floor + abs(far - edge) * 0.5),
            (edge, r.floor),
        ]
        s.back.add(polygon(side, p.lit(wall, 0.08) if lit else p.dark(wall, 0.34)))
    skirting = p.lit(wall, 0.26)
    s.back.add(box(r.left, r.floor - 2.2 * s.unit, r.right - r.left, 2.2 * s.unit, skirting))
    s.mid.add(
        box(
            s.left,
            r.floor,
            s.span,
            s.bottom - r.floor,
            s.paints.down(p.dark(ground, 0.28), ground, p.dark(ground, 0.3)),
        )
    )


def _boards(s: Stage, r: Room, ground: str) -> None:
    tone = f"{s.palette.dark(ground, 0.55)}@0.45"
    away = s.across(0.5)
    data = "".join(
        f"M{away + i * 8.5 * s.unit:.0f} {r.floor:.0f}L{away + i * 24 * s.unit:.0f} {s.bottom:.0f}"
        for i in range(-15, 16)
    )
    s.mid.add(line(data, tone, 1.6))


def _window(s: Stage, r: Room) -> None:
    """A window and the light that falls from it on the floor; a dark one, and a lamp's light."""
    p = s.palette
    wide, tall = 25 * s.unit, 33 * s.unit
    x, y = r.window_x - wide / 2, s.horizon - 44 * s.unit
    frame = p.lit(p.paint("#cdbfa8"), 0.2)
    s.back.add(
        box(x - s.unit * 1.4, y - s.unit * 1.4, wide + 2.8 * s.unit, tall + 2.8 * s.unit, frame)
    )
    s.back.add(box(x, y, wide, tall, s.paints.down(*p.sky)))
    hill = mix(p.haze, p.shade, 0.3)
    s.back.add(box(x, y + tall * 0.8, wide, tall * 0.2, hill))
    if p.night and s.look.weather == "clear":
        s.back.add(
            disc(x + wide * 0.68, y + tall * 0.25, 2.6 * s.unit, mix(p.light, "#ffffff", 0.5))
        )
    bars = f"M{x + wide / 2:.1f} {y:.1f}v{tall:.1f}M{x:.1f} {y + tall * 0.42:.1f}h{wide:.1f}"
    s.back.add(line(bars, frame, 0.9 * s.unit))
    s.back.add(
        box(
            x - 3 * s.unit,
            y + tall + 1.2 * s.unit,
            wide + 6 * s.unit,
            1.6 * s.unit,
            p.lit(frame, 0.2),
        )
    )
    away = -s.light_side
    strength = 0.18 if p.night else 0.42
    light = f"{p.light}@"
    reach = 34 * s.unit * away
    pool = [(x + reach, r.floor + 4 * s.unit), (x + wide + reach, r.floor + 4 * s.unit)]
    pool += [
        (x + wide + reach * 1.9, r.floor + 25 * s.unit),
        (x + reach * 1.9, r.floor + 25 * s.unit),
    ]
    s.mid.add(polygon(pool, s.paints.down(f"{light}{strength}", f"{light}{strength * 0.5:.2f}")))
    beam = [(x, y), (x + wide, y), pool[1], pool[2], pool[3]]
    s.mid.add(polygon(beam, s.paints.down(f"{light}{strength * 0.4:.2f}", f"{light}0.02")))
