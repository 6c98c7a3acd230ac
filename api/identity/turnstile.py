"""The turnstile behind the door: lets in who is known, and counts; many at once in one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api import limits
from api.identity import tokens
from api.kit.gathering import Gathering
from store.database import Database
from store.repositories import gate
from store.repositories.gate import Entrant, Entry, Hit, Rate


class Shown(NamedTuple):
    """What somebody shows at the door; the key is what counts if there are both."""

    key: str | None
    session: str | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """Who was let in, and what is left of his rates; None where nothing is counted."""

    who: Entrant
    hit: Hit | None
    work_hit: Hit | None


class Turnstile:
    """Asks the gate.

    Args:
        database: connections of the role `kinora_gate`.
        counting: whether requests are counted.
    """

    def __init__(self, database: Database, *, counting: bool) -> None:
        self._gate = database
        self._counting = counting
        self._enter = Gathering(self._entered)
        self._hit = Gathering(self._counted)

    async def enter(self, shown: Shown, work: Rate | None) -> Found | None:
        """Who shows this, counted; None if he is not known."""
        return await self._enter((shown, work))

    async def hit(self, bucket: str, most: int) -> Hit | None:
        """Count a request in a bucket of its own; None if nothing is counted."""
        return await self._hit((bucket, most)) if self._counting else None

    async def _entered(
        self, asked: tuple[Shown, Rate | None], number: int
    ) -> Sequence[Found | None]:
        shown, work = asked
        entry = await self._asked(shown, work, number if self._counting else 0)
        if entry is None:
            return [None] * number
        nothing: Sequence[None] = [None] * number
        hits, work_hits = entry.hits or nothing, entry.work_hits or nothing
        return [
            Found(who=entry.who, hit=hit, work_hit=work_hit)
            for hit, work_hit in zip(hits, work_hits, strict=True)
        ]

    async def _asked(self, shown: Shown, work: Rate | None, number: int) -> Entry | None:
        if shown.key is None:
            return await gate.by_session(
                self._gate, digest=tokens.digest(shown.session or ""), most=limits.GENERAL,
                work=work, asked=number,
            )  # fmt: skip
        parts = tokens.parted(shown.key)
        if parts is None or "\x00" in shown.key:
            return None
        prefix, secret = parts
        return await gate.by_key(
            self._gate, prefix=prefix, digest=tokens.digest(secret), most=limits.GENERAL,
            work=work, asked=number,
        )  # fmt: skip

    async def _counted(self, asked: tuple[str, int], number: int) -> Sequence[Hit]:
        bucket, most = asked
        return await gate.take_hits(self._gate, bucket, most, number)
