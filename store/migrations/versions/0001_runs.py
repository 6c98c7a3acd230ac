"""Tenants, runs, steps, commands, events and the step cache, with roles and row-level security.

Roles: the owner migrates; `kinora_app` is under row-level security; `kinora_engine` sees the runs
and commands of all tenants, since it claims them, and sets the tenant for anything else.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0001"
down_revision = None

LOCAL_TENANT = "00000000-0000-7000-8000-000000000001"
TENANT_TABLES = ("runs", "steps", "commands", "events", "cache")
SEEN_BY_ENGINE = ("runs", "commands")
TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"

RUN_STATES = "'queued','running','waiting','paused','cancelling','cancelled','failed','succeeded'"
STEP_STATES = (
    "'pending','ready','running','waiting','cached','skipped','cancelling','cancelled','failed',"
    "'succeeded'"
)


def _id() -> sa.Column:
    return sa.Column("id", pg.UUID(as_uuid=True))


def _tenant(table: str) -> sa.Column:
    key = sa.ForeignKey("tenants.id", name=f"fk_{table}_tenant_id_tenants", ondelete="CASCADE")
    return sa.Column("tenant_id", pg.UUID(as_uuid=True), key, nullable=False)


def _run(table: str) -> sa.Column:
    key = sa.ForeignKey("runs.id", name=f"fk_{table}_run_id_runs", ondelete="CASCADE")
    return sa.Column("run_id", pg.UUID(as_uuid=True), key, nullable=False)


def _time(name: str, *, now: bool = False) -> sa.Column:
    default = sa.func.now() if now else None
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not now, server_default=default)


def upgrade() -> None:
    op.create_table(
        "tenants",
        _id(),
        sa.Column("name", sa.Text, nullable=False),
        _time("created_at", now=True),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
        sa.UniqueConstraint("name", name="uq_tenants_name"),
    )
    op.create_table(
        "runs",
        _id(),
        _tenant("runs"),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("flow", pg.JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="queued"),
        sa.Column("reason", sa.Text),
        sa.Column("error", pg.JSONB),
        sa.Column("outputs", pg.JSONB),
        sa.Column("lease_owner", sa.Text),
        _time("lease_until"),
        sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
        sa.Column("barren_claims", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_seq", sa.BigInteger, nullable=False, server_default="1"),
        _time("created_at", now=True),
        _time("started_at"),
        _time("finished_at"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.CheckConstraint(f"state IN ({RUN_STATES})", name="ck_runs_state"),
    )
    op.create_index(
        "ix_runs_tenant_id_project_created_at", "runs", ["tenant_id", "project", "created_at"]
    )
    op.create_index(
        "ix_runs_claimable",
        "runs",
        ["created_at"],
        postgresql_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
    )
    op.create_table(
        "steps",
        _tenant("steps"),
        _run("steps"),
        sa.Column("node", sa.Text, nullable=False),
        sa.Column("path", sa.Integer, nullable=False, server_default="-1"),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("cache_key", sa.Text),
        sa.Column("inputs", pg.JSONB),
        sa.Column("outputs", pg.JSONB),
        sa.Column("error", pg.JSONB),
        sa.Column("seconds", sa.Double),
        sa.Column("cpu_seconds", sa.Double),
        _time("started_at"),
        _time("finished_at"),
        sa.PrimaryKeyConstraint("run_id", "node", "path", name="pk_steps"),
        sa.CheckConstraint(f"state IN ({STEP_STATES})", name="ck_steps_state"),
    )
    op.create_index("ix_steps_tenant_id", "steps", ["tenant_id"])
    op.create_table(
        "commands",
        _id(),
        _tenant("commands"),
        _run("commands"),
        sa.Column("kind", sa.Text, nullable=False),
        _time("created_at", now=True),
        _time("done_at"),
        sa.PrimaryKeyConstraint("id", name="pk_commands"),
    )
    op.create_index("ix_commands_tenant_id", "commands", ["tenant_id"])
    op.create_index("ix_commands_run_id", "commands", ["run_id"])
    op.create_table(
        "events",
        _tenant("events"),
        _run("events"),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("data", pg.JSONB, nullable=False),
        _time("created_at", now=True),
        sa.PrimaryKeyConstraint("run_id", "seq", name="pk_events"),
    )
    op.create_index("ix_events_tenant_id", "events", ["tenant_id"])
    op.create_table(
        "cache",
        _tenant("cache"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("outputs", pg.JSONB, nullable=False),
        sa.Column("num_bytes", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("cpu_seconds", sa.Double, nullable=False, server_default="0"),
        _time("created_at", now=True),
        _time("used_at", now=True),
        sa.PrimaryKeyConstraint("tenant_id", "key", name="pk_cache"),
    )
    op.create_index("ix_cache_tenant_id_used_at", "cache", ["tenant_id", "used_at"])
    op.execute(f"INSERT INTO tenants (id, name) VALUES ('{LOCAL_TENANT}', 'local')")
    _roles()
    _policies()


def _roles() -> None:
    for role in ("kinora_app", "kinora_engine"):
        op.execute(
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
        op.execute(f"GRANT {role} TO CURRENT_USER")
        op.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        op.execute(f"GRANT SELECT ON tenants TO {role}")
        for table in TENANT_TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}")


def _policies() -> None:
    op.execute("ALTER TABLE tenants ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON tenants USING (id = {TENANT})")
    for table in TENANT_TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    for table in SEEN_BY_ENGINE:
        op.execute(f"CREATE POLICY engine ON {table} TO kinora_engine USING (true)")


def downgrade() -> None:
    for table in ("cache", "events", "commands", "steps", "runs", "tenants"):
        op.drop_table(table)
