"""Which shots of a section become cards, under a preset.

Each sentence is judged by itself; of those that could be cards and stand close together, the one
that is most of a card is one. That looks a few shots to either side and no farther.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from media.cards import Card
from media.ids import short_hash
from media.shots import Shot
from media.text.font import missing
from models.preview.director.cards.document import wording
from models.preview.director.cards.find import Found, card_of
from models.preview.director.cards.quotes import block_quotation, quotation, quote_card
from models.preview.director.grammar import PLAIN, SetInType
from models.preview.director.sense import sense

APART = 3
"""At most one of so many shots on end is a card."""
ENOUGH = 2
"""Sentences of numbers that make a section one about numbers."""
READ_S = 2.2
"""A card is seen at least so long."""
_ROUNDS = 2
"""More would let a sentence decide about ones that are far away."""
_RANK = {"quote": 5, "compare": 4, "share": 3, "number": 2, "year": 1}


def carded(
    shots: Sequence[Shot],
    *,
    language: str,
    wanted: SetInType,
    quoted: frozenset[str] = frozenset(),
    known: Callable[[str], bool] = lambda _: False,
) -> list[Shot]:
    """The shots of a section, some of them with a card.

    Args:
        shots: those that are spoken.
        language: of the script.
        wanted: what the preset sets in type.
        quoted: the texts that stand in block quotes.
        known: whether a name is that of somebody in the film, whose words are dialogue.
    """
    found: list[Found | None] = [None] * len(shots)
    if wanted.cards != "none":
        found = [_numbers(shot, language) for shot in shots]
        about = sum(each is not None for each in found) >= ENOUGH or wanted.cards == "all"
        found = [each if each and (each.sure or about) else None for each in found]
    if wanted.quotes:
        lenient = wanted.cards == "all"
        quotes = [_quote(shot, language, quoted, known, lenient) for shot in shots]
        found = [quote or each for quote, each in zip(quotes, found, strict=True)]
    drawable = [each if each and not missing(" ".join(each.card.words)) else None for each in found]
    kept = _spread(shots, drawable)
    return [
        _set(shot, each.card) if each and index in kept else shot
        for index, (shot, each) in enumerate(zip(shots, drawable, strict=True))
    ]


def _spread(shots: Sequence[Shot], found: Sequence[Found | None]) -> set[int]:
    """The foremost of those that stand close, and then of those that are left apart from them."""
    kept: set[int] = set()
    left = list(found)
    for _ in range(_ROUNDS):
        kept |= {i for i, each in enumerate(left) if each and _foremost(i, shots, left)}
        left = [
            None if any(abs(index - other) < APART for other in kept) else each
            for index, each in enumerate(left)
        ]
    return kept


def _numbers(shot: Shot, language: str) -> Found | None:
    found = None if shot.speaker else card_of(shot.text, language)
    if found and found.card.of and _of_people(shot.text, language):
        return found._replace(card=found.card.model_copy(update={"people": True}))
    return found


def _of_people(text: str, language: str) -> bool:
    words = wording(language)
    counted = words.people if words else ()
    return bool(sense(text, language).people) or any(word in text for word in counted)


def _quote(
    shot: Shot,
    language: str,
    quoted: frozenset[str],
    known: Callable[[str], bool],
    lenient: bool,
) -> Found | None:
    if shot.speaker:
        return None
    if shot.text in quoted:
        said = block_quotation(shot.text)
        return Found(quote_card(said), True) if said else None
    said = quotation(shot.text, language)
    # Somebody who is in the film, or in a place, is speaking and not quoted.
    if said is None or known(said.by) or not (lenient or shot.look.setting == PLAIN):
        return None
    return Found(quote_card(said), True)


def _foremost(index: int, shots: Sequence[Shot], found: Sequence[Found | None]) -> bool:
    """Whether no card near by comes before this one."""
    mine = _order(shots[index], found[index])
    near = range(max(0, index - APART + 1), min(len(shots), index + APART))
    return all(_order(shots[other], found[other]) <= mine for other in near)


def _order(shot: Shot, found: Found | None) -> tuple[int, int, str]:
    if found is None:
        return (-1, 0, "")
    # Of equals one is drawn, as from a hat; which it is hangs on their words alone.
    return (_RANK[found.card.kind], int(found.sure), short_hash("card", shot.id))


def _set(shot: Shot, card: Card) -> Shot:
    look = shot.look.model_copy(update={"move": "push_in", "flip": False})
    return shot.model_copy(update={"card": card, "look": look, "min_s": max(shot.min_s, READ_S)})
