"""How a film ends and is signed: its credits page by page, and its mark on the first and last card.

A page is known by its own lines and nothing else, so no edit of the film touches it, and a changed
name touches its page alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from media.cards import Card, Credit
from media.ids import ShotId, short_hash
from media.model import Model, canonical_json
from media.shots import Look, Plan, Shot
from media.types import Image

LEAST_S, MOST_S = 3.0, 5.0
LINE_S = 0.45
"""What each line of a page adds to two seconds."""
LAST_S = 3.5
LONGEST_TITLE = 120


class Signature(Model):
    """Who made the film."""

    credits: tuple[Credit, ...] = ()
    logo: Image | None = None
    page_lines: int = 7
    """Names on a page, at most."""


def signed(plan: Plan, signature: Signature) -> Plan:
    """A plan with its mark on the opening title, its credits behind it, and a last card."""
    shots = list(plan.shots)
    if signature.logo and shots and shots[0].title:
        shots[0] = shots[0].model_copy(update={"logo": signature.logo})
    if shots and (signature.credits or signature.logo):
        shots += _closing(plan, signature)
    return plan.model_copy(update={"shots": tuple(shots)})


def _closing(plan: Plan, signature: Signature) -> Iterator[Shot]:
    for page in pages(signature.credits, signature.page_lines):
        lines = sum(len(credit.names) for credit in page)
        length = min(MOST_S, max(LEAST_S, 2 + LINE_S * lines))
        yield _shot(plan, Card(kind="credits", credits=page), round(length, 2))
    last = Card(kind="logo", text=plan.title[:LONGEST_TITLE])
    yield _shot(plan, last, LAST_S).model_copy(update={"logo": signature.logo})


def _shot(plan: Plan, card: Card, length: float) -> Shot:
    name = short_hash("closing", canonical_json(card))
    # All closing cards share a seed: they stand on one ground, and only their lines change.
    seed = int(short_hash("closing", str(plan.seed), length=8), 16)
    return Shot(
        id=ShotId(name),
        section_id=plan.shots[-1].section_id,
        text="",
        card=card,
        pause_s=0,
        min_s=length,
        look=Look(
            setting="abstract",
            time_of_day="night",
            energy=0.2,
            size="wide",
            move="push_in",
            seed=seed,
        ),
    )


def pages(credits: Sequence[Credit], most: int) -> list[tuple[Credit, ...]]:
    """Credits in pages of as many names as are left over evenly, at most `most`.

    A role whose names go over a page is said again on the next one.
    """
    lines = [(credit.role, name) for credit in credits for name in credit.names]
    if not lines:
        return []
    count = -(-len(lines) // most)
    length = -(-len(lines) // count)
    return [_page(lines[start : start + length]) for start in range(0, len(lines), length)]


def _page(lines: Sequence[tuple[str, str]]) -> tuple[Credit, ...]:
    page: list[Credit] = []
    for role, name in lines:
        if page and role and page[-1].role == role:
            page[-1] = Credit(role=role, names=(*page[-1].names, name))
        else:
            page.append(Credit(role=role, names=(name,)))
    return tuple(page)
