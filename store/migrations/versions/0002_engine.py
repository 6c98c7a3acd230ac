"""The flow engine: nested steps, waits, priorities, shares, commands that carry data.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0002"
down_revision = "0001"

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
WAITING = "state IN ('queued', 'running', 'cancelling', 'waiting')"
PRIORITIES = "'interactive','standard','batch'"


def upgrade() -> None:
    _paths()
    op.add_column("steps", sa.Column("reason", sa.Text))
    op.add_column("steps", sa.Column("wake_at", sa.DateTime(timezone=True)))
    op.add_column("runs", sa.Column("inputs", pg.JSONB))
    op.add_column(
        "runs", sa.Column("priority", sa.Text, nullable=False, server_default="standard")
    )
    op.create_check_constraint("ck_runs_priority", "runs", f"priority IN ({PRIORITIES})")
    op.add_column("runs", sa.Column("wake_at", sa.DateTime(timezone=True)))
    op.add_column("runs", sa.Column("origin", pg.UUID(as_uuid=True)))
    op.drop_index("ix_runs_claimable", "runs")
    op.create_index(
        "ix_runs_claimable",
        "runs",
        ["tenant_id", "priority", "created_at"],
        postgresql_where=sa.text(WAITING),
    )
    op.add_column("commands", sa.Column("node", sa.Text))
    op.add_column("commands", sa.Column("path", pg.ARRAY(sa.Integer)))
    op.add_column("commands", sa.Column("data", pg.JSONB))
    _shares()


def _paths() -> None:
    """A step's path becomes the indices of all loops that it is in."""
    op.drop_constraint("pk_steps", "steps", type_="primary")
    op.execute("ALTER TABLE steps ALTER COLUMN path DROP DEFAULT")
    op.execute(
        "ALTER TABLE steps ALTER COLUMN path TYPE integer[] "
        "USING CASE WHEN path < 0 THEN '{}'::integer[] ELSE ARRAY[path] END"
    )
    op.execute("ALTER TABLE steps ALTER COLUMN path SET DEFAULT '{}'")
    op.create_primary_key("pk_steps", "steps", ["run_id", "node", "path"])


def _shares() -> None:
    op.create_table(
        "shares",
        sa.Column(
            "tenant_id",
            pg.UUID(as_uuid=True),
            sa.ForeignKey("tenants.id", name="fk_shares_tenant_id_tenants", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("weight", sa.Double, nullable=False, server_default="1"),
        sa.Column("max_running", sa.Integer),
        sa.Column("max_queued", sa.Integer),
        sa.Column("virtual_time", sa.Double, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("tenant_id", name="pk_shares"),
        sa.CheckConstraint("weight > 0", name="ck_shares_weight"),
    )
    op.execute("GRANT SELECT ON shares TO kinora_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON shares TO kinora_engine")
    op.execute("ALTER TABLE shares ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE shares FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON shares USING (tenant_id = {TENANT})")
    op.execute("CREATE POLICY engine ON shares TO kinora_engine USING (true)")


def downgrade() -> None:
    op.drop_table("shares")
    for column in ("node", "path", "data"):
        op.drop_column("commands", column)
    op.drop_index("ix_runs_claimable", "runs")
    for column in ("origin", "wake_at", "priority", "inputs"):
        op.drop_column("runs", column)
    op.create_index(
        "ix_runs_claimable",
        "runs",
        ["created_at"],
        postgresql_where=sa.text("state IN ('queued', 'running', 'cancelling')"),
    )
    op.drop_column("steps", "wake_at")
    op.drop_column("steps", "reason")
    op.execute("DELETE FROM steps WHERE cardinality(path) > 1")
    op.drop_constraint("pk_steps", "steps", type_="primary")
    op.execute("ALTER TABLE steps ALTER COLUMN path DROP DEFAULT")
    op.execute(
        "ALTER TABLE steps ALTER COLUMN path TYPE integer "
        "USING CASE WHEN cardinality(path) = 0 THEN -1 ELSE path[1] END"
    )
    op.execute("ALTER TABLE steps ALTER COLUMN path SET DEFAULT -1")
    op.create_primary_key("pk_steps", "steps", ["run_id", "node", "path"])
