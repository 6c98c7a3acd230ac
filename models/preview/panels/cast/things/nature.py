"""Stones, shells, fire and ice."""

from __future__ import annotations

from models.preview.panels.cast.craft import dome, formed, glow_if_dark, rimmed, soft, waterline
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("stone", where="ground", tall=0.34, wide=1.6)
def stone(s: Stage, dice: Dice) -> str:
    """A boulder with smaller ones, mossy or bare."""
    p = s.palette
    rock = p.paint(dice.pick(("#8a857d", "#7a7f85", "#9c8a76")))
    lit, dark = (
        (p.lit(rock, 0.25), p.dark(rock, 0.38))
        if s.light_side < 0
        else (p.dark(rock, 0.38), p.lit(rock, 0.25))
    )
    moss = (
        shape(
            soft("-40 -84, -10 -100, 26 -92, 40 -76, 12 -80, -16 -76"), f"{p.paint('#7a8f4f')}@0.9"
        )
        if dice.chance(0.5)
        else ""
    )
    return "".join(
        (
            formed(s, soft("50 0, 46 -22, 58 -36, 74 -30, 80 -10, 76 0"), p.dark(rock, 0.1), 0.4),
            polygon(
                [
                    (-66, 0),
                    (-62, -44),
                    (-36, -84),
                    (-4, -100),
                    (30, -92),
                    (52, -60),
                    (58, -22),
                    (54, 0),
                ],
                rock,
            ),
            polygon([(-66, 0), (-62, -44), (-36, -84), (-18, -52), (-28, 0)], lit),
            polygon([(52, -60), (58, -22), (54, 0), (10, 0), (20, -44)], dark),
            polygon(
                [(-36, -84), (-4, -100), (30, -92), (52, -60), (20, -44), (-18, -52)],
                p.lit(rock, 0.35),
            ),
            moss,
            line("M-12 -40L-4 -24L-10 -8M32 -30l8 10", f"{p.dark(rock, 0.55)}@0.6", 1.6),
            formed(s, soft("-84 0, -82 -16, -70 -22, -58 -14, -56 0"), rock, 0.42),
            line("M-50 1l-3 -10M44 1l4 -11M40 1l-2 -8", p.paint("#6f8a45"), 2.2),
        )
    )


@subject("feather", where="table", tall=1.25, wide=0.7)
def feather(s: Stage, dice: Dice) -> str:
    """A feather, plain or barred."""
    p = s.palette
    plume = p.paint(dice.pick(("#e6dfd3", "#5f7f94", "#8a6a4f", "#b5593f")))
    bars = (
        line(
            "M-17 -70L0 -58L14 -72M-18 -54L0 -42L14 -56M-13 -38L0 -28L12 -40",
            f"{p.dark(plume, 0.45)}@0.6",
            4,
        )
        if dice.chance(0.4)
        else ""
    )
    barbs = "".join(
        f"M0 {-24 - 8 * k}l-{13 - 0.6 * k:.0f} -8M0 {-24 - 8 * k}l{12 - 0.6 * k:.0f} -9"
        for k in range(8)
    )
    return turned(
        "".join(
            (
                formed(
                    s,
                    "M0 -18C-8 -22-20 -34-20 -56C-20 -76-10 -92 4 -101C14 -90 18 -74 16 -56L10 -50"
                    "L15 -46C12 -34 8 -24 0 -18Z",
                    plume,
                    0.34,
                ),
                bars,
                line(barbs, f"{p.dark(plume, 0.35)}@0.45", 1),
                line("M4 -97C0 -70 0 -40 0 2", p.lit(p.paint("#efe9dc"), 0.2), 2.2),
                line("M-5 -20q-6 -2-8 3M4 -17q6 -1 8 3", f"{p.lit(plume, 0.4)}@0.8", 1.6),
            )
        ),
        24,
        (0, -20),
    )


