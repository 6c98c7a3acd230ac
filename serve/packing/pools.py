"""Pools: the replicas of one model that Ray can be told of as one deployment.

A deployment has one fraction, and a fraction means another amount on another kind of card: so a
model on two kinds is two pools, each held to its kind. Replicas are held to machines as well where
Ray cannot tell the kind apart, or might choose machines so that a replica is left waiting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from serve.packing.cards import Card
from serve.packing.demand import Share, memory_fraction
from serve.packing.landing import Landed, Landing, decreasing
from serve.packing.ray_rule import always_deploys
from serve.packing.room import Machine

PINCH = 0.001
"""Of a resource that only says which machine: as Ray itself does for kinds of accelerators."""


class PoolKey(NamedTuple):
    """What one pool is of: a model, a kind of card, and a machine where it is held to one."""

    demand: str
    card: Card
    node: str = ""

    @property
    def name(self) -> str:
        """A name for a deployment."""
        return "-".join(part for part in (self.demand, self.card.name, self.node) if part)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """One deployment."""

    key: PoolKey
    replicas: int
    share: Share

    @property
    def name(self) -> str:
        """A name for the deployment."""
        return self.key.name

    @property
    def num_gpus(self) -> float:
        """What each replica asks of Ray."""
        return self.share.num_gpus

    @property
    def memory_fraction(self) -> float:
        """What each process tells `torch.cuda.set_per_process_memory_fraction`, per card."""
        return memory_fraction(self.key.card, self.share.twentieths)

    def ray_actor_options(self, node_resource: str = "") -> dict[str, Any]:
        """What Serve is told of each replica; cores are for the caller to add.

        Args:
            node_resource: of a pool held to a machine, Ray's name for it, such as `node:10.0.0.3`.
        """
        options: dict[str, Any] = {"num_gpus": self.num_gpus}
        if self.key.card.accelerator_type:
            options["accelerator_type"] = self.key.card.accelerator_type
        if self.key.node:
            options["resources"] = {node_resource or f"node:{self.key.node}": PINCH}
        return options


@dataclass(frozen=True, kw_only=True)
class Step:
    """Bring a pool up to so many replicas, and wait until they run, before the next step."""

    pool: str
    replicas: int


@dataclass(frozen=True, kw_only=True)
class Rollout:
    """All replicas in the order of deploying, each with its pool."""

    landed: tuple[tuple[PoolKey, Landed], ...]

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The pools, in the order in which they are begun."""
        counts = Counter(key for key, _ in self.landed)
        shares = {key: Share(len(one.spot.cards), one.spot.twentieths) for key, one in self.landed}
        return tuple(
            Pool(key=key, replicas=count, share=shares[key]) for key, count in counts.items()
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """What to do in turn; replicas of a pool that follow each other come up together."""
        counts: Counter[PoolKey] = Counter()
        found: list[Step] = []
        for key, _ in self.landed:
            counts[key] += 1
            if found and found[-1].pool == key.name:
                found.pop()
            found.append(Step(pool=key.name, replicas=counts[key]))
        return tuple(found)


def rollout(machines: Sequence[Machine], landings: Sequence[Landing]) -> Rollout:
    """The order of deploying: kind by kind, the largest cards first."""
    kinds = sorted({machine.card for machine in machines}, reverse=True)
    names = Counter(card.name for card in kinds)
    types = Counter(card.accelerator_type for card in kinds if card.accelerator_type)
    found: list[tuple[PoolKey, Landed]] = []
    for card in kinds:
        told_apart = len(kinds) == 1 or types[card.accelerator_type] == names[card.name] == 1
        at = [index for index, machine in enumerate(machines) if machine.card == card]
        if told_apart and _comes_up(machines, landings, at):
            found += _by_kind(card, [landings[index] for index in at])
        else:
            found += _by_machine(machines, landings, at)
    return Rollout(landed=tuple(found))


def _comes_up(machines: Sequence[Machine], landings: Sequence[Landing], at: Sequence[int]) -> bool:
    """Whether all of a kind comes up although Ray is free to choose the machine."""
    if len(at) == 1:
        return True
    wanted = decreasing([one.wanted for index in at for one in landings[index].landed])
    return always_deploys(
        [machines[index].num_cards for index in at], [one.share for one in wanted]
    )


def _by_kind(card: Card, landings: Sequence[Landing]) -> Iterator[tuple[PoolKey, Landed]]:
    landed = [one for landing in landings for one in landing.landed]
    if len(landings) > 1:
        # Stable: a machine's replicas stay in the order in which they came up on it.
        landed.sort(key=lambda one: (-len(one.spot.cards), -one.spot.twentieths, one.demand))
    for one in landed:
        yield PoolKey(one.demand, card), one


def _by_machine(
    machines: Sequence[Machine], landings: Sequence[Landing], at: Sequence[int]
) -> Iterator[tuple[PoolKey, Landed]]:
    for index in at:
        machine = machines[index]
        for one in landings[index].landed:
            yield PoolKey(one.demand, machine.card, machine.node), one
