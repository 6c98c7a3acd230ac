"""What a server's refusal means: whose fault it is, and whether it may be asked again.

A request to a paid provider that may have been accepted is not sent twice: only connections that
never came about and answers that say that nothing was done are followed by another try. A provider
that breaks down on it may have done, and billed, it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from media.errors import EngineUnavailable, InputError, KinoraError
from models.language.wire import message_of
from models.net.faults import ServerBusy, ServerRefused
from models.net.retrying import MAYBE_DONE, NOT_DONE, retry_after_s

WRONG = frozenset({400, 413, 415, 422})
"""The request's fault: too long, mostly."""


@dataclass(frozen=True)
class Refusal:
    """An answer that is no consent."""

    status: int
    retry_after: str
    """The header."""
    said: bytes
    """The body's beginning."""


@dataclass(frozen=True)
class Judged:
    """What is made of it."""

    error: KinoraError
    again: bool


def judged(refusal: Refusal, *, name: str, key_env: str, secret: str, safe: bool, now: datetime,
           ) -> Judged:  # fmt: skip
    """What a refusal means.

    Args:
        refusal: the answer.
        name: of the row, in messages.
        key_env: where its key is.
        secret: the key, which servers repeat in their messages.
        safe: whether the request may be sent again though it may have been accepted.
        now: the time.
    """
    status, said = refusal.status, _said(refusal.said, secret)
    if status in (401, 403):
        remedy = f"see the key in {key_env}" if key_env else "name the key's variable in key_env"
        return Judged(EngineUnavailable(f"{name}: its server refuses the key ({status})", remedy),
                      again=False)  # fmt: skip
    if status in WRONG:
        return Judged(InputError(f"{name}: {said}", "", "messages"), again=False)
    if status == 404:
        error = EngineUnavailable(f"{name}: {said}", "see base_url and model in the row's options")
        return Judged(error, again=False)
    after_s = retry_after_s(refusal.retry_after, now)
    message = f"{name}: its server answers {status}: {said}"
    if status in NOT_DONE | MAYBE_DONE or status >= 500:
        busy = ServerBusy(message)
        busy.retry_after_s = after_s
        refused = status in NOT_DONE and (status != 503 or after_s is not None)
        return Judged(busy, again=safe or refused)
    return Judged(ServerRefused(message), again=False)


def _said(body: bytes, secret: str) -> str:
    text = body.decode(errors="replace").strip()
    try:
        said = message_of(json.loads(text))
    except (ValueError, RecursionError):
        said = " ".join(text.split())[:300] or "without a word"
    return said.replace(secret, "***") if secret else said
