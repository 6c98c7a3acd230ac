"""Which replica lies where, and which of two such packings is the better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from serve.packing.demand import Demand
from serve.packing.room import Machine, Room, Spot

Score = tuple[int, ...]


@dataclass(kw_only=True)
class Packing:
    """The spots of the replicas of each demand, and the room that they leave."""

    room: Room
    spots: dict[str, list[Spot]] = field(default_factory=dict[str, list[Spot]])

    @classmethod
    def empty(cls, machines: tuple[Machine, ...], demands: Sequence[Demand]) -> Packing:
        """All cards idle."""
        return cls(room=Room(machines=machines), spots={demand.id: [] for demand in demands})

    def add(self, demand: Demand, spot: Spot) -> None:
        """Lay one more replica."""
        self.room.take(spot)
        self.spots[demand.id].append(spot)

    def remove(self, demand: Demand) -> None:
        """Take the last replica away."""
        self.room.give_back(self.spots[demand.id].pop())

    def copy(self) -> Packing:
        """One that changes alone."""
        room = Room(machines=self.room.machines, free=[list(cards) for cards in self.room.free])
        return Packing(room=room, spots={key: list(spots) for key, spots in self.spots.items()})

    @property
    def counts(self) -> dict[str, int]:
        """Replicas placed, by demand."""
        return {key: len(spots) for key, spots in self.spots.items()}

    @property
    def num_kinds(self) -> int:
        """Over all models, the kinds of card that each lies on: each is a deployment of its own."""
        machines = self.room.machines
        return sum(
            len({machines[spot.machine].card for spot in spots}) for spots in self.spots.values()
        )

    @property
    def num_apart(self) -> int:
        """How widely replicas of one model are spread over machines."""
        return sum(len({spot.machine for spot in spots}) for spots in self.spots.values())

    def score(self, demands: Sequence[Demand]) -> Score:
        """What `score` says; of equals, fewer deployments, then the more widely spread."""
        counted = score(demands, self.counts, self.room.num_used)
        return (*counted, -self.num_kinds, self.num_apart)


def in_order(demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """The order in which room is given: priority, then cards, then memory, largest first."""
    return tuple(sorted(demands, key=lambda d: (-d.priority, -d.num_gpus, -d.peak_gb, d.id)))


def score(demands: Sequence[Demand], counts: Mapping[str, int], num_used: int) -> Score:
    """How good it is to place so many replicas of each on so many cards; more is better.

    From the highest priority down: demands placed wholly, demands placed at all, replicas. Then
    fewer cards in use.
    """
    found: list[int] = []
    for priority in sorted({demand.priority for demand in demands}, reverse=True):
        peers = [demand for demand in demands if demand.priority == priority]
        found.append(sum(counts[demand.id] == demand.replicas for demand in peers))
        found.append(sum(counts[demand.id] > 0 for demand in peers))
        found.append(sum(counts[demand.id] for demand in peers))
    return (*found, -num_used)
