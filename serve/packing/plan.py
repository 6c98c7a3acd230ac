"""The plan: which model goes on which cards and why, what is refused, what Ray is to be told.

What is planned is what comes up. Ray lays replicas on cards by a rule of its own (`ray_rule.py`):
a plan is what that rule makes of it, in the plan's own order of deploying.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from media.errors import InputError
from serve.packing import greedy, search
from serve.packing.cards import Card, Gpu
from serve.packing.demand import WHOLE, Demand, Share, memory_fraction
from serve.packing.landing import Landing, landings, settled
from serve.packing.packing import Packing
from serve.packing.pools import Pool, Rollout, Step, rollout
from serve.packing.reasons import Reasons, Refusal, refusals
from serve.packing.room import Machine, machines_of


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One replica on its cards."""

    demand: str
    replica: int
    """Counted from 0 in the order of deploying."""
    pool: str
    node: str
    card: Card
    cards: tuple[int, ...]
    """Numbers on the machine. Of a pool not held to a machine, one way of those that may come."""
    twentieths: int
    """Of each of these cards."""
    reason: str

    @property
    def num_gpus(self) -> float:
        """What Ray is asked for."""
        return Share(len(self.cards), self.twentieths).num_gpus

    @property
    def memory_fraction(self) -> float:
        """What torch is held to, on each card."""
        return memory_fraction(self.card, self.twentieths)


@dataclass(frozen=True, kw_only=True)
class CardUse:
    """What one card holds in all."""

    node: str
    index: int
    card: Card
    twentieths: int
    demands: tuple[str, ...]
    """One entry a replica."""

    @property
    def used_gb(self) -> float:
        """What its replicas are granted together."""
        return self.card.memory_gb * self.twentieths / WHOLE


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where everything goes."""

    placements: tuple[Placement, ...]
    """In the order of deploying."""
    pools: tuple[Pool, ...]
    order: tuple[Step, ...]
    refused: tuple[Refusal, ...]
    cards: tuple[CardUse, ...]

    @property
    def idle(self) -> tuple[CardUse, ...]:
        """The cards that hold nothing."""
        return tuple(card for card in self.cards if not card.twentieths)

    def check(self) -> None:
        """Let a deploy end here where a model is refused wholly.

        Raises:
            InputError: with the reason and what would help.
        """
        for refusal in self.refused:
            if refusal.wholly:
                raise InputError(refusal.reason, refusal.remedy, "models", "DOES_NOT_FIT")


def plan(gpus: Iterable[Gpu], demands: Iterable[Demand]) -> Plan:
    """Place models on cards by what they declare, peak included.

    The order of either argument changes nothing.

    Raises:
        InputError: two demands share an id, or a machine has cards of two kinds.
    """
    machines = machines_of(gpus)
    wanted = _distinct(demands)
    packing, found = _best(machines, wanted)
    order = rollout(machines, found)
    return Plan(
        placements=_placements(packing, wanted, order),
        pools=order.pools,
        order=order.steps,
        refused=refusals(packing, wanted),
        cards=_uses(packing),
    )


def _distinct(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    wanted = tuple(sorted(demands, key=lambda demand: demand.id))
    for one, following in pairwise(wanted):
        if one.id == following.id:
            raise InputError(f"{one.id} is asked for twice", "raise its replicas instead", "id")
    return wanted


def _best(
    machines: tuple[Machine, ...], demands: Sequence[Demand]
) -> tuple[Packing, tuple[Landing, ...]]:
    """The best packing, as Ray makes it."""
    packing = max(greedy.packings(machines, demands), key=lambda one: one.score(demands))
    if any(len(packing.spots[demand.id]) < demand.replicas for demand in demands):
        packing = search.improve(packing, demands)
    while True:
        # Ray may pack more tightly than was planned, and then there is room for one more.
        found = landings(packing)
        packing = settled(packing, found)
        before = packing.counts
        greedy.fill(packing, demands)
        if packing.counts == before:
            return packing, found


def _placements(
    packing: Packing, demands: Sequence[Demand], order: Rollout
) -> tuple[Placement, ...]:
    by_id = {demand.id: demand for demand in demands}
    numbers: Counter[str] = Counter()
    reasons = Reasons(packing)
    found: list[Placement] = []
    for key, (demand, spot) in order.landed:
        machine = packing.room.machines[spot.machine]
        found.append(
            Placement(
                demand=demand,
                replica=numbers[demand],
                pool=key.name,
                node=machine.node,
                card=machine.card,
                cards=spot.cards,
                twentieths=spot.twentieths,
                reason=reasons.why(by_id[demand], spot),
            )
        )
        numbers[demand] += 1
    return tuple(found)


def _uses(packing: Packing) -> tuple[CardUse, ...]:
    holds: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for demand, spots in sorted(packing.spots.items()):
        for spot in spots:
            for index in spot.cards:
                holds[spot.machine, index].append(demand)
    return tuple(
        CardUse(
            node=machine.node,
            index=index,
            card=machine.card,
            twentieths=WHOLE - packing.room.free[at][index],
            demands=tuple(holds[at, index]),
        )
        for at, machine in enumerate(packing.room.machines)
        for index in range(machine.num_cards)
    )
