"""Things: what grows or is built out of doors, and what lies on a table."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, blob, box, disc, line, polygon, shape, turned
from models.preview.panels.scenery.houses import PLASTER, ROOFS, lights_on
from models.preview.panels.stage import Stage


@subject("tree", where="ground", tall=3.2, wide=0.66)
def tree(s: Stage, dice: Dice) -> str:
    """A tree by itself."""
    leaf = s.palette.paint(dice.pick((terrain.LEAF, "#7f9a4f", "#c98f3f", "#a8603f")))
    return terrain.broadleaf(s, 0, 0, 100, leaf, dice)


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


def _glow_if_dark(s: Stage, x: float, y: float, reach: float) -> str:
    glow = s.palette.glow
    strong = 0.75 if lights_on(s) else 0.3
    return disc(
        x, y, reach, s.paints.round(f"{glow}@{strong}", f"{glow}@{strong * 0.25:.2f}", f"{glow}@0")
    )


@subject("lamp", where="table", tall=1.35, wide=0.7)
def lamp(s: Stage, dice: Dice) -> str:
    """An oil lamp or a lantern, burning."""
    p = s.palette
    brass = p.paint(dice.pick(("#b58a3f", "#6f5a4a", "#4f6b6b")))
    flame = mix(p.glow, "#fff6dc", 0.6)
    return "".join(
        (
            _glow_if_dark(s, 0, -50, 130),
            line("M-22 -78C-22 -108 22 -108 22 -78", brass, 3),
            shape(
                "M-18 -30C-26 -50-22 -70-14 -80H14C22 -70 26 -50 18 -30Z",
                f"{mix(p.glow, '#ffffff', 0.3)}@0.42",
            ),
            shape("M0 -68C10 -54 10 -44 0 -38C-10 -44-10 -54 0 -68Z", flame),
            box(-17, -86, 34, 7, s.shaded(brass, 0.45), 3),
            shape("M-12 -86L-6 -96H6L12 -86Z", s.shaded(brass, 0.45)),
            box(-20, -32, 40, 7, s.shaded(brass, 0.45), 3),
            shape("M-16 -25H16C26 -20 30 -8 28 0H-28C-30 -8-26 -20-16 -25Z", s.shaded(brass, 0.5)),
            line("M-13 -74C-18 -60-18 -50-14 -38", "#ffffff@0.5", 2.2),
        )
    )


@subject("book", where="table", tall=0.7, wide=2.4)
def book(s: Stage, dice: Dice) -> str:
    """An open book."""
    p = s.palette
    cover, page = (
        p.paint(dice.pick(("#8f3f3a", "#2f4f6f", "#4f6b4a", "#6f4f2f"))),
        p.lit(p.paint("#f2ead8"), 0.2),
    )
    shade = p.dark(page, 0.3)
    lines = "".join(
        f"M{-96 + 7 * i} {-44 + 9.5 * i:.1f}Q{-56 + 5 * i} "
        f"{-56 + 9.6 * i:.1f} {-14 + i} {-46 + 9.6 * i:.1f}"
        f"M{96 - 7 * i} {-44 + 9.5 * i:.1f}Q{56 - 5 * i} "
        f"{-56 + 9.6 * i:.1f} {14 - i} {-46 + 9.6 * i:.1f}"
        for i in range(4)
    )
    return "".join(
        (
            polygon([(-122, -6), (-104, -66), (104, -66), (122, -6)], s.shaded(cover, 0.4)),
            shape(
                "M0 -4C-40 -24-84 -22-116 -10L-100 -68C-70 -78-32 -76 0 -60Z",
                s.paints.across(page, page, shade),
            ),
            shape(
                "M0 -4C40 -24 84 -22 116 -10L100 -68C70 -78 32 -76 0 -60Z",
                s.paints.across(shade, page, page),
            ),
            line("M0 -60V-4", p.dark(page, 0.5), 1.4),
            f'<g transform="translate(0 -10)">{line(lines, f"{p.dark(page, 0.7)}@0.45", 1.5)}</g>',
            shape(
                "M60 -70C62 -40 66 -20 70 -2L78 -8L84 -4C78 -30 72 -50 70 -72Z", p.paint("#b5483f")
            ),
        )
    )


@subject("cup", where="table", tall=0.85, wide=1.1)
def cup(s: Stage, dice: Dice) -> str:
    """A mug with steam."""
    p = s.palette
    clay = p.paint(dice.pick(("#b5653f", "#4f6f7f", "#d9cbb0", "#7f8f5f")))
    steam = mix(p.light, "#ffffff", 0.4)
    wisps = "M-14 -80C-24 -92-6 -104-16 -122M10 -80C0 -94 20 -106 8 -128"
    return "".join(
        (
            line(wisps, f"{steam}@0.3", 6),
            line(wisps, f"{steam}@0.4", 2.4),
            line("M36 -56C66 -58 66 -20 34 -20", p.dark(clay, 0.15), 9),
            shape(
                "M-40 -70H40C40 -36 36 -10 28 0H-28C-36 -10-40 -36-40 -70Z", s.shaded(clay, 0.45)
            ),
            disc(0, -70, 40, p.lit(clay, 0.35), 0.2),
            disc(0, -69, 35, p.dark(p.paint("#4a2f20"), 0.2), 0.17),
            shape("M-29 -62C-30 -40-27 -20-22 -8", "none"),
            line("M-29 -58C-30 -40-27 -22-23 -10", f"{p.light}@0.5", 3.4),
        )
    )


@subject("phone", where="table", tall=1.1, wide=0.6)
def phone(s: Stage, dice: Dice) -> str:
    """A telephone, lit, with a message."""
    p = s.palette
    body, screen = (
        p.dark(p.paint("#2a2d33"), 0.1),
        mix(p.paint("#7fb5d3"), p.glow, 0.1 + 0.2 * dice.between(0, 1)),
    )
    parts = (
        _glow_if_dark(s, 0, -54, 80),
        box(-29, -104, 58, 104, s.shaded(body, 0.4), 9),
        box(-25, -98, 50, 92, s.paints.slant(p.lit(screen, 0.5), screen, p.dark(screen, 0.35)), 6),
        box(-19, -78, 34, 16, "#ffffff@0.85", 7),
        box(-11, -56, 30, 13, f"{p.lit(screen, 0.2)}@0.9", 6),
        box(-19, -38, 26, 13, "#ffffff@0.85", 6),
        box(-7, -102, 14, 2.4, p.dark(body, 0.4), 1.2),
    )
    return turned("".join(parts), 7)


@subject("computer", where="table", tall=1.4, wide=1.5)
def computer(s: Stage, dice: Dice) -> str:
    """A screen and a keyboard."""
    p = s.palette
    case, screen = (
        p.paint(dice.pick(("#3a3f46", "#d3cbbb", "#8a9299"))),
        mix(p.paint("#4f8fb5"), p.glow, 0.08),
    )
    parts = [
        _glow_if_dark(s, 0, -62, 110),
        box(-8, -26, 16, 22, p.dark(case, 0.4)),
        box(-30, -7, 60, 7, s.shaded(case, 0.4), 3),
        box(-74, -108, 148, 84, s.shaded(case, 0.4), 5),
        box(-68, -102, 136, 70, s.paints.slant(p.lit(screen, 0.3), p.dark(screen, 0.4)), 2),
    ]
    for i in range(6):
        parts.append(
            box(
                -58 + (8 if i % 3 else 0),
                -94 + 10 * i,
                dice.between(30, 96),
                4,
                f"{p.lit(screen, 0.7)}@0.8",
                2,
            )
        )
    parts.append(
        polygon(
            [(-60, 4), (60, 4), (70, 17), (-70, 17)],
            s.paints.down(p.lit(case, 0.3), p.dark(case, 0.2)),
        )
    )
    parts.append(line("M-56 8H56M-59 12H59", f"{p.dark(case, 0.6)}@0.6", 1.4))
    return "".join(parts)


@subject("letter", where="table", tall=0.8, wide=1.6)
def letter(s: Stage, dice: Dice) -> str:
    """An envelope with its letter half out, sealed in wax."""
    p = s.palette
    paper, wax = p.lit(p.paint("#efe3c8"), 0.15), p.paint(dice.pick(("#a8382f", "#2f4f6f")))
    sheet = p.lit(paper, 0.5)
    writing = "".join(f"M-44 {-92 + 9 * i}h{dice.between(56, 86):.0f}" for i in range(4))
    parts = (
        box(-56, -104, 112, 90, sheet, 1),
        line(writing, f"{p.dark(paper, 0.8)}@0.5", 1.6),
        box(-76, -62, 152, 70, s.shaded(paper, 0.2), 2),
        polygon(
            [(-76, -62), (0, -16), (76, -62), (76, 8), (-76, 8)],
            s.paints.down(paper, p.dark(paper, 0.18)),
        ),
        line("M-76 -62L0 -16L76 -62", f"{p.dark(paper, 0.5)}@0.6", 1.4),
        line("M-76 8L-16 -25M76 8L16 -25", f"{p.dark(paper, 0.4)}@0.4", 1.2),
        disc(0, -18, 12, s.shaded(wax, 0.5)),
        disc(0, -18, 7.6, p.dark(wax, 0.25)),
    )
    return turned("".join(parts), -6)


@subject("clock", where="table", tall=1.2, wide=0.9)
def clock(s: Stage, dice: Dice) -> str:
    """A clock with two bells."""
    p = s.palette
    brass, face, ink = (
        p.paint(dice.pick(("#b58a3f", "#a8483f", "#4f6b6b"))),
        p.lit(p.paint("#f2ead8"), 0.2),
        p.dark(p.paint("#2a2422"), 0.2),
    )
    hour, minute = dice.between(0, 6.28), dice.between(0, 6.28)
    marks = "".join(
        f"M{33 * math.sin(a):.1f} {-50 - 33 * math.cos(a):.1f}"
        f"L{37 * math.sin(a):.1f} {-50 - 37 * math.cos(a):.1f}"
        for a in (i * math.pi / 6 for i in range(12))
    )
    hands = (
        f"M0 -50L{18 * math.sin(hour):.1f} {-50 - 18 * math.cos(hour):.1f}M0"
        f" -50L{29 * math.sin(minute):.1f} {-50 - 29 * math.cos(minute):.1f}"
    )
    return "".join(
        (
            line("M-26 -12L-34 0M26 -12L34 0", p.dark(brass, 0.3), 6),
            shape(
                "M-44 -86C-44 -104-16 -108-12 -94ZM44 -86C44 -104 16 -108 12 -94Z",
                s.shaded(brass, 0.4),
            ),
            line("M0 -94v-12M-6 -106h12", p.dark(brass, 0.2), 3),
            disc(0, -50, 48, s.shaded(brass, 0.5)),
            disc(0, -50, 41, s.paints.slant(face, p.dark(face, 0.2))),
            line(marks, ink, 2.2),
            line(hands, ink, 3),
            disc(0, -50, 3.4, ink),
        )
    )


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


@subject("bread", where="table", tall=0.55, wide=2.3)
def bread(s: Stage, dice: Dice) -> str:
    """A loaf on a board, one slice cut."""
    p = s.palette
    crust, crumb, wood = p.paint("#b5743f"), p.lit(p.paint("#efd9ae"), 0.15), p.paint("#8a6444")
    cuts = "M-52 -62C-44 -72-38 -76-30 -78M-20 -68C-12 -79-4 -82 4 -83M14 -68C22 -78 30 -80 38 -79"
    return "".join(
        (
            box(-112, -8, 224, 10, s.paints.down(p.lit(wood, 0.35), p.dark(wood, 0.2)), 4),
            shape(
                "M-84 -8C-96 -44-74 -82-10 -84C52 -84 74 -60 74 -40V-8Z",
                s.paints.down(p.lit(crust, 0.3), crust, p.dark(crust, 0.3)),
            ),
            line(cuts, p.lit(crumb, 0.2), 4),
            disc(74, -40, 13, p.dark(crust, 0.2), 2.4),
            disc(75, -40, 10.4, crumb, 2.6),
            shape("M88 -8C84 -34 92 -58 104 -60C114 -58 116 -30 112 -8Z", s.shaded(crumb, 0.2)),
            line("M88 -8C84 -34 92 -58 104 -60C114 -58 116 -30 112 -8", p.dark(crust, 0.1), 3),
        )
    ) + disc(-96 + dice.between(0, 6), -10, 2, crust)


@subject("machine", where="ground", tall=1.5, wide=1.3)
def machine(s: Stage, dice: Dice) -> str:
    """An engine of wheels, pipes and gauges."""
    p = s.palette
    iron, brass, dark = (
        p.paint(dice.pick(("#4f6b6b", "#5f5a54", "#6f4a3f"))),
        p.paint("#c9a04f"),
        p.dark(p.paint("#23262b"), 0.1),
    )
    parts = [
        line("M-40 -70V-104H-10M36 -66V-110", p.dark(iron, 0.25), 9),
        box(28, -114, 17, 6, brass, 2),
        box(-62, -8, 124, 8, dark, 2),
        box(-54, -74, 108, 68, s.shaded(iron, 0.4), 6),
        line("M-50 -66H50M-50 -14H50", f"{p.dark(iron, 0.5)}@0.6", 1.6),
    ]
    parts += [disc(x, y, 1.6, p.lit(iron, 0.4)) for x in (-48, -24, 0, 24, 48) for y in (-70, -10)]
    turn = dice.between(0, 1)
    for x, y, r in ((-24, -38, 24), (14, -34, 14)):
        teeth = "".join(
            f"M{x + r * math.cos(a):.1f} {y + r * math.sin(a):.1f}L"
            f"{x + (r + 4.5) * math.cos(a):.1f} {y + (r + 4.5) * math.sin(a):.1f}"
            for a in (
                turn + 2 * math.pi * i / (14 if r > 20 else 9) for i in range(14 if r > 20 else 9)
            )
        )
        parts += [
            line(teeth, brass, 4.4),
            disc(x, y, r, s.shaded(brass, 0.45)),
            disc(x, y, r * 0.68, p.dark(iron, 0.35)),
            disc(x, y, r * 0.22, brass),
        ]
        parts.append(
            line(
                f"M{x - r * 0.7:.1f} {y}H{x + r * 0.7:.1f}M{x} {y - r * 0.7:.1f}V{y + r * 0.7:.1f}",
                brass,
                3,
            )
        )
    for x, angle in ((36, -0.6), (36, 0.8)):
        y = -54 if angle < 0 else -30
        parts += [
            disc(x + 4, y, 9.6, brass),
            disc(x + 4, y, 7.6, p.lit(p.paint("#f2ead8"), 0.2)),
            line(
                f"M{x + 4} {y}l{5 * math.sin(angle):.1f} {-5 * math.cos(angle):.1f}", "#a8382f", 1.4
            ),
        ]
    steam = mix(p.light, "#ffffff", 0.4)
    parts += [
        disc(36 + 6 * i, -122 - 11 * i, 5 + 3.4 * i, f"{steam}@{0.42 - 0.08 * i:.2f}")
        for i in range(5)
    ]
    return "".join(parts)


@subject("moon", where="sky", tall=1.0, wide=1.0)
def moon(s: Stage, dice: Dice) -> str:
    """The moon is part of the sky, which draws it large when it is a subject."""
    del s, dice
    return ""


@subject("sun", where="sky", tall=1.0, wide=1.0)
def sun(s: Stage, dice: Dice) -> str:
    """The sun likewise."""
    del s, dice
    return ""