@subject("shell", where="table", tall=0.75, wide=1.15)
def shell(s: Stage, dice: Dice) -> str:
    """A scallop, or a spiral shell."""
    p = s.palette
    tone = p.paint(dice.pick(("#e0a58f", "#d9c3a0", "#c98a94", "#a8b5b0")))
    dark = p.dark(tone, 0.35)
    if dice.chance(0.55):
        fan = (
            "M-12 -6C-44 -18-62 -46-56 -66C-52 -76-44 -78-40 -76C-38 -86-28 -92-20 -88C-16 -98-4 "
            "-100 0 -98C4 -100 16 -98 20 -88C28 -92 38 -86 40 -76C44 -78 52 -76 56 -66C62 -46 44 "
            "-18 12 -6Z"
        )
        return "".join(
            (
                formed(s, "M-24 0L-28 -16H28L24 0Z", p.dark(tone, 0.1), 0.4),
                formed(s, fan, tone, 0.42, 1.3),
                line(
                    "M-4 -8C-20 -30-40 -50-47 -68M-2 -8C-10 -36-22 -66-29 -82M0 -8V-92M2 -8C10 "
                    "-36 22 -66 29 -82M4 -8C20 -30 40 -50 47 -68",
                    f"{dark}@0.6",
                    2,
                ),
                line("M-44 -36Q0 -64 44 -36M-28 -20Q0 -38 28 -20", f"{p.lit(tone, 0.6)}@0.5", 1.8),
            )
        )
    whorls = "M-44 -14C-34 -20-30 -34-34 -44M-26 -8C-12 -20-10 -44-18 -62M0 -4C18 -24 16 -58 4 -82"
    body = (
        "-62 -22, -62 -22, -48 -34, -34 -48, -18 -66, 4 -86, 30 -94, 50 -82, 58 -58, 54 -30, "
        "42 -10, 20 0, -14 -2, -42 -10"
    )
    lip = "22 -2, 24 -26, 36 -48, 56 -62, 62 -40, 56 -18, 42 -6"
    return "".join(
        (
            formed(s, soft(body), tone, 0.42, 1.3),
            line(whorls, f"{dark}@0.6", 2.6),
            line("M-50 -26C-34 -40-12 -66 12 -82", f"{p.lit(tone, 0.6)}@0.7", 2.4),
            rimmed(s, soft(lip), p.lit(p.mixed(tone, p.paint("#ecc9b5")), 0.3), 0.8),
            shape(soft("28 -10, 32 -28, 44 -46, 52 -50, 52 -30, 46 -16"), p.dark(tone, 0.45)),
        )
    )


@subject("fire", where="ground", tall=0.55, wide=1.1)
def fire(s: Stage, dice: Dice) -> str:
    """A camp fire among stones."""
    p = s.palette
    hot, core, wood = mix(p.glow, "#ff7a2a", 0.6), mix(p.glow, "#fff0c0", 0.6), p.paint("#5f4230")
    mid = p.mixed(hot, core)
    sway = dice.between(-5, 5)
    outer = (
        f"M-30 -10C-42 -34-26 -44-26 -62C-18 -56-14 -50-14 -42C-10 -62 {sway:.0f} -78 "
        f"{2 + sway:.0f} -100C16 -84 20 -66 18 -50C22 -54 26 -60 27 -66C36 -46 40 -30 30 -10Z"
    )
    inner = (
        "M-19 -9C-26 -28-14 -34-13 -46C-8 -40-6 -36-6 -30C-2 -44 2 -54 4 "
        "-66C12 -52 14 -42 12 -32C16 -34 18 -38 18 -42C24 -28 24 -16 19 -9Z"
    )
    sparks = "".join(
        disc(dice.between(-30, 30), dice.between(-112, -70), dice.between(0.8, 1.8), f"{hot}@0.8")
        for _ in range(8)
    )
    rocks = "".join(
        disc(x, -4, r, s.shaded(p.paint("#7f7a74"), 0.45), 0.7)
        for x, r in ((-48, 8), (-30, 9), (-9, 8), (12, 9), (32, 8), (48, 9))
    )
    return "".join(
        (
            glow_if_dark(s, 0, -44, 110),
            line("M-36 -6L26 -24M36 -6L-26 -24", p.dark(wood, 0.4), 10),
            shape(outer, s.paints.down(p.lit(hot, 0.1), hot)),
            shape(inner, s.paints.down(mid, p.lit(mid, 0.2))),
            shape("M-9 -9C-14 -20-6 -26-2 -38C4 -28 12 -20 9 -9Z", core),
            line("M-40 -4L20 -14M40 -4L-20 -14", wood, 8),
            disc(-41, -4, 4, p.lit(p.paint("#c9a06a"), 0.1)),
            disc(41, -4, 4, p.lit(p.paint("#c9a06a"), 0.1)),
            rocks,
            sparks,
        )
    )


