"""The statements by which money moves: each moves the ledger and the budgets together.

In the isolation that Postgres has by default, a row that a statement has locked is changed as it is
now, and not as it was when the statement began: so `FOR UPDATE` before the change makes a check of
the sum and its change one. All lock the run first, then the budgets by name, then the call.
"""

from __future__ import annotations

ALERT_AT = 0.8
"""The part of a budget from which on its owner is told."""

COLUMNS = (
    "id", "digest", "occurrence", "attempt", "run_id", "epoch", "node", "path", "engine", "state",
    "provider_id", "result", "error", "reserved_micros", "spent_micros", "created_at",
)  # fmt: skip

_HOLDER = """holder AS (
    SELECT id, tenant_id, project FROM runs WHERE id = %(run)s AND epoch = %(epoch)s FOR SHARE
)"""
_MINE = "(scope, name) IN (('tenant', ''), ('project', %(project)s), ('run', %(run)s::text))"

FIND = f"""
SELECT {", ".join(f"calls.{name}" for name in COLUMNS)},
       owner.id IS NOT NULL AS kept,
       cast(extract(epoch FROM now() - calls.created_at) AS double precision) AS age_s
FROM calls LEFT JOIN runs AS owner
    ON owner.id = calls.run_id AND owner.epoch = calls.epoch AND owner.lease_until >= now()
WHERE digest = %(digest)s AND occurrence = %(occurrence)s
"""

BUY = f"""
INSERT INTO budgets (tenant_id, scope, name)
VALUES (%(tenant)s, 'tenant', ''), (%(tenant)s, 'project', %(project)s),
       (%(tenant)s, 'run', %(run)s::text)
ON CONFLICT DO NOTHING;
WITH {_HOLDER}, purses AS (
    SELECT *, spent_micros + reserved_micros + %(micros)s AS wanted FROM budgets
    WHERE {_MINE} AND EXISTS (SELECT FROM holder) ORDER BY scope, name FOR UPDATE
), bought AS (
    INSERT INTO calls (id, tenant_id, digest, occurrence, run_id, epoch, payer_id, project, node,
                       path, engine, state, request, reserved_micros)
    SELECT %(id)s, tenant_id, %(digest)s, %(occurrence)s, id, %(epoch)s, id, project, %(node)s,
           cast(%(path)s AS int[]), %(engine)s, 'sending', cast(%(request)s AS jsonb), %(micros)s
    FROM holder WHERE NOT EXISTS (SELECT FROM purses WHERE wanted > limit_micros)
    ON CONFLICT (tenant_id, digest, occurrence) DO UPDATE SET
        attempt = calls.attempt + 1, run_id = excluded.run_id, epoch = excluded.epoch,
        payer_id = excluded.payer_id, project = excluded.project, node = excluded.node,
        path = excluded.path, state = 'sending', created_at = now(), provider_id = NULL,
        result = NULL, error = NULL, finished_at = NULL,
        reserved_micros = excluded.reserved_micros, spent_micros = NULL
    WHERE calls.state = 'failed'
    RETURNING id, attempt
), noted AS (
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind,
                        reserved_micros)
    SELECT gen_random_uuid(), %(tenant)s, %(project)s, %(run)s, %(node)s,
           cast(%(path)s AS int[]), bought.id, %(engine)s, 'reserve', %(micros)s FROM bought
), moved AS (
    UPDATE budgets SET reserved_micros = budgets.reserved_micros + %(micros)s,
        alerted = budgets.alerted OR coalesce(
            budgets.spent_micros + budgets.reserved_micros + %(micros)s
            >= {ALERT_AT} * budgets.limit_micros, false)
    FROM bought WHERE {_MINE}
)
SELECT (SELECT count(*) FROM holder),
       (SELECT id FROM bought), (SELECT attempt FROM bought),
       (SELECT jsonb_agg(jsonb_build_object('scope', scope, 'name', name, 'wanted', wanted,
            'limit', limit_micros)) FROM purses WHERE wanted > limit_micros),
       (SELECT jsonb_agg(jsonb_build_object('scope', scope, 'name', name, 'wanted', wanted,
            'limit', limit_micros)) FROM purses
        WHERE NOT alerted AND wanted >= {ALERT_AT} * limit_micros AND EXISTS (SELECT FROM bought))
"""

