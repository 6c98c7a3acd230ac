"""Styles: how a tenant's films may look.

Revision ID: 0013
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

CREATION = """
CREATE TABLE styles (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    CONSTRAINT pk_styles PRIMARY KEY (id),
    CONSTRAINT uq_styles_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_styles_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_styles_tenant_id_name ON styles (tenant_id, name);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"


def upgrade() -> None:
    op.execute(CREATION)
    op.execute("ALTER TABLE styles ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE styles FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON styles USING (tenant_id = {TENANT})")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON styles TO kinora_app")
    op.execute("GRANT SELECT, DELETE, UPDATE (made_by) ON styles TO kinora_keeper")


def downgrade() -> None:
    op.drop_table("styles")
