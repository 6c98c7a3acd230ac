"""Who serves the steps of one run that want more than the first engine that is live.

An engine is chosen once a step, before its key is looked up: which one it is, is part of the key. A
step that was interrupted keeps the engine that its journal names, so that nothing is bought twice.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from actors.steps import Json, Step
from actors.waits import Name, name_of
from media.errors import InputError
from media.ids import short_hash
from media.model import canonical_json
from media.style import Style, StyleId
from models.catalog.choosing import Choice, choose
from models.catalog.lookup import builds, meant
from models.catalog.routing import Wants
from models.catalog.row import Engine
from models.catalog.styling import STYLED
from pipelines.graph import FlowNode
from store.database import Database
from store.repositories import budgets, events

BUDGET_S = 2.0
"""How old what is known of the budgets may be: a purchase asks again, at the till."""


class Paces:
    """How long engines took lately, as this process has seen it."""

    def __init__(self, keeps: float = 0.7) -> None:
        """Know nothing yet.

        Args:
            keeps: how much of what was known stays when an answer comes.
        """
        self._keeps = keeps
        self._seconds: dict[tuple[str, str], float] = {}

    def note(self, engine: Engine, modality: str, seconds: float) -> None:
        """Take an answer into account."""
        name = (engine.id, modality)
        before = self._seconds.get(name, seconds)
        self._seconds[name] = self._keeps * before + (1 - self._keeps) * seconds

    def of(self, engine: Engine, modality: str) -> float | None:
        """What an engine is expected to take; None: it was not asked yet."""
        return self._seconds.get((engine.id, modality))


class Router:
    """Chooses for the steps of one run."""

    def __init__(self, paces: Paces, clock: Callable[[], float] = time.monotonic) -> None:
        self._paces = paces
        self._clock = clock
        self._pinned: dict[Name, dict[str, str]] = {}
        self._looked_at = float("-inf")
        self.budget_micros: int | None = None

    async def recall(self, database: Database, tenant: uuid.UUID, run_id: uuid.UUID) -> None:
        """Learn what an earlier lease chose."""
        async with database.begin(tenant) as connection:
            rows = await events.of_type(connection, run_id=run_id, type=events.ROUTED)
        for row in rows:
            told: Json = row.data
            if "instead_of" not in told:
                name = (told["node"], tuple(told["path"]))
                self._pinned.setdefault(name, {})[told["modality"]] = told["engine"]

    async def look_at_budget(
        self, database: Database, tenant: uuid.UUID, project: str, run_id: uuid.UUID
    ) -> None:
        """Learn what may still be spent, where that was not just done."""
        if self._clock() - self._looked_at < BUDGET_S:
            return
        self._looked_at = self._clock()
        async with database.begin(tenant) as connection:
            rows = await budgets.of_tenant(connection)
        ours = {("tenant", ""), ("project", project), ("run", str(run_id))}
        left = [
            row.limit_micros - row.reserved_micros - row.spent_micros
            for row in rows
            if (row.scope, row.name) in ours and row.limit_micros is not None
        ]
        self.budget_micros = max(0, min(left)) if left else None

    def choices(self, step: Step, values: Mapping[str, Any]) -> dict[str, Choice]:
        """Who serves each modality of a step that is steered.

        Raises:
            EngineUnavailable: nobody can.
            InputError: nobody that is live may draw its style.
        """
        pinned, kind = self._pinned.get(name_of(step), {}), step.node.kind
        model = str(values.get("model") or "")
        its = meant((*kind.uses, *kind.prefers), model)
        return {
            modality: choose(
                self._wants(
                    step.node,
                    modality,
                    {**values, "model": model if modality in its else ""},
                    pinned,
                ),
                self._paces.of,
            )
            for modality in kind.uses
            if modality not in builds()
        }

    def _wants(
        self,
        node: FlowNode,
        modality: str,
        values: Mapping[str, Any],
        pinned: Mapping[str, str],
    ) -> Wants:
        fields = node.kind.cls.model_fields
        usual = {
            name: info.default
            for name, info in fields.items()
            if isinstance(info.default, int | float)
        }
        return Wants(
            modality=modality,
            model=str(values.get("model") or ""),
            style=style_of(node) if modality in STYLED else None,
            aim=node.route,
            pinned=pinned.get(modality, ""),
            arguments={**usual, **values},
            budget_micros=self.budget_micros,
        )


def steered(node: FlowNode) -> bool:
    """Whether a node wants more than the first engine that is live."""
    return node.style is not None or node.route != "first"


def style_of(node: FlowNode) -> Style | None:
    """The style of a node.

    Raises:
        InputError: it is named by its id alone, which means something to the API.
    """
    if isinstance(node.style, StyleId):
        raise InputError(
            f"{node.id} names a style by its id", "submit the flow by the API, or write it out",
            f"{node.id}.style", "UNKNOWN_STYLE",
        )  # fmt: skip
    return node.style


def in_style(identities: Mapping[str, str], style: Style | None) -> Mapping[str, str]:
    """Who is behind each name, and the style that is asked of it: what a cache key says."""
    if style is None:
        return identities
    drawn = style.model_dump(mode="json", exclude={"name", "models"})
    if style.lora is not None and style.lora.file is not None:
        # What else its handle says follows from the content, or is nothing to an engine.
        drawn["lora"]["file"] = style.lora.file.digest
    mark = f"~{short_hash(canonical_json(drawn))}"
    return {name: each + mark * (name in STYLED) for name, each in identities.items()}
