"""The last card: the film's mark with room around it, or its title, small."""

from __future__ import annotations

from media.cards import Card
from models.preview.panels.cards.board import Board
from models.preview.panels.mark import Mark


def closing(board: Board, card: Card, mark: Mark | None) -> None:
    """Set the mark in the middle, a quarter of the frame; without one, the title."""
    area, s = board.whole, board.stage
    if mark is not None:
        tall = mark.fitting(area.width * 0.6, s.height * 0.3)
        wide = tall * mark.width / mark.height
        left, top = (s.width - wide) / 2, (s.height - tall) / 2
        board.texts.append(mark.drawn(board.inks.seen, left, top, tall))
        return
    unit = board.unit
    title = board.fitted(card.text, 5.4 * unit, area.width * 0.8, 3, 400, 0.02)
    stands = board.write(title, area.x, area.y - title.height / 2, board.inks.ink, "middle")
    if title.lines:
        board.rule(area.x - 4 * unit, stands.bottom + 3 * unit, 8 * unit, 0.4 * unit)
