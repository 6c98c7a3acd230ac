"""A list to loop over."""

from __future__ import annotations

from typing import Any

from pipelines.node import Context, Example, Node, Output, node


class Items(Output):
    """The list."""

    items: list[Any]


@node("flow.items", version=1, cached=False, example=Example(params={"items": [1, 2, 3]}))
class List(Node):
    """Give a list, for nodes with `each` to loop over; edges with an `order` bring its items."""

    items: list[Any]

    def foresee(self) -> Items:
        """They are what they are."""
        return Items(items=self.items)

    async def run(self, ctx: Context) -> Items:
        """Give it."""
        return Items(items=self.items)
