"""Whether a paid call is under way, for the gate: a provider that calls back shows no key.

Revision ID: 0016
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("CREATE POLICY gate ON calls FOR SELECT TO kinora_gate USING (true)")
    op.execute("GRANT SELECT (id, state) ON calls TO kinora_gate")


def downgrade() -> None:
    op.execute("REVOKE SELECT (id, state) ON calls FROM kinora_gate")
    op.execute("DROP POLICY gate ON calls")