SETTLE = f"""
WITH {_HOLDER}, purses AS (
    SELECT scope, name FROM budgets WHERE (scope, name) IN (
        SELECT 'tenant', '' FROM holder
        UNION ALL SELECT 'project', project FROM calls WHERE id = %(id)s
        UNION ALL SELECT 'run', payer_id::text FROM calls WHERE id = %(id)s
    ) ORDER BY scope, name FOR UPDATE
), before AS (
    SELECT calls.* FROM calls, holder
    WHERE calls.id = %(id)s AND calls.run_id = holder.id AND calls.epoch = %(epoch)s
      AND (SELECT count(*) FROM purses) > 0 FOR UPDATE
), settled AS (
    UPDATE calls SET state = coalesce(%(state)s, before.state), spent_micros = %(micros)s,
        result = cast(%(result)s AS jsonb), error = cast(%(error)s AS jsonb),
        finished_at = CASE WHEN %(state)s IS NULL THEN NULL ELSE now() END
    FROM before WHERE calls.id = before.id
    RETURNING calls.id,
        CASE WHEN before.spent_micros IS NULL THEN -before.reserved_micros ELSE 0 END AS freed,
        %(micros)s - coalesce(before.spent_micros, 0) AS paid
), noted AS (
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind,
                        reserved_micros, spent_micros)
    SELECT gen_random_uuid(), before.tenant_id, before.project, before.payer_id, before.node,
           before.path, before.id, before.engine, 'settle', freed, paid
    FROM before JOIN settled USING (id)
), moved AS (
    UPDATE budgets SET reserved_micros = reserved_micros + freed,
        spent_micros = budgets.spent_micros + paid
    FROM settled, purses WHERE budgets.scope = purses.scope AND budgets.name = purses.name
)
SELECT (SELECT count(*) FROM holder), (SELECT id FROM settled)
"""

ACCEPT = f"""
WITH {_HOLDER}
UPDATE calls SET state = 'accepted', provider_id = %(provider_id)s FROM holder
WHERE calls.id = %(id)s AND calls.run_id = holder.id AND calls.epoch = %(epoch)s RETURNING calls.id
"""

ADOPT = f"""
WITH {_HOLDER}
UPDATE calls SET run_id = holder.id, epoch = %(epoch)s, provider_id =
    coalesce(%(provider_id)s, provider_id) FROM holder
WHERE calls.id = %(id)s AND calls.run_id = %(from_run)s AND calls.epoch = %(from_epoch)s
RETURNING calls.id
"""

ABANDON = f"""
WITH {_HOLDER}, purses AS (
    SELECT scope, name FROM budgets WHERE {_MINE} AND EXISTS (SELECT FROM holder)
    ORDER BY scope, name FOR UPDATE
), open AS (
    SELECT calls.* FROM calls, holder
    WHERE payer_id = %(run)s AND calls.run_id = holder.id AND (SELECT count(*) FROM purses) > 0
      AND spent_micros IS NULL AND state IN ('sending', 'accepted') FOR UPDATE
), settled AS (
    UPDATE calls SET spent_micros = open.reserved_micros FROM open WHERE calls.id = open.id
    RETURNING calls.id
), noted AS (
    INSERT INTO ledger (id, tenant_id, project, run_id, node, path, call_id, engine, kind,
                        reserved_micros, spent_micros)
    SELECT gen_random_uuid(), tenant_id, project, payer_id, node, path, id, engine, 'settle',
           -reserved_micros, reserved_micros
    FROM open
), moved AS (
    UPDATE budgets SET reserved_micros = budgets.reserved_micros - owed.micros,
        spent_micros = budgets.spent_micros + owed.micros
    FROM purses, (SELECT sum(reserved_micros)::bigint AS micros FROM open) AS owed
    WHERE budgets.scope = purses.scope AND budgets.name = purses.name AND owed.micros > 0
)
SELECT (SELECT count(*) FROM holder), (SELECT count(*) FROM settled)
"""
