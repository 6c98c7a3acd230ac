"""What swims."""

from __future__ import annotations

from models.preview.panels.cast.craft import rim
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Point, blob, disc, line, shape
from models.preview.panels.stage import Stage


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
        rim(s, body),
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
