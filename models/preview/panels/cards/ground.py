"""What a card is printed on: the style's ground under the light of the shot, with one large form.

The form is the same all through a film's cards but for its place, so that they are a family.
"""

from __future__ import annotations

from models.preview.panels.cards.board import Board
from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, curve, disc
from models.preview.panels.drawing import shape as filled


def lay_ground(board: Board, *, calm: bool) -> None:
    """Paint the ground over all of the panel; a calm one has nothing below on which names stand."""
    s, inks = board.stage, board.inks
    top, bottom = inks.ground
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, s.paints.down(top, bottom)))
    dice = s.dice("card")
    right = dice.chance(0.7)
    radius = max(s.width, s.height) * dice.between(0.36, 0.44)
    x = s.width * (dice.between(0.94, 1.04) if right else dice.between(-0.04, 0.06))
    y = s.height * dice.between(0.0, 0.12)
    # Two rims like those of a lens: enough to be a place, too little to be looked at.
    for reach, share in ((1.0, 0.035), (0.72, 0.035)):
        s.back.add(disc(x, y, radius * reach, mix(top, inks.ink, share)))
    if s.palette.focus > 0:
        warm = mix(inks.accent, s.palette.light, 0.5)
        s.back.add(
            disc(x, y, radius * 1.9, s.paints.round(f"{warm}@0.2", f"{warm}@0.06", f"{warm}@0"))
        )
    if not calm:
        rise = [(s.left, s.height * 0.97), (s.width * 0.3, s.height * 0.95)]
        rise += [(s.width * 0.72, s.height * 0.87), (s.right, s.height * 0.78)]
        if not right:
            rise = [(s.width - x, y) for x, y in reversed(rise)]
        edge = curve(rise) + f"L{s.right:.0f} {s.bottom:.0f}L{s.left:.0f} {s.bottom:.0f}Z"
        s.back.add(filled(edge, inks.foot))
