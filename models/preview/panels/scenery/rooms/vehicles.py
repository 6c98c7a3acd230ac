"""On the way: train carriage, aeroplane cabin."""

from __future__ import annotations

import math

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, line
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import halo
from models.preview.panels.scenery.rooms.openings import door
from models.preview.panels.stage import Stage


def _seat(s: Stage, colour: str, *, wide: float = 54, tall: float = 122) -> str:
    """A padded seat seen from behind, with a cloth over its head."""
    p = s.palette
    tone = p.paint(colour)
    half = wide / 2
    return (
        line(f"M{-half * 0.7:.0f}-30V0M{half * 0.7:.0f}-30V0", p.paint("#3a3d42"), 6)
        + box(-half, -tall, wide, tall - 22, s.shaded(tone, 0.4), 12)
        + box(-half + 5, -tall + 4, wide - 10, 26, p.lit(p.paint("#e6e0d2"), 0.1), 7)
        + box(-half - 5, -66, 9, 40, p.dark(tone, 0.4), 3)
        + box(half - 4, -66, 9, 40, p.dark(tone, 0.4), 3)
    )


@setting("train_carriage", indoors=True)
def train_carriage(s: Stage) -> None:
    """Rows of seats on both sides of the aisle, wide windows, racks with bags."""
    dice = s.dice("train carriage")
    p = s.palette
    wall = dice.pick(("#d9cdb8", "#b5c4c4", "#c9a88a"))
    h = hall(s, (wall, "#6f6a66", "#e6e0d4"), half=64, high=52, deep=30, end=4.4, wander=5)
    h.stand(s.back, 0, h.end, _end_door(s, dice.pick(("#7a5638", "#5f7a85", "#8a8f94"))))
    for side in (-1, 1):
        _train_windows(s, h, side)
        _luggage(s, h, side)
    seat = dice.pick(("#3f5f8a", "#8a3f45", "#4f7a5a", "#b5713f"))
    aisle = p.paint(dice.pick(("#4a5560", "#6b4a45", "#5a5a4f")))
    h.flat(s.mid, -h.deep, (-15, 15), (NEAR, h.end), s.paints.down(p.lit(aisle, 0.3), aisle))
    for far in (3.9, 3.2, 2.62, 2.15, 1.76):
        for side in (-1, 1):
            for x in (53, 34):
                h.stand(s.mid, side * x, far, _seat(s, seat))
    for side in (-1, 1):
        h.stand(s.mid, side * 58, 1.42, _seat(s, seat))
        h.stand(s.front, side * 66, 0.82, _seat(s, seat))
    lamp = p.lit(p.glow, 0.5) if lights_on(s) else p.lit(p.paint("#f2ecdc"), 0.5)
    for far in (3.6, 2.7, 2.0, 1.5, 1.1, 0.8):
        h.flat(s.far, 51, (-6, 6), (far, far * 1.24), lamp)
    if lights_on(s):
        h.stand(s.mid, 0, 1.8, halo(s, 0, 0, 190, 0.5), y=50)


def _end_door(s: Stage, colour: str) -> str:
    p = s.palette
    glass = s.paints.down(p.lit(p.sky[1], 0.2), p.sky[-1])
    return door(s, 0, colour, wide=100, tall=195) + box(-32, -170, 64, 84, glass, 6)


def _train_windows(s: Stage, h: Hall, side: int) -> None:
    """Windows with the land going by, smeared by speed."""
    p = s.palette
    dice = s.dice(f"train windows {side}")
    x = side * h.half
    frame = p.dark(p.paint("#5a5f63"), 0.2)
    field = mix(p.paint("#7f9a5f", 0.7), p.haze, 0.25)
    for near in (0.62, 0.94, 1.4, 2.08, 3.06):
        far = near * 1.36
        h.wall(s.far, side, (near * 0.975, far * 1.025), (-10, 34), frame)
        h.wall(s.far, side, (near, far), (-8, 32), s.paints.down(*p.sky))
        low = dice.between(2, 8)
        h.patches(
            s.far,
            [[(x, -8, near), (x, -8, far), (x, low, far), (x, low + 2, near)]],
            mix(field, p.haze, 0.4),
        )
        h.patches(
            s.far, [[(x, -8, near), (x, -8, far), (x, -1, far), (x, -2, near)]], p.dark(field, 0.15)
        )
        streaks: list[list[Place]] = [
            [(x, y, near * 1.05), (x, y, far * 0.96)] for y in (-5, -2.5, 1)
        ]
        h.strokes(s.far, streaks, f"{p.lit(field, 0.5)}@0.5", 0.5 * s.unit / near)
        if side == s.light_side:
            strong = 0.05 if p.night else 0.22
            pool: list[Place] = [(side * 20, -h.deep, near), (side * 20, -h.deep, far)]
            h.plane(
                s.mid,
                [(x, 32, near), (x, 32, far), pool[1], pool[0]],
                f"{p.light}@{strong * 0.4:.3f}",
            )


def _luggage(s: Stage, h: Hall, side: int) -> None:
    p = s.palette
    dice = s.dice(f"luggage {side}")
    steel = p.paint("#9aa3a8")
    h.flat(
        s.far,
        38,
        (min(side * 46, side * 64), max(side * 46, side * 64)),
        (NEAR, h.end),
        p.dark(steel, 0.35),
    )
    h.strokes(
        s.far, [[(side * 46, 38, NEAR), (side * 46, 38, h.end)]], p.lit(steel, 0.3), 0.7 * s.unit
    )
    for far in (3.5, 2.5, 1.8, 1.25):
        if dice.chance(0.75):
            tone = p.paint(dice.pick(("#b5563f", "#7a5a3f", "#4f6b85", "#c9a04a", "#5f7a5a")))
            bag = box(-26, -34, 52, 33, s.shaded(tone, 0.35), 6) + line(
                "M-8-35V-41H8V-35", p.dark(tone, 0.4), 4
            )
            h.stand(s.far, side * 54, far, bag, y=38)


