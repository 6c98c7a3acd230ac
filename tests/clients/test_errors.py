"""Guards the client's errors: by status, with all that the service said, and across processes."""

import json
import pickle

import pytest

import kinora_client
from kinora_client.errors import BY_STATUS, Detail, ExportFailed, KinoraError, RunFailed, api_error


def _all(root: type[KinoraError] = KinoraError) -> list[type[KinoraError]]:
    return [root, *(kind for child in root.__subclasses__() for kind in _all(child))]


ARGUMENTS = {
    kinora_client.APIError: (422, "INVALID", "wrong", (Detail("a", "b", "c", "d"),), "r", 2.0),
    RunFailed: ("r1", "failed", "NO_ROOM", "the disk is full", "free some"),
    ExportFailed: ("e1", "failed", "NO_ROOM", "the disk is full"),
    KinoraError: ("a message",),
}


@pytest.mark.parametrize("kind", _all())
def test_an_error_survives_pickling(kind: type[KinoraError]) -> None:
    arguments = next(ARGUMENTS[base] for base in kind.__mro__ if base in ARGUMENTS)
    error = kind(*arguments)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


@pytest.mark.parametrize(("status", "kind"), [*BY_STATUS.items(), (500, kinora_client.ServerError)])
def test_a_refusal_says_all_that_the_service_said(
    status: int, kind: type[kinora_client.APIError]
) -> None:
    told = {
        "code": "BAD", "message": "it is bad", "request_id": "r-9",
        "details": [{"field": "body.x", "message": "too long", "remedy": "shorten it"}],
    }  # fmt: skip
    body = json.dumps({"error": told}).encode()
    error = api_error(status, body, request_id="", retry_after=None)
    assert (type(error), error.status, error.code) == (kind, status, "BAD")
    assert error.details == (Detail("body.x", "too long", "", "shorten it"),)
    assert error.remedy == "shorten it"
    assert str(error) == f"{status} BAD: it is bad (request r-9)\n  body.x: too long"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "STORAGE_QUOTA", kinora_client.QuotaExceeded),
        (403, "GPU_QUOTA", kinora_client.QuotaExceeded),
        (403, "FORBIDDEN", kinora_client.PermissionDenied),
        (503, "OVERLOADED", kinora_client.Overloaded),
        (422, "GPU_QUOTA", kinora_client.Invalid),
    ],
)
def test_a_code_may_say_more_than_its_status(
    status: int, code: str, kind: type[kinora_client.APIError]
) -> None:
    body = json.dumps({"error": {"code": code, "message": "it is so"}}).encode()
    assert type(api_error(status, body, request_id="", retry_after=None)) is kind


@pytest.mark.parametrize("body", [b"", b"<h1>", b"[]", b'{"error": 7}', b"[" * 100_000])
def test_a_refusal_of_a_proxy_has_a_code_too(body: bytes) -> None:
    error = api_error(502, body, request_id="r-1", retry_after=None)
    assert (error.code, error.request_id) == ("HTTP_502", "r-1")


def test_a_failed_run_says_why() -> None:
    error = RunFailed("r1", "failed", "NO_ROOM", "the disk is full", "free some")
    assert str(error) == "run r1 failed: NO_ROOM: the disk is full: free some"
    assert str(RunFailed("r1", "cancelled")) == "run r1 cancelled"
    assert str(ExportFailed("e1", "expired")) == "export e1 expired"
