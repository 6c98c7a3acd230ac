"""Steps of no work, as the engine and its peers are measured on."""

from __future__ import annotations

from pipelines.catalog import catalog
from pipelines.graph import Flow
from pipelines.node import Context, Node, Output, node


class Number(Output):
    """A number."""

    number: int


class Numbers(Output):
    """Numbers."""

    numbers: list[int]


class Total(Output):
    """A sum."""

    total: int


@node("bench.add", version=1, cached=False)
class Add(Node):
    """One more than a number."""

    number: int

    async def run(self, ctx: Context) -> Number:
        """Add one."""
        return Number(number=self.number + 1)


@node("bench.add_cached", version=1)
class AddCached(Node):
    """One more than a number, kept in the cache."""

    number: int

    async def run(self, ctx: Context) -> Number:
        """Add one."""
        return Number(number=self.number + 1)


@node("bench.count", version=1, cached=False)
class Count(Node):
    """The numbers below another."""

    below: int

    async def run(self, ctx: Context) -> Numbers:
        """Count."""
        return Numbers(numbers=list(range(self.below)))


@node("bench.sum", version=1, cached=False)
class Sum(Node):
    """A sum."""

    numbers: list[int]

    async def run(self, ctx: Context) -> Total:
        """Add all."""
        return Total(total=sum(self.numbers))


catalog.cache_clear()


def chain(length: int, *, start: int = 0, kind: str = "bench.add") -> Flow:
    """Steps that each add one to what the one before gave."""
    nodes = [{"id": f"n{index}", "type": kind} for index in range(length)]
    nodes[0]["params"] = {"number": start}  # type: ignore[assignment]
    edges = [
        {"from": f"n{index}.number", "to": f"n{index + 1}.number"} for index in range(length - 1)
    ]
    return Flow.model_validate({"nodes": nodes, "edges": edges})


def fan(width: int, *, kind: str = "bench.add") -> Flow:
    """A list, a step for each of its items, and a step that takes all of theirs."""
    return Flow.model_validate(
        {
            "nodes": [
                {"id": "count", "type": "bench.count", "params": {"below": width}},
                {"id": "add", "type": kind, "each": "count.numbers"},
                {"id": "sum", "type": "bench.sum"},
            ],
            "edges": [
                {"from": "count.numbers", "to": "add.number"},
                {"from": "add.number", "to": "sum.numbers"},
            ],
        }
    )
