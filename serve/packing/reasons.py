"""Why a replica lies where it lies, and why another lies nowhere, in sentences with numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from serve.packing.cards import Card
from serve.packing.demand import WHOLE, Demand, Share
from serve.packing.packing import Packing
from serve.packing.room import Spot, share


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Replicas of a model that have no place."""

    demand: str
    replicas: int
    wholly: bool
    """Whether none of its replicas has one."""
    reason: str
    remedy: str


class Reasons:
    """Why each replica of a packing lies where it lies."""

    def __init__(self, packing: Packing) -> None:
        self._packing = packing
        self._choices: dict[tuple[str, Card], str] = {}
        self._holds: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for demand, spots in sorted(packing.spots.items()):
            for spot in spots:
                self._holds[spot.machine, spot.cards[0]][demand] += 1

    def why(self, demand: Demand, spot: Spot) -> str:
        """In one sentence."""
        card = self._packing.room.machines[spot.machine].card
        if (demand.id, card) not in self._choices:
            self._choices[demand.id, card] = _choice(self._packing, demand, card)
        choice = self._choices[demand.id, card]
        return f"{_takes(demand, card, spot)}; {choice}{self._beside(demand, spot)}"

    def _beside(self, demand: Demand, spot: Spot) -> str:
        """Who shares the card, and what is left of it."""
        first, *others = spot.cards
        if others or spot.twentieths == WHOLE:
            return ""
        company = self._holds[spot.machine, first] - Counter({demand.id: 1})
        names = ", ".join(
            f"{count} {name}" if count > 1 else name for name, count in company.items()
        )
        left = self._packing.room.free[spot.machine][first] / WHOLE
        return f", {f'beside {names}' if names else 'alone on it'}, {left:.2f} left"


def _takes(demand: Demand, card: Card, spot: Spot) -> str:
    if len(spot.cards) > 1:
        return (
            f"{_peak(demand)} are {len(spot.cards)} whole {card.name}"
            f" with {_gb(demand.each_gb)} of {_gb(card.memory_gb)} on each"
        )
    part = spot.twentieths / WHOLE
    return f"{_peak(demand)} are {part:.2f} of a card of {_gb(card.memory_gb)}"


def _choice(packing: Packing, demand: Demand, card: Card) -> str:
    """What speaks for this kind of card."""
    kinds = {machine.card for machine in packing.room.machines}
    smaller = [one for one in kinds if one.memory_gb < card.memory_gb]
    if len(kinds) == 1:
        return f"all cards are {card.name}"
    if not any(_holds(packing, demand, one) for one in smaller):
        return f"{card.name} is the smallest that holds it"
    free = {packing.room.machines[at.machine].card for at in packing.room.spots(demand)}
    left = sorted(free & set(smaller))
    if left:
        return f"{card.name} leaves room on the smaller {left[0].name}"
    return "smaller cards have no room left"


def refusals(packing: Packing, demands: Sequence[Demand]) -> tuple[Refusal, ...]:
    """What has no place, and what would help."""
    found: list[Refusal] = []
    for demand in demands:
        placed = len(packing.spots[demand.id])
        if placed == demand.replicas:
            continue
        reason, remedy = _lacking(packing, demand)
        found.append(
            Refusal(
                demand=demand.id,
                replicas=demand.replicas - placed,
                wholly=placed == 0,
                reason=f"{_which(demand, placed)} {reason}",
                remedy=remedy,
            )
        )
    return tuple(found)


def _which(demand: Demand, placed: int) -> str:
    return f"replica {placed + 1} of {demand.replicas} of {demand.id}" if placed else demand.id


def _lacking(packing: Packing, demand: Demand) -> tuple[str, str]:
    machines = packing.room.machines
    if not machines:
        return f"needs {_gb(demand.peak_gb)} of a card, and there is no card", "add one"
    largest = max(machine.card for machine in machines)
    if all(share(demand, machine.card) is None for machine in machines):
        return (
            f"needs {_gb(demand.each_gb)} on one card; the largest, {largest.name},"
            f" has {_gb(largest.memory_gb)}",
            f"add a card of {_gb(demand.each_gb)}, host a smaller variant, or declare more"
            " `num_gpus` if the model can be split",
        )
    if demand.num_gpus > 1:
        return _lacking_whole(packing, demand)
    return _lacking_room(packing, demand)


def _lacking_whole(packing: Packing, demand: Demand) -> tuple[str, str]:
    needs = f"needs {demand.num_gpus} idle cards of {_gb(demand.each_gb)} in one machine"
    idle = [
        sum(level == WHOLE for level in free)
        for machine, free in zip(packing.room.machines, packing.room.free, strict=True)
        if share(demand, machine.card)
    ]
    if max(idle) >= demand.num_gpus:
        return _too_few(packing, demand)
    most = max(
        machine.num_cards for machine in packing.room.machines if share(demand, machine.card)
    )
    if most < demand.num_gpus:
        return (
            f"{needs}; the largest has {most}",
            f"add a machine with {demand.num_gpus}, or host a smaller variant",
        )
    return (
        f"{needs}; beside the others at most {max(idle)} are left",
        "add a machine, or host fewer models or replicas",
    )


def _lacking_room(packing: Packing, demand: Demand) -> tuple[str, str]:
    freest = max(
        (
            (max(free) * machine.card.memory_gb / WHOLE, max(free), machine.card, wanted)
            for machine, free in zip(packing.room.machines, packing.room.free, strict=True)
            if (wanted := share(demand, machine.card))
        ),
        key=lambda one: one[:3],
    )
    if any(True for _ in packing.room.spots(demand)):
        return _too_few(packing, demand)
    left_gb, left, card, wanted = freest
    return (
        f"needs {_of(demand, card, wanted)} on one card; the freest, {card.name},"
        f" has {_gb(left_gb)} left ({left / WHOLE:.2f})",
        "add a card, host fewer models or replicas, or give it a higher priority",
    )


def _too_few(packing: Packing, demand: Demand) -> tuple[str, str]:
    """One would fit, but not as many as it is worth deploying for."""
    room, fits = packing.copy(), 0
    for _ in range(demand.min_replicas):
        spot = next(room.room.spots(demand), None)
        if spot is None:
            break
        room.add(demand, spot)
        fits += 1
    return (
        f"asks for at least {demand.min_replicas} replicas; beside the others {fits} fit",
        "add a card, or lower its `min_replicas`",
    )


def _holds(packing: Packing, demand: Demand, card: Card) -> bool:
    """Whether it goes on cards of this kind at all, were they idle."""
    wanted = share(demand, card)
    return wanted is not None and any(
        machine.card == card and machine.num_cards >= wanted.num_cards
        for machine in packing.room.machines
    )


def _of(demand: Demand, card: Card, wanted: Share) -> str:
    return f"{demand.peak_gb:.3g} of {_gb(card.memory_gb)} ({wanted.twentieths / WHOLE:.2f})"


def _peak(demand: Demand) -> str:
    """What it needs, and how that is known."""
    if not demand.declared_gb:
        return _gb(demand.peak_gb)
    return f"{_gb(demand.peak_gb)} (declared {demand.declared_gb:g}, measured {demand.peak_gb:g})"


def _gb(amount: float) -> str:
    return f"{amount:.4g} GB"
