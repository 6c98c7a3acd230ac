"""A page of the names at the end: what each did small, the name large, all about one axis."""

from __future__ import annotations

from media.cards import Card
from media.text.font import CAP_HEIGHT
from models.preview.panels.cards.board import Board, Setting, Side

Row = tuple[str, str]
"""What somebody did, and a name; no role where it is that of the row above."""


def credits_page(board: Board, card: Card) -> None:
    """Set a page: in two columns where the frame is wide, else role over name."""
    rows: list[Row] = [
        (credit.role if number == 0 else "", name)
        for credit in card.credits
        for number, name in enumerate(credit.names)
    ]
    (_columns if board.wide and any(role for role, _ in rows) else _stacked)(board, rows)


def _columns(board: Board, rows: list[Row]) -> None:
    area, unit = board.whole, board.unit
    axis, gutter = area.left + area.width * 0.44, 3 * unit
    step = min(11.5 * unit, area.height / len(rows))
    size = min(6.2 * unit, step * 0.56)
    top = area.y - step * len(rows) / 2 + step / 2
    for number, (role, name) in enumerate(rows):
        middle = top + number * step
        said = board.fitted(role, size * 0.7, axis - gutter - area.left, 1)
        named = board.fitted(name, size, area.right - axis - gutter, 1, 500)
        # Both stand on one baseline.
        foot = middle + size * 0.36
        _on_baseline(board, said, axis - gutter, foot, board.inks.quiet, "right")
        _on_baseline(board, named, axis + gutter, foot, board.inks.ink, "left")


def _stacked(board: Board, rows: list[Row]) -> None:
    area, unit = board.whole, board.unit
    weights = [1.0 if not role else 1.62 for role, _ in rows]
    step = min((12.0 if area.height > area.width else 9.5) * unit, area.height / sum(weights))
    size = min(7.4 * unit, step * 0.62)
    top = area.y - step * sum(weights) / 2
    for (role, name), weight in zip(rows, weights, strict=True):
        bottom = top + step * weight
        foot = bottom - step * 0.3
        if role:
            said = board.fitted(role, size * 0.64, area.width, 1)
            _on_baseline(board, said, area.x, foot - size * 1.12, board.inks.quiet, "middle")
        named = board.fitted(name, size, area.width, 1, 500)
        _on_baseline(board, named, area.x, foot, board.inks.ink, "middle")
        top = bottom


def _on_baseline(
    board: Board, text: Setting, x: float, foot: float, colour: str, side: Side
) -> None:
    board.write(text, x, foot - text.size * CAP_HEIGHT, colour, side)
