"""What grows: trees, bushes, flowers."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.cast.craft import dome, formed, gleam, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, group, line, shape, turned
from models.preview.panels.stage import Stage


@subject("tree", where="ground", tall=3.2, wide=0.66)
def tree(s: Stage, dice: Dice) -> str:
    """A tree by itself."""
    leaf = s.palette.paint(dice.pick((terrain.LEAF, "#7f9a4f", "#c98f3f", "#a8603f")))
    return terrain.broadleaf(s, 0, 0, 100, leaf, dice)


@subject("flower", where="table", tall=1.35, wide=0.8)
def flower(s: Stage, dice: Dice) -> str:
    """Flowers in a vase."""
    p = s.palette
    vase, leaf = p.paint(dice.pick(("#4f6f8f", "#d9cbb0", "#8f5f4a"))), p.paint("#5f8a4f")
    petals = dice.pick(("#d9667b", "#e6b84a", "#e3e0f0", "#b56ac4"))
    parts: list[str] = []
    for i in range(5):
        x, y = (
            (i - 2) * 17 + dice.between(-4, 4),
            -92 - 16 * (1 - abs(i - 2) / 2) + dice.between(-6, 6),
        )
        parts.append(line(f"M0 -40Q{x * 0.3:.1f} -64 {x:.1f} {y:.1f}", p.dark(leaf, 0.1), 2.2))
        parts.append(
            shape(
                f"M{x * 0.4:.1f} -60q{14 if x > 0 else -14} -14 {26 if x > 0 else -26}"
                f" -8q{-8 if x > 0 else 8} 14 {-26 if x > 0 else 26} 8Z",
                leaf,
            )
        )
        tone = p.paint(petals)
        for k in range(6):
            angle = k * math.pi / 3 + 0.3 * i
            parts.append(
                disc(
                    x + 7 * math.cos(angle),
                    y + 7 * math.sin(angle),
                    6,
                    p.lit(tone, 0.25) if k % 2 else tone,
                )
            )
        parts.append(disc(x, y, 4.6, p.paint("#c9923f")))
    parts.append(
        shape(
            "M-13 -48H13C10 -38 24 -24 22 -8C21 -2 18 0 14"
            " 0H-14C-18 0-21 -2-22 -8C-24 -24-10 -38-13 -48Z",
            s.shaded(vase, 0.45),
        )
    )
    parts.append(line("M-13 -28C-16 -20-16 -12-14 -6", f"{p.light}@0.5", 3))
    return "".join(parts)


@subject("mushroom", where="ground", tall=0.17, wide=1.3)
def mushroom(s: Stage, dice: Dice) -> str:
    """Toadstools, spotted, or brown and plain."""
    p = s.palette
    red = dice.chance(0.6)
    cap, stem = (
        p.paint("#c0392f" if red else dice.pick(("#8a5a38", "#b58a5a"))),
        p.lit(p.paint("#ece0c6"), 0.1),
    )

    def one(x: float, size: float) -> str:
        spots = (
            "".join(
                disc(a, b, r, p.lit(stem, 0.4), 0.8)
                for a, b, r in (
                    (-24, -62, 5),
                    (-4, -82, 7),
                    (18, -66, 6),
                    (32, -52, 4),
                    (-36, -50, 3.4),
                )
            )
            if red
            else ""
        )
        return group(
            shape(soft("-9 -50, 9 -50, 11 -20, 15 0, -15 0, -11 -20"), s.shaded(stem, 0.4)),
            disc(0, -46, 40, p.dark(stem, 0.35), 0.2),
            shape(soft("-13 -40, 13 -40, 17 -30, 0 -26, -17 -30"), p.lit(stem, 0.2)),
            formed(s, dome(48, -44, -99), cap, 0.42, 1.2),
            spots,
            gleam(s, "M-30 -64C-26 -76-18 -84-10 -88", 3, 0.4),
            at=(x, 0),
            scale=size,
        )

    grass = line(
        "M-52 0l-5 -14M-46 0l2 -12M46 0l6 -13M40 0l-2 -10M8 1l4 -9", p.paint("#6f8a45"), 2.4
    )
    return one(34, 0.56) + one(-40, 0.44) + one(-4, 1.0) + grass


@subject("leaf", where="table", tall=0.95, wide=0.85)
def leaf(s: Stage, dice: Dice) -> str:
    """A leaf: of a maple in autumn, or a plain green one."""
    p = s.palette
    tone = p.paint(dice.pick(("#c9682f", "#d9a03a", "#b5403a", "#5f8a3f")))
    vein = f"{p.dark(tone, 0.4)}@0.7"
    if dice.chance(0.5):
        maple = (
            "M0 -16L-8 -18L-28 -10L-26 -22L-48 -36L-40 -40L-46 -60L-32 -56L-28 -64L-14 -48L-18 -80"
            "L-8 -74L0 -98L8 -74L18 -80L14 -48L28 -64L32 -56L46 -60L40 -40L48 -36L26 -22L28 -10"
            "L8 -18Z"
        )
        return turned(
            line("M0 -20V2", p.dark(tone, 0.3), 3)
            + formed(s, maple, tone, 0.3)
            + line(
                "M0 -18V-86M0 -22L-36 -50M0 -22L36 -50M0 -20L-22 -16M0 -20L22 -16M0 -50L-9 -64M0 "
                "-50L9 -64",
                vein,
                1.5,
            ),
            dice.between(-20, 20),
            (0, -40),
        )
    blade = (
        "M0 -10C-20 -17-31 -36-30 -54C-29 -72-18 -86 "
        "0 -99C18 -86 29 -72 30 -54C31 -36 20 -17 0 -10Z"
    )
    return turned(
        line("M0 -10C0 -4 3 0 6 3", p.dark(tone, 0.3), 3)
        + rimmed(
            s,
            blade,
            s.paints.across(
                p.lit(tone, 0.2), p.lit(tone, 0.1), p.dark(tone, 0.2), p.dark(tone, 0.1)
            ),
            1,
        )
        + line(
            "M0 -10V-92M0 -26L-20 -42M0 -26L20 -42M0 -44L-24 -60M0 -44L24 -60M0 -62L-16 -76M0 -62"
            "L16 -76",
            vein,
            1.5,
        ),
        dice.between(12, 34),
        (0, -40),
    )


@subject("bush", where="ground", tall=0.6, wide=1.6)
def bush(s: Stage, dice: Dice) -> str:
    """A bush, in berry, in flower or plain."""
    p = s.palette
    tone = p.paint(dice.pick((terrain.LEAF, "#5f8a4a", "#7f9a4f")))
    dots = dice.pick(("#b8322c", "#e6dfe6", "#d98ab0", ""))
    clumps = (
        (-48, -32, 27),
        (48, -31, 27),
        (-24, -54, 32),
        (26, -56, 32),
        (0, -66, 32),
        (0, -38, 34),
    )
    parts = [disc(x, y + 6, r, p.dark(tone, 0.42)) for x, y, r in clumps]
    parts += [
        disc(x - 3 * -s.light_side, y - 2, r * 0.86, s.shaded(p.lit(tone, 0.04 * i), 0.34))
        for i, (x, y, r) in enumerate(clumps)
    ]
    parts += [
        line(
            "".join(
                f"M{x + dice.between(-20, 20):.0f} {y + dice.between(-18, 12):.0f}q4 -6 9 -2"
                for x, y, _ in clumps
                for _ in range(4)
            ),
            f"{p.lit(tone, 0.5)}@0.6",
            2,
        )
    ]
    if dots:
        parts += [
            disc(x + dice.between(-22, 22), y + dice.between(-20, 16), 3.2, p.paint(dots))
            for x, y, _ in clumps
            for _ in range(3)
        ]
    return "".join(parts)


@subject("cactus", where="ground", tall=1.2, wide=0.72)
def cactus(s: Stage, dice: Dice) -> str:
    """A cactus with arms, in flower or not."""
    p = s.palette
    tone = p.paint(dice.pick(("#5f8a55", "#4f7f62", "#7a8f4f")))
    dark, left = p.dark(tone, 0.25), dice.between(-8, 8)
    arms = ((-11, -36 + left, -29, -64 + left), (11, -48 - left, 29, -78 - left))
    parts: list[str] = []
    for x, y, far, top in arms:
        way = f"M{x} {y:.0f}C{far} {y:.0f} {far} {y:.0f} {far} {top:.0f}"
        parts += [
            line(way, dark, 13),
            line(way.replace("M", "M", 1), tone, 10.5),
            line(way, f"{p.lit(tone, 0.4)}@0.5", 1.2),
        ]
    trunk = "M-12 0V-86C-12 -95-6 -100 0 -100C6 -100 12 -95 12 -86V0Z"
    spines = "".join(
        f"M{x} {y}l{2 if x > 0 else -2} -2" for x in (-8, 0, 8) for y in range(-90, -6, 11)
    )
    flowers = (
        "".join(
            disc(x, y, 3.6, p.paint("#d9667b")) + disc(x, y, 1.4, p.paint("#e6c84a"))
            for x, y in ((0, -101), (-29, -71 + left), (29, -85 - left))
        )
        if dice.chance(0.6)
        else ""
    )
    return "".join(
        (
            *parts,
            formed(s, trunk, tone, 0.45, 1),
            line("M-6 -4V-92M0 -4V-96M6 -4V-92", f"{p.dark(tone, 0.4)}@0.5", 1.2),
            line(spines, f"{p.lit(p.paint('#efe6c9'), 0.2)}@0.8", 0.8),
            flowers,
            *(disc(x, -1, r, p.paint("#b59a72"), 0.5) for x, r in ((-20, 5), (19, 4), (26, 3))),
        )
    )


@subject("palm", where="ground", tall=3.4, wide=0.7)
def palm(s: Stage, dice: Dice) -> str:
    """A palm tree, with nuts."""
    p = s.palette
    bark, leaf_ = p.paint("#8f6f4f"), p.paint(dice.pick(("#5f8a4a", "#6f9450", "#4f7f55")))
    lean = dice.between(4, 12)
    trunk = (
        f"M-4 0C-3 -30 {lean - 6:.0f} -60 {lean - 2:.0f} "
        f"-80L{lean + 2:.0f} -80C{lean:.0f} -56 3 -30 5 0Z"
    )
    rings = "".join(
        f"M{-2.4 + lean * (k / 10) ** 2 * 0.9:.1f} {-8 * k}q3 2 {5.6 - 0.36 * k:.1f} 0"
        for k in range(1, 10)
    )
    fronds: list[str] = []
    for i, (dx, dy, drop) in enumerate(
        (
            (-34, -2, 16),
            (34, -2, 16),
            (-30, -13, 4),
            (31, -13, 4),
            (-15, -20, -2),
            (17, -20, -2),
            (-20, 4, 20),
            (21, 4, 20),
        )
    ):
        x, y = lean + dx, -82 + dy + drop
        bend = f"{lean + dx * 0.5:.1f} {-84 + dy * 1.5:.1f}"
        tone = (
            p.dark(leaf_, 0.3)
            if i > 5
            else p.lit(leaf_, 0.05 * (i % 3))
            if dx * s.light_side > 0
            else p.dark(leaf_, 0.12)
        )
        fronds.append(
            shape(
                f"M{lean:.1f} -81Q{bend} {x:.1f} {y:.1f}Q{lean + dx * 0.42:.1f} "
                f"{-74 + dy * 1.2:.1f} "
                f"{lean:.1f} -81Z",
                tone,
            )
            + line(
                f"M{lean:.1f} -81Q{lean + dx * 0.48:.1f} {-82 + dy * 1.45:.1f} {x:.1f} {y:.1f}",
                f"{p.lit(leaf_, 0.4)}@0.5",
                0.5,
            )
        )
    fronds = fronds[6:] + fronds[:6]
    return "".join(
        (
            shape(trunk, s.shaded(bark, 0.45)),
            line(rings, p.dark(bark, 0.4), 0.9),
            *fronds,
            *(
                disc(lean + x, -78 + y, 2.8, s.shaded(p.paint("#7a5236"), 0.4))
                for x, y in ((-3, 1), (3, 1.6), (0, 3))
            ),
        )
    )
