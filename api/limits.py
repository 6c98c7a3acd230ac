"""How often a user, a key or an address may ask (rows B9, C14)."""

from __future__ import annotations

from typing import Literal

from api.errors import RateLimited
from store.repositories.gate import Hit

WINDOW_S = 60
GENERAL = 100
Work = Literal["upload", "generate", "refine", "production", "login"]
"""Kinds of request with a rate of their own."""
RATES: dict[Work, int] = {"upload": 20, "generate": 10, "refine": 30, "production": 5, "login": 10}
"""Requests a minute; a key with a rate of its own has that for all of them."""


def headers(hit: Hit, name: str = "default") -> dict[str, str]:
    """RateLimit fields, as in draft-ietf-httpapi-ratelimit-headers-10."""
    return {
        "RateLimit-Policy": f'"{name}";q={hit.limit};w={WINDOW_S}',
        "RateLimit": f'"{name}";r={hit.remaining};t={hit.wait_s or WINDOW_S}',
    }


def check(hit: Hit, what: str = "requests") -> None:
    """Refuse what comes too often.

    Raises:
        RateLimited: with the seconds to wait.
    """
    if hit.wait_s:
        refused = RateLimited(
            f"more than {hit.limit} {what} a minute", f"try again in {hit.wait_s} s"
        )
        refused.retry_after_s = hit.wait_s
        raise refused
