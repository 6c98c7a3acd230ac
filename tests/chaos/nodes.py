"""Nodes whose results are known beforehand: work on a cluster, purchases, lists; and their flows.

Every trial buys numbers that no other buys, so that the provider's count tells of each.
"""

import random
import time
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from media.workspace import Workspace
from pipelines.catalog import catalog
from pipelines.graph import Flow
from pipelines.node import Context, Node, Output, node
from pipelines.ports import Param

MODULUS = 10_007
STRIDE = 100
"""How many numbers belong to a trial."""


def add(work: Workspace, values: list[int], plus: int, seconds: float) -> int:
    """A sum that takes a while."""
    time.sleep(seconds)
    return (sum(values) + plus) % MODULUS


class Number(Output):
    value: int


class Numbers(Output):
    numbers: list[int]


@node("chaos.work", version=1)
class Work(Node):
    """A sum, in a task of the cluster."""

    values: list[int]
    plus: Param[int] = 0
    seconds: Param[float] = 0.1

    async def run(self, ctx: Context) -> Number:
        """Add up."""
        value = await ctx.compute(
            "tests.chaos.nodes:add", int, values=self.values, plus=self.plus, seconds=self.seconds
        )
        return Number(value=value)


@node("chaos.spread", version=1)
class Spread(Node):
    """A few numbers in a row."""

    values: list[int]
    first: Param[int]
    count: Param[int]

    async def run(self, ctx: Context) -> Numbers:
        """Count on."""
        return Numbers(numbers=list(range(self.first, self.first + self.count)))


@node("chaos.hand_on", version=1)
class HandOn(Node):
    """The number that it gets."""

    value: int

    async def run(self, ctx: Context) -> Number:
        """Hand it on."""
        return Number(value=self.value)


@node("chaos.buy", version=1, uses=("toy",))
class Buy(Node):
    """Twice a number, bought, and a sum."""

    number: int
    values: list[int] = Field(default_factory=list)
    model: Param[str] = ""

    async def run(self, ctx: Context) -> Number:
        """Buy."""
        bought = await ctx.infer("toy", int, number=self.number, model=self.model)
        return Number(value=(bought + sum(self.values)) % MODULUS)


catalog.cache_clear()


@dataclass(kw_only=True)
class Drawn:
    """A flow, what must come out of it, and what it buys."""

    flow: Flow
    outputs: dict[str, Any]
    bought: tuple[int, ...]


class _Drawing:
    def __init__(self, dice: random.Random, trial: int) -> None:
        self._dice = dice
        self._next = trial * STRIDE
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, str]] = []
        self.values: dict[str, int] = {}
        """What each node gives."""
        self.bought: list[int] = []

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _add(self, name: str, kind: str, **params: Any) -> None:
        each = params.pop("each", "")
        self.nodes.append(
            {"id": name, "type": kind, "params": params} | ({"each": each} if each else {})
        )

    def _feed(self, name: str, most: int = 2) -> int:
        """Edges from some of the nodes before; what they add up to."""
        known = list(self.values)
        chosen = self._dice.sample(known, min(len(known), self._dice.randint(1, most)))
        for other in chosen:
            self.edges.append({"from": f"{other}.value", "to": f"{name}.values"})
        return sum(self.values[other] for other in chosen)

    def begin(self) -> None:
        self._add("n0", "chaos.work", values=[1], plus=self._dice.randrange(50))
        self.values["n0"] = (1 + self.nodes[0]["params"]["plus"]) % MODULUS

    def work(self, name: str) -> None:
        plus, seconds = self._dice.randrange(50), round(self._dice.uniform(0.0, 0.4), 2)
        self._add(name, "chaos.work", plus=plus, seconds=seconds)
        self.values[name] = (self._feed(name) + plus) % MODULUS

    def buy(self, name: str) -> None:
        number = self._number()
        self._add(name, "chaos.buy", number=number, model=self._dice.choice(["sure", "unsure"]))
        self.values[name] = (2 * number + self._feed(name)) % MODULUS
        self.bought.append(number)

    def gate(self, name: str) -> None:
        other = self._dice.choice(list(self.values))
        self._add(f"{name}_gate", "flow.gate")
        self._add(name, "chaos.hand_on")
        self.edges += [
            {"from": f"{other}.value", "to": f"{name}_gate.value"},
            {"from": f"{name}_gate.value", "to": f"{name}.value"},
        ]
        self.values[name] = self.values[other]

    def many(self, name: str) -> None:
        """A list, a purchase for each of its items, and their sum."""
        numbers = [self._number() for _ in range(self._dice.randint(2, 4))]
        self._add(f"{name}_list", "chaos.spread", first=numbers[0], count=len(numbers))
        self._feed(f"{name}_list")
        model = self._dice.choice(["sure", "unsure"])
        self._add(f"{name}_each", "chaos.buy", model=model, each=f"{name}_list.numbers")
        self._add(name, "chaos.work", plus=0)
        self.edges += [
            {"from": f"{name}_list.numbers", "to": f"{name}_each.number"},
            {"from": f"{name}_each.value", "to": f"{name}.values"},
        ]
        self.values[name] = sum(2 * number % MODULUS for number in numbers) % MODULUS
        self.bought += numbers

    def end(self) -> Drawn:
        """Hand out what nothing else takes."""
        taken = {edge["from"].partition(".")[0] for edge in self.edges}
        leaves = [name for name in self.values if name not in taken]
        for leaf in leaves:
            self.edges.append({"from": f"{leaf}.value", "to": f"outputs.{leaf}"})
        return Drawn(
            flow=Flow.model_validate({"nodes": self.nodes, "edges": self.edges}),
            outputs={leaf: self.values[leaf] for leaf in leaves},
            bought=tuple(self.bought),
        )


def draw(dice: random.Random, trial: int) -> Drawn:
    """A random flow of paid, pure and gated steps."""
    drawing = _Drawing(dice, trial)
    drawing.begin()
    kinds = [drawing.work, drawing.buy, drawing.buy, drawing.many, drawing.gate]
    for index in range(1, dice.randint(4, 9)):
        dice.choice(kinds)(f"n{index}")
    drawing.buy("last")
    return drawing.end()
