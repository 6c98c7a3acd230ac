"""Paid calls of one run: each is bought once, whatever dies meanwhile.

Before a request is sent it is journalled with its price reserved, and its ancestors with it; when
the provider has named the job, that is written down too. Whoever comes to the same request later,
a retry, a successor, another run, finds the row and goes on from there:

    succeeded   its result is taken
    accepted    the job is asked for by the provider's name
    sending     it may have been accepted: sent again only under the provider's own idempotency key,
                or up to the price that the catalog allows; else a person is asked
    failed      it is bought again
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from actors.callbacks import Callbacks, Nudge
from actors.outcomes import outcome_of
from actors.steps import FOR_GOOD, STEP_CANCELLED, Step
from actors.waits import Waits
from media.ids import digest_of
from media.model import canonical_json
from models.catalog.lookup import identity_of
from models.catalog.row import Engine
from pipelines.orders import Fault, WorkFailed
from store.database import DatabaseLost
from store.journal import Entry, Journal, LeaseLost
from store.till import Ask, Bought, Call, Purse, Till, TillClosed

if TYPE_CHECKING:
    from models.remote.provider import Job, Provider, Submitted

SEND_WITHIN_S = 2.0
"""A third of a lease: who stood still for longer between writing down and sending does not send,
since a successor may have done so."""
LOOK_S = 0.5
"""How often to look at a call that another run has under way."""
ANSWERED_WITHIN_S = 0.5
"""How long a step that is stopped waits for the answer to a request that it has just sent."""
CANCEL_S = 1.5
"""How long a provider may take to cancel a job."""
TRIES = 4
"""How often a request is sent under the same idempotency key."""
TRY_AGAIN_S = 0.5

Move = Literal["buy", "reuse", "await", "resume", "resend", "pay_again", "ask"]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a step wants of a provider."""

    step: Step
    engine: Engine
    provider: Provider
    request: Mapping[str, Any]
    micros: int
    occurrence: int = 0
    """How many equal ones the step has asked for in this attempt."""

    @property
    def digest(self) -> str:
        """The same engine and request are the same purchase."""
        request = canonical_json(self.request)
        return digest_of(f"{identity_of(self.engine)}\n{request}".encode())


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What came of one move."""

    done: bool = False
    result: Any = None
    wait: Callable[[], Awaitable[None]] | None = None
    """What to wait for before the next move: one that waits holds none of the provider's places."""


AGAIN = Turn()


@dataclass(kw_only=True)
class _Sent:
    """A call that is being sent."""

    call: uuid.UUID
    """Under which it is written down."""
    job: str | None
    """The provider's name for it, from the moment that it is known."""


def _told(asking: asyncio.Future[Submitted]) -> None:
    """Take note of an error that nobody waits for any more, or else asyncio complains of it."""
    if not asking.cancelled():
        asking.exception()


