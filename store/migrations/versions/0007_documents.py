"""What people write and keep: projects with their script, and the documents beside them.

Revision ID: 0007
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

CREATION = """
CREATE TABLE flows (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    CONSTRAINT pk_flows PRIMARY KEY (id),
    CONSTRAINT uq_flows_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_flows_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_flows_tenant_id_name ON flows (tenant_id, name);

CREATE TABLE presets (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    CONSTRAINT pk_presets PRIMARY KEY (id),
    CONSTRAINT uq_presets_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_presets_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_presets_tenant_id_name ON presets (tenant_id, name);

CREATE TABLE projects (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    options JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id),
    CONSTRAINT uq_projects_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_projects_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_projects_tenant_id_created_at ON projects (tenant_id, created_at);

CREATE TABLE versions (
    tenant_id UUID NOT NULL,
    kind TEXT NOT NULL,
    object_id UUID NOT NULL,
    version INTEGER NOT NULL,
    data JSONB NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_versions PRIMARY KEY (tenant_id, kind, object_id, version),
    CONSTRAINT fk_versions_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);

CREATE TABLE characters (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    name TEXT NOT NULL,
    data JSONB NOT NULL,
    project_id UUID,
    CONSTRAINT pk_characters PRIMARY KEY (id),
    CONSTRAINT fk_characters_project FOREIGN KEY(tenant_id, project_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_characters_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_characters_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_characters_tenant_id_project_id ON characters (tenant_id, project_id);

CREATE TABLE sections (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    project_id UUID NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    CONSTRAINT pk_sections PRIMARY KEY (id),
    CONSTRAINT fk_sections_project FOREIGN KEY(tenant_id, project_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_sections_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_sections_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_sections_tenant_id_project_id ON sections (tenant_id, project_id, position);

CREATE TABLE sentences (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    project_id UUID NOT NULL,
    section_id UUID NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_sentences PRIMARY KEY (id),
    CONSTRAINT fk_sentences_project FOREIGN KEY(tenant_id, project_id) REFERENCES projects (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_sentences_section FOREIGN KEY(tenant_id, section_id) REFERENCES sections (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_sentences_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_sentences_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_sentences_tenant_id_project_id ON sentences (tenant_id, project_id, position);
CREATE INDEX ix_sentences_tenant_id_section_id ON sentences (tenant_id, section_id, position);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
TABLES = (
    "projects", "sections", "sentences", "characters", "flows", "presets", "versions",
)


def upgrade() -> None:
    op.execute(CREATION)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO kinora_app")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
