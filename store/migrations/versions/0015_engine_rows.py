"""Rows of the catalog of models that the operator adds for all tenants, while everything runs.

Revision ID: 0015
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

CREATION = """
CREATE TABLE engine_rows (
    id TEXT NOT NULL,
    row JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_engine_rows PRIMARY KEY (id)
);
"""


def upgrade() -> None:
    op.execute(CREATION)
    # A row may name code that runs on workers, so only who owns the database writes one.
    op.execute("GRANT SELECT ON engine_rows TO kinora_app, kinora_engine")


def downgrade() -> None:
    op.drop_table("engine_rows")
