"""Turns: when a tenant last had one.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("shares", sa.Column("last_turn_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("shares", "last_turn_at")
