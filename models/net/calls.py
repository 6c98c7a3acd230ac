"""Makes what a flow asks of a server ready to be sent: secrets put in, messages signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from string import Template

import httpx

from media.types import Asset
from media.web import Bucket, Event, Request, media_type_of
from models.net import s3, webhooks
from models.net.faults import SecretRefused, UrlRefused
from models.net.fetch import Call
from models.net.policy import ALLOW_BUCKETS, Policy

AMAZON = "amazonaws.com"
"""For which host a secret is, where a flow names no other service."""


def prepared(request: Request, asset: Path | None, policy: Policy, now: datetime) -> Call:
    """The call for a request.

    Args:
        request: what a flow asks.
        asset: the file of the request's asset, where it has one.
        policy: whose secrets there are.
        now: the time, in UTC, at which it is signed.

    Raises:
        UrlRefused: the URL is none.
        SecretRefused: a secret is not there, or not for this.
    """
    call = Call(
        url=request.url,
        method=request.method,
        headers={**_described(request.asset), **request.headers},
        body=asset or (None if request.text is None else request.text.encode()),
        follow=request.method == "GET",
        repeatable=request.repeatable,
        accept_errors=request.accept_errors,
        limit_bytes=request.limit_bytes,
        within_s=request.within_s,
    )
    if request.bucket is not None:
        return _to_bucket(call, request.asset, request.bucket, policy, now)
    if request.event is not None:
        return _as_event(call, request.event, policy, now)
    return _filled(call, request.secret_headers, policy)


def _described(asset: Asset | None) -> dict[str, str]:
    return {} if asset is None else {"content-type": media_type_of(asset)}


def _filled(call: Call, secret_headers: Mapping[str, str], policy: Policy) -> Call:
    """The call with secrets in its headers."""
    url = _url(call.url)
    headers: dict[str, str] = {}
    secrets: dict[str, str] = {}
    for header, text in secret_headers.items():
        template = Template(text)
        names = template.get_identifiers()
        if not template.is_valid() or not names:
            raise SecretRefused(f"{header} names no secret", "write $NAME in it", "secret_headers")
        for name in names:
            secrets[name] = policy.secret(name, host=url.host, safe=url.scheme == "https")
        headers[header] = template.substitute(secrets)
    return replace(call, private=headers, secrets=tuple(secrets.values()))


def _as_event(call: Call, event: Event, policy: Policy, now: datetime) -> Call:
    """A message as Standard Webhooks has it."""
    secret = policy.secret(event.secret, host=_url(call.url).host, safe=True)
    body = webhooks.payload(event.type, event.data, now)
    headers = {**call.headers, "content-type": "application/json"}
    signed = webhooks.signed(event.id, body, secret, now)
    return replace(call, headers={**headers, **signed}, body=body)


def _to_bucket(
    call: Call, asset: Asset | None, bucket: Bucket, policy: Policy, now: datetime
) -> Call:
    """A request to an S3 service, signed."""
    name, key = s3.parted(call.url)
    own = policy.environment
    endpoint, region = bucket.endpoint, bucket.region
    if bucket.secret:
        host = _url(endpoint).host if endpoint else AMAZON
        keys = s3.Keys.of(policy.secret(bucket.secret, host=host, safe=True))
    else:
        keys = _own_keys(name, endpoint, policy)
        endpoint = own.get("AWS_ENDPOINT_URL_S3") or own.get("AWS_ENDPOINT_URL", "")
        region = region or own.get("AWS_REGION") or own.get("AWS_DEFAULT_REGION", "")
    region = region or s3.USUAL_REGION
    # Signed as it is sent: a usual port or a letter's spelling may go on the way into a URL.
    url = str(_url(s3.address(name, key, endpoint=endpoint, region=region)))
    digest = asset.digest if asset is not None else s3.NOTHING
    signed = s3.signed(
        call.method, url, call.headers, keys=keys, region=region, payload=digest, now=now
    )
    return replace(call, url=url, private=signed, follow=False)


def _own_keys(bucket: str, endpoint: str, policy: Policy) -> s3.Keys:
    """The operator's credentials, for a bucket that flows may use, where the operator has it.

    Kinora's own objects, of all tenants, are in a bucket of the same credentials.
    """
    own = policy.environment
    if bucket not in policy.buckets or endpoint:
        raise SecretRefused(
            f"flows may not use the operator's credentials for the bucket {bucket}"
            + (" elsewhere" if endpoint else ""),
            f"name a secret with keys of its own, or list the bucket in {ALLOW_BUCKETS}",
            "secret",
        )
    key, secret = own.get("AWS_ACCESS_KEY_ID", ""), own.get("AWS_SECRET_ACCESS_KEY", "")
    if not key or not secret:
        raise SecretRefused(
            "the operator has no credentials", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    return s3.Keys(key=key, secret=secret, token=own.get("AWS_SESSION_TOKEN", ""))


def _url(text: str) -> httpx.URL:
    try:
        return httpx.URL(text)
    except httpx.InvalidURL as error:
        raise UrlRefused(f"this is no URL: {error}", "write https://host/path", "url") from None
