"""Animals of the house and the stable, in profile, facing right."""

from __future__ import annotations

from models.preview.panels.cast.craft import FURS, leg, rim
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, Point, blob, disc, line, shape
from models.preview.panels.stage import Stage


@subject("dog", where="ground", tall=0.4, wide=1.25)
def dog(s: Stage, dice: Dice) -> str:
    """A dog standing, tail up."""
    p = s.palette
    fur = p.paint(dice.pick(FURS))
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
        leg(((-34, -40), (-40, -22), (-34, 0)), 8, far),
        leg(((30, -40), (33, -20), (31, 0)), 8, far),
        rim(s, body),
        blob(body, s.shaded(fur, 0.36)),
        leg(((-42, -42), (-50, -22), (-46, -1)), 9, dark),
        leg(((20, -40), (20, -20), (20, -1)), 9, dark),
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
        rim(s, body),
        blob(body, s.shaded(fur, 0.36)),
        shape("M0 -86L-2 -102L12 -93ZM24 -93L36 -102L36 -85Z", p.dark(fur, 0.12)),
        rim(s, head),
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
        leg(((-34, -48), (-30, -26), (-36, -14), (-35, 0)), 5.4, far),
        leg(((16, -48), (20, -24), (18, 0)), 5.2, far),
        shape("M-46 -66C-58 -64-60 -40-54 -22C-50 -36-48 -46-43 -56Z", mane),
        rim(s, body, 0.9),
        blob(body, s.shaded(fur, 0.38)),
        leg(((-40, -48), (-40, -27), (-45, -14), (-43, -1)), 6.2, dark),
        leg(((24, -48), (27, -25), (26, -1)), 5.8, dark),
        line("M-43.5 -1h4M25.5 -1h4", mane, 5),
        shape("M38 -99C30 -98 22 -86 16 -73C22 -74 30 -82 34 -90Z", mane),
        shape("M37 -97L38 -105L42 -97Z", dark),
        disc(44.5, -88, 1.1, "#14100e"),
        disc(54.5, -76.5, 0.9, p.dark(fur, 0.6)),
    ]
    return "".join(parts)
