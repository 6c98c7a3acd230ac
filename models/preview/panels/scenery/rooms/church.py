"""A church: a nave of pointed arches and coloured glass."""

from __future__ import annotations

import math

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import halo
from models.preview.panels.scenery.rooms.openings import opening
from models.preview.panels.stage import Stage

_GLASS = ("#c9483f", "#3f6fc0", "#e0b53f", "#4f9f6a", "#8a5fb0", "#e08a4f")
_BAYS = (4.2, 3.0, 2.15, 1.55, 1.1, 0.8)


@setting("church", indoors=True)
def church(s: Stage) -> None:
    """A nave of pointed arches, coloured windows, pews on both sides of the aisle."""
    dice = s.dice("church")
    stone = dice.pick(("#c4b8a3", "#b5b5b5", "#cbb39a"))
    h = hall(s, (stone, "#9c9080", stone), half=84, high=150, deep=18, end=5.2, wander=5)
    _apse(s, h, dice.pick(("rose", "lancets")))
    for side in (-1, 1):
        for far, near in ((4.2, 3.0), (3.0, 2.15), (2.15, 1.55), (1.55, 1.1), (1.1, 0.8)):
            _side_window(s, h, side, near, far)
    _arcade(s, h, stone, 62.0)
    runner = s.palette.paint(dice.pick(("#8f2f35", "#3f4f7f", "#6b3f6b")))
    h.flat(
        s.mid, -h.deep, (-8, 8), (NEAR, h.end), s.paints.down(s.palette.lit(runner, 0.3), runner)
    )
    _coloured_light(s, h)
    for far in (4.2, 3.5, 2.9, 2.4, 2.0, 1.65, 1.36, 1.12):
        for side in (-1, 1):
            h.stand(s.mid, side * 31, far, _pew(s, 190))
    for side in (-1, 1):
        h.stand(s.mid, side * 58, 1.3, _candles(s))
        h.stand(s.front, side * 50, 0.52, _pew(s, 170))


def _apse(s: Stage, h: Hall, kind: str) -> None:
    """The far wall with its windows over the altar."""
    parts: list[str] = []
    tall = 430 if kind == "lancets" else 230
    for x, high in ((0, tall), (-150, tall * 0.84), (150, tall * 0.84)):
        parts.append(stained(s, x, -140, 96, high))
    if kind == "rose":
        parts.append(_rose(s, -545, 125))
    h.stand(s.back, 0, h.end, *parts)
    p = s.palette
    cloth, gold = p.paint("#e9e2d0"), p.paint("#c9a04a")
    altar = (
        box(-190, -30, 380, 30, p.dark(p.paint("#a89c8a"), 0.15))
        + box(-95, -110, 190, 82, s.shaded(cloth, 0.25))
        + box(-100, -116, 200, 8, gold)
        + line("M0-116V-210M-26-180H26", gold, 8)
        + halo(s, 0, -150, 330)
    )
    h.stand(s.far, 0, h.end - 0.2, altar)


def stained(s: Stage, x: float, foot: float, wide: float, tall: float) -> str:
    """A pointed window of coloured glass in lead."""
    p = s.palette
    picks = s.dice(f"glass {x:.0f} {foot:.0f}")
    parts = [
        shape(
            opening(x, foot + 12, wide + 24, tall + 24, "pointed"), p.dark(p.paint("#8a8070"), 0.3)
        )
    ]
    light = _glass_light(s)
    parts.append(
        shape(opening(x, foot, wide, tall, "pointed"), mix(p.paint(picks.pick(_GLASS)), light, 0.3))
    )
    rows = round(tall / 44)
    for row in range(rows):
        y = foot - tall * (row + 1) / (rows + 1.6)
        for column in range(3):
            tone = mix(p.paint(picks.pick(_GLASS)), light, picks.between(0.12, 0.45))
            parts.append(
                box(
                    x - wide * 0.46 + wide * 0.31 * column,
                    y,
                    wide * 0.28,
                    tall / (rows + 1.6) * 0.88,
                    tone,
                    6,
                )
            )
    parts.append(
        disc(x, foot - tall * 0.78, wide * 0.24, mix(p.paint(picks.pick(_GLASS)), light, 0.5))
    )
    lead = f"M{x} {foot}V{foot - tall * 0.98:.0f}"
    parts.append(line(lead, p.dark(p.paint("#5a5248"), 0.4), 3))
    return "".join(parts)


def _glass_light(s: Stage) -> str:
    p = s.palette
    return mix(p.sky[1], p.glow, 0.2) if p.night else mix(p.light, "#ffffff", 0.3)


def _rose(s: Stage, y: float, radius: float) -> str:
    p = s.palette
    light = _glass_light(s)
    parts = [
        disc(0, y, radius * 1.12, p.dark(p.paint("#8a8070"), 0.3)),
        disc(0, y, radius, mix(p.paint("#3f4f8f"), light, 0.3)),
    ]
    for ring, count, size in ((0.72, 12, 0.17), (0.38, 8, 0.13)):
        for i in range(count):
            a = i * math.tau / count
            tone = mix(p.paint(_GLASS[i % 6]), light, 0.35)
            parts.append(
                disc(
                    ring * radius * math.cos(a),
                    y + ring * radius * math.sin(a),
                    size * radius,
                    tone,
                )
            )
    parts.append(disc(0, y, radius * 0.18, mix(p.paint("#e0b53f"), light, 0.5)))
    return "".join(parts)


