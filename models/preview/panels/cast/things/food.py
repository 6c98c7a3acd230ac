"""What is eaten."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage


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
