"""Who may enter, in what role, and what the API keeps of requests.

A third role, `kinora_gate`, finds users, sessions and keys before it is known whose they are; it
sees nothing of what tenants make.

Revision ID: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE audit (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    address TEXT,
    request_id TEXT,
    data JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
);
CREATE INDEX ix_audit_tenant_id_id ON audit (tenant_id, id);

CREATE UNLOGGED TABLE hits (
    bucket TEXT NOT NULL,
    minute BIGINT NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT pk_hits PRIMARY KEY (bucket, minute)
);

CREATE TABLE users (
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    password_hash TEXT,
    failed_logins INTEGER DEFAULT '0' NOT NULL,
    locked_until TIMESTAMP WITH TIME ZONE,
    operator BOOLEAN DEFAULT 'false' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT ck_users_email CHECK (email = lower(email)),
    CONSTRAINT uq_users_email UNIQUE (email)
);

CREATE TABLE answers (
    tenant_id UUID NOT NULL,
    key TEXT NOT NULL,
    request_digest BYTEA NOT NULL,
    status INTEGER,
    headers JSONB,
    body BYTEA,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_answers PRIMARY KEY (tenant_id, key),
    CONSTRAINT fk_answers_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_answers_created_at ON answers (created_at);

CREATE TABLE api_keys (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    user_id UUID,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_digest BYTEA NOT NULL,
    role TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    operator BOOLEAN DEFAULT 'false' NOT NULL,
    per_minute INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_api_keys PRIMARY KEY (id),
    CONSTRAINT ck_api_keys_role CHECK (role IN ('viewer', 'creator', 'admin')),
    CONSTRAINT fk_api_keys_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_api_keys_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT uq_api_keys_prefix UNIQUE (prefix)
);
CREATE INDEX ix_api_keys_tenant_id ON api_keys (tenant_id);
CREATE INDEX ix_api_keys_user_id ON api_keys (user_id);

CREATE TABLE invitations (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    token_digest BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT ck_invitations_role CHECK (role IN ('viewer', 'creator', 'admin')),
    CONSTRAINT fk_invitations_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT uq_invitations_token_digest UNIQUE (token_digest)
);
CREATE INDEX ix_invitations_tenant_id ON invitations (tenant_id);

CREATE TABLE passwords (
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    hash TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_passwords PRIMARY KEY (id),
    CONSTRAINT fk_passwords_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_passwords_user_id ON passwords (user_id);

CREATE TABLE resets (
    token_digest BYTEA NOT NULL,
    user_id UUID NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_resets PRIMARY KEY (token_digest),
    CONSTRAINT fk_resets_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_resets_user_id ON resets (user_id);

CREATE TABLE providers (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    client_secret BYTEA NOT NULL,
    role TEXT NOT NULL,
    domains TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_providers PRIMARY KEY (id),
    CONSTRAINT ck_providers_role CHECK (role IN ('viewer', 'creator', 'admin')),
    CONSTRAINT uq_providers_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_providers_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);

CREATE TABLE teams (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_teams PRIMARY KEY (id),
    CONSTRAINT uq_teams_tenant_id_name UNIQUE (tenant_id, name),
    CONSTRAINT uq_teams_tenant_id_id UNIQUE (tenant_id, id),
    CONSTRAINT fk_teams_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);

CREATE TABLE identities (
    tenant_id UUID NOT NULL,
    provider_id UUID NOT NULL,
    subject TEXT NOT NULL,
    user_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_identities PRIMARY KEY (provider_id, subject),
    CONSTRAINT fk_identities_provider FOREIGN KEY(tenant_id, provider_id) REFERENCES providers (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_identities_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_identities_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_identities_tenant_id ON identities (tenant_id);
CREATE INDEX ix_identities_user_id ON identities (user_id);

CREATE TABLE memberships (
    tenant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    role TEXT NOT NULL,
    provider_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_memberships PRIMARY KEY (tenant_id, user_id),
    CONSTRAINT ck_memberships_role CHECK (role IN ('viewer', 'creator', 'admin')),
    CONSTRAINT fk_memberships_provider FOREIGN KEY(tenant_id, provider_id) REFERENCES providers (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_memberships_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_memberships_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_memberships_user_id ON memberships (user_id);

CREATE TABLE sessions (
    id UUID NOT NULL,
    token_digest BYTEA NOT NULL,
    user_id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    address TEXT,
    agent TEXT,
    provider_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id),
    CONSTRAINT fk_sessions_provider FOREIGN KEY(tenant_id, provider_id) REFERENCES providers (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_sessions_token_digest UNIQUE (token_digest),
    CONSTRAINT fk_sessions_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_sessions_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_sessions_tenant_id ON sessions (tenant_id);
CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE team_members (
    tenant_id UUID NOT NULL,
    team_id UUID NOT NULL,
    user_id UUID NOT NULL,
    CONSTRAINT pk_team_members PRIMARY KEY (team_id, user_id),
    CONSTRAINT fk_team_members_team FOREIGN KEY(tenant_id, team_id) REFERENCES teams (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_team_members_membership FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE,
    CONSTRAINT fk_team_members_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_team_members_tenant_id ON team_members (tenant_id);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
OF_TENANTS = (
    "sessions", "memberships", "teams", "team_members", "invitations", "api_keys", "providers",
    "identities", "answers", "audit",
)
SEEN_AT_THE_GATE = (
    "tenants", "users", "passwords", "resets", "sessions", "memberships", "invitations",
    "api_keys", "providers", "identities", "runs",
)
RIGHTS = """
GRANT USAGE ON SCHEMA public TO kinora_gate;
GRANT SELECT ON tenants TO kinora_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON users, passwords, resets, sessions, hits TO kinora_gate;
GRANT SELECT ON memberships, identities, invitations TO kinora_gate;
GRANT SELECT, UPDATE (used_at) ON api_keys TO kinora_gate;
GRANT SELECT ON providers TO kinora_gate;
GRANT SELECT (state) ON runs TO kinora_gate;
GRANT INSERT, UPDATE (name) ON tenants TO kinora_app;
GRANT INSERT (tenant_id, weight, max_running, max_queued) ON shares TO kinora_app;
GRANT UPDATE (weight, max_running, max_queued) ON shares TO kinora_app;
GRANT SELECT (id, email, name, created_at) ON users TO kinora_app;
GRANT SELECT, DELETE ON sessions TO kinora_app;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON memberships, teams, team_members, invitations, api_keys, providers, identities, answers
    TO kinora_app;
