"""What a flow asks of a server, and what the server answers: as data, without a word of how."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, NoReturn

from pydantic import AfterValidator, Field

from media.model import Model, canonical_json
from media.types import Asset, Audio, Document, Image, Video

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

MB = 1_000_000
SENT_BYTES = 5_000_000_000
"""The largest file that is sent or fetched: what S3 takes in one piece."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_VALUE = re.compile(r"[\x20-\x7e\t]{0,4096}")
_OURS = re.compile(
    "host|connection|content-length|transfer-encoding|accept-encoding|te|trailer|upgrade|expect"
    "|keep-alive|proxy-.*"
)
"""Headers by which the parts of a message are told apart, or the host: none that a flow may set."""


def _sendable(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or _OURS.fullmatch(name.lower()):
            raise ValueError(f"{name[:100]!r} is no header that can be set")
        if not _VALUE.fullmatch(value):
            raise ValueError(f"the header {name} has characters that cannot be sent")
    return {name.lower(): value for name, value in headers.items()}


Headers = Annotated[dict[str, str], Field(max_length=50), AfterValidator(_sendable)]
"""Headers that a flow may send, in lower case."""


class Event(Model):
    """A message in the form of Standard Webhooks."""

    id: str
    """The same whenever it is sent again, by which a receiver knows it."""
    type: str
    data: Any
    secret: str
    """The name of the operator's secret that signs it, in the form `whsec_...`."""


class Bucket(Model):
    """How an S3 service is reached; the URL of the request is `s3://bucket/key`."""

    endpoint: str = ""
    """Empty: that of the operator, else Amazon's."""
    region: str = ""
    """Empty: that of the operator, else `us-east-1`."""
    secret: str = ""
    """The name of the operator's secret `KEY:SECRET` or `KEY:SECRET:TOKEN`; empty: the operator's
    own credentials, for buckets that flows may use."""


class Request(Model):
    """One thing asked of a server."""

    url: str = Field(min_length=1, max_length=8000)
    method: Method = "GET"
    headers: Headers = Field(default_factory=dict)
    secret_headers: Headers = Field(default_factory=dict)
    """Values in which `$NAME` stands for a secret of the operator's; no other server sees them."""
    text: str | None = None
    """What is sent; or else `asset`, or `event`."""
    asset: Asset | None = None
    event: Event | None = None
    bucket: Bucket | None = None
    idempotent: bool = False
    """Whether asking twice does what asking once does; GET, PUT and DELETE always are."""
    accept_errors: bool = False
    """Whether an answer of 400 and above is one like others."""
    limit_bytes: int = Field(100 * MB, gt=0, le=SENT_BYTES)
    within_s: float = Field(60.0, gt=0, le=3600)
    """How long all of it may take: redirects, connecting, sending, the answer to its last byte."""

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent again when nobody knows what came of it."""
        return self.idempotent or self.method in ("GET", "PUT", "DELETE")


class Reply(Model):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    """Those of general use, in lower case."""
    media_type: str
    """By what the bytes are, not by what the server calls them."""
    text: str | None
    """The body, where it is text of at most 1 MiB."""
    document: Document
    """The body as it came."""

    @property
    def data(self) -> Any:
        """The body as JSON data, where it is that; else its text; None where it is no text."""
        if self.text is None:
            return None
        try:
            return json_of(self.text)
        except ValueError:
            return self.text


def json_of(text: str) -> Any:
    """JSON data that can be kept and handed on.

    Raises:
        ValueError: it is none, or has what no database keeps: NaN, half a character, or a NUL.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
        again = canonical_json(data)
        again.encode()
    except RecursionError as error:
        raise ValueError("too deep") from error
    if "\\u0000" in again:
        raise ValueError("has a NUL")
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def media_type_of(asset: Asset) -> str:
    """What a server is told of an asset's bytes."""
    match asset:
        case Image():
            return "image/svg+xml" if asset.format == "svg" else f"image/{asset.format}"
        case Video():
            return "video/quicktime" if asset.alpha else "video/mp4"
        case Audio():
            return "audio/wav" if asset.format == "wav" else "audio/mp4"
        case Document():
            return asset.media_type
        case _:
            return "application/octet-stream"
