"""Speaks with a provider, and says of each answer what it means for what is paid.

Answers are values: whoever pays has to look at every one of them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any, Literal, cast

import httpx

from media.model import canonical_json
from models.net.retrying import retry_after_s
from models.remote.description import Remote, at

MICROS = 1_000_000
MAX_ANSWER_BYTES = 16 * 2**20
State = Literal["running", "succeeded", "failed", "unclear", "lost"]
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before a byte of the request was on its way."""


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """What came of handing a request over."""

    verdict: Literal["accepted", "refused", "unclear"]
    """Refused: nothing is owed, for certain. Unclear: it may have been accepted, or not."""
    job: str = ""
    """The provider's name for it."""
    message: str = ""
    again: bool = True
    """Whether another try may do."""
    after_s: float | None = None
    """How long the provider asks to be left alone."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Where a provider says that a job is."""

    state: State
    """Unclear: there is no answer now. Lost: it was accepted, and the provider knows it no more."""
    result: Any = None
    message: str = ""
    micros: int | None = None
    """What it cost, where the provider says so."""


class Provider:
    """One provider, over one pool of connections."""

    def __init__(self, remote: Remote, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.remote = remote
        self.places = asyncio.Semaphore(remote.max_jobs)
        """Whoever has a job with the provider holds one."""
        # Connections that idle between two looks at a job would outlive the run that opened them.
        alone = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(
            transport=transport, timeout=remote.answer_s, follow_redirects=False, limits=alone
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def submit(self, request: Mapping[str, Any], key: str, callback: str = "") -> Submitted:
        """Hand a request over.

        Args:
            request: the body.
            key: by which the provider knows the request again, if it can.
            callback: the URL to which it may post when the job is over; empty: there is none.
        """
        where, body = self._with_callback(request, callback)
        headers = self._headers({"Content-Type": "application/json"})
        if self.remote.idempotency_header:
            headers[self.remote.idempotency_header] = key
        try:
            answer = await self._client.post(where, content=canonical_json(body), headers=headers)
        except NEVER_SENT as error:
            return Submitted(verdict="refused", message=f"{where} cannot be reached: {error}")
        except httpx.HTTPError as error:
            return Submitted(verdict="unclear", message=f"{where} gave no answer: {_named(error)}")
        if answer.status_code >= 300:
            return self._declined(answer)
        name = at(_document(answer), self.remote.id_at)
        if not isinstance(name, (str, int)) or name == "":
            said = f"{where} names no job at {self.remote.id_at!r}"
            return Submitted(verdict="unclear", message=said)
        return Submitted(verdict="accepted", job=str(name))

    def _with_callback(
        self, request: Mapping[str, Any], callback: str
    ) -> tuple[httpx.URL, Mapping[str, Any]]:
        """Where a request goes and what it says, with the URL that its provider is to call back."""
        where, field = httpx.URL(self.remote.submit), self.remote.callback_at
        if not (field and callback):
            return where, request
        body = {**request, **self.remote.callback_with}
        if field.startswith("?"):
            return where.copy_merge_params({field[1:]: callback}), body
        return where, {**body, field: callback}

    def _declined(self, answer: httpx.Response) -> Submitted:
        """What an answer means that is no consent.

        A provider that says when to come back, or that the request is wrong, has not taken it; one
        that broke down on it may have.
        """
        status = answer.status_code
        after_s = retry_after_s(answer.headers.get("Retry-After", ""), datetime.now(UTC))
        said = f"{self.remote.submit} answers {status}: {answer.text[:300].strip()}"
        if status == 429 or (status == 503 and after_s is not None):
            return Submitted(verdict="refused", message=said, after_s=after_s)
        if status < 500:
            return Submitted(verdict="refused", message=said, again=False)
        return Submitted(verdict="unclear", message=said)

    async def look(self, name: str) -> Job:
        """Ask where a job is."""
        where = self.remote.poll.replace("{id}", name)
        try:
            answer = await self._client.get(where, headers=self._headers())
        except httpx.HTTPError as error:
            return Job(state="unclear", message=f"{where} gave no answer: {_named(error)}")
        if answer.status_code in (404, 410):
            return Job(state="lost", message=f"the provider knows no job {name} any more")
        return self._job(answer)

    async def cancel(self, name: str) -> Job:
        """Cancel a job, where the provider can do that; where it is afterwards."""
        if not self.remote.cancel:
            return Job(state="unclear", message="the provider cancels no jobs")
        where = self.remote.cancel.replace("{id}", name)
        try:
            answer = await self._client.post(where, headers=self._headers())
        except httpx.HTTPError as error:
            return Job(state="unclear", message=f"{where} gave no answer: {_named(error)}")
        return self._job(answer)

    def _job(self, answer: httpx.Response) -> Job:
        remote, document = self.remote, _document(answer)
        if answer.status_code >= 300 or document is None:
            return Job(state="unclear", message=f"{answer.url} answers {answer.status_code}")
        said = str(at(document, remote.state_at)).lower()
        known = {
            **dict.fromkeys(remote.done, "succeeded"),
            **dict.fromkeys(remote.failed, "failed"),
        }
        return Job(
            state=cast(State, known.get(said, "running")),
            result=at(document, remote.result_at),
            message=str(at(document, remote.error_at) or ""),
            micros=_micros(at(document, remote.cost_at)) if remote.cost_at else None,
        )

    def _headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        headers = dict(more or {})
        token = os.environ.get(self.remote.key_env, "") if self.remote.key_env else ""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return headers


def _document(answer: httpx.Response) -> Any:
    """An answer's JSON; None where it is none, or far too large."""
    if len(answer.content) > MAX_ANSWER_BYTES:
        return None
    try:
        return answer.json()
    except ValueError:
        return None


def _micros(dollars: Any) -> int | None:
    """Millionths from dollars, rounded up."""
    try:
        amount = Decimal(str(dollars)) * MICROS
    except InvalidOperation:
        return None
    return max(0, int(amount.to_integral_value(ROUND_CEILING)))


def _named(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()
