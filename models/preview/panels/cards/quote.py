"""A quotation: its words large, an opening mark of the film's accent, the author below."""

from __future__ import annotations

from media.cards import Card
from models.preview.panels.cards.board import Board


def quote(board: Board, card: Card) -> None:
    """Set a quotation on the left edge of the safe area."""
    area, unit = board.area, board.unit
    mark = board.fitted("“", 40 * unit, area.width, 1, 800)
    # The mark's own height is a third of its size, at the top of its line.
    crown = 14.5 * unit
    inset = 0.0 if not board.wide else 20 * unit
    by = board.fitted(card.by, 5.6 * unit, area.width - inset, 1, 500, 0.01)
    foot = by.height + 6.5 * unit if by.lines else 0.0
    head = 0.0 if board.wide else crown + 3 * unit
    room, size = area.height - head - foot, (9.6 if board.wide else 10) * unit
    while True:
        words = board.fitted(card.text, size, area.width - inset, 12, 300)
        if words.height <= room or size < unit:
            break
        size *= 0.95
    top = area.top + max(0.0, (room - words.height) / 2)
    board.write(mark, area.left, top, board.inks.accent)
    board.boxes[-1] = board.boxes[-1]._replace(bottom=top + crown)
    stands = board.write(words, area.left + inset, top + head, board.inks.ink)
    if by.lines:
        line = stands.bottom + 3.2 * unit
        board.rule(area.left + inset, line, 8 * unit, 0.45 * unit)
        board.write(by, area.left + inset, line + 3.3 * unit, board.inks.quiet)
