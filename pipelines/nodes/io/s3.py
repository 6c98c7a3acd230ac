"""Gets an object from a bucket."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.types import Document
from media.web import MB, Bucket, Request
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param


class Got(Output):
    """The object."""

    document: Document
    """Its media type is that of its bytes."""
    data: Any
    """JSON data where it is that, else its text; null where it is no text of up to 1 MiB."""
    text: str
    etag: str


@node(
    "io.s3",
    version=1,
    effect="read",
    example=Example(params={"url": "s3://rushes/scene-1/notes.json", "secret": "RUSHES"}),
)
class GetObject(Node):
    """Get an object from a bucket of Amazon S3 or a service that speaks as it does.

    `secret` names the operator's KINORA_SECRET_NAME, which holds `KEY:SECRET[:TOKEN]`; without it
    the operator's AWS_* variables serve, for buckets in KINORA_ALLOW_BUCKETS. Endpoints are guarded
    as the addresses of `io.http`. `io.s3_put` is for the other way.
    """

    url: str = Field(pattern="^s3://", max_length=2000)
    """`s3://bucket/key`."""
    secret: Param[str] = Field("", max_length=64)
    """The name of the operator's KINORA_SECRET_NAME, which holds `KEY:SECRET[:TOKEN]`; empty: the
    operator's AWS_* variables, for buckets in KINORA_ALLOW_BUCKETS."""
    endpoint: Param[str] = Field("", max_length=500)
    """Such as `https://minio.example.com:9000`; empty: Amazon's, or that of AWS_ENDPOINT_URL."""
    region: Param[str] = Field("", max_length=40)
    limit_mb: float = Field(1000.0, ge=0.001, le=5000)
    within_s: float = Field(300.0, gt=0, le=3600)

    async def run(self, ctx: Context) -> Got:
        """Ask for it."""
        reply = await ctx.fetch(
            Request(
                url=self.url,
                bucket=Bucket(endpoint=self.endpoint, region=self.region, secret=self.secret),
                limit_bytes=int(self.limit_mb * MB),
                within_s=self.within_s,
            )
        )
        return Got(
            document=reply.document,
            data=reply.data,
            text=reply.text or "",
            etag=reply.headers.get("etag", ""),
        )
