"""Guards what leaves the house: whose secrets, for whom, and signed with what."""

from datetime import UTC, datetime

import pytest

from media.errors import KinoraError
from media.ids import LOCAL_TENANT, uuid7
from media.web import Bucket, Event, Request
from models.net.calls import prepared
from models.net.fetch import Call
from models.net.policy import Policy

NOW = datetime(2030, 1, 1, tzinfo=UTC)
ENVIRONMENT = {
    "KINORA_SECRET_CRM": "s3cr3t",
    "KINORA_SECRET_CRM_HOSTS": "crm.example",
    "KINORA_SECRET_TWO": "second",
    "KINORA_SECRET_RUSHES": "rkey:rsecret",
    "KINORA_SECRET_RUSHES_HOSTS": "minio.example",
    "KINORA_ALLOW_BUCKETS": "shared",
    "AWS_ACCESS_KEY_ID": "okey",
    "AWS_SECRET_ACCESS_KEY": "osecret",
    "AWS_SESSION_TOKEN": "otoken",
    "AWS_REGION": "eu-west-1",
}


def made(request: Request, **environment: str) -> Call:
    return prepared(request, None, Policy.of(ENVIRONMENT | environment), NOW)


def test_secrets_are_put_where_they_are_named() -> None:
    secret = {"Authorization": "Bearer $CRM", "X-Both": "${CRM}-$TWO"}
    call = made(Request(url="https://crm.example/x", secret_headers=secret))
    assert call.private == {"authorization": "Bearer s3cr3t", "x-both": "s3cr3t-second"}
    assert "s3cr3t" not in repr(call) and not call.headers


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://evil.example/", "$CRM"),
        ("https://crm.example.evil.example/", "$CRM"),
        ("http://crm.example/", "$CRM"),
        ("https://crm.example/", "no name"),
        ("https://crm.example/", "$$ and $"),
        ("https://crm.example/", "$AWS_SECRET_ACCESS_KEY"),
        ("https://crm.example:x/", "$CRM"),
    ],
)
def test_a_secret_is_not_sent_elsewhere(url: str, text: str) -> None:
    with pytest.raises(KinoraError) as caught:
        made(Request(url=url, secret_headers={"x": text}))
    assert caught.value.code in ("SECRET_REFUSED", "URL_REFUSED")
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "x"}, {"content-length": "1"}, {"a b": "x"}, {"x": "a\r\nb: c"}, {"x": "é"}],
)
def test_a_header_that_would_forge_the_message_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        Request(url="https://crm.example/", headers=headers)


def test_a_redirect_is_followed_for_what_only_reads() -> None:
    assert made(Request(url="https://crm.example/")).follow
    assert not made(Request(url="https://crm.example/", method="DELETE")).follow
    assert not made(Request(url="https://crm.example/", method="POST")).repeatable
    assert made(Request(url="https://crm.example/", method="PUT")).repeatable


def test_a_named_secret_signs_without_anything_of_the_operators() -> None:
    bucket = Bucket(endpoint="https://minio.example:443", region="us-west-2", secret="RUSHES")
    call = made(Request(url="s3://rushes/a b", bucket=bucket))
    # The usual port is not in the host that the server sees, and so not in what is signed.
    assert call.url == "https://minio.example/rushes/a%20b"
    assert "Credential=rkey/20300101/us-west-2/s3/" in call.private["authorization"]
    assert "x-amz-security-token" not in call.private and not call.follow


def test_the_operators_own_credentials_are_for_buckets_that_flows_may_use() -> None:
    call = made(Request(url="s3://shared/k", bucket=Bucket()))
    assert call.url == "https://shared.s3.eu-west-1.amazonaws.com/k"
    assert call.private["x-amz-security-token"] == "otoken"
    call = made(Request(url="s3://shared/k", bucket=Bucket()), AWS_ENDPOINT_URL="http://minio:9000")
    assert call.url == "http://minio:9000/shared/k"


@pytest.mark.parametrize(
    ("url", "bucket"),
    [
        ("s3://kinora/k", Bucket()),
        ("s3://shared/k", Bucket(endpoint="https://evil.example")),
        ("s3://rushes/k", Bucket(endpoint="https://evil.example", secret="RUSHES")),
        ("s3://rushes/k", Bucket(endpoint="https://minio.example", secret="CRM")),
        ("s3://rushes/k", Bucket(endpoint="https://minio.example", secret="NONE")),
    ],
)
def test_and_for_no_other(url: str, bucket: Bucket) -> None:
    with pytest.raises(KinoraError) as caught:
        made(Request(url=url, bucket=bucket))
    assert caught.value.code == "SECRET_REFUSED"


def test_an_operator_without_credentials_is_told() -> None:
    with pytest.raises(KinoraError, match="AWS_ACCESS_KEY_ID"):
        made(Request(url="s3://shared/k", bucket=Bucket()), AWS_ACCESS_KEY_ID="")


def test_a_message_keeps_its_id_and_gets_a_time_of_its_own() -> None:
    environment = {"KINORA_SECRET_HOOKS": "whsec_" + "QUJD" * 8}
    event = Event(id="msg_1", type="film.finished", data=None, secret="HOOKS")
    call = made(Request(url="https://hooks.example/", method="POST", event=event), **environment)
    assert call.headers["webhook-id"] == "msg_1"
    assert call.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert call.headers["content-type"] == "application/json"


def test_what_is_the_operators_is_no_other_tenants() -> None:
    other = uuid7()
    sent = Request(url="https://crm.example/x", secret_headers={"Authorization": "Bearer $CRM"})
    with pytest.raises(KinoraError, match="there is no secret"):
        prepared(sent, None, Policy.of_tenant(ENVIRONMENT, other), NOW)
    shared = ENVIRONMENT | {"KINORA_SHARED": "KINORA_SECRET_CRM"}
    call = prepared(sent, None, Policy.of_tenant(shared, other), NOW)
    assert call.private == {"authorization": "Bearer s3cr3t"}
    elsewhere = Request(url="https://evil.example/", secret_headers={"X": "$CRM"})
    with pytest.raises(KinoraError, match="is not for"):
        prepared(elsewhere, None, Policy.of_tenant(shared, other), NOW)
    assert prepared(sent, None, Policy.of_tenant(ENVIRONMENT, LOCAL_TENANT), NOW).private
