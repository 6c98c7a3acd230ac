"""Guards signatures, by others' implementations and by the examples of their specifications."""

import base64
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from obstore import sign
from obstore.store import S3Store
from standardwebhooks import Webhook, WebhookVerificationError

from media.ids import Digest, digest_of
from models.net import s3, webhooks
from models.net.faults import SecretRefused, UrlRefused

NOW = datetime(2013, 5, 24, tzinfo=UTC)
AMAZONS = s3.Keys(key="AKIAIOSFODNN7EXAMPLE", secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")


@pytest.mark.parametrize(
    ("method", "path", "headers", "payload", "mark"),
    [
        (
            "GET", "/test.txt", {"Range": "bytes=0-9"}, digest_of(b""),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT", "/test%24file.text",
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            digest_of(b"Welcome to Amazon S3."),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    ],
)  # fmt: skip
def test_the_examples_of_amazons_documentation(
    method: str, path: str, headers: dict[str, str], payload: Digest, mark: str
) -> None:
    url = f"https://examplebucket.s3.amazonaws.com{path}"
    found = s3.signed(
        method, url, headers, keys=AMAZONS, region="us-east-1", payload=payload, now=NOW
    )
    assert found["authorization"].endswith(f"Signature={mark}")


def test_a_token_is_sent_and_signed() -> None:
    keys = s3.Keys.of("key:secret:to:ken")
    url = "https://b.s3.eu-west-1.amazonaws.com/k"
    found = s3.signed("GET", url, {}, keys=keys, region="eu-west-1", payload=s3.NOTHING, now=NOW)
    assert found["x-amz-security-token"] == "to:ken"
    assert "x-amz-date;x-amz-security-token" in found["authorization"]
    assert "to:ken" not in repr(keys) and "secret'" not in repr(keys)


@pytest.mark.parametrize(
    ("endpoint", "bucket"), [("", "films"), ("", "films.de"), ("https://minio.example:9000", "f-1")]
)
def test_an_object_is_where_another_implementation_says(endpoint: str, bucket: str) -> None:
    key = "scene 1/ü+c%20=&$@,;:.txt"
    there = {"endpoint": endpoint} if endpoint else {"virtual_hosted_style_request": "true"}
    store = S3Store(
        bucket,
        config={"access_key_id": "k", "secret_access_key": "s", "region": "eu-west-1"} | there,
    )
    theirs = urlsplit(sign(store, "GET", key, timedelta(seconds=60)))
    ours = urlsplit(s3.address(bucket, key, endpoint=endpoint, region="eu-west-1"))
    dotted = "." in bucket
    assert ours.path == (f"/{bucket}{theirs.path}" if dotted else theirs.path)
    assert ours.netloc == ("s3.eu-west-1.amazonaws.com" if dotted else theirs.netloc)


@pytest.mark.parametrize(
    "url",
    ["s3://b/k", "s3://bucket", "s3://bucket/", "s3://Bu_cket/k", "https://b/k",
     "s3://bucket/a/../b", "s3://bucket/./b", "s3://evil.com#bu/k", "s3://bucket/a\nb"],
)  # fmt: skip
def test_a_url_that_names_no_object_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        s3.parted(url)


def test_a_region_cannot_name_another_host() -> None:
    with pytest.raises(UrlRefused):
        s3.address("bucket", "key", endpoint="", region="evil.example/")


@pytest.mark.parametrize("text", ["", "key", "key:", ":secret", "key:secret:"])
def test_what_is_no_pair_of_keys_is_refused(text: str) -> None:
    with pytest.raises(SecretRefused) as caught:
        s3.Keys.of(text)
    assert "secret:" not in str(caught.value)


SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


def test_a_receiver_of_standard_webhooks_trusts_a_message() -> None:
    now = datetime.now(UTC)
    body = webhooks.payload("film.finished", {"title": "Salle d’été", "shots": [1, 2]}, now)
    headers = webhooks.signed("msg_1", body, SECRET, now)
    told = Webhook(SECRET).verify(body, headers)
    assert told["type"] == "film.finished" and told["data"]["shots"] == [1, 2]
    assert datetime.fromisoformat(told["timestamp"]) == now
    assert headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize("changed", ["webhook-id", "webhook-timestamp", "body"])
def test_and_none_that_somebody_changed(changed: str) -> None:
    now = datetime.now(UTC)
    body = json.dumps({"a": 1}).encode()
    headers = webhooks.signed("msg_1", body, SECRET, now)
    if changed == "body":
        body += b" "
    else:
        headers[changed] += "1" if changed == "webhook-id" else ""
        headers[changed] = headers[changed].replace(str(int(now.timestamp())), "1700000000")
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body, headers)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_***", SECRET[6:]])
def test_a_secret_of_another_form_is_refused(secret: str) -> None:
    with pytest.raises(SecretRefused) as caught:
        webhooks.signed("msg_1", b"", secret, NOW)
    assert not secret or secret == "whsec_" or secret not in str(caught.value)
