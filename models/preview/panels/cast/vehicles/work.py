"""What works on wheels: vans, lorries, the machines of field and site, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import (
    COLOURS,
    WOODS,
    formed,
    glass,
    ring,
    soft,
    spokes,
    tyre,
    wheel,
)
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage


@subject("truck", where="ground", tall=1.7, wide=2.6)
def truck(s: Stage, dice: Dice) -> str:
    """A lorry with a box body."""
    p = s.palette
    cab, load = p.paint(dice.pick(COLOURS)), p.paint(dice.pick(("#e6dfd0", "#8a9299", "#5f7a6a")))
    dark, pane = tyre(s).rubber, glass(s)
    return "".join(
        (
            box(-128, -26, 232, 10, dark, 2),
            formed(s, "M-130 -98H48V-26H-130Z", load, 0.26),
            line(
                "M-100 -94V-30M-70 -94V-30M-40 -94V-30M-10 -94V-30M20 -94V-30",
                f"{p.dark(load, 0.4)}@0.4",
                1.4,
            ),
            box(-130, -98, 178, 5, p.lit(load, 0.4)),
            formed(
                s,
                "M54 -78C54 -82 56 -84 60 -84H92C100 -84 104 -76 110 -56L128 -50C130 -40 130 -30 "
                "128 -18H54Z",
                cab,
            ),
            shape("M66 -76H90C95 -76 98 -68 102 -54H66Z", pane),
            line("M72 -58l10 -16", f"{p.lit(pane, 0.7)}@0.4", 4),
            line("M63 -50V-22M68 -46h8", p.dark(cab, 0.4), 1.6),
            box(120, -24, 12, 8, dark, 2),
            disc(125, -38, 4.6, mix(p.glow, "#ffffff", 0.5)),
            *(wheel(s, x, 15, p.dark(load, 0.7)) for x in (-98, -62, 94)),
        )
    )


def van(s: Stage, paint: str, marks: str) -> str:
    """A van with two blue lamps on its roof; `marks` is what it wears on its side."""
    p = s.palette
    pane, blue = glass(s), p.mixed(p.paint("#3f7fd0"), "#7fb8ff")
    return "".join(
        (
            disc(30, -98, 34, s.paints.round(f"{blue}@0.6", f"{blue}@0")),
            box(20, -101, 22, 8, blue, 3),
            formed(
                s,
                "M-108 -16V-84C-108 -90-104 -93-98 -93H44C58 -93 70 -78 80 -58L104 -50C110 -44 "
                "112 -30 110 -16Z",
                paint,
                0.3,
            ),
            shape("M46 -86C56 -84 64 -72 71 -58H42V-86Z", pane),
            line("M-36 -88V-20M36 -88V-20", f"{p.dark(paint, 0.5)}@0.6", 1.4),
            box(28, -52, 6, 2.4, p.dark(paint, 0.5), 1),
            marks,
            box(-110, -20, 222, 8, p.dark(p.paint("#3a3d42"), 0.2), 3),
            disc(106, -40, 4.6, mix(p.glow, "#ffffff", 0.5)),
            box(-110, -44, 5, 12, p.paint("#c9483f"), 1),
            wheel(s, -70, 17, p.dark(paint, 0.6)),
            wheel(s, 72, 17, p.dark(paint, 0.6)),
        )
    )


@subject("ambulance", where="ground", tall=1.25, wide=2.2)
def ambulance(s: Stage, dice: Dice) -> str:
    """An ambulance: a van with a cross."""
    p = s.palette
    red = p.paint(dice.pick(("#c0392f", "#3f7f5a", "#3f6fa8")))
    marks = (
        box(-108, -46, 216, 8, red)
        + box(-80, -79, 8, 24, red)
        + box(-88, -71, 24, 8, red)
        + box(-28, -82, 54, 26, glass(s), 3)
    )
    return van(s, p.lit(p.paint("#eee9df"), 0.1), marks)


@subject("fire_engine", where="ground", tall=1.5, wide=2.5)
def fire_engine(s: Stage, dice: Dice) -> str:
    """A fire engine with its ladder."""
    p = s.palette
    red, chrome = p.paint(dice.pick(("#b8342a", "#c2452f"))), p.paint("#b9bfc4")
    pane, blue = glass(s), p.mixed(p.paint("#3f7fd0"), "#7fb8ff")
    rungs = "".join(f"M{-104 + 15 * i} {-86 - 0.9 * i:.1f}v-8" for i in range(11))
    return "".join(
        (
            line("M-116 -84L58 -94M-116 -92L58 -102", chrome, 3),
            line(rungs, chrome, 2),
            disc(84, -92, 30, s.paints.round(f"{blue}@0.6", f"{blue}@0")),
            box(76, -94, 18, 8, blue, 3),
            formed(s, "M-120 -16V-78H50V-16Z", red, 0.3),
            formed(
                s, "M52 -16V-82C52 -85 54 -87 58 -87H100C110 -87 114 -70 120 -48L122 -16Z", red, 0.3
            ),
            shape("M60 -80H80V-56H60ZM86 -80H99C104 -80 107 -68 110 -52H86Z", pane),
            box(-110, -70, 44, 34, s.shaded(chrome, 0.4), 2)
            + box(-58, -70, 44, 34, s.shaded(chrome, 0.4), 2),
            line(
                "M-110 -62h44M-110 -54h44M-110 -46h44M-58 -62h44M-58 -54h44M-58 -46h44",
                p.dark(chrome, 0.4),
                1.6,
            ),
            line(ring(18, -54, 13), p.paint("#d9c9a0"), 6),
            disc(18, -54, 4, chrome),
            box(-120, -30, 242, 6, p.lit(p.paint("#f0e8d6"), 0.1)),
            box(-122, -20, 248, 8, p.dark(p.paint("#3a3d42"), 0.2), 3),
            disc(117, -40, 4.6, mix(p.glow, "#ffffff", 0.5)),
            *(wheel(s, x, 16, p.dark(red, 0.6)) for x in (-80, 82)),
        )
    )


@subject("tractor", where="ground", tall=1.5, wide=1.35)
def tractor(s: Stage, dice: Dice) -> str:
    """A tractor, its great wheels behind."""
    p = s.palette
    paint = p.paint(dice.pick(("#b5483f", "#4f7f3f", "#3f6f9a", "#c98a2f")))
    rubber, steel = tyre(s)
    rimmed_in = p.paint("#d9b04a")
    smoke = mix(p.haze, p.shade, 0.3)
    return "".join(
        (
            *(
                disc(34 - 5 * i, -90 - 5 * i, 3 + 2 * i, f"{smoke}@{0.4 - 0.08 * i:.2f}")
                for i in range(3)
            ),
            line("M36 -56V-84", p.dark(steel, 0.4), 4),
            shape("M-36 -50V-94H14L20 -50Z", f"{glass(s)}@0.75"),
            line("M-36 -46V-94M14 -94L20 -50M-8 -94V-50", p.dark(paint, 0.3), 4),
            box(-46, -99, 66, 7, s.shaded(paint, 0.3), 3),
            formed(s, "M4 -54H52C60 -54 64 -48 64 -40V-22H0Z", paint),
            line("M58 -48V-26M52 -50V-24M46 -52V-24", p.dark(paint, 0.5), 1.6),
            shape(
                "M-62 -44C-56 -66-8 -68 6 -40L2 -34C-12 -56-48 -56-56 -38Z", s.shaded(paint, 0.3)
            ),
            line(spokes(-28, -31, 25, 31, 18), rubber, 5),
            disc(-28, -31, 29, rubber),
            disc(-28, -31, 17, rimmed_in),
            disc(-28, -31, 6, p.dark(rimmed_in, 0.4)),
            line(spokes(48, -17, 13, 17, 14), rubber, 4),
            disc(48, -17, 15.4, rubber),
            disc(48, -17, 8.6, rimmed_in),
            disc(48, -17, 3, p.dark(rimmed_in, 0.4)),
            disc(63, -44, 3.4, mix(p.glow, "#ffffff", 0.5)),
        )
    )


@subject("excavator", where="ground", tall=1.75, wide=1.7)
def excavator(s: Stage, dice: Dice) -> str:
    """A digger on tracks, arm out."""
    p = s.palette
    paint = p.paint(dice.pick(("#dba02f", "#d9772f", "#5f8a9a")))
    dark, steel = tyre(s).rubber, p.paint("#8f959a")
    lift = dice.between(-6, 4)
    arm = "".join(
        (
            formed(
                s,
                f"M0 -46L28 {-98 - lift:.0f}L40 {-98 - lift:.0f}L50 -84L38 -86L12 -40Z",
                paint,
                0.3,
            ),
            line("M14 -48L34 -76", p.lit(steel, 0.2), 3.4),
            formed(s, f"M32 {-96 - lift:.0f}L44 {-98 - lift:.0f}L70 -44L62 -40Z", paint, 0.3),
            shape(
                "M58 -48L76 -46C80 -34 78 -24 70 -18L50 -20C50 -26 58 -32 58 -48Z",
                s.shaded(p.dark(steel, 0.3), 0.4),
            ),
            line("M52 -19l-3 6M58 -18l-2 6M65 -18l0 6", p.dark(steel, 0.4), 3),
        )
    )
    return "".join(
        (
            box(-64, -22, 88, 22, dark, 11),
            box(-57, -16, 74, 10, p.dark(steel, 0.4), 5),
            *(disc(-50 + 15 * i, -11, 6, p.lit(dark, 0.2)) for i in range(5)),
            box(-30, -28, 26, 7, dark),
            formed(s, "M-66 -28V-50C-66 -56-62 -60-56 -60H-16V-28Z", paint),
            line("M-60 -52V-36M-54 -54V-36M-48 -54V-36", p.dark(paint, 0.5), 2),
            arm,
            formed(s, "M-20 -28V-82H4C12 -82 16 -70 18 -54V-28Z", paint),
            shape("M-14 -76H2C8 -76 10 -68 12 -54V-46H-14Z", glass(s)),
            line("M-8 -50l8 -22", f"{p.lit(glass(s), 0.7)}@0.4", 3),
        )
    )


@subject("cart", where="ground", tall=0.75, wide=1.9)
def cart(s: Stage, dice: Dice) -> str:
    """A farm cart, loaded with hay or sacks."""
    p = s.palette
    wood, iron = p.paint(dice.pick(WOODS)), p.dark(p.paint("#4a4038"), 0.1)
    if dice.chance(0.6):
        hay = p.paint("#d9b45f")
        straws = "".join(
            f"M{dice.between(-66, 20):.0f} {dice.between(-92, -66):.0f}l9 {dice.between(-7, 7):.0f}"
            for _ in range(16)
        )
        load = formed(s, soft("-76 -58, -64 -84, -30 -98, 8 -94, 30 -76, 34 -58"), hay, 0.4) + line(
            straws, p.lit(hay, 0.4), 1.6
        )
    else:
        sack = p.paint("#c9b48a")
        load = "".join(
            formed(
                s,
                soft(
                    f"{x - 18} -56, {x - 18} -78, {x - 6} -86, {x - 8} -94, {x + 8} -94, {x + 6} "
                    f"-86, {x + 18} -78, {x + 18} -56"
                ),
                sack,
            )
            for x in (-52, -14, 22)
        )
    return "".join(
        (
            line("M26 -40L94 -28M26 -36L94 -24", p.dark(wood, 0.2), 4),
            load,
            formed(s, "M-84 -64H42L36 -32H-78Z", wood, 0.36),
            line("M-83 -54H40M-80 -43H38", f"{p.dark(wood, 0.5)}@0.7", 1.8),
            line("M-66 -66L-62 -32M-22 -66V-32M22 -66L18 -32", p.lit(wood, 0.2), 4),
            line(spokes(-22, -29, 5, 27, 12), p.dark(wood, 0.1), 3),
            line(ring(-22, -29, 27), p.dark(wood, 0.25), 5),
            line(ring(-22, -29, 29), iron, 2),
            disc(-22, -29, 6.4, s.shaded(wood, 0.4)),
            disc(-22, -29, 2.4, iron),
        )
    )
