"""What food is cooked, served and drunk in."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


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
