"""Flows deployed as APIs: their releases, their jobs, and keys that call them alone.

Revision ID: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

CREATION = """
CREATE TABLE apis (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    per_minute INTEGER,
    live INTEGER NOT NULL,
    CONSTRAINT pk_apis PRIMARY KEY (id),
    CONSTRAINT ck_apis_per_minute CHECK (per_minute > 0),
    CONSTRAINT uq_apis_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_apis_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_apis_tenant_id_slug ON apis (tenant_id, slug) WHERE deleted_at IS NULL;

CREATE TABLE jobs (
    run_id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    api_id UUID NOT NULL,
    number INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    CONSTRAINT pk_jobs PRIMARY KEY (run_id),
    CONSTRAINT fk_jobs_api FOREIGN KEY(tenant_id, api_id) REFERENCES apis (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_jobs_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
CREATE INDEX ix_jobs_tenant_id_api_id ON jobs (tenant_id, api_id, run_id);

CREATE TABLE releases (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    api_id UUID NOT NULL,
    number INTEGER NOT NULL,
    flow JSONB NOT NULL,
    inputs JSONB NOT NULL,
    outputs JSONB NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (id),
    CONSTRAINT uq_releases_tenant_id_api_id_number UNIQUE (tenant_id, api_id, number),
    CONSTRAINT fk_releases_api FOREIGN KEY(tenant_id, api_id) REFERENCES apis (tenant_id, id) ON DELETE CASCADE
);

ALTER TABLE api_keys ADD COLUMN apis TEXT[];
"""
# A cascade deletes from within a trigger: what is deleted by name is refused.
IMMUTABLE = """
CREATE FUNCTION releases_are_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a release is never changed'; END $$;
CREATE TRIGGER written_once BEFORE UPDATE ON releases
FOR EACH ROW EXECUTE FUNCTION releases_are_written_once();
CREATE TRIGGER kept BEFORE DELETE ON releases
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION releases_are_written_once();
CREATE TRIGGER whole BEFORE TRUNCATE ON releases
FOR EACH STATEMENT EXECUTE FUNCTION releases_are_written_once();
"""
RIGHTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON apis TO kinora_app;
GRANT SELECT, INSERT ON releases, jobs TO kinora_app;
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = ("apis", "releases", "jobs")


def upgrade() -> None:
    op.execute(CREATION)
    op.execute(IMMUTABLE)
    op.execute(RIGHTS)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")


def downgrade() -> None:
    op.execute("ALTER TABLE api_keys DROP COLUMN apis")
    for table in ("jobs", "releases", "apis"):
        op.drop_table(table)
    op.execute("DROP FUNCTION releases_are_written_once")
