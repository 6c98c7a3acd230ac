"""How often a user, a key or an address may ask (rows B9, C14)."""

from __future__ import annotations

from typing import Any, Literal, cast

from api.errors import RateLimited
from store.repositories.gate import Hit, Rate

WINDOW_S = 60
GENERAL = 100
CALLBACKS = 600
"""From one address, at which a provider's are counted together."""
Work = Literal["upload", "generate", "refine", "production", "login"]
"""Kinds of request with a rate of their own."""
RATES: dict[Work, int] = {"upload": 20, "generate": 10, "refine": 30, "production": 5, "login": 10}
"""Requests a minute; a key with a rate of its own has that for all of them."""
_SAID = "x-rate"


def rated(work: Work) -> dict[str, Any]:
    """What a route's `openapi_extra` says of its kind of work; the gate counts by it."""
    return {_SAID: {"work": work, "per_minute": RATES[work]}}


def rate_of(route: object) -> Rate | None:
    """The rate of a route's kind of work, if it has one."""
    extra = cast(dict[str, Any] | None, getattr(route, "openapi_extra", None)) or {}
    said = extra.get(_SAID)
    return None if said is None else Rate(work=said["work"], most=said["per_minute"])


def headers(hit: Hit, name: str = "default") -> list[tuple[bytes, bytes]]:
    """RateLimit fields, as in draft-ietf-httpapi-ratelimit-headers-10, as ASGI sends them."""
    policy = f'"{name}";q={hit.limit};w={WINDOW_S}'
    left = f'"{name}";r={hit.remaining};t={hit.wait_s or WINDOW_S}'
    return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


def check(hit: Hit | None, what: str = "requests") -> None:
    """Refuse what comes too often, if it is counted.

    Raises:
        RateLimited: with the seconds to wait.
    """
    if hit is not None and hit.wait_s:
        refused = RateLimited(
            f"more than {hit.limit} {what} a minute", f"try again in {hit.wait_s} s"
        )
        refused.retry_after_s = hit.wait_s
        raise refused
