"""Animals in profile, facing right."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Point, blob, disc, group, line, shape
from models.preview.panels.stage import Stage

_FURS = ("#8a5f3c", "#c99a5f", "#4a3b33", "#d9c7a8", "#6f6259")


def _rim(s: Stage, points: tuple[Point, ...], by: float = 1.3) -> str:
    moved = [(x + s.light_side * by, y - by * 0.4) for x, y in points]
    return blob(moved, s.palette.lit(s.palette.light, 0.3))


def _leg(points: tuple[Point, ...], width: float, colour: str) -> str:
    return line("M" + "L".join(f"{x} {y}" for x, y in points), colour, width)


@subject("dog", where="ground", tall=0.4, wide=1.25)
def dog(s: Stage, dice: Dice) -> str:
    """A dog standing, tail up."""
    p = s.palette
    fur = p.paint(dice.pick(_FURS))
    far, dark = p.dark(fur, 0.45), p.dark(fur, 0.3)
    body: tuple[Point, ...] = (
        (-46, -58),
        (-20, -64),
        (10, -62),
        (26, -70),
        (34, -86),
        (46, -97),
        (60, -96),
        (66, -86),
        (82, -79),
        (83, -72),
        (68, -68),
        (57, -66),
        (46, -52),
        (38, -34),
        (20, -32),
        (-8, -36),
        (-34, -33),
        (-50, -42),
    )
    parts = [
        line("M-46 -56C-62 -62-70 -78-66 -92", fur, 7),
        _leg(((-34, -40), (-40, -22), (-34, 0)), 8, far),
        _leg(((30, -40), (33, -20), (31, 0)), 8, far),
        _rim(s, body),
        blob(body, s.shaded(fur, 0.36)),
        _leg(((-42, -42), (-50, -22), (-46, -1)), 9, dark),
        _leg(((20, -40), (20, -20), (20, -1)), 9, dark),
        line("M-46 -1h5M20 -1h5", dark, 7),
        shape("M44 -96C36 -92 32 -78 38 -70C46 -70 50 -82 50 -94Z", p.dark(fur, 0.5)),
        disc(82, -78, 3.6, p.dark(p.paint("#2a2220"), 0.3)),
        disc(62, -88, 2.2, p.dark(p.paint("#2a2220"), 0.3)),
    ]
    collar = p.paint(dice.pick(("#b5483f", "#3f5f7f", "#c99a3f")))
    parts.append(line("M34 -66C40 -58 46 -56 52 -58", collar, 5))
    return "".join(parts)


@subject("cat", where="ground", tall=0.28, wide=0.9)
def cat(s: Stage, dice: Dice) -> str:
    """A cat sitting, its tail around it."""
    p = s.palette
    fur = p.paint(dice.pick(("#4a443f", "#c98f4f", "#8a8078", "#e3d9cc")))
    body: tuple[Point, ...] = (
        (-26, 0),
        (-38, -16),
        (-36, -40),
        (-18, -60),
        (2, -68),
        (20, -62),
        (24, -46),
        (22, -24),
        (26, -6),
        (26, 0),
        (10, 2),
    )
    head: tuple[Point, ...] = (
        (-4, -76),
        (4, -90),
        (18, -93),
        (32, -88),
        (38, -76),
        (33, -65),
        (18, -60),
        (2, -64),
    )
    parts = [
        line("M-30 -6C-56 -2-58 -30-44 -38", p.dark(fur, 0.2), 8),
        _rim(s, body),
        blob(body, s.shaded(fur, 0.36)),
        shape("M0 -86L-2 -102L12 -93ZM24 -93L36 -102L36 -85Z", p.dark(fur, 0.12)),
        _rim(s, head),
        blob(head, s.shaded(fur, 0.26)),
        line("M16 -40V-3M4 -30C2 -16 4 -8 6 -2", p.dark(fur, 0.4), 1.6),
        disc(16, -78, 2.6, p.paint("#c9d96a"), 1.1),
        disc(29, -78, 2.2, p.paint("#c9d96a"), 1.1),
        disc(16.6, -78, 1.1, "#15130f", 1.8),
        disc(29.4, -78, 1, "#15130f", 1.8),
        shape("M21 -71h5l-2.5 3Z", p.dark(p.paint("#c9766a"), 0.1)),
        line("M26 -69l14 -3M26 -68l14 2M20 -69l-13 -2", f"{p.light}@0.5", 0.7),
    ]
    return "".join(parts)


@subject("horse", where="ground", tall=1.15, wide=1.1)
def horse(s: Stage, dice: Dice) -> str:
    """A horse standing."""
    p = s.palette
    fur = p.paint(dice.pick(("#6f4630", "#3a2c26", "#a8703f", "#d9cfc0")))
    mane = p.dark(p.paint("#2b211d"), 0.2)
    far, dark = p.dark(fur, 0.5), p.dark(fur, 0.22)
    body: tuple[Point, ...] = (
        (-46, -66),
        (-38, -72),
        (-16, -68),
        (6, -68),
        (18, -74),
        (26, -86),
        (33, -97),
        (40, -99),
        (45, -92),
        (56, -80),
        (56, -75),
        (50, -73),
        (42, -78),
        (36, -76),
        (31, -62),
        (26, -48),
        (12, -42),
        (-14, -41),
        (-34, -43),
        (-47, -52),
    )
    parts = [
        _leg(((-34, -48), (-30, -26), (-36, -14), (-35, 0)), 5.4, far),
        _leg(((16, -48), (20, -24), (18, 0)), 5.2, far),
        shape("M-46 -66C-58 -64-60 -40-54 -22C-50 -36-48 -46-43 -56Z", mane),
        _rim(s, body, 0.9),
        blob(body, s.shaded(fur, 0.38)),
        _leg(((-40, -48), (-40, -27), (-45, -14), (-43, -1)), 6.2, dark),
        _leg(((24, -48), (27, -25), (26, -1)), 5.8, dark),
        line("M-43.5 -1h4M25.5 -1h4", mane, 5),
        shape("M38 -99C30 -98 22 -86 16 -73C22 -74 30 -82 34 -90Z", mane),
        shape("M37 -97L38 -105L42 -97Z", dark),
        disc(44.5, -88, 1.1, "#14100e"),
        disc(54.5, -76.5, 0.9, p.dark(fur, 0.6)),
    ]
    return "".join(parts)


@subject("bird", where="sky", tall=1.0, wide=2.0)
def bird(s: Stage, dice: Dice) -> str:
    """A gull on spread wings, and others far off."""
    p = s.palette
    white, grey = p.lit(p.paint("#eef0f0"), 0.1), p.paint("#8f9aa5")

    def one(x: float, y: float, size: float) -> str:
        flap = dice.between(0.7, 1.2)
        body = "M-34 -4C-20 -14 10 -14 34 -6L48 -5L36 -1C14 8-18 6-34 -4Z"
        wing = f"M4 -8C-4 -40 -34 {-66 * flap:.0f} -84 {-62 * flap:.0f}C-50 -44 -36 -26 -20 -4Z"
        other = f"M8 -8C20 -36 44 {-60 * flap:.0f} 82 {-70 * flap:.0f}C54 -42 38 -20 22 -4Z"
        return group(
            shape(other, s.paints.down(grey, p.dark(white, 0.1))),
            shape(body, s.paints.down(white, p.dark(white, 0.34))),
            shape(wing, s.paints.down(grey, white)),
            shape("M34 -6L48 -5L36 -1Z", p.paint("#d99a3f")),
            at=(x, y),
            scale=size,
        )

    flock = [one(0, 0, 1.0)]
    for _ in range(dice.count(2, 5)):
        flock.append(one(dice.between(-260, 260), dice.between(-120, 90), dice.between(0.24, 0.5)))
    return "".join(reversed(flock))


@subject("fish", where="water", tall=0.42, wide=2.1)
def fish(s: Stage, dice: Dice) -> str:
    """A fish leaping, drops about it."""
    p = s.palette
    scale = p.paint(dice.pick(("#5f8fa8", "#c98f5f", "#7fa38f")))
    belly = p.lit(scale, 0.5)
    body: tuple[Point, ...] = (
        (-66, -34),
        (-30, -62),
        (14, -74),
        (56, -60),
        (84, -34),
        (60, -24),
        (18, -24),
        (-28, -24),
    )
    drop = mix(p.light, "#ffffff", 0.4)
    parts = [
        shape("M-56 -36L-98 -62C-92 -44-92 -30-100 -6Z", p.dark(scale, 0.2)),
        shape("M0 -70C8 -94 30 -94 40 -88L34 -66Z", p.dark(scale, 0.15)),
        _rim(s, body),
        blob(body, s.paints.down(p.dark(scale, 0.15), scale, belly)),
        line("M46 -64C36 -50 38 -36 46 -26", f"{p.dark(scale, 0.4)}@0.7", 2),
        disc(62, -48, 4.6, p.lit(scale, 0.7)),
        disc(63, -48, 2.6, "#12161a"),
        shape("M20 -26C14 -12 0 -8-10 -12L0 -26Z", p.dark(scale, 0.2)),
    ]
    for _ in range(12):
        parts.append(
            disc(dice.between(-110, 110), dice.between(-60, 8), dice.between(1.2, 4), f"{drop}@0.7")
        )
    parts.append(disc(0, 4, 120, s.paints.round(f"{drop}@0.5", f"{drop}@0"), 0.14))
    return f'<g transform="rotate(-14)">{"".join(parts)}</g>'
