"""Finds the assets that stored JSON names."""

from __future__ import annotations

from typing import Any


def collect_digests(value: Any, named: set[str]) -> None:
    """Add every digest in JSON data to `named`."""
    if isinstance(value, dict):
        if isinstance(value.get("digest"), str):
            named.add(value["digest"])
        for part in value.values():
            collect_digests(part, named)
    elif isinstance(value, list):
        for part in value:
            collect_digests(part, named)
