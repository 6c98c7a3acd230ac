"""Sends something to a URL."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from media.model import canonical_json
from media.types import Audio, Document, Image, Video
from media.web import MB, Headers, Request
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param, Port


class Sent(Output):
    """What the server answered."""

    data: Any
    """JSON data where the body is that, else its text; null where it is no text of up to 1 MiB."""
    text: str
    document: Document
    """The body as it came; its media type is that of its bytes."""
    status: int
    headers: dict[str, str]


@node(
    "io.send",
    version=1,
    effect="external",
    example=Example(
        params={"url": "https://api.example.com/films", "data": {"title": "Sallie Gardner"}}
    ),
)
class Send(Node):
    """Send JSON data, text or a file to a URL, and hand on the answer.

    Each step sends an `Idempotency-Key` that stays the same when it is tried again. A POST or PATCH
    that was sent and not answered is not sent again by itself unless it is `idempotent`. Redirects
    are not followed. Addresses are guarded, and secrets sent, as by `io.http`.
    """

    url: str = Field(min_length=1, max_length=8000)
    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    data: Any = None
    """Sent as JSON."""
    body: str | None = Field(default=None, max_length=50_000_000)
    """Sent as text, in place of `data`."""
    file: Port[Image | Video | Audio | Document | None] = None
    """Sent as it is, in place of both."""
    headers: Headers = Field(default_factory=dict)
    secret_headers: Param[Headers] = Field(default_factory=dict)
    """Headers in which `$NAME` stands for the operator's KINORA_SECRET_NAME, as in
    `{"Authorization": "Bearer $CRM"}`."""
    idempotent: bool = False
    """Whether the server does once what it is asked twice with one `Idempotency-Key`."""
    accept_errors: bool = False
    """Hand on an answer of 400 and above too."""
    limit_mb: float = Field(100.0, ge=0.001, le=5000)
    """Of the answer."""
    within_s: float = Field(60.0, gt=0, le=3600)

    async def run(self, ctx: Context) -> Sent:
        """Send it."""
        media_type, text = self._text()
        usual = {"idempotency-key": ctx.key}
        if text is not None:
            usual["content-type"] = media_type
        reply = await ctx.fetch(
            Request(
                url=self.url,
                method=self.method,
                headers=usual | self.headers,
                secret_headers=self.secret_headers,
                text=text,
                asset=self.file,
                idempotent=self.idempotent,
                accept_errors=self.accept_errors,
                limit_bytes=int(self.limit_mb * MB),
                within_s=self.within_s,
            )
        )
        return Sent(
            data=reply.data,
            text=reply.text or "",
            document=reply.document,
            status=reply.status,
            headers=reply.headers,
        )

    def _text(self) -> tuple[str, str | None]:
        """What is sent beside no file, and its media type."""
        if self.file is not None:
            return "", None
        if self.body is not None:
            return "text/plain; charset=utf-8", self.body
        return "application/json", None if self.data is None else canonical_json(self.data)
