"""A card that sets two numbers side by side: two bars on one line, drawn to scale."""

from __future__ import annotations

from media.cards import Bar, Card
from models.preview.panels.cards.board import Board, Box
from models.preview.panels.drawing import box

_RULE = 4.2
"""From the rule on top to the words, in hundredths of the short side."""
_SMALLEST = 0.035
"""Of the tallest bar: less would not be seen."""


def compare(board: Board, card: Card) -> None:
    """Words and bars: beside each other where there is room, else one above the other."""
    area, unit = board.area, board.unit
    if board.wide:
        cut = area.left + area.width * 0.42
        words, chart = area._replace(right=cut - 4 * unit), area._replace(left=cut + 4 * unit)
    else:
        cut = area.top + area.height * (0.3 if board.stage.height > board.stage.width else 0.32)
        words, chart = area._replace(bottom=cut - 2 * unit), area._replace(top=cut + 2 * unit)
    _words(board, card, words)
    _bars(board, card.bars, chart)


def _words(board: Board, card: Card, area: Box) -> None:
    unit = board.unit
    told = " ".join((card.unit, card.below)).strip()
    for scale in (1.0, 0.85, 0.7, 0.6, 0.5):
        above = board.fitted(card.above, 8.6 * unit * scale, area.width, 3, 600)
        below = board.fitted(told, 6.0 * unit * scale, area.width, 3)
        gap = 3.0 * unit * scale if above.lines and below.lines else 0.0
        tall = above.height + gap + below.height + _RULE * unit
        if tall <= area.height:
            break
    top = area.top + max(0.0, (area.height - tall) / 2)
    board.rule(area.left, top, 9 * unit, 0.6 * unit)
    top += _RULE * unit
    top = board.write(above, area.left, top, board.inks.ink).bottom + gap
    board.write(below, area.left, top, board.inks.quiet)


def _bars(board: Board, bars: tuple[Bar, ...], area: Box) -> None:
    unit = board.unit
    most = max(bar.value for bar in bars) or 1.0
    label_room = 8.5 * unit if any(bar.label for bar in bars) else 0.0
    foot = area.bottom - label_room
    cell = area.width / len(bars)
    figure = min(board.fitted(bar.figure, 12 * unit, cell * 0.92, 1, 700).size for bar in bars)
    room = foot - area.top - figure * 0.72 - 2.6 * unit
    for number, bar in enumerate(bars):
        last = number == len(bars) - 1
        middle, wide = area.left + (number + 0.5) * cell, min(cell * 0.62, 30 * unit)
        tall = room * max(_SMALLEST, bar.value / most)
        colour = board.inks.fill if last else board.inks.rest
        board.shapes.add(box(middle - wide / 2, foot - tall, wide, tall, colour))
        text = board.fitted(bar.figure, figure, cell * 0.92, 1, 700)
        top = foot - tall - 2.6 * unit - text.size * 0.72
        ink = board.inks.accent if last else board.inks.ink
        board.write(text, middle, top, ink, "middle")
        label = board.fitted(bar.label, 5.0 * unit, cell * 0.92, 1)
        board.write(label, middle, foot + 2.4 * unit, board.inks.quiet, "middle")
    board.texts.append(box(area.left, foot - 0.2 * unit, area.width, 0.4 * unit, board.inks.quiet))
