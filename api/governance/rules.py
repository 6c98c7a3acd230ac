"""What is to go when, as conditions in SQL: of a tenant's rows, after days that it chose or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Table

from api.governance.retention import Retention
from store.repositories.sessions import IDLE
from store.tables import (
    answers,
    apis,
    artifacts,
    audit,
    cache,
    characters,
    deliveries,
    events,
    flows,
    folders,
    invitations,
    presets,
    projects,
    runs,
    sessions,
    steps,
    styles,
    versions,
)

ENDED = "state IN ('succeeded', 'failed', 'cancelled')"
LONG_AGO = "now() - make_interval(days => :days)"
DELETED = f"deleted_at < {LONG_AGO}"
ARCHIVED = "SELECT id FROM projects WHERE tenant_id = :tenant AND archived_at IS NOT NULL"
OF_ARCHIVED = "SELECT id::text FROM projects WHERE tenant_id = :tenant AND archived_at IS NOT NULL"
OLD_RUNS = (
    f"SELECT id FROM runs WHERE tenant_id = :tenant AND {ENDED} AND finished_at < {LONG_AGO} "
    f"AND project NOT IN ({OF_ARCHIVED})"
)
"""What an archived project has made is kept with it."""
DOOMED_PROJECTS = f"{DELETED} AND archived_at IS NULL"
DOOMED_RUNS = (
    f"SELECT id FROM runs WHERE tenant_id = :tenant AND {ENDED} AND project IN ("
    f"SELECT id::text FROM projects WHERE tenant_id = :tenant AND {DOOMED_PROJECTS})"
)
HISTORIES = {
    "projects": "projects", "scripts": "projects", "characters": "characters", "flows": "flows",
    "presets": "presets", "styles": "styles", "folders": "folders", "apis": "apis",
}  # fmt: skip
"""Kinds of versions, and the tables whose rows they were."""
INVITED_DAYS = 30
FEW = 50
"""Rows at once of which each takes many others along."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Rows of a table that go."""

    name: str
    """As the audit log counts them."""
    table: Table
    where: str
    days: int = 0
    most: int = 1000
    noted: bool = True


def rules(kept: Retention) -> Iterator[Rule]:
    """In the order in which they are applied: what hangs on others goes first."""
    yield from _deleted(kept.deleted_days)
    yield Rule(
        name="events", table=events, days=kept.events_days,
        where=f"run_id IN ({OLD_RUNS}) AND type <> 'run.ended'",
    )  # fmt: skip
    yield Rule(
        name="deliveries", table=deliveries, days=kept.deliveries_days,
        where=f"state <> 'pending' AND ended_at < {LONG_AGO}",
    )  # fmt: skip
    yield Rule(name="cache", table=cache, days=kept.cache_days, where=f"used_at < {LONG_AGO}")
    if kept.audit_days is not None:
        yield Rule(
            name="audit", table=audit, days=kept.audit_days, where=f"created_at < {LONG_AGO}"
        )
    yield from _over()


def _deleted(days: int) -> Iterator[Rule]:
    """What was deleted long ago, with the runs of projects and the histories."""
    for table in (events, steps, deliveries):
        yield Rule(name=table.name, table=table, days=days, where=f"run_id IN ({DOOMED_RUNS})")
    yield Rule(name="runs", table=runs, days=days, where=f"id IN ({DOOMED_RUNS})", most=FEW)
    yield Rule(name="projects", table=projects, days=days, where=DOOMED_PROJECTS, most=FEW)
    open_alone = f"(project_id IS NULL OR project_id NOT IN ({ARCHIVED}))"
    yield Rule(name="characters", table=characters, days=days, where=f"{DELETED} AND {open_alone}")
    for table in (flows, presets, styles, apis, artifacts, folders):
        yield Rule(name=table.name, table=table, days=days, where=DELETED, most=FEW)
    for kind, table in HISTORIES.items():
        gone = f"NOT EXISTS (SELECT FROM {table} AS of WHERE of.id = versions.object_id)"
        yield Rule(name="versions", table=versions, where=f"kind = '{kind}' AND {gone}")


def _over() -> Iterator[Rule]:
    """What is over by itself, whatever a tenant says."""
    idle_s = int(IDLE.total_seconds())
    yield Rule(
        name="sessions", table=sessions, noted=False,
        where=f"expires_at < now() OR seen_at < now() - interval '{idle_s} seconds'",
    )  # fmt: skip
    yield Rule(
        name="invitations", table=invitations, days=INVITED_DAYS, noted=False,
        where=f"expires_at < {LONG_AGO}",
    )  # fmt: skip
    yield Rule(name="answers", table=answers, days=1, noted=False, where=f"created_at < {LONG_AGO}")
