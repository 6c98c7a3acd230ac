"""Tells another service of an event."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.web import Event, Request
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param

ANSWER_BYTES = 1 << 16


class Told(Output):
    """The message's id, by which the receiver knows it, and its answer's status."""

    id: str
    status: int


@node(
    "io.webhook",
    version=1,
    effect="external",
    example=Example(
        inputs={"data": "sample.number"},
        params={
            "url": "https://hooks.example.com/kinora",
            "event": "film.finished",
            "secret": "HOOKS",
        },
    ),
)
class Webhook(Node):
    """Tell a service of an event, signed as Standard Webhooks asks (webhook-id, -timestamp, v1).

    The body is `{"type", "timestamp", "data"}`. The id is that of this step in this run: a message
    that is sent again, after a lost answer or a crash, has the same, and its receiver takes it
    once. `secret` names the operator's KINORA_SECRET_NAME, which holds `whsec_...`. Addresses are
    guarded as those of `io.http`, and redirects are not followed.
    """

    url: str = Field(min_length=1, max_length=8000)
    event: str = Field(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$", max_length=200)
    """What happened, as in `film.finished`."""
    data: Any = None
    secret: Param[str] = Field(min_length=1, max_length=64)
    """The name of the operator's KINORA_SECRET_NAME, which holds `whsec_...`."""
    within_s: float = Field(20.0, gt=0, le=60)

    async def run(self, ctx: Context) -> Told:
        """Send it."""
        message = f"msg_{ctx.key}"
        reply = await ctx.fetch(
            Request(
                url=self.url,
                method="POST",
                event=Event(id=message, type=self.event, data=self.data, secret=self.secret),
                idempotent=True,
                limit_bytes=ANSWER_BYTES,
                within_s=self.within_s,
            )
        )
        return Told(id=message, status=reply.status)
