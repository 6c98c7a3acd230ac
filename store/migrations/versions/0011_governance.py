"""What tenants decide about their data: exports, erasure, retention, archived projects.

The role `kinora_keeper` takes away what is to go: of one tenant at a time, as the application sees
it; of all tenants it sees which exports and erasures are due, and nothing of what they hold. It
alone passes the triggers that keep audit log, ledger and releases as they were written.

Revision ID: 0011
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

CREATION = """
CREATE TABLE chores (
    name TEXT NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    leased_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_chores PRIMARY KEY (name)
);

CREATE TABLE erasures (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    user_id UUID,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT DEFAULT 'waiting' NOT NULL,
    place UUID,
    counts JSONB DEFAULT '{}' NOT NULL,
    code TEXT,
    message TEXT,
    tries INTEGER DEFAULT '0' NOT NULL,
    leased_until TIMESTAMP WITH TIME ZONE,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_erasures PRIMARY KEY (id),
    CONSTRAINT ck_erasures_state CHECK (state IN ('waiting', 'running', 'complete', 'called_off'))
);
CREATE INDEX ix_erasures_due ON erasures (due_at) WHERE state IN ('waiting', 'running');
CREATE INDEX ix_erasures_tenant_id ON erasures (tenant_id, id);
CREATE UNIQUE INDEX uq_erasures_tenant ON erasures (tenant_id) WHERE user_id IS NULL AND state IN ('waiting', 'running');
CREATE UNIQUE INDEX uq_erasures_user ON erasures (user_id) WHERE state IN ('waiting', 'running');

CREATE TABLE exports (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    user_id UUID,
    homes UUID[] DEFAULT '{}' NOT NULL,
    made_by TEXT NOT NULL,
    media BOOLEAN DEFAULT 'false' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    state TEXT DEFAULT 'queued' NOT NULL,
    num_rows BIGINT DEFAULT '0' NOT NULL,
    num_bytes BIGINT DEFAULT '0' NOT NULL,
    digest TEXT,
    code TEXT,
    message TEXT,
    tries INTEGER DEFAULT '0' NOT NULL,
    leased_until TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_exports PRIMARY KEY (id),
    CONSTRAINT ck_exports_state CHECK (state IN ('queued', 'running', 'complete', 'failed', 'expired', 'cancelled')),
    CONSTRAINT fk_exports_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_exports_expires_at ON exports (expires_at) WHERE state = 'complete';
CREATE INDEX ix_exports_tenant_id ON exports (tenant_id, id);
CREATE INDEX ix_exports_unended ON exports (id) WHERE state IN ('queued', 'running');

CREATE TABLE retentions (
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_days INTEGER NOT NULL,
    events_days INTEGER NOT NULL,
    steps_days INTEGER NOT NULL,
    deliveries_days INTEGER NOT NULL,
    uploads_days INTEGER NOT NULL,
    cache_days INTEGER NOT NULL,
    files_days INTEGER NOT NULL,
    audit_days INTEGER,
    CONSTRAINT pk_retentions PRIMARY KEY (tenant_id),
    CONSTRAINT fk_retentions_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);

-- A column that was there before anything was released, and that nothing used, may still be.
ALTER TABLE projects ADD COLUMN IF NOT EXISTS archived_at TIMESTAMP WITH TIME ZONE;
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = ("exports", "erasures", "retentions")
WITH_AUTHORS = (
    "apis", "artifacts", "characters", "exports", "flows", "folders", "jobs", "presets",
    "projects", "releases", "retentions", "sections", "sentences", "uploads", "versions",
    "webhooks",
)
OTHERS = (
    "answers", "api_keys", "audit", "budgets", "cache", "calls", "commands", "deliveries",
    "events", "identities", "invitations", "ledger", "memberships", "providers", "runs", "sessions",
    "shares", "steps", "team_members", "teams", "trails",
)
RIGHTS = f"""
GRANT USAGE ON SCHEMA public TO kinora_keeper;
GRANT SELECT ON alembic_version TO kinora_keeper;
GRANT SELECT, DELETE ON tenants, {", ".join((*WITH_AUTHORS, *OTHERS))} TO kinora_keeper;
GRANT UPDATE (made_by) ON {", ".join(WITH_AUTHORS)} TO kinora_keeper;
GRANT UPDATE (folder_id) ON artifacts, uploads TO kinora_keeper;
GRANT UPDATE (parent_id) ON folders TO kinora_keeper;
GRANT UPDATE (inputs) ON steps TO kinora_keeper;
GRANT UPDATE (address, data) ON audit TO kinora_keeper;
GRANT INSERT ON audit TO kinora_keeper;
GRANT UPDATE (
    state, num_rows, num_bytes, digest, code, message, tries, leased_until, finished_at, expires_at
) ON exports TO kinora_keeper;
GRANT SELECT, UPDATE ON erasures TO kinora_keeper;
GRANT SELECT, INSERT, UPDATE ON chores TO kinora_keeper;
GRANT SELECT, INSERT, UPDATE (state, finished_at, expires_at) ON exports TO kinora_app;
GRANT SELECT, INSERT, UPDATE ON retentions TO kinora_app;
GRANT SELECT, INSERT, UPDATE (state, finished_at) ON erasures TO kinora_app, kinora_gate;
"""
# Whoever locks a row needs the right to change some column of it.
LOCKS = "".join(f"GRANT UPDATE (tenant_id) ON {table} TO kinora_keeper;\n" for table in OTHERS)
GUARDED = {
    "audit_is_written_once": "the audit log is never changed",
    "ledger_is_written_once": "the ledger is never changed",
    "releases_are_written_once": "a release is never changed",
}


def _guard(name: str, said: str, keeper: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{keeper} RAISE EXCEPTION '{said}'; END $$"
    )


KEEPER = (
    "IF current_user = 'kinora_keeper' AND TG_OP <> 'TRUNCATE' THEN RETURN coalesce(NEW, OLD); "
    "END IF;"
)


def upgrade() -> None:
    op.execute(
        "DO $$ BEGIN CREATE ROLE kinora_keeper NOLOGIN; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    op.execute("GRANT kinora_keeper TO CURRENT_USER")
    op.execute(CREATION)
    op.execute(RIGHTS)
    op.execute(LOCKS)
    for name, said in GUARDED.items():
        op.execute(_guard(name, said, KEEPER))
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    for table in ("exports", "erasures", "tenants"):
        op.execute(f"CREATE POLICY keeper ON {table} TO kinora_keeper USING (true)")
    op.execute("CREATE POLICY gate ON erasures TO kinora_gate USING (true)")


def downgrade() -> None:
    for table in (*WITH_AUTHORS, *OTHERS, "tenants", "alembic_version", "chores", "erasures"):
        op.execute(f"REVOKE ALL ON {table} FROM kinora_keeper")
    op.execute("DROP POLICY keeper ON tenants")
    for name, said in GUARDED.items():
        op.execute(_guard(name, said, ""))
    op.execute("ALTER TABLE projects DROP COLUMN archived_at")
    for table in ("chores", "retentions", "erasures", "exports"):
        op.drop_table(table)
