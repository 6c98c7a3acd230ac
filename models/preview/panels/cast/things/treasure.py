"""What is worth money, and what guards it."""

from __future__ import annotations

from models.preview.panels.cast.craft import (
    WOODS,
    dome,
    formed,
    gleam,
    glow_if_dark,
    over,
    rimmed,
    ring,
    soft,
)
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("key", where="table", tall=0.75, wide=2.3)
def key(s: Stage, dice: Dice) -> str:
    """An old key, its bow pierced."""
    p = s.palette
    brass = p.paint(dice.pick(("#b58a3f", "#8f959a", "#5f5a54")))
    dark = p.dark(brass, 0.4)
    bow = (
        ring(-70, -52, 31)
        if dice.chance(0.5)
        else ring(-82, -68, 15) + ring(-82, -36, 15) + ring(-54, -52, 15)
    )

    def cut(tone: str, wide: float) -> str:
        return (
            line(bow, tone, 11 * wide)
            + line("M-42 -52H104", tone, 11 * wide)
            + line("M74 -50V-18M96 -50V-14M85 -48V-26", tone, 11 * wide)
        )

    sketch = (
        group(cut(dark, 1.1), at=(-2 * s.light_side, 2.5))
        + cut(brass, 1.0)
        + line("M-36 -55H102", f"{p.lit(brass, 0.7)}@0.7", 2.4)
        + line("M-34 -52h4M60 -60v16M-22 -60v16", dark, 3)
    )
    return turned(sketch, -9, (0, -40))


@subject("chest", where="ground", tall=0.45, wide=1.45)
def chest(s: Stage, dice: Dice) -> str:
    """A treasure chest, shut or open and full."""
    p = s.palette
    wood, brass = p.paint(dice.pick(WOODS)), p.paint("#c9a04f")
    parts: list[str] = []
    if dice.chance(0.6):
        gold = p.paint("#dcb04a")
        heap = "".join(
            disc(
                dice.between(-52, 52),
                dice.between(-64, -54),
                7,
                p.lit(gold, dice.between(0, 0.5)),
                0.6,
            )
            for _ in range(16)
        )
        parts += [
            glow_if_dark(s, 0, -60, 80),
            rimmed(
                s,
                "M-62 -56L-70 -88C-60 -100-40 -102 0 -102C40 -102 60 -100 70 -88L62 -56Z",
                s.paints.down(p.dark(wood, 0.25), p.dark(wood, 0.6)),
                1.2,
            ),
            line("M-70 -88C-60 -100-40 -102 0 -102C40 -102 60 -100 70 -88", brass, 3.6),
            shape(soft("-60 -52, -40 -66, -10 -74, 20 -70, 50 -62, 60 -52"), gold),
            heap,
            disc(-24, -68, 6, p.paint("#b5403a")),
            disc(22, -72, 5, p.paint("#4f8fa8")),
        ]
    else:
        parts += [
            rimmed(
                s, "M-66 -54C-66 -84-54 -98-30 -99H30C54 -98 66 -84 66 -54Z", over(s, wood), 1.2
            ),
            line("M-66 -56C-66 -84-54 -98-30 -99H30C54 -98 66 -84 66 -56", p.dark(brass, 0.1), 3.6),
            line("M-36 -98V-56M36 -98V-56", brass, 6),
        ]
    parts += [
        rimmed(s, "M-66 -54H66L62 0H-62Z", s.paints.down(wood, p.dark(wood, 0.35)), 1.2),
        line("M-64 -36H64M-63 -18H63", f"{p.dark(wood, 0.6)}@0.6", 1.6),
        line("M-36 -54V-2M36 -54V-2", brass, 6),
        line("M-65 -54H65", brass, 4.4),
        box(-9, -58, 18, 22, s.shaded(brass, 0.4), 3),
        disc(0, -49, 3, p.dark(brass, 0.7)),
        line("M0 -48V-41", p.dark(brass, 0.7), 2.4),
    ]
    return "".join(parts)


@subject("ring", where="table", tall=0.9, wide=0.85)
def jewel(s: Stage, dice: Dice) -> str:
    """A ring with a stone."""
    p = s.palette
    gold, stone = (
        p.paint(dice.pick(("#d0a23f", "#b9bfc4"))),
        p.paint(dice.pick(("#7fc0d9", "#c0394f", "#4fa878", "#e3e8ec"))),
    )
    return "".join(
        (
            line(ring(0, -33, 30), p.dark(gold, 0.35), 9),
            line(ring(-1.2 * -s.light_side, -34, 30), gold, 6),
            gleam(s, "M-27 -46C-32 -34-30 -22-24 -14", 2, 0.8),
            polygon([(-12, -64), (12, -64), (16, -70), (-16, -70)], p.dark(gold, 0.2)),
            polygon(
                [(-24, -86), (24, -86), (0, -62)],
                s.paints.across(p.lit(stone, 0.4), stone, p.dark(stone, 0.3)),
            ),
            polygon([(-24, -86), (-13, -98), (13, -98), (24, -86)], p.lit(stone, 0.5)),
            polygon([(-9, -86), (9, -86), (0, -62)], p.lit(stone, 0.3)),
            line("M-13 -98L-9 -86L0 -98L9 -86L13 -98", f"{p.lit(stone, 0.8)}@0.8", 1.2),
            line("M-30 -96l-6 -5M30 -96l6 -5M0 -103v-5", mix(p.light, "#ffffff", 0.6), 2),
        )
    )


