"""The library: files that come in, the artifacts that are kept, and the folders they lie in.

The role `kinora_courier` sees of all tenants which artifacts have no preview yet and which uploads
have expired, and nothing of what they are.

Revision ID: 0009
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

CREATION = """
CREATE TABLE folders (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    parent_id UUID,
    CONSTRAINT pk_folders PRIMARY KEY (id),
    CONSTRAINT fk_folders_parent FOREIGN KEY(tenant_id, parent_id) REFERENCES folders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_folders_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_folders_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_folders_tenant_id_parent_id ON folders (tenant_id, parent_id);

CREATE TABLE artifacts (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    folder_id UUID,
    asset JSONB NOT NULL,
    source TEXT NOT NULL,
    source_sha256 TEXT,
    run_id UUID,
    node TEXT,
    path INTEGER[],
    port TEXT,
    prompt TEXT DEFAULT '' NOT NULL,
    model TEXT DEFAULT '' NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    search TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', translate(name, '._-', '   ') || ' ' || prompt || ' ' || model)) STORED,
    preview JSONB,
    preview_state TEXT DEFAULT 'pending' NOT NULL,
    preview_tries INTEGER DEFAULT '0' NOT NULL,
    preview_leased_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_artifacts PRIMARY KEY (id),
    CONSTRAINT ck_artifacts_kind CHECK (kind IN ('image', 'video', 'audio', 'document')),
    CONSTRAINT ck_artifacts_source CHECK (source IN ('upload', 'run')),
    CONSTRAINT ck_artifacts_preview_state CHECK (preview_state IN ('pending', 'ready', 'none')),
    CONSTRAINT fk_artifacts_folder FOREIGN KEY(tenant_id, folder_id) REFERENCES folders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_artifacts_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_artifacts_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_artifacts_search ON artifacts USING gin (search);
CREATE INDEX ix_artifacts_tags ON artifacts USING gin (tags);
CREATE INDEX ix_artifacts_tenant_id_folder_id ON artifacts (tenant_id, folder_id);
CREATE INDEX ix_artifacts_tenant_id_run_id ON artifacts (tenant_id, run_id);
CREATE INDEX ix_artifacts_unseen ON artifacts (id) WHERE preview_state = 'pending';
CREATE UNIQUE INDEX uq_artifacts_source ON artifacts (tenant_id, kind, source_sha256) WHERE source_sha256 IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE uploads (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    num_bytes BIGINT NOT NULL,
    sha256 TEXT,
    folder_id UUID,
    state TEXT DEFAULT 'open' NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    code TEXT,
    message TEXT,
    warnings TEXT[] DEFAULT '{}' NOT NULL,
    artifact_id UUID,
    tries INTEGER DEFAULT '0' NOT NULL,
    leased_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_uploads PRIMARY KEY (id),
    CONSTRAINT ck_uploads_kind CHECK (kind IN ('image', 'video', 'audio', 'document')),
    CONSTRAINT ck_uploads_state CHECK (state IN ('open', 'checking', 'ready', 'refused')),
    CONSTRAINT uq_uploads_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_uploads_folder FOREIGN KEY(tenant_id, folder_id) REFERENCES folders (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_uploads_artifact FOREIGN KEY(tenant_id, artifact_id) REFERENCES artifacts (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_uploads_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_uploads_expires_at ON uploads (expires_at);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = ("folders", "artifacts", "uploads")
SEEN_BY_THE_COURIER = ("artifacts", "uploads")
RIGHTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON folders, artifacts, uploads TO kinora_app;
GRANT SELECT (id, tenant_id, deleted_at, preview_state, preview_tries, preview_leased_until),
    UPDATE (preview_tries, preview_leased_until) ON artifacts TO kinora_courier;
GRANT SELECT (id, tenant_id, expires_at) ON uploads TO kinora_courier;
"""


def upgrade() -> None:
    op.execute(CREATION)
    op.execute(RIGHTS)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    for table in SEEN_BY_THE_COURIER:
        op.execute(f"CREATE POLICY courier ON {table} TO kinora_courier USING (true)")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
