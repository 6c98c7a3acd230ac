"""Where people confer: meeting room."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.goods import potted
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, hall
from models.preview.panels.scenery.rooms.lamps import halo
from models.preview.panels.scenery.rooms.seats import chair_from_behind
from models.preview.panels.stage import Stage


@setting("meeting_room", indoors=True)
def meeting_room(s: Stage) -> None:
    """A long table that leads to a screen, chairs along it, the town behind glass."""
    dice = s.dice("meeting room")
    p = s.palette
    wall = dice.pick(("#b8bfc2", "#c4b8a5", "#9fb0b0"))
    h = hall(
        s,
        (wall, dice.pick(("#6b7278", "#7a6a5c")), "#e3e1da"),
        half=78,
        high=56,
        deep=34,
        end=2.9,
        wander=5,
    )
    glass = s.light_side
    _glass_wall(s, h, glass)
    h.stand(s.back, 0, h.end, _screen(s))
    h.stand(s.far, -glass * 62, 2.75, potted(s, 150, dice, pot="#d9d5ca"))
    seat = dice.pick(("#33506b", "#3a3f45", "#7a4a3a", "#4f6b5f"))
    for far in (2.55, 2.2, 1.9, 1.66):
        for side in (-1, 1):
            h.stand(s.mid, side * 35, far, chair_from_behind(s, seat))
    wood = p.paint(dice.pick(("#a8784a", "#6b4a35", "#c4b59c")))
    top = -6.0
    ends: list[tuple[float, float, float]] = [
        (-20, top, 1.4),
        (-20, top, 2.6),
        (20, top, 2.6),
        (20, top, 1.4),
    ]
    h.plane(
        s.mid,
        [(-20, top - 3, 1.4), (20, top - 3, 1.4), (20, top, 1.4), (-20, top, 1.4)],
        p.dark(wood, 0.35),
    )
    h.plane(
        s.mid,
        [(-12, -h.deep, 1.5), (12, -h.deep, 1.5), (12, top - 3, 1.5), (-12, top - 3, 1.5)],
        p.dark(wood, 0.5),
    )
    h.plane(s.mid, ends, s.paints.down(p.lit(wood, 0.5), p.lit(wood, 0.1)))
    for far in (2.4, 2.05, 1.75, 1.52):
        for side in (-1, 1):
            h.stand(s.mid, side * 14, far, _notes(s), y=top)
    for far in (2.4, 1.7, 1.2):
        for x in (-18, 18):
            lamp = p.lit(p.glow, 0.5) if lights_on(s) else p.lit(p.paint("#f4f1e8"), 0.5)
            h.flat(s.far, h.high - 1, (x - 9, x + 9), (far, far * 1.18), lamp)
    for x in (-26, 0, 26):
        h.stand(s.mid, x * 0.6, 2.1, _pendant(s), y=45)
    h.stand(s.mid, glass * 58, 1.9, _flip_chart(s, dice.pick((True, False))))
    for side in (-1, 1):
        h.stand(s.front, side * 70, 0.86, chair_from_behind(s, seat))


def _glass_wall(s: Stage, h: Hall, side: int) -> None:
    """Windows from floor to ceiling along one side, the town beyond."""
    p = s.palette
    dice = s.dice("town")
    x = side * h.half
    h.wall(s.far, side, (NEAR, h.end), (-h.deep + 2, h.high - 4), s.paints.down(*p.sky))
    for layer, base in ((0.3, 34.0), (0.6, 18.0)):
        tone = mix(p.haze, p.shade, layer)
        at = h.end
        patches: list[list[tuple[float, float, float]]] = []
        lamps: list[tuple[float, float, float]] = []
        while at > 0.4:
            near = at * dice.between(0.84, 0.93)
            top = -8 + base * dice.between(0.5, 1.1)
            patches.append([(x, -h.deep, at), (x, top, at), (x, top, near), (x, -h.deep, near)])
            lamps += [
                (x, top * share, (at + near) / 2)
                for share in (0.9, 0.6, 0.3)
                if dice.chance(lights_on(s))
            ]
            at = near * 0.99
        h.patches(s.far, patches, tone)
        h.dots(s.far, lamps, p.glow, 1.4)
    frame = p.dark(p.paint("#4a5055"), 0.2)
    posts = [[(x, -h.deep, far), (x, h.high, far)] for far in (2.9, 2.2, 1.68, 1.28, 0.98, 0.74)]
    h.strokes(s.far, [*posts, [(x, 8, NEAR), (x, 8, h.end)]], frame, 0.9 * s.unit)
    strong = 0.06 if p.night else 0.26
    for near, far in ((1.3, 1.64), (1.72, 2.15), (2.24, 2.8)):
        h.flat(
            s.mid,
            -h.deep,
            (min(x, side * 22), max(x, side * 22)),
            (near, far),
            f"{p.light}@{strong}",
        )


def _screen(s: Stage) -> str:
    """A great screen with a chart on it."""
    p = s.palette
    dice = s.dice("chart")
    light = mix(p.paint("#dfe9ee"), p.light, 0.3)
    tone = dice.pick(("#4f8fc0", "#d98a4f", "#5fa87a"))
    parts = [
        disc(0, -195, 250, s.paints.round(f"{light}@0.35", f"{light}@0")),
        box(-158, -288, 316, 186, p.paint("#2b3035"), 5),
        box(-150, -280, 300, 170, s.paints.slant(p.lit(light, 0.4), light), 2),
        box(-132, -266, 110, 11, p.paint("#4a5560")),
    ]
    if dice.chance(0.5):
        parts += [
            box(-126 + 34 * i, -124 - high, 22, high, p.paint(tone if i < 5 else "#e0a83f"))
            for i, high in enumerate(dice.between(20, 40) + 14 * i for i in range(6))
        ]
    else:
        parts.append(disc(-60, -180, 52, p.paint(tone)))
        parts.append(
            polygon([(-60, -180), (-60, -232), (-20, -222), (-9, -190)], p.paint("#e0a83f"))
        )
    parts += [box(88, -244 + 26 * i, 48, 9, f"{p.paint('#4a5560')}@0.6") for i in range(5)]
    return "".join(parts)


def _notes(s: Stage) -> str:
    p = s.palette
    paper = p.lit(p.paint("#f2efe6"), 0.4)
    return polygon([(-18, -5), (8, -5), (11, 2), (-20, 2)], paper) + box(
        15, -13, 9, 12, f"{p.paint('#cfe2e6')}@0.8", 2
    )


def _pendant(s: Stage) -> str:
    p = s.palette
    return (
        line("M0-140V-18", p.paint("#33373c"), 3)
        + halo(s, 0, 0, 120, 0.8)
        + shape("M-20 0Q-18-20 0-20Q18-20 20 0Z", p.paint("#3f474d"))
        + disc(0, 0, 17, p.lit(p.glow, 0.3) if lights_on(s) else p.paint("#efe9d9"), 0.2)
    )


def _flip_chart(s: Stage, curve_up: bool) -> str:
    p = s.palette
    data = "M-30-96Q0-100 10-130T34-160" if curve_up else "M-28-150h30M-28-132h46M-28-114h22"
    return (
        line("M-34 0L-14-180M34 0L14-180M0-60V-8", p.paint("#8f969c"), 5)
        + box(-44, -184, 88, 112, p.lit(p.paint("#f2efe6"), 0.3), 2)
        + line(data, p.paint("#c9584f"), 5)
        + box(-44, -188, 88, 8, p.paint("#5a6268"), 2)
    )
