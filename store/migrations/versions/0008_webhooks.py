"""Webhooks: endpoints, what is sent to them, and how far each run was read for that.

The role `kinora_courier` sees of all tenants which runs have news and which deliveries are due, and
nothing of what they are about.

Revision ID: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

CREATION = """
CREATE TABLE webhooks (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT[] NOT NULL,
    enabled BOOLEAN DEFAULT 'true' NOT NULL,
    disabled_for TEXT,
    secret BYTEA NOT NULL,
    former_secret BYTEA,
    former_until TIMESTAMP WITH TIME ZONE,
    since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    seen_until TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    failing_since TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_webhooks PRIMARY KEY (id),
    CONSTRAINT uq_webhooks_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_webhooks_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);

CREATE TABLE deliveries (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    webhook_id UUID NOT NULL,
    run_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    payload JSONB NOT NULL,
    state TEXT DEFAULT 'pending' NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE,
    leased_until TIMESTAMP WITH TIME ZONE,
    last_status INTEGER,
    last_error TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT ck_deliveries_state CHECK (state IN ('pending', 'delivered', 'dead')),
    CONSTRAINT uq_deliveries_webhook_id_run_id_seq_kind UNIQUE (webhook_id, run_id, seq, kind),
    CONSTRAINT fk_deliveries_webhook FOREIGN KEY(tenant_id, webhook_id) REFERENCES webhooks (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_deliveries_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
CREATE INDEX ix_deliveries_due ON deliveries (webhook_id, next_at) WHERE state = 'pending' AND next_at IS NOT NULL;
CREATE INDEX ix_deliveries_ended_at ON deliveries (ended_at) WHERE state <> 'pending';
CREATE INDEX ix_deliveries_line ON deliveries (webhook_id, run_id, seq) WHERE state = 'pending';
CREATE INDEX ix_deliveries_run_id ON deliveries (run_id);
CREATE INDEX ix_deliveries_tenant_id_webhook_id ON deliveries (tenant_id, webhook_id, id);

CREATE TABLE trails (
    tenant_id UUID NOT NULL,
    run_id UUID NOT NULL,
    seq BIGINT DEFAULT '0' NOT NULL,
    state JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_trails PRIMARY KEY (run_id),
    CONSTRAINT fk_trails_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = ("webhooks", "deliveries", "trails")
SEEN_BY_THE_COURIER = ("webhooks", "deliveries", "trails", "runs")
RIGHTS = """
GRANT USAGE ON SCHEMA public TO kinora_courier;
GRANT SELECT (id, tenant_id, enabled, seen_until), UPDATE (seen_until)
    ON webhooks TO kinora_courier;
GRANT SELECT (id, tenant_id, webhook_id, run_id, state, attempts, next_at, leased_until, ended_at),
    UPDATE (attempts, leased_until), DELETE ON deliveries TO kinora_courier;
GRANT SELECT (run_id, seq) ON trails TO kinora_courier;
GRANT SELECT (id, tenant_id, next_seq, finished_at) ON runs TO kinora_courier;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks, deliveries, trails TO kinora_app;
"""


def upgrade() -> None:
    op.execute(
        "DO $$ BEGIN CREATE ROLE kinora_courier NOLOGIN; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    op.execute("GRANT kinora_courier TO CURRENT_USER")
    op.execute(CREATION)
    op.execute("CREATE INDEX ix_runs_tenant_id_finished_at ON runs (tenant_id, finished_at)")
    op.execute(RIGHTS)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    for table in SEEN_BY_THE_COURIER:
        op.execute(f"CREATE POLICY courier ON {table} TO kinora_courier USING (true)")


def downgrade() -> None:
    op.execute("DROP POLICY courier ON runs")
    op.execute("REVOKE ALL ON runs FROM kinora_courier")
    op.execute("DROP INDEX ix_runs_tenant_id_finished_at")
    for table in ("deliveries", "trails", "webhooks"):
        op.drop_table(table)
