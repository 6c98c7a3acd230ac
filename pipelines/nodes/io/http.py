"""Gets what a URL names."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.types import Document
from media.web import MB, Headers, Request
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Got(Output):
    """What the server answered."""

    data: Any
    """JSON data where the body is that, else its text; null where it is no text of up to 1 MiB."""
    text: str
    document: Document
    """The body as it came; its media type is that of its bytes."""
    status: int
    headers: dict[str, str]


@node(
    "io.http",
    version=1,
    effect="read",
    example=Example(params={"url": "https://api.example.com/films?year=1896"}),
)
class Get(Node):
    """Get what a URL names: JSON data, text, or a file.

    Addresses that are not public are refused, also behind redirects, but for those that the
    operator lists in KINORA_ALLOW_HOSTS. Busy servers are asked again when they say; what else
    answers 400 and above fails. In `secret_headers`, `$NAME` stands for the operator's
    KINORA_SECRET_NAME, which no journal ever holds. `io.send` is for all other methods.
    """

    url: str = Field(min_length=1, max_length=8000)
    headers: Headers = Field(default_factory=dict)
    secret_headers: Param[Headers] = Field(default_factory=dict)
    """Headers in which `$NAME` stands for the operator's KINORA_SECRET_NAME, as in
    `{"Authorization": "Bearer $CRM"}`."""
    accept_errors: bool = False
    """Hand on an answer of 400 and above too."""
    limit_mb: float = Field(100.0, ge=0.001, le=5000)
    within_s: float = Field(60.0, gt=0, le=3600)

    async def run(self, ctx: Context) -> Got:
        """Ask the server."""
        reply = await ctx.fetch(
            Request(
                url=self.url,
                headers=self.headers,
                secret_headers=self.secret_headers,
                accept_errors=self.accept_errors,
                limit_bytes=int(self.limit_mb * MB),
                within_s=self.within_s,
            )
        )
        return Got(
            data=reply.data,
            text=reply.text or "",
            document=reply.document,
            status=reply.status,
            headers=reply.headers,
        )