@subject("snowman", where="ground", tall=0.92, wide=0.66)
def snowman(s: Stage, dice: Dice) -> str:
    """A snowman with a hat and a scarf."""
    p = s.palette
    snow, coal = p.lit(p.paint("#eef1f3"), 0.15), p.dark(p.paint("#26262a"), 0.1)
    scarf, wood = (
        p.paint(dice.pick(("#b5403a", "#3f6f9a", "#4f8a5a", "#d9a03a"))),
        p.paint("#6b4a35"),
    )

    def lump(y: float, r: float, squash: float) -> str:
        return disc(s.light_side * 0.8, y - 0.4, r, p.lit(p.light, 0.4), squash) + disc(
            0, y, r, s.shaded(snow, 0.4), squash
        )

    if dice.chance(0.6):
        hat_ = (
            box(-14, -92, 28, 3.4, coal, 1.4)
            + box(-9, -106, 18, 15, s.shaded(p.lit(coal, 0.1), 0.4), 1)
            + box(-9, -95, 18, 3, scarf)
        )
    else:
        hat_ = (
            formed(s, dome(12, -88, -103), scarf, 0.4, 0.8)
            + box(-13, -90, 26, 4.4, p.lit(scarf, 0.4), 2)
            + disc(0, -103, 3.4, p.lit(scarf, 0.6))
        )
    return "".join(
        (
            line(
                "M-16 -54L-34 -68M-28 -63l-7 0M-28 -63l-1 -7M16 -54L34 -70M28 -65l7 0M28 -65l0 -7",
                wood,
                2.2,
            ),
            lump(-20, 30, 0.72),
            lump(-52, 21, 0.86),
            lump(-78, 14.5, 0.95),
            shape("M-13 -69C-6 -64 6 -64 13 -69L13 -62C6 -57-6 -57-13 -62Z", scarf),
            shape("M5 -62L13 -63L15 -42H7Z", p.dark(scarf, 0.12)),
            *(disc(3, y, 1.8, coal) for y in (-52, -44, -28)),
            disc(1, -82, 1.8, coal),
            disc(9, -82, 1.8, coal),
            shape("M5 -79L21 -76L5 -75Z", p.paint("#d9772f")),
            *(disc(x, y, 1, coal) for x, y in ((0, -73), (3, -71.4), (7, -71.2), (10, -72.6))),
            hat_,
        )
    )


@subject("iceberg", where="water", tall=2.0, wide=1.6)
def iceberg(s: Stage, dice: Dice) -> str:
    """An iceberg, most of it a shimmer under the water."""
    p = s.palette
    ice = p.lit(p.paint(dice.pick(("#d3e6ec", "#c3dde6", "#dfe9ea"))), 0.15)
    left = s.light_side < 0
    bright, shade = p.lit(ice, 0.45), p.dark(ice, 0.34)
    peak = dice.between(-16, 6)
    a, b = (bright, shade) if left else (shade, bright)
    return "".join(
        (
            waterline(s, 76),
            polygon(
                [(-70, 4), (70, 4), (40, 22), (-8, 30), (-50, 18)],
                f"{p.mixed(ice, p.paint('#4fa3b5'))}@0.4",
            )
            if s.afloat
            else "",
            polygon([(34, 2), (44, -34), (58, -48), (72, -18), (76, 2)], shade),
            polygon(
                [
                    (-76, 2),
                    (-64, -30),
                    (-44, -44),
                    (-34, -74),
                    (peak, -100),
                    (24, -72),
                    (34, -40),
                    (52, -22),
                    (56, 2),
                ],
                ice,
            ),
            polygon(
                [
                    (-76, 2),
                    (-64, -30),
                    (-44, -44),
                    (-34, -74),
                    (peak, -100),
                    (peak - 6, -56),
                    (-22, -34),
                    (-16, 2),
                ],
                a,
            ),
            polygon(
                [
                    (peak, -100),
                    (24, -72),
                    (34, -40),
                    (52, -22),
                    (56, 2),
                    (20, 2),
                    (24, -30),
                    (peak + 8, -58),
                ],
                b,
            ),
            line(
                f"M-58 -24L-40 -30M{peak - 6:.0f} -56L-22 -34L-16 2M24 -30L20 2",
                f"{p.lit(ice, 0.6)}@0.7",
                1.4,
            ),
            line("M-78 2Q0 6 78 1", f"{bright}@0.8", 2),
        )
    )
