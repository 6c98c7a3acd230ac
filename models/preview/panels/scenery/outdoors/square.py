"""A town's square."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    box,
    disc,
    group,
    line,
    polygon,
    shape,
)
from models.preview.panels.scenery.houses import PLASTER, lights_on
from models.preview.panels.scenery.lamps import lantern
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, landmark, sides, under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("square")
def square(s: Stage) -> None:
    """A town's square: gabled fronts over arcades, a clock tower, a fountain."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("square")
    vista = Vista(s, aside(s, dice.pick((0.42, 0.5, 0.58))))
    foot = s.horizon + 3 * s.unit
    _clock_tower(s, s.across(dice.pick((0.24, 0.76))), foot, landmark(s, 54), dice)
    x = s.left
    while x < s.right:
        wide = s.unit * dice.between(13, 19)
        _gabled_front(s, x, foot, wide, s.unit * dice.between(21, 30), dice)
        x += wide
    stone = p.paint(under_snow(s, "#b5a895"))
    plane(s, s.mid, stone, foot)
    paving(vista, s.mid, stone, top=0.1, step=18)
    for ring in (30, 44, 58):
        rim = f"{p.dark(stone, 0.4)}@0.3"
        s.mid.add(_ring(vista.away, s.horizon + 9 * s.unit, ring * s.unit, rim, s.unit * 0.5))
    _fountain(s, vista.away, s.horizon + 9 * s.unit, 17 * s.unit)
    for share, down in ((0.07, 12), (0.93, 12), (0.22, 6), (0.78, 6)):
        y = s.horizon + down * s.unit
        lantern(s, s.mid, s.across(share), y, s.unit * (8 + 2.1 * down), 0.7 + 0.02 * down)
    _pigeons(s, dice)


def _ring(x: float, y: float, half: float, colour: str, thick: float) -> str:
    """A circle of stones laid in the pavement."""
    arc = f"a{half:.0f} {half * 0.17:.0f} 0 1 0"
    return line(
        f"M{x - half:.0f} {y:.0f}{arc} {2 * half:.0f} 0{arc} {-2 * half:.0f} 0", colour, thick
    )


def _gabled_front(s: Stage, x: float, foot: float, wide: float, tall: float, dice: Dice) -> None:
    p = s.palette
    near = 0.62
    wall = p.paint(dice.pick(PLASTER), near)
    roof = p.paint(dice.pick(("#8f4f3d", "#6f4a44", "#5c5a63")), near)
    top = foot - tall
    peak = top - wide * dice.between(0.35, 0.55)
    middle = x + wide / 2
    steps = [
        (x, top),
        (x + wide * 0.16, top),
        (x + wide * 0.16, top - (top - peak) * 0.45),
        (x + wide * 0.33, top - (top - peak) * 0.45),
        (x + wide * 0.33, peak),
    ]
    kinds = {
        "steps": steps + [(2 * middle - px, py) for px, py in reversed(steps)],
        "point": [(x, top), (middle, peak), (x + wide, top)],
        "hip": [
            (x, top),
            (x + wide * 0.2, peak + wide * 0.1),
            (x + wide * 0.8, peak + wide * 0.1),
            (x + wide, top),
        ],
    }
    kind = dice.pick(("steps", "point", "hip"))
    s.far.add(polygon(kinds[kind], s.shaded(roof if kind == "hip" else wall, 0.25)))
    s.far.add(box(x, top, wide, tall, s.paints.across(*sides(s, wall, 0.14))))
    s.far.add(box(x, top, wide, s.unit * 0.5, p.lit(wall, 0.3)))
    glass = mix(p.paint("#4c5f70", near), p.sky[1], 0.25)
    arch = p.dark(wall, 0.55)
    for column in range(3):
        cx = x + wide * (column + 0.5) / 3
        half = wide * 0.115
        for row in range(3):
            tone = p.glow if dice.chance(lights_on(s)) else glass
            s.far.add(
                box(
                    cx - half * 0.62,
                    top + tall * (0.08 + 0.21 * row),
                    half * 1.24,
                    tall * 0.13,
                    tone,
                )
            )
        spring = foot - tall * 0.17
        tone = mix(arch, p.glow, 0.6) if lights_on(s) else arch
        s.far.add(
            shape(
                f"M{cx - half:.1f} {foot:.1f}V{spring:.1f}A{half:.1f} {half:.1f} 0 0 1 "
                f"{cx + half:.1f} {spring:.1f}V{foot:.1f}Z",
                tone,
            )
        )