@subject("crown", where="table", tall=0.95, wide=1.25)
def crown(s: Stage, dice: Dice) -> str:
    """A crown with stones, lined with velvet."""
    p = s.palette
    gold, velvet = p.paint("#d3a63f"), p.paint(dice.pick(("#8f2f3f", "#4a3f7a", "#2f5f6f")))
    gems = tuple(p.paint(tone) for tone in ("#c0394f", "#4f9fc0", "#4fa878"))
    points = "M-52 -16L-60 -76L-32 -46L-22 -90L0 -50L22 -90L32 -46L60 -76L52 -16Z"
    return "".join(
        (
            shape(dome(44, -26, -78), s.shaded(velvet, 0.4))
            if dice.chance(0.5)
            else disc(0, -42, 46, p.dark(gold, 0.5), 0.3),
            formed(s, points, gold, 0.42, 1.3),
            *(
                disc(x, y, 6, s.shaded(p.lit(gold, 0.15), 0.4))
                for x, y in ((-60, -80), (-22, -94), (22, -94), (60, -80))
            ),
            shape("M-54 -20Q0 -8 54 -20V-4Q0 8-54 -4Z", s.shaded(p.lit(gold, 0.1), 0.45)),
            *(
                disc(x, -9 + 3 - 0.0018 * x * x, 5, gems[i % 3])
                for i, x in enumerate((-38, -19, 0, 19, 38))
            ),
            disc(0, -36, 7, gems[0], 1.2),
            disc(-1.5, -39, 2, "#ffffff@0.7"),
            line("M-48 -24Q0 -13 48 -24", f"{p.lit(gold, 0.7)}@0.8", 1.6),
        )
    )


@subject("sword", where="ground", tall=0.62, wide=0.5)
def sword(s: Stage, dice: Dice) -> str:
    """A sword, its point in a stone."""
    p = s.palette
    steel, hilt = p.paint("#b9c2c9"), p.paint(dice.pick(("#c9a04f", "#8f959a", "#b5743f")))
    stone = p.paint("#7f7a74")
    return "".join(
        (
            polygon(
                [(-4.4, -72), (0, -72), (0, -8), (-4.4, -12)],
                p.lit(steel, 0.5) if s.light_side < 0 else p.dark(steel, 0.25),
            ),
            polygon(
                [(4.4, -72), (0, -72), (0, -8), (4.4, -12)],
                p.dark(steel, 0.25) if s.light_side < 0 else p.lit(steel, 0.5),
            ),
            line("M0 -70V-30", f"{p.dark(steel, 0.4)}@0.6", 1),
            formed(
                s,
                "M-19 -76C-12 -72-6 -73 0 -73C6 -73 12 -72 19 -76L18 -70C8 -67-8 -67-18 -70Z",
                hilt,
                0.4,
            ),
            box(-2.6, -92, 5.2, 18, s.shaded(p.paint("#5a3a2c"), 0.4), 1.5),
            line("M-2.4 -88l4.8 2M-2.4 -83l4.8 2M-2.4 -78l4.8 2", p.lit(hilt, 0.2), 1),
            disc(0, -95, 4.4, s.shaded(hilt, 0.4)),
            disc(0, -95, 1.8, p.paint("#b5403a")),
            formed(s, soft("-24 0, -22 -10, -12 -18, 0 -16, 12 -20, 22 -10, 25 0"), stone, 0.45),
            line("M-2 -15l-4 6l3 5M4 -16l5 5", p.dark(stone, 0.5), 1.2),
        )
    )


@subject("shield", where="ground", tall=0.5, wide=0.85)
def shield(s: Stage, dice: Dice) -> str:
    """A knight's shield, its field parted."""
    p = s.palette
    one, two = (
        p.paint(tone)
        for tone in dice.pick(
            (
                ("#a8382f", "#e6d9b8"),
                ("#2f4f7a", "#d3a63f"),
                ("#3f6b4a", "#e6d9b8"),
                ("#4a4048", "#c9a04f"),
            )
        )
    )
    steel = p.paint("#9aa2a9")
    body = "M0 0C-26 -14-42 -34-42 -66V-98H42V-66C42 -34 26 -14 0 0Z"
    half = "M0 -6C-22 -18-36 -36-36 -66V-92H0Z"
    other = "M0 -6C22 -18 36 -36 36 -66V-92H0Z"
    if dice.chance(0.5):
        marks = (
            shape(half, s.paints.down(p.lit(two, 0.2), p.dark(two, 0.1)))
            + disc(18, -66, 8, two)
            + disc(-18, -66, 8, one)
        )
    else:
        marks = polygon(
            [(-36, -60), (0, -84), (36, -60), (36, -46), (0, -70), (-36, -46)], two
        ) + disc(0, -40, 9, two)
    return (
        rimmed(s, body, s.shaded(steel, 0.4), 1.2)
        + shape(half, p.lit(one, 0.12))
        + shape(other, p.dark(one, 0.12))
        + marks
        + line("M-36 -92H36", f"{p.lit(steel, 0.6)}@0.7", 1.6)
        + "".join(
            disc(x, y, 1.8, p.lit(steel, 0.6))
            for x, y in (
                (-39, -95),
                (0, -95),
                (39, -95),
                (-39, -66),
                (39, -66),
                (-27, -27),
                (27, -27),
            )
        )
    )
