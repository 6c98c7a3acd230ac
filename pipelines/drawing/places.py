"""Gives ranked boxes their places: as straight edges as the boxes' room allows.

Each layer is moved to where its neighbours want it, which has one best answer under the rule that
slots keep their order and distance: a monotone regression.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.drawing.ranks import Item, Link, Ranked, Slot, ranked

ACROSS = 68.0
"""Between layers."""
DOWN = 30.0
"""Between boxes of a layer."""
PASSING = 14.0
"""Between edges that pass, and between what is flat and what is beside it."""
FLAT = 24.0
SWEEPS = 24
STRAIGHT = 24.0
"""How much more edges that pass want to be straight than those that end."""

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where everything is."""

    width: float
    height: float
    at: Mapping[str, Point]
    """Left upper corners, by item."""
    routes: Sequence[Sequence[Point]]
    """For each link the points of its line: by turns a straight piece and a curve."""


def placed(items: Sequence[Item], links: Sequence[Link]) -> Places:
    """Places for items and the links between them; see `ranks.ranked`."""
    found = ranked(items, links)
    tops = _Tops(found).settled()
    lefts, rights = _columns(found.layers)
    layer_of = {slot.id: slot.layer for layer in found.layers for slot in layer}
    widths = {item.id: item.width for item in items}
    last = len(found.layers) - 1
    at: dict[str, Point] = {}
    for item in items:
        layer = layer_of[item.id]
        pinned_right = item.pin == "last" and layer == last
        left = rights[layer] - item.width if pinned_right else lefts[layer]
        at[item.id] = (left, tops[item.id])

    def route(link: Link, way: Sequence[str]) -> list[Point]:
        begin = at[link.source][0] + widths[link.source], tops[link.source] + link.leaves
        points: list[Point] = [begin, (rights[layer_of[link.source]], begin[1])]
        for name in way[1:-1]:
            layer = layer_of[name]
            points += [(lefts[layer], tops[name]), (rights[layer], tops[name])]
        return [*points, (at[link.target][0], tops[link.target] + link.enters)]

    return Places(
        width=rights[-1] if rights else 0.0,
        height=max((at[item.id][1] + item.height for item in items), default=0.0),
        at=at,
        routes=[route(link, way) for link, way in zip(links, found.ways, strict=True)],
    )


def _columns(layers: Sequence[Sequence[Slot]]) -> tuple[list[float], list[float]]:
    """The left and right ends of the layers."""
    lefts: list[float] = []
    rights: list[float] = []
    for layer in layers:
        lefts.append(rights[-1] + ACROSS if rights else 0.0)
        rights.append(lefts[-1] + max((slot.width for slot in layer), default=0.0))
    return lefts, rights


class _Tops:
    """Finds how far down each slot stands."""

    def __init__(self, found: Ranked) -> None:
        self._layers = found.layers
        self._passes = dict.fromkeys(
            slot.id for layer in found.layers for slot in layer if slot.passes
        )
        self._left: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        self._right: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for joint in found.joints:
            # Where its neighbour is, plus this, is where the slot's own top wants to be.
            self._left[joint.right].append((joint.left, joint.leaves - joint.enters))
            self._right[joint.left].append((joint.right, joint.enters - joint.leaves))
        self._places = {
            slot.id: (layer, index) for layer in found.layers for index, slot in enumerate(layer)
        }
        self._tops: dict[str, float] = {}

    def settled(self) -> dict[str, float]:
        """The tops, the highest at 0."""
        for layer in self._layers:
            self._settle(layer, lambda slot: [])
        for sweep in range(SWEEPS):
            if sweep % 2:
                for layer in reversed(self._layers):
                    self._settle(layer, lambda slot: self._right[slot.id])
            else:
                for layer in self._layers:
                    self._settle(layer, lambda slot: self._left[slot.id])
        for _ in range(SWEEPS):
            for layer in self._layers:
                self._settle(layer, lambda slot: self._left[slot.id] + self._right[slot.id])
        for chain in self._chains():
            self._straighten(chain)
        highest = min(self._tops.values(), default=0.0)
        return {name: top - highest for name, top in self._tops.items()}

    def _chains(self) -> Iterator[list[str]]:
        """The slots through which edges pass, each edge's in a row."""
        for name in self._passes:
            if not any(before in self._passes for before, _ in self._left[name]):
                chain = [name]
                while behind := [n for n, _ in self._right[chain[-1]] if n in self._passes]:
                    chain.append(behind[0])
                yield chain

    def _straighten(self, chain: Sequence[str]) -> None:
        """Bring as many slots in a row as have room for it to one height."""
        run: list[str] = []
        low, high = -math.inf, math.inf
        for name in chain:
            above, below = self._room(name)
            if run and max(low, above) > min(high, below):
                self._level(run, low, high)
                run, low, high = [], -math.inf, math.inf
            run.append(name)
            low, high = max(low, above), min(high, below)
        self._level(run, low, high)

    def _level(self, run: Sequence[str], low: float, high: float) -> None:
        middle = sum(self._tops[name] for name in run) / len(run)
        for name in run:
            self._tops[name] = min(max(middle, low), high)

    def _room(self, name: str) -> Point:
        """How far up and down a slot may go between those beside it."""
        layer, index = self._places[name]
        above = layer[index - 1] if index else None
        below = layer[index + 1] if index + 1 < len(layer) else None
        low = self._tops[above.id] + above.height + PASSING if above else -math.inf
        high = self._tops[below.id] - PASSING if below else math.inf
        return low, max(low, high)

    def _settle(
        self, layer: Sequence[Slot], ties: Callable[[Slot], list[tuple[str, float]]]
    ) -> None:
        wanted: list[float] = []
        weights: list[float] = []
        stacked = 0.0
        offsets: list[float] = []
        for index, slot in enumerate(layer):
            if index:
                above = layer[index - 1]
                room = PASSING if min(above.height, slot.height) < FLAT else DOWN
                stacked += above.height + room
            offsets.append(stacked)
            top, weight = self._wish(slot, ties(slot), stacked)
            wanted.append(top - stacked)
            weights.append(weight)
        for slot, top, offset in zip(layer, monotone(wanted, weights), offsets, strict=True):
            self._tops[slot.id] = top + offset

    def _wish(
        self, slot: Slot, ties: Sequence[tuple[str, float]], stacked: float
    ) -> tuple[float, float]:
        """Where a slot wants its top, and how much."""
        if not ties:
            return self._tops.get(slot.id, stacked), 0.05
        pulls = [
            (self._tops[name] + offset, STRAIGHT if slot.passes and name in self._passes else 1.0)
            for name, offset in ties
        ]
        weight = sum(pull for _, pull in pulls)
        return sum(top * pull for top, pull in pulls) / weight, weight


def monotone(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest numbers, by weighted squares, of which none is less than the one before it."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(wanted, weights, strict=True):
        mean, total, count = value, weight, 1
        while pools and pools[-1][0] > mean:
            other, heavy, many = pools.pop()
            mean = (mean * total + other * heavy) / (total + heavy)
            total, count = total + heavy, count + many
        pools.append((mean, total, count))
    return [mean for mean, _, count in pools for _ in range(count)]
