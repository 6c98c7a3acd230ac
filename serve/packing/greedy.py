"""Packing in one go: each replica, the largest first, to the spot that a rule likes best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from serve.packing.demand import WHOLE, Demand
from serve.packing.packing import Packing, in_order
from serve.packing.room import Machine, Room, Spot

Rank = tuple[float, ...]
Peers = Mapping[int, int]
"""Replicas of the same model, by machine."""

Rule = Callable[[Room, Spot, Peers], Rank]
"""What makes a spot good: the least is taken."""

Pass = tuple[Callable[[Demand], int], Callable[[Demand], int]]
"""Over all demands: up to how many replicas, and the least number worth keeping."""


def _left_gb(room: Room, spot: Spot) -> float:
    card = room.machines[spot.machine].card
    left = sum(room.free[spot.machine][index] - spot.twentieths for index in spot.cards)
    return left * card.memory_gb / WHOLE


def _first(room: Room, spot: Spot, peers: Peers) -> Rank:
    # Machines are sorted by the size of their cards: this is first fit, small cards first.
    return (spot.machine, *spot.cards)


def _first_large(room: Room, spot: Spot, peers: Peers) -> Rank:
    return (-spot.machine, *spot.cards)


def _best(room: Room, spot: Spot, peers: Peers) -> Rank:
    return (_left_gb(room, spot),)


def _fullest(room: Room, spot: Spot, peers: Peers) -> Rank:
    return (sum(room.free[spot.machine][index] - spot.twentieths for index in spot.cards),)


def _in_use(room: Room, spot: Spot, peers: Peers) -> Rank:
    idle = sum(room.free[spot.machine][index] == WHOLE for index in spot.cards)
    return (idle, _left_gb(room, spot))


RULES: tuple[Rule, ...] = (_best, _first, _first_large, _fullest, _in_use)


def _all(demand: Demand) -> int:
    return demand.replicas


def _least(demand: Demand) -> int:
    return demand.min_replicas


PASSES: tuple[tuple[Pass, ...], ...] = (
    ((_all, _least),),
    ((_all, _all), (_all, _least)),
    ((_least, _least), (_all, _least)),
)
"""One after the other; first all that fit wholly; first the least of each."""

MUCH = 1_000_000
"""Cards times replicas above which two ways are tried instead of all: deploying waits for this."""


def packings(machines: tuple[Machine, ...], demands: Sequence[Demand]) -> list[Packing]:
    """The packings that simple rules come to; first-fit decreasing is one of them."""
    cards = sum(machine.num_cards for machine in machines)
    replicas = sum(demand.replicas for demand in demands)
    ways = [(rule, passes) for passes in PASSES for rule in (*RULES, *map(_together, RULES))]
    found: list[Packing] = []
    for rule, passes in ways[:2] if cards * replicas > MUCH else ways:
        packing = Packing.empty(machines, demands)
        for one in passes:
            fill(packing, demands, one, rule)
        found.append(packing)
    return found


def _together(rule: Rule) -> Rule:
    """The rule, but first of all one kind of card for all replicas of a model."""

    def rank(room: Room, spot: Spot, peers: Peers) -> Rank:
        kinds = {room.machines[machine].card for machine in peers}
        return (
            bool(kinds) and room.machines[spot.machine].card not in kinds,
            *rule(room, spot, peers),
        )

    return rank


def fill(
    packing: Packing, demands: Sequence[Demand], one: Pass = PASSES[0][0], rule: Rule = _best
) -> None:
    """Lay replicas as far as they fit, each demand in its turn."""
    upto, least = one
    for demand in in_order(demands):
        before = len(packing.spots[demand.id])
        while len(packing.spots[demand.id]) < upto(demand) and _lay(packing, demand, rule):
            pass
        if len(packing.spots[demand.id]) < least(demand):
            while len(packing.spots[demand.id]) > before:
                packing.remove(demand)


def _lay(packing: Packing, demand: Demand, rule: Rule) -> bool:
    """Lay one replica where the rule says, of equals where fewest of its like are."""
    room, peers = packing.room, Counter(spot.machine for spot in packing.spots[demand.id])
    spot = min(
        room.spots(demand),
        key=lambda spot: (*rule(room, spot, peers), peers[spot.machine], spot),
        default=None,
    )
    if spot is not None:
        packing.add(demand, spot)
    return spot is not None