GRANT SELECT, INSERT ON audit TO kinora_app;
GRANT INSERT ON audit TO kinora_gate;
"""
AUDIT = """
CREATE FUNCTION audit_is_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_written_once();
"""

TAKE_HIT = """
CREATE FUNCTION take_hit(wanted text, most integer, OUT remaining integer, OUT wait_s integer)
LANGUAGE plpgsql AS $$
DECLARE
    minutes double precision := extract(epoch FROM clock_timestamp()) / 60;
    slot bigint := floor(minutes);
    passed double precision := minutes - slot;
    former double precision;
    taken integer;
BEGIN
    SELECT hits.count * (1 - passed) INTO former FROM hits
        WHERE bucket = wanted AND minute = slot - 1;
    former := coalesce(former, 0);
    IF former < most THEN
        INSERT INTO hits AS h VALUES (wanted, slot, 1)
            ON CONFLICT (bucket, minute) DO UPDATE SET count = h.count + 1
            WHERE h.count + former < most
            RETURNING h.count INTO taken;
    END IF;
    remaining := greatest(0, floor(most - former - coalesce(taken, most)));
    wait_s := CASE WHEN taken IS NULL THEN greatest(1, ceil(60 * (1 - passed))) ELSE 0 END;
END $$;
"""


def upgrade() -> None:
    op.execute(
        "DO $$ BEGIN CREATE ROLE kinora_gate NOLOGIN; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    op.execute("GRANT kinora_gate TO CURRENT_USER")
    op.execute(TABLES)
    op.execute(RIGHTS)
    op.execute(AUDIT)
    op.execute(TAKE_HIT)
    for table in (*OF_TENANTS, "users", "passwords", "resets"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for table in OF_TENANTS:
        op.execute(f"CREATE POLICY tenant ON {table} USING (tenant_id = {TENANT})")
    for table in SEEN_AT_THE_GATE:
        op.execute(f"CREATE POLICY gate ON {table} TO kinora_gate USING (true)")
    # What happens to people is told in the transaction in which it does, and read by nobody there.
    op.execute("CREATE POLICY gate ON audit FOR INSERT TO kinora_gate WITH CHECK (true)")
    # Memberships are under row-level security themselves, so these are the tenant's own people.
    op.execute(
        "CREATE POLICY members ON users FOR SELECT TO kinora_app USING "
        "(EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY gate ON tenants")
    op.execute("DROP POLICY gate ON runs")
    for table in (
        "hits", "audit", "answers", "identities", "providers", "api_keys", "invitations",
        "team_members", "teams", "memberships", "sessions", "resets", "passwords", "users",
    ):
        op.execute(f"DROP TABLE {table} CASCADE")
    op.execute("DROP FUNCTION audit_is_written_once")
    op.execute("DROP FUNCTION take_hit")
