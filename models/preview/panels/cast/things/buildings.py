"""Buildings that stand by themselves, lit when it is dark."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, blob, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import PLASTER, ROOFS, lights_on
from models.preview.panels.stage import Stage


@subject("house", where="ground", tall=2.6, wide=1.1)
def house(s: Stage, dice: Dice) -> str:
    """A house with a porch light and smoke from its chimney."""
    p = s.palette
    wall, roof, wood = p.paint(dice.pick(PLASTER)), p.paint(dice.pick(ROOFS)), p.paint("#6b4d38")
    lamp = p.glow if lights_on(s) else mix(p.paint("#4c5f70"), p.sky[1], 0.3)
    frame = p.lit(p.paint("#e6dfd0"), 0.1)
    smoke = mix(p.haze, "#ffffff", 0.2)
    parts = [
        disc(27 + 5 * i, -104 - 9 * i, 3.4 + 2 * i, f"{smoke}@{0.5 - 0.08 * i:.2f}", 0.8)
        for i in range(5)
    ]
    parts += [
        box(22, -100, 9, 24, s.shaded(p.dark(roof, 0.2), 0.3)),
        box(20.6, -101, 12, 3, p.dark(roof, 0.4)),
        box(-44, -56, 88, 56, s.shaded(wall, 0.32)),
        polygon([(-44, -56), (-14, -92), (16, -56)], p.lit(wall, 0.08)),
        polygon(
            [(-14, -92), (26, -92), (52, -54), (18, -54)],
            s.paints.down(p.lit(roof, 0.2), p.dark(roof, 0.2)),
        ),
        polygon(
            [(-14, -96), (-9, -92), (22, -54), (14, -54), (-14, -87), (-42, -54), (-50, -54)],
            p.dark(roof, 0.35),
        ),
        box(-24, -32, 16, 32, s.shaded(wood, 0.4), 1.5),
        disc(-11, -15, 1, p.glow),
        box(-26, -1.6, 20, 1.8, p.lit(p.paint("#a39b90"), 0.1)),
    ]
    for x, y, w, h in ((4, -42, 14, 18), (25, -42, 14, 18), (-21, -72, 13, 13)):
        parts += [
            box(x - 1.4, y - 1.4, w + 2.8, h + 2.8, frame),
            box(x, y, w, h, lamp),
            line(f"M{x + w / 2} {y}v{h}M{x} {y + h / 2}h{w}", frame, 1),
        ]
    if lights_on(s):
        parts.append(disc(-16, -38, 26, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0")))
    return "".join(parts)


@subject("lighthouse", where="ground", tall=5.0, wide=0.5, rooted=True)
def lighthouse(s: Stage, dice: Dice) -> str:
    """A banded tower on a rock; its beam turns towards us at dusk."""
    p = s.palette
    white, red = p.paint("#e9e3d6"), p.paint(dice.pick(("#b5483f", "#2f4f6f", "#8f3f3a")))
    rock, iron = p.paint(terrain.ROCK), p.paint("#3a3f46")
    parts: list[str] = []
    if lights_on(s) or s.look.weather in ("fog", "rain"):
        light = mix(p.glow, "#ffffff", 0.4)
        for reach in (190, -190):
            beam = [(0, -89), (reach, -108), (reach, -76)]
            fade = (f"{light}@0.6", f"{light}@0") if reach > 0 else (f"{light}@0", f"{light}@0.6")
            parts.append(polygon(beam, s.paints.across(*fade)))
        parts.append(disc(0, -89, 20, s.paints.round(f"{light}@0.9", f"{light}@0.2", f"{light}@0")))
    parts.append(
        blob([(-34, 2), (-26, -7), (-12, -12), (10, -12), (24, -6), (36, 2)], s.shaded(rock, 0.45))
    )
    edges = [(10.0 - 0.55 * i, -8 - 14.6 * i) for i in range(6)]
    for i in range(5):
        (w0, y0), (w1, y1) = edges[i], edges[i + 1]
        parts.append(
            polygon(
                [(-w0, y0), (w0, y0), (w1, y1), (-w1, y1)], s.shaded(red if i % 2 else white, 0.45)
            )
        )
    parts += [box(-1.6, y, 3.2, 5, p.dark(p.paint("#4c5f70"), 0.3), 1.4) for y in (-28, -50, -70)]
    parts += [
        box(-10, -82.6, 20, 2.4, iron),
        line("M-9.4 -82V-87M9.4 -82V-87M-9.4 -86.4H9.4M-4 -82v-5M4 -82v-5", iron, 0.8),
        box(-5, -94, 10, 12, mix(p.glow, "#ffffff", 0.35 if lights_on(s) else 0.1)),
        line("M-5 -94V-82M0 -94V-82M5 -94V-82", iron, 0.8),
        shape("M-7 -94C-5 -100-2 -102 0 -102C2 -102 5 -100 7 -94Z", s.shaded(red, 0.4)),
        line("M0 -102v-4", iron, 0.9),
        box(-2.6, -17, 5.2, 9, p.dark(red, 0.4), 2),
    ]
    return "".join(parts)
