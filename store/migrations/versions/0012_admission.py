"""Admission: many requests counted by one question, a run queued by one call, quotas, traces.

A function keeps its plans with its connection: what the hottest requests ask is planned once and
not each time. `take_hit` stays for processes of the release before.

Revision ID: 0012
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

COLUMNS = """
ALTER TABLE hits ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN trace TEXT;
ALTER TABLE shares ADD COLUMN max_storage_bytes BIGINT;
ALTER TABLE shares ADD COLUMN max_gpu_seconds BIGINT;
-- The older columns too: homes that were made before their grants were written have none.
GRANT INSERT (tenant_id, weight, max_running, max_queued, max_storage_bytes, max_gpu_seconds) ON shares TO kinora_app;
GRANT UPDATE (weight, max_running, max_queued, max_storage_bytes, max_gpu_seconds) ON shares TO kinora_app;
"""

# Of so many requests, how many may come: the window slides, as that of `take_hit` does.
TAKE_HITS = """
CREATE FUNCTION take_hits(
    wanted text, most integer, asked integer, OUT granted integer, OUT remaining integer, OUT wait_s integer
) LANGUAGE plpgsql AS $$
DECLARE
    minutes double precision := extract(epoch FROM clock_timestamp()) / 60;
    slot bigint := floor(minutes);
    passed double precision := minutes - slot;
    former double precision;
    room integer;
    total integer;
BEGIN
    SELECT hits.count * (1 - passed) INTO former FROM hits WHERE bucket = wanted AND minute = slot - 1;
    former := coalesce(former, 0);
    room := greatest(0, ceil(most - former));
    granted := 0;
    IF room > 0 AND asked > 0 THEN
        INSERT INTO hits AS h (bucket, minute, count, taken) VALUES (wanted, slot, least(asked, room), least(asked, room))
            ON CONFLICT (bucket, minute) DO UPDATE
            SET taken = greatest(0, least(asked, room - h.count)), count = h.count + greatest(0, least(asked, room - h.count))
            RETURNING h.taken, h.count INTO granted, total;
    END IF;
    remaining := greatest(0, floor(most - former - coalesce(total, room)));
    wait_s := greatest(1, ceil(60 * (1 - passed)));
END $$;
"""

QUEUE_RUN = """
CREATE FUNCTION queue_run(
    run uuid, of_tenant uuid, of_project text, of_request text, its_flow jsonb, its_inputs jsonb, its_priority text,
    its_trace text, budget bigint, entry uuid, by_actor text, from_address text, by_request text
) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    most integer;
    queued_at timestamptz;
BEGIN
    PERFORM set_config('kinora.tenant', of_tenant::text, true);
    SELECT max_queued INTO most FROM shares WHERE tenant_id = of_tenant;
    IF most IS NOT NULL THEN
        IF most <= (SELECT count(*) FROM (SELECT FROM runs WHERE state = 'queued' LIMIT most) AS waiting) THEN
            RETURN (SELECT created_at FROM runs WHERE id = run);
        END IF;
    END IF;
    INSERT INTO runs (id, tenant_id, project, request, flow, inputs, priority, trace)
        VALUES (run, of_tenant, of_project, of_request, its_flow, its_inputs, its_priority, its_trace)
        ON CONFLICT (id) DO NOTHING RETURNING created_at INTO queued_at;
    IF queued_at IS NULL THEN
        RETURN (SELECT created_at FROM runs WHERE id = run);
    END IF;
    IF budget IS NOT NULL THEN
        INSERT INTO budgets (tenant_id, scope, name, limit_micros) VALUES (of_tenant, 'run', run::text, budget);
    END IF;
    INSERT INTO audit (id, tenant_id, actor, action, object_kind, object_id, address, request_id)
        VALUES (entry, of_tenant, by_actor, 'run.created', 'run', run::text, from_address, by_request);
    PERFORM pg_notify('kinora_executors', '');
    RETURN queued_at;
END $$;
"""


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute(TAKE_HITS)
    op.execute(QUEUE_RUN)


def downgrade() -> None:
    op.execute("DROP FUNCTION queue_run")
    op.execute("DROP FUNCTION take_hits")
    op.execute("ALTER TABLE shares DROP COLUMN max_gpu_seconds, DROP COLUMN max_storage_bytes")
    op.execute("ALTER TABLE runs DROP COLUMN trace")
    op.execute("ALTER TABLE hits DROP COLUMN taken")
