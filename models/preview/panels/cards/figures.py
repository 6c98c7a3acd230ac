"""Cards of one number: a figure set large between the words that stand around it, or a year."""

from __future__ import annotations

from typing import NamedTuple

from media.cards import Card
from media.text.font import CAP_HEIGHT
from models.preview.panels.cards.board import Board, Box, Setting, depth

_BOLD = 700
_SHORT = 3
"""A unit of so many letters, such as `%` or `km`, stands beside its figure; a longer one below."""
_APART = 0.08
"""Between a figure and its sign, by the figure's size."""
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""By which words are set smaller where their figure would have too little room."""
_LEAST = 2.6
"""A figure is so many times as large as its words."""
_RULE = 4.2
"""From the rule on top to the words, in hundredths of the short side."""


def number(board: Board, card: Card) -> None:
    """A figure with its unit, as large as the frame allows."""
    lettered(board, card, board.area, 56 * board.unit)


def lettered(board: Board, card: Card, area: Box, largest: float) -> None:
    """Words above, the figure, words below, in an area; all on its left edge."""
    block = next(
        tried
        for scale in _SCALES
        if (tried := _block(board, card, area, largest, scale)).figure.size > 0
    )
    top = area.top + max(0.0, (area.height - block.tall) / 2)
    board.rule(area.left, top, 9 * board.unit, 0.6 * board.unit)
    top += _RULE * board.unit
    if block.above.lines:
        top = board.write(block.above, area.left, top, board.inks.quiet).bottom + block.gap
    figure, count = block.figure, block.unit
    stands = board.write(figure, area.left, top, board.inks.accent)
    top += block.figure_height
    beside = len(card.unit) <= _SHORT
    if beside:
        lift = (figure.size - count.size) * CAP_HEIGHT
        board.write(
            count, stands.right + _APART * figure.size, stands.top + lift, board.inks.accent
        )
    else:
        top = board.write(count, area.left, top + block.gap, board.inks.ink).bottom
    colour = board.inks.ink if beside else board.inks.quiet
    board.write(block.below, area.left, top + block.gap, colour)


class _Block(NamedTuple):
    """The parts of a number card, set."""

    above: Setting
    figure: Setting
    unit: Setting
    below: Setting
    gap: float
    figure_height: float
    tall: float


def _block(board: Board, card: Card, area: Box, largest: float, scale: float) -> _Block:
    """All parts with their words at a scale; a figure with too little room has no size."""
    unit, gap = board.unit, 4.6 * board.unit * scale
    words = 6.6 * unit * scale
    above = board.fitted(card.above, words, area.width, 2)
    below = board.fitted(card.below, words, area.width, 2)
    beside = len(card.unit) <= _SHORT
    count = board.fitted(card.unit, words * 1.25, area.width, 1, 500)
    others = [above, below] if beside else [above, count, below]
    rest = sum(each.height + gap for each in others if each.lines) + _RULE * unit
    room = area.width * (0.68 if card.unit and beside else 1)
    size = min(largest, (area.height - rest) / (CAP_HEIGHT + depth(card.figure)))
    figure = board.fitted(card.figure, max(size, 1.0), room, 1, _BOLD)
    if size < min(_LEAST * words, figure.size * 1.6) and scale > _SCALES[-1]:
        figure = figure._replace(size=0.0)
    if beside:
        left = area.width - figure.width - _APART * figure.size
        count = board.fitted(card.unit, max(1.0, figure.size * 0.5), left, 1, _BOLD)
    high = figure.height
    return _Block(above, figure, count, below, gap, high, rest + high)


def year(board: Board, card: Card) -> None:
    """A year over a thin rule, and what happened."""
    area, unit = board.area, board.unit
    middle = area.x
    figure = board.fitted(card.figure, 40 * unit, area.width, 1, 200, 0.03)
    words = " ".join(part for part in (card.above, card.below) if part)
    told = board.fitted(words, 6.0 * unit, area.width * 0.86, 3)
    gap = 5 * unit
    tall = figure.size * CAP_HEIGHT + gap + (told.height + gap if told.lines else 0)
    top = area.top + max(0.0, (area.height - tall) / 2)
    board.write(figure, middle, top, board.inks.ink, "middle")
    line = top + figure.size * CAP_HEIGHT + gap
    half = min(area.width / 2, max(figure.width, 40 * unit) / 2)
    board.rule(middle - half, line, 2 * half, 0.35 * unit)
    board.write(told, middle, line + gap, board.inks.quiet, "middle")
