"""In which order a machine's replicas are deployed, and on which cards Ray then lays them.

The largest first comes up as planned nearly always, and deploys each model at one go. Where it
does not, cards are filled one by one: by Ray's rule a replica then goes to the card being filled or
to an earlier one that it happens to fit, so any packing whatever comes up, on no more cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from serve.packing.demand import WHOLE, Share
from serve.packing.packing import Packing
from serve.packing.ray_rule import deploy
from serve.packing.room import Room, Spot


class Wanted(NamedTuple):
    """A replica of a model, and what it takes."""

    demand: str
    share: Share


class Landed(NamedTuple):
    """A replica where Ray lays it."""

    demand: str
    spot: Spot

    @property
    def wanted(self) -> Wanted:
        """What it asks of Ray, who is not told where it lies."""
        return Wanted(self.demand, Share(len(self.spot.cards), self.spot.twentieths))


@dataclass(frozen=True, kw_only=True)
class Landing:
    """What comes up on one machine, in the order of deploying."""

    landed: tuple[Landed, ...]
    decreasing: bool
    """Whether that order is the largest first, each model at one go."""


def landings(packing: Packing) -> tuple[Landing, ...]:
    """What comes up on each machine of a packing."""
    on_machine: defaultdict[int, list[Landed]] = defaultdict(list)
    for demand, spots in sorted(packing.spots.items()):
        for spot in spots:
            on_machine[spot.machine].append(Landed(demand, spot))
    return tuple(
        _landing(at, machine.num_cards, on_machine[at])
        for at, machine in enumerate(packing.room.machines)
    )


def settled(packing: Packing, found: Sequence[Landing]) -> Packing:
    """The packing as Ray makes it."""
    after = Packing(
        room=Room(machines=packing.room.machines), spots={demand: [] for demand in packing.spots}
    )
    for landing in found:
        for demand, spot in landing.landed:
            after.room.take(spot)
            after.spots[demand].append(spot)
    return after


def decreasing(wanted: Sequence[Wanted]) -> list[Wanted]:
    """The largest first; replicas of one model stand together."""
    return sorted(wanted, key=lambda one: (-one.share.num_cards, -one.share.twentieths, one.demand))


def _landing(at: int, num_cards: int, planned: Sequence[Landed]) -> Landing:
    largest_first = decreasing([one.wanted for one in planned])
    found = _deployed(at, num_cards, largest_first)
    if found is not None and _num_used(found) <= _num_used(planned):
        return Landing(landed=found, decreasing=True)
    found = _deployed(at, num_cards, _card_by_card(planned))
    assert found is not None, "card by card, whatever fits comes up"
    return Landing(landed=found, decreasing=False)


def _deployed(at: int, num_cards: int, wanted: Sequence[Wanted]) -> tuple[Landed, ...] | None:
    taken = deploy(num_cards, [one.share for one in wanted])
    if taken is None:
        return None
    return tuple(
        Landed(one.demand, Spot(at, cards, one.share.twentieths))
        for one, cards in zip(wanted, taken, strict=True)
    )


def _num_used(landed: Sequence[Landed]) -> int:
    return len({card for one in landed for card in one.spot.cards})


def _card_by_card(planned: Sequence[Landed]) -> list[Wanted]:
    """Whole cards first, then what shares a card together, the fullest card first."""
    whole = [one.wanted for one in planned if one.spot.twentieths == WHOLE]
    shared: defaultdict[int, list[Wanted]] = defaultdict(list)
    for one in planned:
        if one.spot.twentieths < WHOLE:
            shared[one.spot.cards[0]].append(one.wanted)
    cards = sorted(
        (decreasing(card) for card in shared.values()),
        key=lambda card: (-sum(one.share.twentieths for one in card), card),
    )
    return [*decreasing(whole), *(one for card in cards for one in card)]
