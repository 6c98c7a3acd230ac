"""Video jobs of the endpoints in OpenAI's form, and charges for words, which are no runs.

Revision ID: 0014
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

CREATION = """
CREATE TABLE videos (
    run_id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    seconds TEXT NOT NULL,
    size TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_videos PRIMARY KEY (run_id),
    CONSTRAINT fk_videos_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
CREATE INDEX ix_videos_tenant_id_run_id ON videos (tenant_id, run_id);
"""

TENANT = "nullif(current_setting('kinora.tenant', true), '')::uuid"

# Whoever uses Kinora writes no sums himself: this adds one entry to the ledger and to what it adds
# up to. What is no run is counted under the run that has no number.
CHARGE = f"""
CREATE FUNCTION charge_words(
    of_tenant uuid, of_project text, by_engine text, micros bigint, entry uuid
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    no_run uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF of_tenant IS DISTINCT FROM {TENANT} OR micros < 0 THEN
        RAISE EXCEPTION 'a charge is for the own tenant, and not below nothing';
    END IF;
    INSERT INTO budgets AS b (tenant_id, scope, name, spent_micros)
        VALUES (of_tenant, 'project', of_project, micros), (of_tenant, 'run', no_run::text, micros),
               (of_tenant, 'tenant', '', micros)
        ON CONFLICT (tenant_id, scope, name) DO UPDATE SET spent_micros = b.spent_micros + micros;
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind, spent_micros)
        VALUES (entry, of_tenant, of_project, no_run, '', '{{}}', entry, by_engine, 'settle', micros);
END $$;
REVOKE ALL ON FUNCTION charge_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION charge_words TO kinora_app;
"""


def upgrade() -> None:
    op.execute(CREATION)
    op.execute("ALTER TABLE videos ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE videos FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON videos USING (tenant_id = {TENANT})")
    op.execute("GRANT SELECT, INSERT, DELETE ON videos TO kinora_app")
    op.execute("GRANT SELECT, DELETE, UPDATE (made_by) ON videos TO kinora_keeper")
    op.execute(CHARGE)


def downgrade() -> None:
    op.execute("DROP FUNCTION charge_words")
    op.drop_table("videos")
