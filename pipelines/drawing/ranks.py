"""Puts the nodes of a graph into layers, and each layer in an order with few crossings.

After Sugiyama, Tagawa and Toda (1981): layers by the longest path, edges that pass a layer by a
slot of their own in it, and sweeps that bring each slot to the middle of its neighbours. Edges that
leave one port share their slots, so that they part as late as they can.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

SWEEPS = 24
LARGE = 600
"""Slots from which on fewer sweeps have to do."""
LARGE_SWEEPS = 6


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is placed: a box of a size."""

    id: str
    width: float
    height: float
    pin: Literal["", "first", "last"] = ""
    """Whether it stands alone with its like at the left or the right end."""


class Link(NamedTuple):
    """An edge from a box's right side to another's left; heights count from the boxes' tops."""

    source: str
    leaves: float
    target: str
    enters: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a layer: of an item, or of edges that pass."""

    id: str
    layer: int
    width: float
    height: float
    passes: bool = False


class Joint(NamedTuple):
    """A piece of an edge, between slots of neighbouring layers."""

    left: str
    leaves: float
    right: str
    enters: float


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Layers of slots in their order, what joins them, and each link's way through the slots."""

    layers: Sequence[Sequence[Slot]]
    joints: Sequence[Joint]
    ways: Sequence[Sequence[str]]


def ranked(items: Sequence[Item], links: Sequence[Link]) -> Ranked:
    """Layers for some items.

    Args:
        items: each behind those from which links lead to it.
        links: between them; none back.
    """
    layer_of = _layers(items, links)
    slots = {item.id: Slot(item.id, layer_of[item.id], item.width, item.height) for item in items}
    joints, ways = _parted(slots, links)
    layers: list[list[Slot]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for slot in slots.values():
        layers[slot.layer].append(slot)
    return Ranked(layers=_Order(layers, joints).best(), joints=joints, ways=ways)


def _layers(items: Sequence[Item], links: Sequence[Link]) -> dict[str, int]:
    before, behind = _neighbours(links)
    firsts = any(item.pin == "first" for item in items)
    found: dict[str, int] = {}
    for item in items:
        lowest = 0 if item.pin == "first" or not firsts else 1
        found[item.id] = max([found[name] + 1 for name in before[item.id]], default=lowest)
    for item in reversed(items):
        # What has more behind it than before it stands next to that: its edges are shorter so.
        if item.pin == "" and len(behind[item.id]) > len(before[item.id]):
            found[item.id] = min(found[name] for name in behind[item.id]) - 1
    lasts = [item.id for item in items if item.pin == "last"]
    end = max((layer for name, layer in found.items() if name not in lasts), default=-1) + 1
    return found | dict.fromkeys(lasts, end)


def _neighbours(links: Iterable[Link]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    before: defaultdict[str, set[str]] = defaultdict(set)
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        before[link.target].add(link.source)
        behind[link.source].add(link.target)
    return before, behind


def _parted(
    slots: dict[str, Slot], links: Sequence[Link]
) -> tuple[list[Joint], list[tuple[str, ...]]]:
    """Every link in pieces, with slots added where it passes a layer."""
    joints: dict[Joint, None] = {}
    ways: list[tuple[str, ...]] = []
    for link in links:
        first, last = slots[link.source].layer, slots[link.target].layer
        way, leaves = [link.source], link.leaves
        for layer in range(first + 1, last):
            passing = f"{link.source}:{link.leaves:.1f}@{layer}"
            slots.setdefault(passing, Slot(passing, layer, 0.0, 0.0, passes=True))
            joints[Joint(way[-1], leaves, passing, 0.0)] = None
            way.append(passing)
            leaves = 0.0
        joints[Joint(way[-1], leaves, link.target, link.enters)] = None
        ways.append((*way, link.target))
    return list(joints), ways


class _Order:
    """Brings slots into an order in which few joints cross."""

    def __init__(self, layers: list[list[Slot]], joints: Sequence[Joint]) -> None:
        self._layers = layers
        self._slots = {slot.id: slot for layer in layers for slot in layer}
        self._left: defaultdict[str, list[Joint]] = defaultdict(list)
        self._right: defaultdict[str, list[Joint]] = defaultdict(list)
        for joint in joints:
            self._right[joint.left].append(joint)
            self._left[joint.right].append(joint)

    def best(self) -> list[list[Slot]]:
        """The best order of some sweeps to and fro."""
        best, least = [list(layer) for layer in self._layers], self._crossings()
        for sweep in range(SWEEPS if len(self._slots) < LARGE else LARGE_SWEEPS):
            if least == 0:
                break
            self._sweep(rightwards=sweep % 2 == 0)
            crossings = self._crossings()
            if crossings < least:
                best, least = [list(layer) for layer in self._layers], crossings
        return best

    def _sweep(self, *, rightwards: bool) -> None:
        for layer in self._layers if rightwards else reversed(self._layers):
            places = self._places()
            middles = {slot.id: self._middle(slot.id, places, rightwards) for slot in layer}
            layer.sort(key=lambda slot: (middles[slot.id], places[slot.id]))

    def _places(self) -> dict[str, float]:
        return {slot.id: float(index) for layer in self._layers for index, slot in enumerate(layer)}

    def _middle(self, name: str, places: Mapping[str, float], rightwards: bool) -> float:
        """Where its neighbours stand on average, with the heights of their ports."""
        if rightwards:
            found = [places[j.left] + self._share(j.left, j.leaves) for j in self._left[name]]
        else:
            found = [places[j.right] + self._share(j.right, j.enters) for j in self._right[name]]
        return sum(found) / len(found) if found else places[name] + 0.5

    def _share(self, name: str, height: float) -> float:
        whole = self._slots[name].height
        return height / whole if whole else 0.5

    def _crossings(self) -> int:
        """How many pairs of joints cross: those whose ends stand in contrary orders."""
        places = self._places()
        found = 0
        for layer in self._layers:
            joints = [joint for slot in layer for joint in self._right[slot.id]]
            ends = sorted(((places[j.left], j.leaves), (places[j.right], j.enters)) for j in joints)
            passed: list[tuple[float, float]] = []
            for _, end in ends:
                found += len(passed) - bisect_right(passed, end)
                insort(passed, end)
        return found
