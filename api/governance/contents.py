"""What an export holds: every table of a tenant's, but for what is named here with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from store.tables import artifacts, metadata

ARTIFACTS = artifacts
"""Whose files come along where media are asked for."""

EXPORTED = (
    "tenants", "users", "memberships", "teams", "team_members", "invitations", "api_keys",
    "providers", "identities", "sessions", "projects", "sections", "sentences", "characters",
    "flows", "presets", "styles", "versions", "folders", "artifacts", "uploads", "runs", "steps",
    "commands", "events", "apis", "releases", "jobs", "webhooks", "deliveries", "budgets", "calls",
    "ledger", "promises", "shares", "audit", "exports", "erasures", "retentions", "videos",
)  # fmt: skip
"""Tables, as they come in the file."""
WHOLE_LEFT_OUT: Mapping[str, str] = {
    "answers": "encrypted answers of the last day, to requests whose results are exported",
    "cache": "what steps gave, which the steps say as well",
    "trails": "how far events were read for webhooks",
}
"""Tables of tenants that are in no export."""
COLUMNS_LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "users": {
        "password_hash": "a secret",
        "failed_logins": "of the platform",
        "locked_until": "of the platform",
        "operator": "of the platform",
    },
    "invitations": {"token_digest": "a secret"},
    "api_keys": {"secret_digest": "a secret"},
    "providers": {"client_secret": "a secret"},
    "sessions": {"token_digest": "a secret"},
    "webhooks": {"secret": "a secret", "former_secret": "a secret"},
    "artifacts": {
        "search": "made of the other columns",
        "preview_tries": "of the platform",
        "preview_leased_until": "of the platform",
    },
    "runs": {"lease_owner": "of the platform", "lease_until": "of the platform"},
    "shares": {"virtual_time": "of the platform", "last_turn_at": "of the platform"},
}
"""Columns that are in no export."""


def tables() -> list[Table]:
    """Those that an export holds."""
    return [metadata.tables[name] for name in EXPORTED]


def columns(table: Table) -> list[str]:
    """What an export holds of a table."""
    left_out = COLUMNS_LEFT_OUT.get(table.name, {})
    return [column.name for column in table.c if column.name not in left_out]


def left_out() -> dict[str, str]:
    """What an export says that it does not hold, with the reasons."""
    said = dict(WHOLE_LEFT_OUT)
    for table, names in COLUMNS_LEFT_OUT.items():
        said |= {f"{table}.{name}": reason for name, reason in names.items()}
    return said
