"""Long spaces with things in rows: corridor, data centre, warehouse."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.goods import carton, potted
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import sconce
from models.preview.panels.scenery.rooms.openings import glazing
from models.preview.panels.stage import Stage


@setting("corridor", indoors=True)
def corridor(s: Stage) -> None:
    """Doors on both sides, a row of lamps, a window at the far end."""
    dice = s.dice("corridor")
    p = s.palette
    wall = dice.pick(("#b5bfae", "#c4b095", "#a3b5c4", "#c49a86"))
    h = hall(s, (wall, "#8f7a62", "#e3ddcf"), half=58, high=50, end=5)
    h.stand(s.back, 0, h.end, glazing(s, 0, -70, 210, 250, "#efe9db", panes=(2, 3)))
    _dado(s, h, dice.pick(("#6f7f6f", "#7a5c46", "#5a6f85")))
    doors = dice.pick(("#7a5638", "#5f7a85", "#a85f45", "#e0d8c6"))
    for side in (-1, 1):
        for near in (0.62, 1.02, 1.62, 2.7, 4.1):
            start = near * (1.0 if side < 0 else 1.12)
            _door(s, h, side, start, start * 1.26, doors)
        _sconces(s, h, side)
    runner = p.paint(dice.pick(("#8f3f3a", "#3f5f6b", "#7f7345", "#6b4a6b")))
    edge = s.paints.down(p.lit(runner, 0.5), p.lit(runner, 0.3))
    h.flat(s.mid, -h.deep, (-17, 17), (NEAR, h.end), edge)
    h.flat(s.mid, -h.deep, (-15, 15), (NEAR, h.end), s.paints.down(p.lit(runner, 0.3), runner))
    _sheen(s, h)
    for far in (0.8, 1.25, 1.9, 2.9, 4.3):
        _ceiling_lamp(s, h, far)
    side = dice.pick((-1, 1))
    h.stand(s.mid, side * 52, 2.1, potted(s, 120, dice, pot="#d9cfbd"))
    h.stand(s.front, -side * 62, 0.8, potted(s, 130, dice, pot="#5f6b70"))


def _dado(s: Stage, h: Hall, colour: str) -> None:
    p = s.palette
    tone = p.paint(colour)
    for side in (-1, 1):
        lit = p.lit(tone, 0.1) if side != s.light_side else p.dark(tone, 0.2)
        run = (p.dark(lit, 0.3), lit)
        fill = s.paints.across(*(run if side < 0 else run[::-1]))
        h.wall(s.far, side, (NEAR, h.end), (-1.1 * h.deep, -12), fill)
        h.wall(s.far, side, (NEAR, h.end), (-12, -10.4), p.lit(tone, 0.45))


def _door(s: Stage, h: Hall, side: int, near: float, far: float, colour: str) -> None:
    p = s.palette
    tone = p.paint(colour)
    tone = tone if side != s.light_side else p.dark(tone, 0.25)
    long = far - near
    h.wall(
        s.far, side, (near - 0.06 * near, far + 0.06 * near), (-1.1 * h.deep, 31), p.lit(tone, 0.4)
    )
    h.wall(s.far, side, (near, far), (-1.1 * h.deep, 28), s.paints.down(p.lit(tone, 0.1), tone))
    for low, high in ((-34, -10), (-4, 22)):
        h.wall(s.far, side, (near + 0.2 * long, far - 0.2 * long), (low, high), p.dark(tone, 0.22))
    h.dots(s.far, [(side * h.half, -7, near + 0.1 * long)], p.paint("#d9b86a"), 2.2)


def _sconces(s: Stage, h: Hall, side: int) -> None:
    for far in (1.44, 2.35, 3.7):
        h.stand(s.far, side * h.half * 0.97, far, sconce(s, 0, 0), y=16)


def _ceiling_lamp(s: Stage, h: Hall, far: float) -> None:
    p = s.palette
    lamp = p.lit(p.glow, 0.5) if lights_on(s) else p.lit(p.paint("#f0eadb"), 0.6)
    h.flat(s.far, h.high - 1, (-9, 9), (far, far * 1.22), lamp)
    if lights_on(s):
        x, y = h.at(0, h.high - 2, far * 1.1)
        reach = 34 * s.unit / far
        s.far.add(disc(x, y, reach, s.paints.round(f"{p.glow}@0.55", f"{p.glow}@0"), 0.5))


def _sheen(s: Stage, h: Hall) -> None:
    """The end window mirrored in the floor."""
    light = s.palette.light
    strong = 0.16 if s.palette.night else 0.5
    fill = s.paints.down(f"{light}@{strong}", f"{light}@0")
    h.flat(s.mid, -h.deep, (-16, 16), (1.0, h.end), fill)


@setting("data_centre", indoors=True)
def data_centre(s: Stage) -> None:
    """Two rows of cabinets full of blinking lights, cold light from above."""
    dice = s.dice("data centre")
    p = s.palette
    h = hall(s, ("#3f4a58", "#5f6b78", "#2f3843"), half=92, high=50, end=6)
    glow = mix(dice.pick(("#5fc4e8", "#6fe0c0", "#8f9cf0")), p.tint, p.amount)
    left, top = h.at(-30, 34, h.end)
    right, foot = h.at(30, -h.deep, h.end)
    s.back.add(
        box(left, top, right - left, foot - top, s.paints.down(f"{glow}@0.9", f"{glow}@0.3"))
    )
    s.back.add(
        disc(
            (left + right) / 2,
            (top + foot) / 2,
            34 * s.unit,
            s.paints.round(f"{glow}@0.5", f"{glow}@0"),
        )
    )
    grid = [[(x, -h.deep, NEAR), (x, -h.deep, h.end)] for x in range(-55, 56, 10)]
    grid += [[(-60, -h.deep, far), (60, -h.deep, far)] for far in _distances(0.5, 5.6, 0.86)]
    h.strokes(s.mid, grid, f"{p.dark(p.paint('#5f6b78'), 0.5)}@0.5", 1.8)
    h.flat(s.mid, -h.deep, (-8, 8), (0.9, h.end), s.paints.down(f"{glow}@0.7", f"{glow}@0"))
    aisle = replace(h, half=dice.between(52, 58))
    for side in (-1, 1):
        _cabinets(s, aisle, side, glow)
    for far in _distances(0.6, 5.4, 0.8):
        tube = mix(glow, "#ffffff", 0.55)
        h.flat(s.far, 47, (-7, 7), (far, far * 1.12), tube)
    tray = p.paint("#8a949c")
    for x in (-22, 22):
        h.flat(s.far, 42, (x - 4, x + 4), (NEAR, h.end), s.paints.down(p.dark(tray, 0.5), tray))
    x, y = h.at(0, 44, 1.6)
    s.mid.add(disc(x, y, 40 * s.unit, s.paints.round(f"{glow}@0.22", f"{glow}@0")))
    edge = replace(h, half=62)
    side = dice.pick((-1, 1))
    edge.wall(s.front, side, (0.3, 0.72), (-60, 60), p.dark(p.paint("#2b323b"), 0.5))
    edge.dots(
        s.front, [(side * 62, y, far) for y in (-20, -8, 4, 16) for far in (0.6, 0.66)], glow, 1.6
    )


def _distances(near: float, far: float, ratio: float) -> list[float]:
    """Distances from far to near, each `ratio` of the one before."""
    found = [far]
    while found[-1] * ratio > near:
        found.append(round(found[-1] * ratio, 3))
    return found


def _cabinets(s: Stage, h: Hall, side: int, glow: str) -> None:
    p = s.palette
    dice = s.dice(f"cabinets {side}")
    steel = p.paint("#2f3741")
    lit = p.lit(steel, 0.14) if side != s.light_side else steel
    run = (p.dark(lit, 0.3), lit, mix(lit, glow, 0.3))
    fill = s.paints.across(*(run if side < 0 else run[::-1]))
    x = side * h.half
    h.wall(s.mid, side, (NEAR, h.end), (-h.deep, 34), fill)
    starts = _distances(0.5, 6.0, 0.84)
    slots: list[tuple[Place, ...]] = []
    lamps: dict[str, list[Place]] = {glow: [], "#7fe08a": [], "#ffb45f": []}
    names = list(lamps)
    for far, near in pairwise(starts):
        for row in range(11):
            low = -34 + row * 6.0
            inner, outer = far - 0.1 * (far - near), near + 0.1 * (far - near)
            if dice.chance(0.85):
                slots.append(
                    ((x, low, inner), (x, low, outer), (x, low + 4.4, outer), (x, low + 4.4, inner))
                )
                for share in (0.2, 0.32, 0.44, 0.7):
                    if dice.chance(0.6):
                        tone = names[0] if dice.chance(0.7) else dice.pick(names)
                        lamps[tone].append((x, low + 2.2, round(near + (far - near) * share, 3)))
    h.patches(s.mid, slots, p.dark(steel, 0.55))
    for tone, places in lamps.items():
        h.dots(s.mid, places, mix(tone, p.tint, p.amount / 2), 1.15)
    seams = [[(x, -h.deep, far), (x, 34, far)] for far in starts]
    h.strokes(s.mid, [*seams, [(x, 34, NEAR), (x, 34, h.end)]], f"{p.lit(steel, 0.4)}@0.7", 2)


@setting("warehouse", indoors=True)
def warehouse(s: Stage) -> None:
    """High racks of cartons on pallets on both sides, lamps in the roof."""
    dice = s.dice("warehouse")
    p = s.palette
    h = hall(s, ("#a9b0b0", "#8f8f8a", "#7a858c"), half=84, high=84, end=5)
    h.stand(s.back, 0, h.end, _loading_gate(s))
    for side in (-1, 1):
        windows = [
            [(x, 84, far), (x, 84, far * 1.16), (x2, 84, far * 1.16), (x2, 84, far)]
            for far in (0.8, 1.2, 1.8, 2.7)
            for x, x2 in ((side * 12, side * 30),)
        ]
        h.patches(s.back, windows, p.lit(p.sky[1], 0.3))
        _rack(s, replace(h, half=dice.between(56, 62)), side)
    h.flat(s.mid, -h.deep, (-45, -43), (NEAR, h.end), p.paint("#e0b53f"))
    h.flat(s.mid, -h.deep, (43, 45), (NEAR, h.end), p.paint("#e0b53f"))
    for far in (1.0, 1.6, 2.5, 3.8):
        x, y = h.at(0, 58, far)
        _bay_lamp(s, x, y, 6 * s.unit / far)
    side = dice.pick((-1, 1))
    h.stand(s.mid, side * 22, 2.9, _forklift(s, dice.pick(("#e0a83f", "#c95f3f", "#5f8fa8"))))
    pallet = carton(s, 90, 70) + group(carton(s, 70, 50, "#a8825a"), at=(-6, -70))
    h.stand(s.mid, -side * 52, 1.6, pallet)
    h.stand(s.front, side * 74, 0.8, carton(s, 80, 70))


def _rack(s: Stage, h: Hall, side: int) -> None:
    p = s.palette
    dice = s.dice(f"rack {side}")
    x = side * h.half
    levels = (-h.deep, -10.0, 18.0, 46.0)
    h.wall(s.mid, side, (NEAR, h.end), (-h.deep, 72), p.dark(p.paint("#5a534a"), 0.5))
    bays = _distances(0.4, h.end, 0.72)
    tones = ("#b98f62", "#c9a577", "#a57a50", "#8f9aa0", "#b5a48c")
    boxes: dict[str, list[tuple[Place, ...]]] = {tone: [] for tone in tones}
    for far, near in pairwise(bays):
        for level in levels:
            at = near + 0.06 * (far - near)
            while at < far - 0.2 * (far - near):
                end = min(far - 0.05 * (far - near), at + (far - near) * dice.between(0.3, 0.6))
                high = level + dice.between(11, 19)
                if dice.chance(0.88):
                    patch = ((x, level, at), (x, level, end), (x, high, end), (x, high, at))
                    boxes[dice.pick(tones)].append(patch)
                at = end + 0.03 * (far - near)
    for number, (tone, patches) in enumerate(boxes.items()):
        near_tone = (
            p.lit(p.paint(tone), 0.12) if side != s.light_side else p.dark(p.paint(tone), 0.15)
        )
        h.patches(s.mid, patches, p.dark(near_tone, 0.05 * number))
    steel, beam = p.paint("#3f5f85"), p.paint("#d9803f")
    for far in bays:
        h.strokes(s.mid, [[(x, -h.deep, far), (x, 72, far)]], steel, 2.2 * s.unit / far)
    for level in levels[1:]:
        h.patches(
            s.mid,
            [
                [
                    (x, level - 2.6, NEAR),
                    (x, level - 2.6, h.end),
                    (x, level, h.end),
                    (x, level, NEAR),
                ]
            ],
            beam,
        )


def _loading_gate(s: Stage) -> str:
    """The gate at the far end, shut or half raised on the daylight."""
    p = s.palette
    gate = p.paint("#c4c9c9")
    shut = 130.0 if s.dice("gate").chance(0.5) else 286.0
    slats = "".join(f"M-130 {24 * i - 286}h260" for i in range(1, int(shut // 24) + 1))
    return (
        box(-146, -300, 292, 300, p.paint("#e0b53f"))
        + box(-130, -286, 260, 286, s.paints.down(*p.sky))
        + box(-130, -286, 260, shut, gate)
        + line(slats, p.dark(gate, 0.3), 2)
    )


def _bay_lamp(s: Stage, x: float, y: float, size: float) -> None:
    p = s.palette
    on = lights_on(s) > 0
    tone = p.lit(p.glow, 0.4) if on else p.lit(p.paint("#d9d5c9"), 0.4)
    s.mid.add(line(f"M{x:.1f} {y - size * 5:.1f}V{y - size:.1f}", p.paint("#3a3f45"), 2))
    if on:
        fill = s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0.16", f"{p.glow}@0")
        s.mid.add(disc(x, y, size * 5, fill))
    shade = [(x - size * 0.3, y - size), (x + size * 0.3, y - size), (x + size, y), (x - size, y)]
    s.mid.add(polygon(shade, p.paint("#5f6b70")), disc(x, y, size * 0.9, tone, 0.22))


def _forklift(s: Stage, colour: str) -> str:
    p = s.palette
    tone, dark = p.paint(colour), p.paint("#2f3236")
    return (
        line("M-34-20V-200M34-20V-200M-34-196H34", dark, 8)
        + line("M-46-90L-40-205H40L46-90", p.paint("#4a4f55"), 6)
        + box(-52, -92, 104, 74, s.shaded(tone, 0.35), 8)
        + box(-36, -76, 72, 26, p.dark(tone, 0.5), 4)
        + disc(-40, -16, 17, dark)
        + disc(40, -16, 17, dark)
        + box(-50, -26, 12, 14, p.lit(p.glow, 0.4), 3)
        + box(38, -26, 12, 14, p.lit(p.glow, 0.4), 3)
    )
