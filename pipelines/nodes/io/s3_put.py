"""Puts an asset into a bucket."""

from __future__ import annotations

from pydantic import Field

from media.errors import InputError
from media.types import Audio, Document, Image, Video
from media.web import SENT_BYTES, Bucket, Request
from pipelines.node import Context, Example, Node, Output, node
from pipelines.ports import Param, Port

ANSWER_BYTES = 1 << 16


class Stored(Output):
    """Where it is."""

    url: str
    etag: str
    num_bytes: int


@node(
    "io.s3_put",
    version=1,
    effect="external",
    example=Example(
        inputs={"asset": "sample.clip"},
        params={"url": "s3://rushes/scene-1/ball.mp4", "secret": "RUSHES"},
    ),
)
class PutObject(Node):
    """Put a picture, a clip, a sound or a document into a bucket, under a key; what was there goes.

    The service checks the content by its SHA-256, and takes up to 5 GB. Credentials and endpoints
    are as for `io.s3`.
    """

    asset: Port[Image | Video | Audio | Document]
    url: str = Field(pattern="^s3://", max_length=2000)
    """`s3://bucket/key`."""
    secret: Param[str] = Field("", max_length=64)
    """The name of the operator's KINORA_SECRET_NAME, which holds `KEY:SECRET[:TOKEN]`; empty: the
    operator's AWS_* variables, for buckets in KINORA_ALLOW_BUCKETS."""
    endpoint: Param[str] = Field("", max_length=500)
    """Such as `https://minio.example.com:9000`; empty: Amazon's, or that of AWS_ENDPOINT_URL."""
    region: Param[str] = Field("", max_length=40)
    within_s: float = Field(600.0, gt=0, le=3600)

    async def run(self, ctx: Context) -> Stored:
        """Send it."""
        if self.asset.num_bytes > SENT_BYTES:
            raise InputError(
                f"{self.asset.num_bytes / 1e9:.1f} GB are more than a bucket takes in one piece",
                "send up to 5 GB",
                "asset",
                "ASSET_TOO_LARGE",
            )
        reply = await ctx.fetch(
            Request(
                url=self.url,
                method="PUT",
                asset=self.asset,
                bucket=Bucket(endpoint=self.endpoint, region=self.region, secret=self.secret),
                limit_bytes=ANSWER_BYTES,
                within_s=self.within_s,
            )
        )
        etag = reply.headers.get("etag", "")
        return Stored(url=self.url, etag=etag, num_bytes=self.asset.num_bytes)
