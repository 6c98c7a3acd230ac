"""LoRAs: a kind of file that comes in and is kept.

Revision ID: 0018
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"

TABLES = ("uploads", "artifacts")
KINDS = "'image', 'video', 'audio', 'document'"


def upgrade() -> None:
    # The release before writes fewer kinds, all of which stay allowed. Rows are few, and looking
    # through them takes a moment.
    for table in TABLES:
        op.execute(
            "-- squawk-ignore ban-drop-constraint\n"
            f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_kind"
        )
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_kind CHECK (kind IN ({KINDS}, 'lora'))"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DELETE FROM {table} WHERE kind = 'lora'")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_kind")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_kind CHECK (kind IN ({KINDS}))"
        )