class Purchases:
    """Buys for the steps of one run, under one lease."""

    def __init__(self, till: Till, journal: Journal, waits: Waits, callbacks: Callbacks) -> None:
        self._till = till
        self._journal = journal
        self._waits = waits
        self._callbacks = callbacks
        self._under_way: set[uuid.UUID] = set()
        """Calls that this object is at: nobody takes those up."""

    async def make(self, order: Order) -> Any:
        """The result of a paid request, as JSON data; it is paid for once.

        Raises:
            WorkFailed: the provider refused, failed, or a person gave it up.
            LeaseLost: the run has another executor now.
        """
        try:
            while True:
                async with order.provider.places:
                    call = await self._till.find(order.digest, order.occurrence)
                    turn = await self._go_on(order, call)
                if turn.done:
                    return turn.result
                if turn.wait is not None:
                    await turn.wait()
        except TillClosed as error:
            raise LeaseLost(error.message) from error

    async def close(self) -> None:
        """Settle what the run leaves open, now that it ends."""
        if self._till.used:
            await self._till.abandon()

    async def _go_on(self, order: Order, call: Call | None) -> Turn:
        """Make one move."""
        move = self._move(order, call)
        if call is None or move == "buy":
            return await self._buy(order)
        if move == "reuse":
            self._tell("call.reused", order)
            return Turn(done=True, result=call.result)
        if move == "await":
            return Turn(wait=partial(asyncio.sleep, LOOK_S))
        if not self._mine(call) and not await self._till.adopt(call):
            return AGAIN
        if move == "ask":
            return Turn(wait=partial(self._ask, order, call))
        if move == "pay_again":
            await self._write_off(order, call)
            return AGAIN
        return await self._busy_with(order, call.id, call.attempt, call.provider_id, fresh=False)

    def _move(self, order: Order, call: Call | None) -> Move:
        if call is None or call.state == "failed":
            return "buy"
        if call.state == "succeeded":
            return "reuse"
        if call.id in self._under_way or (call.kept and not self._mine(call)):
            return "await"
        if call.state == "accepted":
            return "resume"
        remote = order.provider.remote
        if remote.idempotency_header and call.age_s < remote.idempotent_for_s:
            return "resend"
        return "pay_again" if call.reserved_micros <= remote.resend_up_to_micros else "ask"

    def _mine(self, call: Call) -> bool:
        return (call.run_id, call.epoch) == (self._till.run_id, self._till.epoch)

    # -- buying

    async def _buy(self, order: Order) -> Turn:
        """Reserve and write down, then send."""
        await self._journal.settle()
        raised = self._waits.funded
        began = time.monotonic()
        bought = await self._reserve(order)
        self._tell_purses("budget.alert", bought.alerts)
        if bought.full:
            return Turn(wait=partial(self._until_funded, order, bought.full, raised))
        if bought.id is None:
            return AGAIN  # somebody else has just written it down
        if time.monotonic() - began > SEND_WITHIN_S:
            await self._fail(bought.id, "NOT_SENT", "the executor stood still", micros=0)
            return AGAIN
        self._tell("call.sent", order, micros=order.micros, attempt=bought.attempt)
        return await self._busy_with(order, bought.id, bought.attempt, None, fresh=True)

    async def _reserve(self, order: Order) -> Bought:
        return await self._till.buy(
            Ask(
                digest=order.digest,
                occurrence=order.occurrence,
                node=order.step.name,
                path=order.step.path,
                engine=order.engine.id,
                request=order.request,
                micros=order.micros,
            )
        )

    async def _until_funded(
        self, order: Order, full: tuple[Purse, ...], raised: asyncio.Event
    ) -> None:
        """Wait until somebody raises a budget.

        Who raises one wakes the steps that are seen to wait: so it is said first, then looked once
        more, and only then waited.
        """
        step = order.step
        if step.reason == "budget":
            await self._waits.until_funded(step, raised)
            return
        self._tell_purses("budget.full", full)
        step.wait("budget")
        self._waits.tell(step)
        await self._journal.settle()

    # -- sending, and waiting for the end

    async def _busy_with(
        self, order: Order, call: uuid.UUID, attempt: int, job: str | None, *, fresh: bool
    ) -> Turn:
        """Send a request unless its job is known, and see it to its end.

        Args:
            order: what is wanted.
            call: under which it is written down.
            attempt: how often it was bought.
            job: the provider's name for it, where that is known.
            fresh: whether nobody can have sent it yet.
        """
        self._under_way.add(call)
        self._go_on_with(order.step)
        sent = _Sent(call=call, job=job)
        try:
            with self._callbacks.expected(call) as nudge:
                if sent.job is None:
                    await self._send(order, sent, attempt, fresh=fresh)
                if sent.job is None:
                    return AGAIN
                return await self._finish(order, call, sent.job, nudge)
        except asyncio.CancelledError as cancelled:
            if sent.job is not None and {FOR_GOOD, STEP_CANCELLED} & set(cancelled.args):
                await self._cancel(order, call, sent.job)
            raise
        finally:
            self._under_way.discard(call)

    async def _send(self, order: Order, sent: _Sent, attempt: int, *, fresh: bool) -> None:
        """Hand the request over; `sent` has the provider's name for it, unless that is unclear.

        Once a request may have been accepted, a refusal of the next says nothing about it.
        """
        idempotent = bool(order.provider.remote.idempotency_header)
        for tried in range(1, TRIES + 1):
            answer = await self._submitted(order, sent, f"{sent.call}-{attempt}")
            if answer.verdict == "accepted":
                self._tell("call.accepted", order, job=answer.job)
                return
            if answer.verdict == "refused" and fresh and tried == 1:
                raise await self._refusal(order, sent.call, answer)
            if not idempotent:
                return
            if tried == TRIES:
                fault = self._fault("PROVIDER_UNCLEAR", answer.message)
                raise WorkFailed(fault.but(retry_after_s=answer.after_s).model_dump())
            await asyncio.sleep(max(TRY_AGAIN_S * 2 ** (tried - 1), answer.after_s or 0.0))

    async def _submitted(self, order: Order, sent: _Sent, key: str) -> Submitted:
        """The provider's answer; a job that it accepted is written down, whoever stops this step.

        Who is stopped meanwhile waits a moment for it: without its name no job can be cancelled.
        """
        asking = asyncio.ensure_future(self._asked(order, sent, key))
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            await asyncio.wait([asking], timeout=ANSWERED_WITHIN_S)
            raise
        finally:
            # What is known by now is written down nevertheless.
            if sent.job is None:
                asking.cancel()
            asking.add_done_callback(_told)

    async def _asked(self, order: Order, sent: _Sent, key: str) -> Submitted:
        callback = self._callbacks.url(sent.call)
        answer = await order.provider.submit(order.request, key, callback)
        if answer.verdict == "accepted":
            sent.job = answer.job
            await self._till.accept(sent.call, answer.job)
        return answer

    async def _refusal(self, order: Order, call: uuid.UUID, answer: Submitted) -> WorkFailed:
        """The error of a request that was refused: nothing is owed for it."""
        fault = self._fault("PROVIDER_REFUSED", answer.message, again=answer.again)
        fault = fault.but(retry_after_s=answer.after_s)
        await self._till.settle(call, micros=0, state="failed", error=fault.model_dump())
        self._tell("call.settled", order, state="failed", micros=0)
        return WorkFailed(fault.model_dump())

    async def _finish(self, order: Order, call: uuid.UUID, job: str, nudge: Nudge) -> Turn:
        """Look at a job until it ends, and settle."""
        remote = order.provider.remote
        began = time.monotonic()
        while (seen := await order.provider.look(job)).state in ("running", "unclear"):
            if time.monotonic() - began > remote.deadline_s:
                late = f"{order.engine.id} took more than {remote.deadline_s:g} s"
                raise WorkFailed(self._fault("EXECUTION_TIMEOUT", late).model_dump())
            await nudge.wait(remote.every_s)
        if seen.state == "lost":
            known = await self._till.find(order.digest, order.occurrence)
            return AGAIN if known is None else Turn(wait=partial(self._ask, order, known))
        micros = await self._settle(order, call, seen)
        order.step.micros += micros
        self._tell("call.settled", order, state=seen.state, micros=micros)
        if seen.state == "succeeded":
            return Turn(done=True, result=seen.result)
        fault = self._fault("PROVIDER_FAILED", seen.message or job, again=not remote.failed_cost)
        raise WorkFailed(fault.model_dump())

    async def _settle(self, order: Order, call: uuid.UUID, job: Job) -> int:
        """Write down what a job that is over cost; millionths of a dollar."""
        owed = job.state == "succeeded" or order.provider.remote.failed_cost
        micros = job.micros if job.micros is not None else order.micros * owed
        error = self._fault("PROVIDER_FAILED", job.message)
        await self._till.settle(
            call,
            micros=micros,
            state="succeeded" if job.state == "succeeded" else "failed",
            result=job.result,
            error=None if job.state == "succeeded" else error.model_dump(),
        )
        return micros

    async def _cancel(self, order: Order, call: uuid.UUID, job: str) -> None:
        """Cancel a job that nobody wants any more; what is not confirmed counts as paid."""
        with suppress(TimeoutError, TillClosed, DatabaseLost):
            async with asyncio.timeout(CANCEL_S):
                seen = await order.provider.cancel(job)
                if seen.state in ("succeeded", "failed"):
                    await self._settle(order, call, seen)

    # -- what only a person knows

    async def _ask(self, order: Order, call: Call) -> None:
        """Wait for a person to say what became of a request that may have been accepted."""
        answer = await self._waits.ask(
            order.step, "unknown_payment", outcome_of, since=call.created_at
        )
        self._go_on_with(order.step)
        if answer["outcome"] == "accepted":
            await self._till.accept(call.id, str(answer["id"]))
            return
        paid = call.reserved_micros if answer["outcome"] != "not_sent" else 0
        await self._fail(call.id, "UNKNOWN_PAYMENT", "nobody knows what became of it", micros=paid)
        if answer["outcome"] == "give_up":
            fault = self._fault("UNKNOWN_PAYMENT", f"{order.step.name} was given up", again=False)
            raise WorkFailed(fault.model_dump())

    async def _write_off(self, order: Order, call: Call) -> None:
        """Count a call of which nothing is known as paid, where the catalog allows that."""
        self._tell("call.written_off", order, micros=call.reserved_micros)
        micros = call.reserved_micros
        await self._fail(
            call.id, "UNKNOWN_PAYMENT", "nobody knows what became of it", micros=micros
        )

    async def _fail(self, call: uuid.UUID, code: str, message: str, *, micros: int) -> None:
        fault = self._fault(code, message)
        await self._till.settle(call, micros=micros, state="failed", error=fault.model_dump())

    # -- what is told

    def _go_on_with(self, step: Step) -> None:
        if step.state == "waiting":
            step.go_on()
            self._journal.post(Entry(step=step))

    def _fault(self, code: str, message: str, *, again: bool = True) -> Fault:
        remedy = "" if again else "see `kinora runs show`"
        return Fault(code=code, message=message, remedy=remedy, retryable=again)

    def _tell(self, event: str, order: Order, **data: Any) -> None:
        named = {"node": order.step.name, "path": order.step.path, "engine": order.engine.id}
        self._journal.post(Entry(events=((event, named | data),)))

    def _tell_purses(self, event: str, purses: tuple[Purse, ...]) -> None:
        for purse in purses:
            data = {
                "scope": purse.scope,
                "name": purse.name,
                "wanted_micros": purse.wanted,
                "limit_micros": purse.limit,
            }
            self._journal.post(Entry(events=((event, data),)))
