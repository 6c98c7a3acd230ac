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


def room(s: Stage, wall: str, floor: str, *, boards: bool = True, window: bool = True) -> Room:
    """Build an empty room."""
    p = s.palette
    dark = 0.86 if lights_on(s) else 1.0
    painted = mix(p.shade, p.paint(wall), 0.92 * dark)
    ground = p.paint(floor)
    back = Room(
        left=s.across(0.5) - s.unit * 78,
        right=s.across(0.5) + s.unit * 78,
        top=s.horizon - s.unit * 58,
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


def lamplight(s: Stage, x: float, y: float, reach: float) -> None:
    """The warm air around a lamp that is lit."""
    glow = s.palette.glow
    strong = 0.55 if lights_on(s) else 0.16
    s.mid.add(
        disc(
            x,
            y,
            reach,
            s.paints.round(f"{glow}@{strong}", f"{glow}@{strong * 0.3:.2f}", f"{glow}@0"),
        )
    )


def hanging_lamp(s: Stage, x: float, y: float, size: float, colour: str) -> None:
    """A lamp on its cord from the ceiling."""
    p = s.palette
    tone = p.paint(colour)
    s.mid.add(line(f"M{x:.1f} {s.top:.1f}V{y - size:.1f}", p.dark(tone, 0.5), 2.2))
    lamplight(s, x, y + size * 0.3, size * 5.5)
    shade = [(x - size * 0.24, y - size), (x + size * 0.24, y - size), (x + size, y), (x - size, y)]
    s.mid.add(polygon(shade, s.shaded(tone, 0.4)))
    s.mid.add(disc(x, y, size * 0.94, s.palette.glow if lights_on(s) else p.lit(tone, 0.4), 0.12))


def front_table(s: Stage, colour: str) -> None:
    """A near table's edge out of focus, across the foot of the picture."""
    p = s.palette
    wood = p.dark(p.paint(colour), 0.35)
    y = s.height * 0.965
    s.front.add(box(s.left, y, s.span, s.bottom - y, s.paints.down(p.lit(wood, 0.25), wood)))


def cupboard(
    s: Stage,
    x: float,
    foot: float,
    wide: float,
    tall: float,
    colour: str,
    doors: int,
    rows: int = 1,
) -> None:
    """A cabinet with doors or drawers."""
    p = s.palette
    tone = p.paint(colour)
    s.mid.add(box(x, foot - tall, wide, tall, s.shaded(tone, 0.35)))
    cell_w, cell_h = wide / doors, tall / rows
    edge = p.dark(tone, 0.4)
    for row in range(rows):
        for door in range(doors):
            dx, dy = x + door * cell_w, foot - tall + row * cell_h
            inset = min(cell_w, cell_h) * 0.08
            s.mid.add(
                box(
                    dx + inset,
                    dy + inset,
                    cell_w - 2 * inset,
                    cell_h - 2 * inset,
                    f"{edge}@0.28",
                    3,
                )
            )
            s.mid.add(
                disc(
                    dx + cell_w * (0.82 if door % 2 == 0 else 0.18)
                    if rows == 1
                    else dx + cell_w / 2,
                    dy + cell_h * 0.5,
                    s.unit * 0.5,
                    p.lit(tone, 0.6),
                )
            )
    s.mid.add(
        box(
            x - s.unit * 0.6,
            foot - tall - s.unit * 1.2,
            wide + 1.2 * s.unit,
            1.5 * s.unit,
            p.lit(tone, 0.3),
        )
    )


def shelf(s: Stage, x: float, y: float, wide: float, colour: str, name: str, kind: str) -> None:
    """A board on the wall with books, jars or glass on it."""
    p = s.palette
    dice = s.dice(name)
    tone = p.paint(colour)
    at = x + s.unit
    while at < x + wide - 3 * s.unit:
        if kind == "books":
            w, h = s.unit * dice.between(1.1, 2.2), s.unit * dice.between(6.5, 9.5)
            cover = p.paint(
                dice.pick(("#8f4f3d", "#3f5f7f", "#c9a25a", "#4f6b58", "#6d5a7d", "#b5a48c")), 0.9
            )
            s.mid.add(box(at, y - h, w, h, s.paints.across(p.lit(cover, 0.15), p.dark(cover, 0.2))))
            at += w + (s.unit * 2.6 if dice.chance(0.09) else s.unit * 0.15)
        else:
            w, h = s.unit * dice.between(2.6, 4.6), s.unit * dice.between(4, 7.5)
            clay = (
                "#9fc4c9"
                if kind == "glass"
                else dice.pick(("#c98f6a", "#d9d3c4", "#8fa39b", "#b86f52"))
            )
            jar = p.paint(clay, 0.9)
            see = "@0.55" if kind == "glass" else ""
            s.mid.add(box(at, y - h, w, h, f"{jar}{see}", w * 0.25))
            s.mid.add(box(at + w * 0.16, y - h, w * 0.2, h * 0.9, f"{p.light}@0.35", 2))
            s.mid.add(box(at + w * 0.2, y - h - s.unit * 0.8, w * 0.6, s.unit, p.dark(jar, 0.35)))
            if kind == "glass":
                s.mid.add(
                    box(
                        at,
                        y - h * 0.45,
                        w,
                        h * 0.45,
                        f"{p.paint(dice.pick(('#4fa37f', '#c96f6a', '#c9a23f')))}@0.6",
                        w * 0.25,
                    )
                )
            at += w + s.unit * dice.between(0.8, 2.4)
    s.mid.add(box(x, y, wide, 1.2 * s.unit, s.paints.down(p.lit(tone, 0.25), p.dark(tone, 0.3))))


def picture_frame(s: Stage, x: float, y: float, wide: float, tall: float) -> None:
    """A small landscape on the wall."""
    p = s.palette
    s.mid.add(box(x - s.unit, y - s.unit, wide + 2 * s.unit, tall + 2 * s.unit, p.paint("#7a5c40")))
    s.mid.add(box(x, y, wide, tall, s.paints.down(p.paint("#a9c0c4"), p.paint("#e3d2ac"))))
    hill = [
        (x, y + tall),
        (x, y + tall * 0.7),
        (x + wide * 0.4, y + tall * 0.48),
        (x + wide, y + tall * 0.75),
        (x + wide, y + tall),
    ]
    s.mid.add(polygon(hill, p.paint("#6f8a68")))
