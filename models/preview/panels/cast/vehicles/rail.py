"""What carries people on rails, facing right."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.cast.vehicles.road import coach
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


@subject("train", where="ground", tall=1.7, wide=3.2)
def train(s: Stage, dice: Dice) -> str:
    """A steam locomotive and its carriages."""
    p = s.palette
    iron = p.paint(dice.pick(("#2f4a3f", "#3a3f46", "#6b2f2c", "#2f4560")))
    dark, brass = p.dark(p.paint("#23262b"), 0.2), p.paint("#c9a04f")
    lamp = p.glow if lights_on(s) else mix(p.paint("#4c5f70"), p.sky[1], 0.3)
    steam = mix(p.haze, "#ffffff", 0.35)
    parts = [line("M-420 -1.5H420", p.dark(p.paint("#7a7069"), 0.3), 3)]
    for i in range(8):
        parts.append(
            disc(102 - 34 * i, -104 - 8 * i, 12 + 7 * i, f"{steam}@{0.62 - 0.07 * i:.2f}", 0.8)
        )
    for i in range(2):
        x = -178 - 172 * i
        coach = p.paint(("#8f4a3c", "#c9b48a")[i])
        parts += [
            box(x, -76, 164, 60, s.paints.down(p.lit(coach, 0.25), coach, p.dark(coach, 0.3)), 5),
            box(x - 3, -80, 170, 7, p.dark(iron, 0.3), 3),
        ]
        parts += [box(x + 12 + 30 * j, -64, 20, 22, lamp, 3) for j in range(5)]
        parts += [disc(x + wx, -10, 10, dark) for wx in (26, 50, 114, 138)]
    parts += [
        box(-6, -94, 50, 74, s.shaded(iron, 0.4), 3),
        box(-12, -100, 64, 8, p.dark(iron, 0.4), 3),
        box(4, -84, 26, 24, lamp, 3),
        box(40, -68, 106, 40, s.paints.down(p.lit(iron, 0.5), iron, p.dark(iron, 0.5)), 10),
        box(62, -68, 4, 40, brass),
        box(98, -68, 4, 40, brass),
        box(132, -68, 5, 40, brass),
        polygon([(108, -66), (104, -98), (128, -98), (122, -66)], s.shaded(iron, 0.5)),
        box(101, -101, 30, 6, brass, 2),
        shape("M70 -68C70 -84 88 -84 88 -68Z", brass),
        box(-6, -30, 156, 12, p.dark(iron, 0.35)),
        polygon([(146, -24), (176, -2), (140, -2)], p.dark(iron, 0.4)),
        disc(148, -56, 6, mix(p.glow, "#ffffff", 0.4)),
    ]
    for x, r in ((16, 20), (60, 20), (102, 20), (134, 12)):
        parts += [
            disc(x, -r, r, dark),
            disc(x, -r, r * 0.74, p.paint("#8f3f35")),
            disc(x, -r, r * 0.3, dark),
        ]
    parts.append(line("M16 -16H102", p.lit(p.paint("#9aa0a5"), 0.2), 4))
    return "".join(parts)


@subject("tram", where="ground", tall=1.9, wide=2.4)
def tram(s: Stage, dice: Dice) -> str:
    """A tram under its wire."""
    p = s.palette
    iron = p.dark(p.paint("#3a3d42"), 0.1)
    paint = p.paint(dice.pick(("#c9a03f", "#4f7a5f", "#a8483f", "#4f6f8f")))
    return "".join(
        (
            line("M-150 -121H150", f"{iron}@0.7", 1),
            line("M-16 -98L4 -108L-10 -120M-20 -120H0M16 -98L4 -108", iron, 1.8),
            coach(s, paint, rails=True),
        )
    )
