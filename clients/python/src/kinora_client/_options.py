"""What a client was told: where the service is, who asks, how patient it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from kinora_client._retries import Retries
from kinora_client.errors import KinoraError

LOCAL = "http://127.0.0.1:8000"
"""Where `kinora up` listens."""
TIMEOUT_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Options:
    """See the module."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: float = TIMEOUT_S
    retries: Retries = field(default_factory=Retries)
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def resolved(
    api_key: str | None,
    base_url: str | None,
    timeout: float,
    retries: Retries | None,
    headers: Mapping[str, str] | None,
) -> Options:
    """What was given, else what the surroundings say.

    Raises:
        KinoraError: there is no key, or no such address.
    """
    key = api_key or os.environ.get("KINORA_API_KEY", "")
    if not key:
        raise KinoraError("there is no API key: give api_key=... or set KINORA_API_KEY")
    url = (base_url or os.environ.get("KINORA_BASE_URL", "") or LOCAL).rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise KinoraError(f"{url!r} is no address: write it as in {LOCAL}")
    return Options(
        api_key=key,
        base_url=url.removesuffix("/v1"),
        timeout=timeout,
        retries=retries or Retries(),
        headers=dict(headers or {}),
    )
