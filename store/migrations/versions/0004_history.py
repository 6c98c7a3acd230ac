"""What a step was expected to take, beside what it took.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("steps", sa.Column("cost_s", sa.Double))


def downgrade() -> None:
    op.drop_column("steps", "cost_s")