def _clock_tower(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    p = s.palette
    wall, roof = (
        p.paint("#cbb692", 0.45),
        p.paint(dice.pick(("#5f7f77", "#7a4a3f", "#57586a")), 0.45),
    )
    face = p.glow if lights_on(s) else p.lit(p.paint("#f0e8d4", 0.6), 0.2)
    hand = p.dark(roof, 0.6)
    tower = group(
        box(-10, -72, 20, 72, s.shaded(wall, 0.3)),
        box(-12, -74, 24, 4, p.lit(wall, 0.3)),
        box(-5.5, -70, 3.4, 8, p.dark(wall, 0.5)),
        box(2.1, -70, 3.4, 8, p.dark(wall, 0.5)),
        polygon([(-11, -74), (-7, -84), (7, -84), (11, -74)], s.shaded(roof, 0.4)),
        box(-5, -90, 10, 7, s.shaded(wall, 0.4)),
        polygon([(-6.4, -90), (0, -104), (6.4, -90)], s.shaded(roof, 0.45)),
        disc(0, -55, 7, p.dark(wall, 0.4)),
        disc(0, -55, 6, face),
        line("M0 -55V-59.4M0 -55L2.8 -53.4", hand, 0.9),
        at=(x, foot),
        scale=tall / 104,
    )
    s.far.add(tower)


def _fountain(s: Stage, x: float, y: float, size: float) -> None:
    p = s.palette
    stone, wet = p.paint("#a99f92", 0.85), mix(p.paint("#5f9fb0", 0.9), p.sky[1], 0.3)
    spray = mix(p.light, "#ffffff", 0.6)
    jets = "".join(
        f"M0 -62Q{dx * 0.6:.0f} {-78 + abs(dx) * 0.3:.0f} {dx} -34" for dx in (-26, -15, 15, 26)
    )
    falls = "".join(f"M{dx} -34Q{dx * 1.3:.0f} -24 {dx * 1.45:.0f} -8" for dx in (-24, 24, -12, 12))
    s.mid.add(
        group(
            disc(0, 3, 78, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.16),
            shape("M-62 -14L-56 4Q0 14 56 4L62 -14Z", s.shaded(stone, 0.4)),
            disc(0, -14, 62, p.lit(stone, 0.24), 0.15),
            disc(0, -14, 56, wet, 0.14),
            polygon([(-7, -12), (-4, -62), (4, -62), (7, -12)], s.shaded(stone, 0.4)),
            shape("M-28 -38Q0 -22 28 -38Z", s.shaded(stone, 0.4)),
            disc(0, -38, 28, wet, 0.14),
            line(jets, f"{spray}@0.75", 2.2),
            line(falls, f"{spray}@0.55", 2),
            line("M0 -60V-76", f"{spray}@0.8", 3),
            at=(x, y),
            scale=size / 78,
        )
    )


def _pigeons(s: Stage, dice: Dice) -> None:
    p = s.palette
    for _ in range(9):
        nearness = dice.between(0.28, 0.85)
        x, y = dice.between(s.left, s.right), s.horizon + (s.bottom - s.horizon) * nearness
        tone = p.paint(dice.pick(("#6d7580", "#8b8f96", "#585f6b")))
        bird = group(
            shape(
                "M-10 -3Q-4 -11 6 -9Q8 -14 11 -13Q13 -11 15 -11L12 -9Q10 -2 2 -1Q-4 -1-14 -2Z",
                s.shaded(tone, 0.4),
            ),
            line("M1 -1V3M4 -1V3", p.paint("#b56a5a"), 0.9),
            at=(x, y),
            scale=s.unit * (0.05 + 0.13 * nearness),
            flip=dice.chance(0.5),
        )
        s.mid.add(bird)
