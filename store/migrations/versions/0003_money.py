"""Money: budgets, the ledger, the paid calls behind them, and what kept results cost.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0003"
down_revision = "0002"

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = ("budgets", "calls", "ledger")


def _tenant(table: str) -> sa.Column:
    key = sa.ForeignKey("tenants.id", name=f"fk_{table}_tenant_id_tenants", ondelete="CASCADE")
    return sa.Column("tenant_id", pg.UUID(as_uuid=True), key, nullable=False)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, pg.UUID(as_uuid=True), nullable=nullable)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _sum(name: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _created() -> sa.Column:
    now = sa.func.now()
    return sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=now)


def upgrade() -> None:
    _budgets()
    _calls()
    _ledger()
    op.add_column("cache", _sum("micros"))
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    op.execute("GRANT SELECT, INSERT, UPDATE ON budgets, calls TO kinora_engine")
    op.execute("GRANT SELECT, INSERT ON ledger TO kinora_engine")
    op.execute("GRANT SELECT ON budgets, calls, ledger TO kinora_app")
    # Whoever uses Kinora says how much may be spent, and never how much was.
    op.execute("GRANT INSERT (tenant_id, scope, name, limit_micros) ON budgets TO kinora_app")
    op.execute("GRANT UPDATE (limit_micros, alerted) ON budgets TO kinora_app")


def _budgets() -> None:
    op.create_table(
        "budgets",
        _tenant("budgets"),
        _text("scope"),
        _text("name"),
        sa.Column("limit_micros", sa.BigInteger),
        _sum("reserved_micros"),
        _sum("spent_micros"),
        sa.Column("alerted", sa.Boolean, nullable=False, server_default="false"),
        sa.PrimaryKeyConstraint("tenant_id", "scope", "name", name="pk_budgets"),
        sa.CheckConstraint("scope IN ('tenant', 'project', 'run')", name="ck_budgets_scope"),
        sa.CheckConstraint("reserved_micros >= 0", name="ck_budgets_reserved"),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        _uuid("id"),
        _tenant("calls"),
        _text("digest"),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="1"),
        _uuid("run_id"),
        sa.Column("epoch", sa.Integer, nullable=False),
        _uuid("payer_id"),
        _text("project"),
        _text("node"),
        sa.Column("path", pg.ARRAY(sa.Integer), nullable=False),
        _text("engine"),
        _text("state"),
        sa.Column("request", pg.JSONB, nullable=False),
        sa.Column("provider_id", sa.Text),
        sa.Column("result", pg.JSONB),
        sa.Column("error", pg.JSONB),
        sa.Column("reserved_micros", sa.BigInteger, nullable=False),
        sa.Column("spent_micros", sa.BigInteger),
        _created(),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint(
            "tenant_id", "digest", "occurrence", name="uq_calls_tenant_id_digest_occurrence"
        ),
        sa.CheckConstraint(
            "state IN ('sending', 'accepted', 'succeeded', 'failed')", name="ck_calls_state"
        ),
    )
    op.create_index(
        "ix_calls_payer_id", "calls", ["payer_id"],
        postgresql_where=sa.text("spent_micros IS NULL"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        _uuid("id"),
        _uuid("tenant_id"),
        _text("project"),
        _uuid("run_id"),
        _text("node"),
        sa.Column("path", pg.ARRAY(sa.Integer), nullable=False),
        _uuid("call_id", nullable=True),
        _text("engine"),
        _text("kind"),
        _sum("reserved_micros"),
        _sum("spent_micros"),
        _sum("gpu_ms"),
        _created(),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
        sa.CheckConstraint("kind IN ('reserve', 'settle', 'use')", name="ck_ledger_kind"),
    )
    op.create_index("ix_ledger_tenant_id_created_at", "ledger", ["tenant_id", "created_at"])
    op.create_index("ix_ledger_run_id", "ledger", ["run_id"])
    op.execute(
        "CREATE FUNCTION ledger_is_written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is never changed'; END $$"
    )
    op.execute(
        "CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_written_once()"
    )


def downgrade() -> None:
    op.drop_column("cache", "micros")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP FUNCTION ledger_is_written_once")
