"""Requests to services that speak as Amazon S3 does: where an object is, and who asks for it.

Signed by hand and sent through the guard. `obstore`, which keeps Kinora's own objects, resolves
names by itself and adds the operator's session token to whichever keys it is given.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlsplit

from media.ids import Digest, digest_of
from models.net.faults import SecretRefused, UrlRefused

NOTHING = digest_of(b"")
USUAL_REGION = "us-east-1"

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Who asks."""

    key: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, text: str) -> Keys:
        """Read `KEY:SECRET` or `KEY:SECRET:TOKEN`.

        Raises:
            SecretRefused: it is neither.
        """
        parts = text.split(":", 2)
        if len(parts) < 2 or not all(parts):
            raise SecretRefused("the secret is no pair of keys", "write KEY:SECRET", "secret")
        return cls(key=parts[0], secret=parts[1], token=parts[2] if len(parts) > 2 else "")


def parted(url: str) -> tuple[str, str]:
    """The bucket and the key of `s3://bucket/key`.

    Raises:
        UrlRefused: it is no such URL.
    """
    bucket, _, key = url.removeprefix("s3://").partition("/")
    steps = key.split("/")
    if not url.startswith("s3://") or not _BUCKET.fullmatch(bucket) or not key:
        raise UrlRefused(f"{url[:100]!r} names no object", "write s3://bucket/key", "url")
    if "." in steps or ".." in steps or len(key.encode()) > 1024 or not key.isprintable():
        raise UrlRefused("this key cannot be sent", "leave out `.` and `..`", "url")
    return bucket, key


def address(bucket: str, key: str, *, endpoint: str, region: str) -> str:
    """Where an object is.

    Raises:
        UrlRefused: the region is none.
    """
    if not _REGION.fullmatch(region):
        raise UrlRefused(f"{region[:40]!r} is no region", "write one such as eu-west-1", "region")
    path = quote(key, safe="/-_.~")
    if endpoint:
        return f"{endpoint.rstrip('/')}/{bucket}/{path}"
    if "." in bucket:  # no certificate is for a name with more dots
        return f"https://s3.{region}.amazonaws.com/{bucket}/{path}"
    return f"https://{bucket}.s3.{region}.amazonaws.com/{path}"


def signed(
    method: str,
    url: str,
    headers: Mapping[str, str],
    *,
    keys: Keys,
    region: str,
    payload: Digest,
    now: datetime,
) -> dict[str, str]:
    """The headers to send beside others, all of which are signed.

    Args:
        method: such as GET.
        url: where the object is.
        headers: others that are sent.
        keys: who asks.
        region: where the bucket is.
        payload: the SHA-256 of the body: the service refuses another.
        now: the time, in UTC.
    """
    parts = urlsplit(url)
    time = now.strftime("%Y%m%dT%H%M%SZ")
    ours = {"x-amz-content-sha256": payload, "x-amz-date": time}
    if keys.token:
        ours["x-amz-security-token"] = keys.token
    lines = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    lines |= {**ours, "host": parts.netloc}
    names = ";".join(sorted(lines))
    canonical = "\n".join(
        [
            method,
            parts.path,
            parts.query,
            *(f"{name}:{lines[name]}" for name in sorted(lines)),
            "",
            names,
            payload,
        ]
    )
    scope = f"{time[:8]}/{region}/s3/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", time, scope, digest_of(canonical.encode())])
    mark = _mac(_signing_key(keys.secret, scope), text).hex()
    ours["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={keys.key}/{scope}, SignedHeaders={names}, Signature={mark}"
    )
    return ours


def _signing_key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    return key


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), hashlib.sha256)
