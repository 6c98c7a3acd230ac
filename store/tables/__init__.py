"""Every table of Kinora, one module a subject; importing this package registers them all."""

from store.tables.apis import apis, jobs, releases
from store.tables.base import metadata
from store.tables.cache import cache
from store.tables.documents import (
    characters,
    flows,
    presets,
    projects,
    sections,
    sentences,
    styles,
    versions,
)
from store.tables.events import events
from store.tables.governance import chores, erasures, exports, retentions
from store.tables.library import artifacts, folders, uploads
from store.tables.models import engine_rows
from store.tables.money import budgets, calls, ledger, promises
from store.tables.people import (
    api_keys,
    identities,
    invitations,
    memberships,
    passwords,
    providers,
    resets,
    sessions,
    team_members,
    teams,
    users,
)
from store.tables.requests import answers, audit, hits
from store.tables.runs import commands, runs, steps
from store.tables.tenants import shares, tenants
from store.tables.videos import videos
from store.tables.webhooks import deliveries, trails, webhooks

__all__ = [
    "answers",
    "api_keys",
    "apis",
    "artifacts",
    "audit",
    "budgets",
    "cache",
    "calls",
    "characters",
    "chores",
    "commands",
    "deliveries",
    "engine_rows",
    "erasures",
    "events",
    "exports",
    "flows",
    "folders",
    "hits",
    "identities",
    "invitations",
    "jobs",
    "ledger",
    "memberships",
    "metadata",
    "passwords",
    "presets",
    "projects",
    "promises",
    "providers",
    "releases",
    "resets",
    "retentions",
    "runs",
    "sections",
    "sentences",
    "sessions",
    "shares",
    "steps",
    "styles",
    "team_members",
    "teams",
    "tenants",
    "trails",
    "uploads",
    "users",
    "versions",
    "videos",
    "webhooks",
]