@setting("airplane", indoors=True)
def airplane(s: Stage) -> None:
    """A tube of light with rows of seats, lockers overhead and oval windows."""
    dice = s.dice("airplane")
    p = s.palette
    shell = dice.pick(("#dfe0dc", "#d3dbe0", "#e3d9cc"))
    h = hall(s, (shell, "#59626f", shell), half=66, high=44, deep=30, end=4.6, wander=4)
    _tube(s, h, shell)
    h.stand(s.back, 0, h.end, _bulkhead(s, dice.pick(("#3f5f8f", "#8f3f4f", "#4f7f7a"))))
    for side in (-1, 1):
        for far in (4.1, 3.35, 2.74, 2.24, 1.83, 1.5, 1.22, 1.0, 0.82):
            _oval(s, h, side, far)
    seat = dice.pick(("#34507a", "#7a3340", "#3f6b66", "#5f6470"))
    aisle = p.paint(dice.pick(("#46505f", "#5a4a4f", "#3f5057")))
    h.flat(s.mid, -h.deep, (-10, 10), (NEAR, h.end), s.paints.down(p.lit(aisle, 0.3), aisle))
    for far in (4.2, 3.6, 3.08, 2.64, 2.26, 1.94, 1.66):
        for side in (-1, 1):
            for x in (57, 39, 21):
                if far > 1.7 or x > 30:
                    h.stand(s.mid, side * x, far, _seat(s, seat, wide=44, tall=116))
    for side in (-1, 1):
        h.stand(s.front, side * 62, 0.8, _seat(s, seat, wide=48, tall=112))
        h.stand(s.mid, 0, 1.8, halo(s, 0, 0, 150, 0.5), y=42)
    guide = [
        (side * 10.5, -h.deep, far) for side in (-1, 1) for far in (3.8, 3, 2.4, 1.9, 1.5, 1.2)
    ]
    h.dots(s.mid, guide, p.lit(p.glow, 0.3), 1.1)


def _tube(s: Stage, h: Hall, colour: str) -> None:
    """Curved lockers along both sides and a lit ceiling between them."""
    p = s.palette
    tone = p.paint(colour)
    lamp = mix(p.glow, "#ffffff", 0.3) if lights_on(s) else mix(p.paint("#dfeaf2"), p.light, 0.5)
    h.flat(s.far, h.high, (-20, 20), (NEAR, h.end), s.paints.down(lamp, p.dark(lamp, 0.1)))
    for side in (-1, 1):
        curve: list[tuple[float, float]] = [
            (20, 44),
            (24, 36),
            (32, 28),
            (44, 23),
            (62, 22),
            (66, 22),
        ]
        tones = (0.3, 0.16, 0.02, -0.24, -0.4)
        for (x0, y0), (x1, y1), share in zip(curve, curve[1:], tones, strict=False):
            lit = p.lit(tone, share) if share > 0 else p.dark(tone, -share)
            lit = p.dark(lit, 0.12) if side == s.light_side else lit
            band: list[Place] = [(side * x0, y0, NEAR), (side * x0, y0, h.end)]
            band += [(side * x1, y1, h.end), (side * x1, y1, NEAR)]
            h.plane(s.far, band, lit)
        seams: list[list[Place]] = [
            [(side * x, y, far) for x, y in curve[:5]] for far in (3.4, 2.5, 1.85, 1.36, 1.0, 0.74)
        ]
        h.strokes(s.far, seams, f"{p.dark(tone, 0.5)}@0.5", 1.8)
        strip: list[Place] = [(side * 45, 22, NEAR), (side * 45, 22, h.end)]
        h.strokes(s.far, [strip], p.lit(lamp, 0.2), 0.8 * s.unit)


def _bulkhead(s: Stage, colour: str) -> str:
    p = s.palette
    cloth = p.paint(colour)
    folds = "".join(
        box(
            -46 + 11.5 * i, -180, 11.5, 180, s.paints.across(p.lit(cloth, 0.2), p.dark(cloth, 0.25))
        )
        for i in range(8)
    )
    return (
        box(-120, -190, 240, 190, p.paint("#c4c6c4"))
        + folds
        + box(-24, -196, 48, 12, p.lit(p.glow, 0.4), 3)
    )


def _oval(s: Stage, h: Hall, side: int, far: float) -> None:
    """A small window with a bright rim, foreshortened on the wall."""
    p = s.palette
    x = side * h.half * 0.985

    def ring(size: float) -> list[Place]:
        turns = [i * math.tau / 14 for i in range(14)]
        return [
            (x, 5 + 10.5 * size * math.sin(a), far * (1 + 0.062 * size * math.cos(a)))
            for a in turns
        ]

    h.patches(s.far, [ring(1.3)], p.lit(p.paint("#e6e6e2"), 0.4))
    sky = s.paints.down(p.sky[1], p.lit(p.sky[-1], 0.3))
    h.plane(s.far, ring(1.0), sky)
    h.plane(
        s.far,
        [place for place in ring(1.0) if place[1] < 3],
        f"{mix(p.sky[-1], '#ffffff', 0.4)}@0.8",
    )
