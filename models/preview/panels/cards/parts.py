"""Cards of a share: ten marks of which some count, or a ring that is filled so far."""

from __future__ import annotations

import math
from functools import partial

from media.cards import Card
from models.preview.panels.cards.board import Board, Box
from models.preview.panels.cards.figures import lettered
from models.preview.panels.drawing import disc, line
from models.preview.panels.drawing import shape as filled


def share(board: Board, card: Card) -> None:
    """Words and figure on one side, what they mean on the other."""
    area, gap = board.area, 6 * board.unit
    if board.wide:
        cut = area.left + area.width * 0.56
        words, picture = area._replace(right=cut - gap), area._replace(left=cut + gap)
    else:
        cut = area.top + area.height * 0.46
        words, picture = area._replace(top=cut + gap), area._replace(bottom=cut - gap)
    lettered(board, card, words, (26 if board.wide else 22) * board.unit)
    if card.of:
        _crowd(board, card, picture)
    else:
        _ring(board, card.share or 0.0, picture)


def _ring(board: Board, part: float, area: Box) -> None:
    radius, thick = min(area.width, area.height) * 0.42, min(area.width, area.height) * 0.115
    x, y = area.x, area.y
    board.shapes.add(line(_arc(x, y, radius, 0, 1), board.inks.rest, thick))
    if part > 0:
        board.count(lambda colour: _butt(line(_arc(x, y, radius, 0, part), colour, thick)))


def _butt(stroke: str) -> str:
    """A ring ends square: a round end would show more than the share."""
    return stroke.replace('stroke-linecap="round"', 'stroke-linecap="butt"')


def _arc(x: float, y: float, radius: float, start: float, end: float) -> str:
    """Path data of a part of a circle, clockwise from its top; many short chords of it."""
    steps = max(2, round(120 * (end - start)))
    angles = (2 * math.pi * (start + (end - start) * n / steps) for n in range(steps + 1))
    points = [(x + radius * math.sin(a), y - radius * math.cos(a)) for a in angles]
    return "M" + "L".join(f"{px:.2f} {py:.2f}" for px, py in points)


def _crowd(board: Board, card: Card, area: Box) -> None:
    """Marks in rows of five, those that count first."""
    columns = 5 if card.of > 4 else card.of
    rows, tall = -(-card.of // columns), 1.75 if card.people else 1.1
    cell = min(area.width / columns, area.height / rows / tall)
    left, top = area.x - cell * columns / 2, area.y - cell * tall * rows / 2
    counted = round((card.share or 0) * card.of)
    draw = _person if card.people else _dot
    for index in range(card.of):
        row, column = divmod(index, columns)
        at = (left + (column + 0.5) * cell, top + (row + 0.5) * cell * tall, cell)
        if index < counted:
            board.count(partial(draw, *at))
        else:
            board.shapes.add(draw(*at, board.inks.rest))


def _dot(x: float, y: float, cell: float, colour: str) -> str:
    return disc(x, y, 0.36 * cell, colour)


def _person(x: float, y: float, cell: float, colour: str) -> str:
    """A head and shoulders to the waist, as on a sign."""
    head, half = 0.17 * cell, 0.31 * cell
    neck, foot = y - 0.2 * cell, y + 0.68 * cell
    body = (
        f"M{x - half:.2f} {foot:.2f}L{x - half:.2f} {neck + half:.2f}"
        f"A{half:.2f} {half:.2f} 0 0 1 {x + half:.2f} {neck + half:.2f}"
        f"L{x + half:.2f} {foot:.2f}Z"
    )
    return disc(x, neck - head * 1.5, head, colour) + filled(body, colour)
