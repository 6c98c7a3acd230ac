"""A card as a panel: its ground, what its kind draws, and its text."""

from __future__ import annotations

from collections.abc import Callable

from media.cards import Card
from media.shots import Look
from media.text.family import CORE, Family
from media.text.font import require
from models.preview.panels.cards.board import Board
from models.preview.panels.cards.closing import closing
from models.preview.panels.cards.compare import compare
from models.preview.panels.cards.credits import credits_page
from models.preview.panels.cards.figures import number, year
from models.preview.panels.cards.ground import lay_ground
from models.preview.panels.cards.inks import inks_for
from models.preview.panels.cards.parts import share
from models.preview.panels.cards.quote import quote
from models.preview.panels.mark import Mark
from models.preview.panels.palette import palette_for
from models.preview.panels.stage import Stage

KINDS: dict[str, Callable[[Board, Card], None]] = {
    "number": number,
    "year": year,
    "share": share,
    "compare": compare,
    "quote": quote,
    "credits": credits_page,
}


def card_board(
    card: Card,
    look: Look,
    style: str,
    brand: tuple[str, ...],
    canvas: tuple[float, float],
    mark: Mark | None = None,
    family: Family = CORE,
) -> Board:
    """A card, set.

    Raises:
        InputError: the style is unknown, or no font has some of the letters.
    """
    require(" ".join(card.words), "card", family)
    palette = palette_for(look, style, brand)
    # A card is no place: it is never mirrored, and nothing on it is out of focus.
    stage = Stage(look.model_copy(update={"flip": False}), palette, *canvas, peopled=False)
    board = Board(stage, inks_for(palette, style, brand), family)
    lay_ground(board, calm=card.kind in ("credits", "logo"))
    if card.kind in KINDS:
        KINDS[card.kind](board, card)
    else:
        closing(board, card, mark)
    return board
