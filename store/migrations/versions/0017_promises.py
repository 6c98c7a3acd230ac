"""Sums that are held while an answer in words is being given, which is no run.

Revision ID: 0017
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"

CREATION = """
CREATE TABLE promises (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    project TEXT NOT NULL,
    engine TEXT NOT NULL,
    micros BIGINT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_promises PRIMARY KEY (id),
    CONSTRAINT fk_promises_tenant_id_tenants FOREIGN KEY(tenant_id)
        REFERENCES tenants (id) ON DELETE CASCADE
);
CREATE INDEX ix_promises_tenant_id ON promises (tenant_id);
CREATE INDEX ix_promises_expires_at ON promises (expires_at);
ALTER TABLE promises ENABLE ROW LEVEL SECURITY;
ALTER TABLE promises FORCE ROW LEVEL SECURITY;
CREATE POLICY courier ON promises FOR SELECT TO kinora_courier USING (true);
GRANT SELECT ON promises TO kinora_app;
GRANT SELECT (id, tenant_id, expires_at) ON promises TO kinora_courier;
GRANT SELECT, DELETE, UPDATE (tenant_id) ON promises TO kinora_keeper;
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"
NO_RUN = "'00000000-0000-0000-0000-000000000000'"
PURSES = f"""tenant_id = of_tenant AND (scope, name) IN
        (('project', of_project), ('run', {NO_RUN}), ('tenant', ''))"""

# Whoever uses Kinora writes no sums himself. The budgets are locked by their names, as the till
# locks them, so that the check of their sums and the change of them are one.
HOLD = f"""
CREATE FUNCTION hold_words(
    of_tenant uuid, of_project text, by_engine text, held bigint, entry uuid, for_s double precision
) RETURNS TABLE (full_scope text, spent bigint, most bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF of_tenant IS DISTINCT FROM {TENANT} OR held < 0 THEN
        RAISE EXCEPTION 'a sum is held for the own tenant, and not below nothing';
    END IF;
    INSERT INTO budgets (tenant_id, scope, name)
        VALUES (of_tenant, 'project', of_project), (of_tenant, 'run', {NO_RUN}),
               (of_tenant, 'tenant', '')
        ON CONFLICT DO NOTHING;
    PERFORM FROM budgets WHERE {PURSES} ORDER BY scope, name FOR UPDATE;
    RETURN QUERY SELECT scope, spent_micros + reserved_micros, limit_micros FROM budgets
        WHERE {PURSES} AND spent_micros + reserved_micros + held > limit_micros
        ORDER BY scope, name LIMIT 1;
    IF FOUND THEN
        RETURN;
    END IF;
    INSERT INTO promises (id, tenant_id, project, engine, micros, expires_at)
        VALUES (entry, of_tenant, of_project, by_engine, held, now() + make_interval(secs => for_s));
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind,
                        reserved_micros)
        VALUES (gen_random_uuid(), of_tenant, of_project, {NO_RUN}, '', '{{}}', entry, by_engine,
                'reserve', held);
    UPDATE budgets SET reserved_micros = reserved_micros + held WHERE {PURSES};
END $$;
REVOKE ALL ON FUNCTION hold_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_words TO kinora_app;
"""

SETTLE = f"""
CREATE FUNCTION settle_words(of_tenant uuid, entry uuid, paid bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    of_project text;
    promise promises;
BEGIN
    IF of_tenant IS DISTINCT FROM {TENANT} OR paid < 0 THEN
        RAISE EXCEPTION 'a sum is settled for the own tenant, and not below nothing';
    END IF;
    SELECT project INTO of_project FROM promises WHERE id = entry AND tenant_id = of_tenant;
    PERFORM FROM budgets WHERE {PURSES} ORDER BY scope, name FOR UPDATE;
    DELETE FROM promises WHERE id = entry AND tenant_id = of_tenant RETURNING * INTO promise;
    IF promise.id IS NULL THEN
        RETURN false;
    END IF;
    paid := coalesce(paid, promise.micros);
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind,
                        reserved_micros, spent_micros)
        VALUES (gen_random_uuid(), of_tenant, of_project, {NO_RUN}, '', '{{}}', entry,
                promise.engine, 'settle', -promise.micros, paid);
    UPDATE budgets SET reserved_micros = reserved_micros - promise.micros,
        spent_micros = spent_micros + paid WHERE {PURSES};
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION settle_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_words TO kinora_app;
"""


def upgrade() -> None:
    op.execute(CREATION)
    op.execute(f"CREATE POLICY tenant ON promises USING (tenant_id = {TENANT})")
    op.execute(HOLD)
    op.execute(SETTLE)


def downgrade() -> None:
    op.execute("DROP FUNCTION settle_words")
    op.execute("DROP FUNCTION hold_words")
    op.drop_table("promises")