def _side_window(s: Stage, h: Hall, side: int, near: float, far: float) -> None:
    """A coloured window in the outer wall, seen between two columns."""
    p = s.palette
    dice = s.dice(f"side window {side} {near}")
    inner, outer = near + 0.3 * (far - near), near + 0.66 * (far - near)
    middle = (inner + outer) / 2
    x = side * h.half
    light = _glass_light(s)
    steps = 5
    for i in range(steps):
        low, high = 14 + 80 * i / steps, 14 + 80 * (i + 1) / steps
        tone = mix(p.paint(dice.pick(_GLASS)), light, 0.35)
        h.patches(
            s.far, [((x, low, inner), (x, low, outer), (x, high, outer), (x, high, inner))], tone
        )
    top = [(x, 94, inner), (x, 122, middle), (x, 94, outer)]
    h.patches(s.far, [top], mix(p.paint(dice.pick(_GLASS)), light, 0.5))


def _arcade(s: Stage, h: Hall, colour: str, half: float) -> None:
    """Columns in two rows, pointed arches between them and ribs across the vault."""
    p = s.palette
    stone = p.paint(colour)
    spring, crown = 66.0, 146.0
    for number, far in enumerate(_BAYS):
        layer = s.far if far > 1.6 else s.mid
        tone = p.dark(stone, 0.06 * number)
        _rib(s, h, half, spring, crown, far, tone)
        for side in (-1, 1):
            if number:
                _arch(s, h, side * half, spring, (far, _BAYS[number - 1]), tone)
            x, foot = h.at(side * half, -h.deep, far)
            _, top = h.at(side * half, spring, far)
            wide = 7.5 * s.unit / far
            if far < 0.7:
                continue
            fill = s.shaded(tone, 0.4)
            layer.add(box(x - wide / 2, top, wide, foot - top, fill))
            layer.add(
                box(x - wide * 0.8, top - wide * 0.3, wide * 1.6, wide * 0.5, p.lit(tone, 0.2))
            )
            layer.add(
                box(x - wide * 0.85, foot - wide * 0.6, wide * 1.7, wide * 0.6, p.dark(tone, 0.2))
            )


def _arch(s: Stage, h: Hall, x: float, spring: float, span: tuple[float, float], tone: str) -> None:
    """The wall over a pointed arch between two columns."""
    near, far = span
    rise = 40.0
    places: list[Place] = [(x, 150, near), (x, spring, near)]
    for i in range(1, 8):
        t = i / 8
        up = math.sin(math.pi * min(t, 1 - t)) ** 0.7
        places.append((x, spring + rise * up, near + (far - near) * t))
    places += [(x, spring, far), (x, 150, far)]
    h.plane(s.far, places, s.palette.dark(tone, 0.1))


def _rib(
    s: Stage, h: Hall, half: float, spring: float, crown: float, far: float, tone: str
) -> None:
    """A pointed rib across the nave, and the dark of the vault behind it."""
    left, right = h.at(-half, spring, far), h.at(half, spring, far)
    top = h.at(0, crown, far)
    lift = (left[1] - top[1]) * 0.62
    data = (
        f"M{left[0]:.0f} {left[1]:.0f}Q{left[0]:.0f} {left[1] - lift:.0f} {top[0]:.0f} {top[1]:.0f}"
        f"Q{right[0]:.0f} {right[1] - lift:.0f} {right[0]:.0f} {right[1]:.0f}"
    )
    outside = f"V{s.top - 900:.0f}H{left[0]:.0f}Z"
    s.far.add(shape(data + outside, s.palette.dark(tone, 0.08)))
    s.far.add(line(data, s.palette.lit(tone, 0.3), 2.8 * s.unit / far))


def _coloured_light(s: Stage, h: Hall) -> None:
    """What the windows throw on the floor."""
    p = s.palette
    strong = 0.1 if p.night else 0.34
    dice = s.dice("coloured light")
    for far in (3.0, 2.3, 1.8, 1.4):
        for _ in range(3):
            x, y = h.at(-s.light_side * dice.between(8, 50), -h.deep, far * dice.between(0.9, 1.1))
            tone = mix(dice.pick(_GLASS), p.light, 0.4)
            s.mid.add(
                disc(x, y, 10 * s.unit / far, s.paints.round(f"{tone}@{strong}", f"{tone}@0"), 0.3)
            )
        x, y = h.at(s.light_side * 80, 80, far)
        foot = h.at(-s.light_side * 30, -h.deep, far)
        wide = 10 * s.unit / far
        beam = [
            (x, y - wide),
            (x, y + wide),
            (foot[0] + wide, foot[1]),
            (foot[0] - 2 * wide, foot[1]),
        ]
        s.mid.add(polygon(beam, f"{p.light}@{strong * 0.22:.3f}"))


def _pew(s: Stage, wide: float) -> str:
    p = s.palette
    wood = p.paint("#6b4a30")
    half = wide / 2
    return (
        box(-half, -90, wide, 90, s.paints.down(p.lit(wood, 0.22), wood, p.dark(wood, 0.4)))
        + box(-half - 3, -96, wide + 6, 9, p.lit(wood, 0.4), 3)
        + box(-half - 4, -98, 11, 98, p.dark(wood, 0.15), 3)
        + box(half - 7, -98, 11, 98, p.dark(wood, 0.3), 3)
    )


def _candles(s: Stage) -> str:
    p = s.palette
    iron = p.paint("#4a4038")
    parts = [line("M0 0V-150M-30-150H30M-20 0H20", iron, 5), halo(s, 0, -175, 150)]
    for x in (-28, 0, 28):
        parts.append(box(x - 4, -176, 8, 26, p.lit(p.paint("#e9e0cc"), 0.2)))
        parts.append(disc(x, -182, 4, p.lit(p.glow, 0.4), 1.7))
    return "".join(parts)
