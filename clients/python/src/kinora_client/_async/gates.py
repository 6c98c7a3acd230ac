"""Gates: what waits for somebody, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kinora_client._address import Id, at
from kinora_client._async.resource import PAGE, AsyncPager, AsyncResource
from kinora_client.models.runs import Answered, Gate, GateReason


class AsyncGates(AsyncResource):
    """Steps that go on when somebody has said or done something."""

    def list(
        self,
        *,
        run_id: Id | None = None,
        project: str | None = None,
        reason: GateReason | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> AsyncPager[Gate]:
        """Over all runs that have not ended, the oldest run first.

        Args:
            run_id: of one run.
            project: of one project.
            reason: `gate`: answer it; `budget`: raise a limit; `unknown_payment`: say whether a
                call that may have been paid is to be paid again.
            page_size: how many are asked for at once.
            cursor: `next_cursor` of a page, to go on behind it.
        """
        return self._pages(
            Gate, at("gates"), page_size, cursor, run_id=run_id, project=project, reason=reason
        )

    async def answer(
        self,
        run_id: Id,
        node: str,
        data: Any,
        *,
        path: Sequence[int] = (),
        idempotency_key: str | None = None,
    ) -> Answered:
        """Say yes, no, or which; the run goes on.

        Args:
            run_id: of the run.
            node: that waits.
            data: to a `flow.gate` as in `{"approve": True, "feedback": "", "value": None}`; to a
                `flow.choose` as in `{"index": 0}`.
            path: of the step, where the node is in a loop.
            idempotency_key: one's own, to be able to ask again after a crash.

        Raises:
            Conflict: it waits for nobody.
        """
        body = {"data": data, "path": [*path]}
        place = at("gates", run_id, node, "answer")
        return await self._post(Answered, place, body, key=idempotency_key)
