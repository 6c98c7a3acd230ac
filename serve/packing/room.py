"""What is free on each card of each machine while a plan is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

from media.errors import InputError
from serve.packing.cards import Card, Gpu
from serve.packing.demand import WHOLE, Demand, Share, share_of


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A machine with cards of one kind."""

    node: str
    card: Card
    num_cards: int


class Spot(NamedTuple):
    """Where one replica lies."""

    machine: int
    cards: tuple[int, ...]
    twentieths: int
    """Of each of these cards."""


@cache
def share(demand: Demand, card: Card) -> Share | None:
    """`share_of`, which exact arithmetic makes too slow to ask for again and again."""
    return share_of(demand, card)


def machines_of(gpus: Iterable[Gpu]) -> tuple[Machine, ...]:
    """The machines of these cards, the smaller cards first, in an order of their own.

    Raises:
        InputError: a machine has cards of two kinds, which Ray cannot tell apart.
    """
    by_node = sorted(gpus, key=lambda gpu: (gpu.node, gpu.card))
    found: list[Machine] = []
    for node, group in groupby(by_node, key=lambda gpu: gpu.node):
        cards = [gpu.card for gpu in group]
        if cards[0] != cards[-1]:
            raise InputError(
                f"{node} has cards of two kinds, {cards[0].name} and {cards[-1].name}",
                "give each kind a machine of its own: Ray names all cards by the first",
                "gpus",
            )
        found.append(Machine(node=node, card=cards[0], num_cards=len(cards)))
    return tuple(sorted(found, key=lambda machine: (machine.card, machine.node)))


@dataclass(kw_only=True)
class Room:
    """The twentieths that are free, by machine and card."""

    machines: tuple[Machine, ...]
    free: list[list[int]] = field(default_factory=list[list[int]])

    def __post_init__(self) -> None:
        """All cards are idle unless told otherwise."""
        if not self.free:
            self.free = [[WHOLE] * machine.num_cards for machine in self.machines]

    def spots(self, demand: Demand) -> Iterator[Spot]:
        """Where a replica fits now; of cards of a machine that are equally free, the first."""
        for card, group in groupby(enumerate(self.machines), key=lambda one: one[1].card):
            wanted = share(demand, card)
            if wanted is None:
                continue
            idle: set[int] = set()
            for at, machine in group:
                free = self.free[at]
                # Of idle machines alike the first speaks for all: large clusters are mostly those.
                if max(free) < wanted.twentieths or (
                    min(free) == WHOLE and machine.num_cards in idle
                ):
                    continue
                if min(free) == WHOLE:
                    idle.add(machine.num_cards)
                yield from self._spots_on(at, wanted)

    def _spots_on(self, at: int, wanted: Share) -> Iterator[Spot]:
        free = self.free[at]
        if wanted.num_cards == 1:
            for level in set(free):
                if level >= wanted.twentieths:
                    yield Spot(at, (free.index(level),), wanted.twentieths)
            return
        idle = [index for index, level in enumerate(free) if level == WHOLE]
        if len(idle) >= wanted.num_cards:
            yield Spot(at, tuple(idle[: wanted.num_cards]), WHOLE)

    def take(self, spot: Spot) -> None:
        """Lay a replica there."""
        for index in spot.cards:
            self.free[spot.machine][index] -= spot.twentieths

    def give_back(self, spot: Spot) -> None:
        """Take it away again."""
        for index in spot.cards:
            self.free[spot.machine][index] += spot.twentieths

    @property
    def num_used(self) -> int:
        """Cards with anything on them."""
        return sum(level < WHOLE for cards in self.free for level in cards)
