"""What carries people by road, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import (
    COLOURS,
    formed,
    glass,
    glow_if_dark,
    over,
    ring,
    soft,
    spokes,
    tyre,
    wheel,
)
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


@subject("car", where="ground", tall=0.84, wide=2.5)
def car(s: Stage, dice: Dice) -> str:
    """A saloon of no year in particular."""
    return car_in(s, s.palette.paint(dice.pick(COLOURS)))


def car_in(s: Stage, paint: str) -> str:
    """A saloon in a painted colour."""
    p = s.palette
    glass = mix(p.paint("#4c5f70"), p.sky[1], 0.4)
    dark = p.dark(p.paint("#23262b"), 0.2)
    parts = [
        shape(
            "M-66 -58C-54 -88-36 -97-6 -97H14C36 -96 52 -80 66 -58Z",
            s.paints.down(p.lit(paint, 0.3), paint),
        ),
        shape(
            "M-56 -59C-47 -80-34 -88-8 -88V-59ZM0 -59V-88H12C30 -87 42 -76 53 -59Z",
            s.paints.slant(p.lit(glass, 0.4), glass),
        ),
        shape(
            "M-118 -22C-122 -46-112 -56-90 -58L66 -60C96 -56 116 -50 121"
            " -36C124 -24 120 -14 114 -12H-110C-116 -13-118 -17-118 -22Z",
            s.paints.down(p.lit(paint, 0.36), paint, p.dark(paint, 0.42)),
        ),
        line("M-112 -40C-40 -46 60 -46 118 -38", f"{p.lit(paint, 0.7)}@0.8", 1.4),
        line("M-4 -58V-18", f"{p.dark(paint, 0.5)}@0.6", 1.2),
        box(-18, -46, 10, 2.4, p.lit(paint, 0.6), 1),
        box(34, -47, 10, 2.4, p.lit(paint, 0.6), 1),
        box(-122, -19, 246, 7, dark, 3),
        shape("M108 -46C118 -44 121 -38 121 -33L110 -33Z", mix(p.glow, "#ffffff", 0.5)),
        shape("M-119 -46h8v9h-9Z", p.paint("#c9483f")),
    ]
    if lights_on(s):
        parts.append(
            polygon(
                [(118, -39), (330, -64), (330, 8)], s.paints.across(f"{p.glow}@0.5", f"{p.glow}@0")
            )
        )
    for x in (-72, 74):
        parts += [
            disc(x, -17, 21, p.dark(paint, 0.7)),
            disc(x, -17, 17, dark),
            disc(x, -17, 9.5, p.paint("#b5babf")),
            disc(x, -17, 3.4, dark),
        ]
    return "".join(parts)


@subject("bicycle", where="ground", tall=0.6, wide=1.7)
def bicycle(s: Stage, dice: Dice) -> str:
    """A bicycle leaning on its stand."""
    p = s.palette
    frame = p.paint(dice.pick(("#a8483f", "#3f6b6b", "#c9923f", "#3f5f7f")))
    tyre, steel = p.dark(p.paint("#2a2a2c"), 0.2), p.paint("#a5abb0")
    parts: list[str] = []
    for x in (-54, 54):
        ring = f"M{x - 36} -36a36 36 0 1 0 72 0a36 36 0 1 0 -72 0"
        spokes = "".join(
            f"M{x} -36L{x + 34 * c:.1f} {-36 + 34 * d:.1f}"
            for c, d in (
                (1, 0),
                (-1, 0),
                (0, 1),
                (0, -1),
                (0.7, 0.7),
                (-0.7, 0.7),
                (0.7, -0.7),
                (-0.7, -0.7),
            )
        )
        parts += [line(spokes, f"{steel}@0.7", 0.6), line(ring, tyre, 3.6)]
    parts += [
        line(
            "M-54 -36L-24 -80L34 -80L0 -34ZM-24 -80L0 -34L-54 -36M34 -80L54 -36M34 -80L30 -94",
            frame,
            4,
        ),
        line("M30 -94C40 -98 48 -94 46 -86M30 -94L20 -97", steel, 3),
        line("M-24 -80L-27 -88", steel, 3),
        shape(
            "M-42 -92C-30 -95-20 -93-10 -89C-20 -85-34 -85-42 -92Z", p.dark(p.paint("#5a4030"), 0.2)
        ),
        disc(0, -34, 8, steel),
        line("M0 -34L10 -20M4 -19h12", tyre, 2.6),
    ]
    return "".join(parts)


@subject("taxi", where="ground", tall=0.9, wide=2.4)
def taxi(s: Stage, dice: Dice) -> str:
    """A taxi: the car in the colours of its trade, a lit sign on its roof."""
    p = s.palette
    paint, check = dice.pick(
        (("#e0b02f", "#2a2724"), ("#2c2d31", "#d9d2c4"), ("#e6dfd0", "#c98a2f"))
    )
    lamp = mix(p.glow, "#fff6dc", 0.5)
    squares = "".join(box(-90 + 14 * i, -42 + 5 * (i % 2), 7, 5, p.paint(check)) for i in range(13))
    return "".join(
        (
            glow_if_dark(s, 4, -98, 40),
            box(-14, -105, 36, 9, lamp, 3),
            box(-10, -102.4, 28, 3, p.dark(p.paint("#2a2724"), 0.1), 1),
            car_in(s, p.paint(paint)),
            squares,
        )
    )


@subject("bus", where="ground", tall=1.75, wide=2.3)
def bus(s: Stage, dice: Dice) -> str:
    """A town bus."""
    p = s.palette
    return coach(s, p.paint(dice.pick(("#b5483f", "#3f6f8f", "#c9923f", "#5f8a5a"))))


def coach(s: Stage, paint: str, *, rails: bool = False) -> str:
    """A long body full of windows, on wheels or on rails."""
    p = s.palette
    pane, cream = glass(s), p.lit(p.paint("#e6dfd0"), 0.1)
    dark = tyre(s).rubber
    parts = [
        formed(
            s,
            "M-110 -14V-88C-110 -95-106 -98-100 -98H96C106 -98 110 -92 112 -78L115 -14Z",
            paint,
            0.3,
        ),
        box(-106, -98, 206, 7, f"{cream}@0.85", 4),
        box(-110, -46, 222, 5, cream),
        box(-112, -17, 228, 8, p.dark(paint, 0.55), 3),
        shape("M92 -86H102C106 -84 108 -72 109 -52H92Z", pane),
    ]
    parts += [box(-102 + 30 * i, -86, 25, 32, pane, 3) for i in range(5)]
    parts += [
        box(54, -88, 31, 72, p.dark(paint, 0.3), 3),
        box(57, -84, 12, 62, pane, 2) + box(71, -84, 12, 62, pane, 2),
        *(line(f"M{-98 + 30 * i} -58l12 -26", f"{p.lit(pane, 0.7)}@0.35", 4) for i in range(5)),
        disc(112, -26, 4.6, mix(p.glow, "#ffffff", 0.5)),
        box(-112, -32, 4, 9, p.paint("#c9483f"), 1),
    ]
    if rails:
        parts += [line("M-140 -1.5H140", p.dark(p.paint("#7a7069"), 0.3), 3)]
        parts += [disc(x, -9, 8, dark) for x in (-80, -58, 20, 42)]
    else:
        parts += [wheel(s, -66, 15, p.dark(paint, 0.6)), wheel(s, 34, 15, p.dark(paint, 0.6))]
    if lights_on(s):
        beam = [(116, -30), (230, -46), (230, 0)]
        parts.append(polygon(beam, s.paints.across(f"{p.glow}@0.45", f"{p.glow}@0")))
    return "".join(parts)


@subject("motorcycle", where="ground", tall=0.66, wide=1.7)
def motorcycle(s: Stage, dice: Dice) -> str:
    """A motorcycle on its stand."""
    p = s.palette
    paint = p.paint(dice.pick(COLOURS))
    rubber, steel = tyre(s)
    parts: list[str] = []
    for x in (-54, 56):
        parts += [
            line(ring(x, -28, 24), rubber, 9),
            line(spokes(x, -28, 4, 21, 9), f"{steel}@0.8", 1.2),
            disc(x, -28, 6, steel),
        ]
    parts += [
        line("M56 -28L36 -82M-54 -28L-10 -32", steel, 5),
        line("M38 -82C32 -94 22 -96 14 -94M36 -80L42 -94", p.dark(steel, 0.4), 4),
        line("M-78 -20H-16L2 -26", p.lit(steel, 0.2), 6),
        box(-20, -50, 38, 32, s.shaded(p.dark(steel, 0.25), 0.45), 6),
        line("M-16 -44H14M-16 -38H14M-16 -32H14", p.dark(steel, 0.6), 1.8),
        shape(
            "M-84 -40C-80 -60-60 -62-42 -48L-46 -44C-60 -54-72 -52-76 -38Z", s.shaded(paint, 0.3)
        ),
        shape("M30 -42C38 -62 66 -62 82 -40L76 -38C66 -52 48 -52 38 -38Z", s.shaded(paint, 0.3)),
        formed(s, soft("-16 -56, -10 -74, 10 -80, 30 -74, 32 -62, 14 -54"), paint),
        formed(
            s,
            soft("-64 -64, -50 -70, -28 -66, -12 -66, -12 -54, -34 -50, -56 -54"),
            p.dark(p.paint("#3a2a22"), 0.1),
        ),
        disc(46, -72, 8, steel) + disc(49, -72, 6, mix(p.glow, "#ffffff", 0.5)),
    ]
    return "".join(parts)


@subject("skateboard", where="ground", tall=0.12, wide=4.6)
def skateboard(s: Stage, dice: Dice) -> str:
    """A skateboard."""
    p = s.palette
    deck, wheels = (
        p.paint(dice.pick(COLOURS)),
        p.paint(dice.pick(("#e6dfd0", "#d9a83a", "#5fa37a"))),
    )
    _, steel = tyre(s)
    parts = [
        shape(
            "M-228 -96C-190 -92-170 -66-140 -66H140C170 -66 190 -92 228 -96C214 -60 176 -46 140 "
            "-46H-140C-176 -46-214 -60-228 -96Z",
            over(s, deck),
        ),
        line(
            "M-222 -94C-186 -88-168 -64-140 -64H140C168 -64 186 -88 222 -94",
            p.dark(p.paint("#2a2a2c"), 0.1),
            7,
        ),
        line("M-60 -54H60", p.lit(deck, 0.5), 5),
    ]
    for x in (-120, 120):
        parts += [
            shape(f"M{x - 20} -48H{x + 20}L{x + 8} -24H{x - 8}Z", p.dark(steel, 0.2)),
            disc(x, -24, 24, s.shaded(wheels, 0.4)),
            disc(x, -24, 9, steel),
        ]
    return "".join(parts)
