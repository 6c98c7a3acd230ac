"""Every table of Kinora, one module a subject; importing this package registers them all."""

from store.tables.base import metadata
from store.tables.cache import cache
from store.tables.events import events
from store.tables.money import budgets, calls, ledger
from store.tables.runs import commands, runs, steps
from store.tables.tenants import shares, tenants

__all__ = [
    "budgets",
    "cache",
    "calls",
    "commands",
    "events",
    "ledger",
    "metadata",
    "runs",
    "shares",
    "steps",
    "tenants",
]
