"""Which replica an order goes to: one that has its style at hand, unless others wait less.

A LoRA takes about a second to load, and a picture several: who has it loaded goes first as long as
nobody else would begin sooner. Serve's own routing sends all that want one style to one replica.
"""

from __future__ import annotations

from ray.serve.request_router import (
    FIFOMixin,
    MultiplexMixin,
    PendingRequest,
    RequestRouter,
    RunningReplica,
)

from serve.ranks import ranked


class StyleRouter(FIFOMixin, MultiplexMixin, RequestRouter):
    """Orders by their style, and else by who waits least."""

    async def choose_replicas(
        self,
        candidate_replicas: list[RunningReplica],
        pending_request: PendingRequest | None = None,
    ) -> list[list[RunningReplica]]:
        """Replicas in ranks, the best first; see Ray Serve."""
        style = ""
        if pending_request is not None:
            style = pending_request.metadata.multiplexed_model_id
        waiting = [
            (one, self._waiting(one), style in one.multiplexed_model_ids)
            for one in candidate_replicas
        ]
        return ranked(waiting)

    def _waiting(self, replica: RunningReplica) -> int:
        """How many orders it has, as far as is known here."""
        return self.replica_queue_len_cache.get(replica.replica_id) or 0
