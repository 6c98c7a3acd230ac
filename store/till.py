"""The till of one run: the only place where money moves, written by the lease holder alone.

A call that costs money is written down with what it will send before it is sent, in the statement
that reserves its price; and again with what came of it, in the statement that settles. So whoever
takes the run over knows of every call that may have been paid for. Each statement is one message,
moves the ledger and the budgets together, and names the lease's epoch.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from media.errors import WorldError
from media.ids import uuid7
from media.model import canonical_json
from store.database import Database
from store.till_statements import ABANDON, ACCEPT, ADOPT, BUY, COLUMNS, FIND, SETTLE


class TillClosed(WorldError):
    """The run has another executor now, or the call another owner; nothing was written."""

    code = "LEASE_LOST"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is to be bought, and for which step."""

    digest: str
    """Of the engine and the request: the same one is the same purchase."""
    occurrence: int
    """How many equal requests the step made before."""
    node: str
    path: tuple[int, ...]
    engine: str
    request: Mapping[str, Any]
    micros: int
    """The most that it is expected to cost."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A paid call as it is written down."""

    id: uuid.UUID
    digest: str
    occurrence: int
    attempt: int
    run_id: uuid.UUID
    epoch: int
    node: str
    path: tuple[int, ...]
    engine: str
    state: str
    """`sending`: it may have been sent; `accepted`: the provider has it; `succeeded`, `failed`."""
    provider_id: str | None
    result: Any
    error: dict[str, Any] | None
    reserved_micros: int
    spent_micros: int | None
    created_at: datetime
    """When it was written down that it would be sent."""
    kept: bool
    """Whether the run that it belongs to is under the same lease still."""
    age_s: float
    """How long ago that is, by the database's clock."""


@dataclass(frozen=True, kw_only=True)
class Purse:
    """A budget that a purchase touches, with what would be spent and promised after it."""

    scope: str
    name: str
    wanted: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class Bought:
    """What came of the wish to buy: a call to be sent, or the budgets that have no room."""

    id: uuid.UUID | None
    attempt: int
    full: tuple[Purse, ...]
    alerts: tuple[Purse, ...]
    """Budgets of which four fifths are promised by now, told once."""


class Till:
    """Moves money for one run under one epoch."""

    def __init__(
        self, database: Database, *, tenant: uuid.UUID, run_id: uuid.UUID, epoch: int, project: str
    ) -> None:
        self._database = database
        self._tenant = tenant
        self.run_id, self.epoch = run_id, epoch
        self._run: dict[str, Any] = {
            "tenant": tenant, "run": run_id, "epoch": epoch, "project": project,
        }  # fmt: skip
        self.used = epoch > 1
        """Whether the run may have calls: one that was taken over may."""

    async def find(self, digest: str, occurrence: int) -> Call | None:
        """The call that was written down for a request of this tenant's."""
        self.used = True
        wanted = {"digest": digest, "occurrence": occurrence}
        row = await self._database.at_once(self._tenant, FIND, wanted)
        if row is None:
            return None
        found: dict[str, Any] = dict(zip((*COLUMNS, "kept", "age_s"), row, strict=True))
        path: tuple[int, ...] = tuple(found.pop("path"))
        return Call(**found, path=path)

    async def buy(self, ask: Ask) -> Bought:
        """Write down that a request is to be sent, and reserve its price.

        Nothing is written where a budget has no room, or where the request is written down already
        and has not failed.

        Raises:
            TillClosed: the run has another executor now.
        """
        values = {
            **self._run, "id": uuid7(), "digest": ask.digest, "occurrence": ask.occurrence,
            "node": ask.node, "path": list(ask.path), "engine": ask.engine, "micros": ask.micros,
            "request": canonical_json(ask.request),
        }  # fmt: skip
        held, call, attempt, full, alerts = await self._move(BUY, values)
        if not held:
            raise TillClosed(f"run {self.run_id} has another executor now")
        return Bought(id=call, attempt=attempt or 0, full=_purses(full), alerts=_purses(alerts))

    async def accept(self, call: uuid.UUID, provider_id: str) -> None:
        """Note the name under which the provider has a call.

        Raises:
            TillClosed: it is somebody else's by now.
        """
        values = {**self._run, "id": call, "provider_id": provider_id}
        if not (await self._move(ACCEPT, values))[0]:
            raise TillClosed(f"call {call} is somebody else's")

    async def adopt(self, call: Call, provider_id: str | None = None) -> bool:
        """Take a call over from a run or a lease that is gone; whether nobody was faster.

        Args:
            call: as it was found.
            provider_id: its name with the provider, where a person found that out.
        """
        values = {
            **self._run, "id": call.id, "from_run": call.run_id, "from_epoch": call.epoch,
            "provider_id": provider_id,
        }  # fmt: skip
        return (await self._move(ADOPT, values))[0] is not None

    async def settle(
        self,
        call: uuid.UUID,
        *,
        micros: int,
        state: str | None,
        result: Any = None,
        error: dict[str, Any] | None = None,
    ) -> None:
        """Write down what a call cost, and what came of it; what was reserved for it is free again.

        A call that was settled before is corrected by the difference.

        Args:
            call: which.
            micros: what it cost.
            state: `succeeded` or `failed`; None where it is paid for and not known yet.
            result: what it gave.
            error: why it failed.

        Raises:
            TillClosed: it is somebody else's by now.
        """
        values = {
            **self._run, "id": call, "micros": micros, "state": state,
            "result": None if result is None else canonical_json(result),
            "error": None if error is None else canonical_json(error),
        }  # fmt: skip
        _, settled = await self._move(SETTLE, values)
        if settled is None:
            raise TillClosed(f"call {call} is somebody else's")

    async def abandon(self) -> int:
        """Settle the calls that the run leaves open, each as if it had cost what it was to cost.

        What the provider still makes is not lost: who asks for the same later takes it up.
        """
        _, count = await self._move(ABANDON, self._run)
        return count or 0

    async def _move(self, statement: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return await self._database.at_once(self._tenant, statement, values) or (None, None)


def _purses(rows: list[dict[str, Any]] | None) -> tuple[Purse, ...]:
    return tuple(Purse(**row) for row in rows or ())
