"""What there is to choose from, what may be taken and spent, and what was."""

from __future__ import annotations

from kinora_client._address import at
from kinora_client._async.resource import AsyncResource
from kinora_client.models.catalog import BaseStyle, Engine, NodeType, Voice, WholeNodeType
from kinora_client.models.money import Budget, BudgetScope, EngineUse, Quota, Woken

AllBudgets = list[Budget]


class AsyncCatalog(AsyncResource):
    """Nodes, engines, base styles, directions, voices."""

    async def nodes(self) -> list[NodeType]:
        """What flows are made of."""
        return await self._get(list[NodeType], at("nodes"))

    async def node(self, type: str) -> WholeNodeType:
        """A type of node with its parameters and an example."""
        return await self._get(WholeNodeType, at("nodes", type))

    async def engines(self) -> list[Engine]:
        """What does the work, and what it costs."""
        return await self._get(list[Engine], at("engines"))

    async def base_styles(self) -> list[BaseStyle]:
        """What a film may look like: the `style` of its options; `client.styles` has one's own."""
        return await self._get(list[BaseStyle], at("base-styles"))

    async def directions(self) -> list[str]:
        """How a film may be told: the `preset` of its options."""
        return await self._get(list[str], at("directions"))

    async def voices(self) -> list[Voice]:
        """Who may speak."""
        return await self._get(list[Voice], at("voices"))


class AsyncBudgets(AsyncResource):
    """What may be spent; sums are in millionths of a dollar."""

    async def list(self) -> AllBudgets:
        """The tenant's, its projects', and those of runs that have a limit."""
        return await self._get(AllBudgets, at("budgets"))

    async def set(
        self, limit_micros: int | None, *, scope: BudgetScope = "tenant", name: str = ""
    ) -> Woken:
        """Set a limit; runs that wait for money go on.

        Args:
            limit_micros: what may be spent, former spending included; None: no limit.
            scope: `tenant`, `project` or `run`.
            name: the project, or the run's id.
        """
        body = {"scope": scope, "name": name, "limit_micros": limit_micros}
        return await self._put(Woken, at("budgets"), body)


class AsyncUsage(AsyncResource):
    """What engines took."""

    async def read(self, *, days: float | None = None) -> list[EngineUse]:
        """Of the last days (30), the dearest first."""
        return await self._get(list[EngineUse], at("usage"), days=days)


class AsyncQuotas(AsyncResource):
    """What the platform lets the tenant have."""

    async def read(self) -> Quota:
        """What it has taken, and what it may: runs, storage, GPU time."""
        return await self._get(Quota, at("quota"))
