"""Guards what is made of a server that is late, gone, half or mad: the right error, and never twice
what may have been paid."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from media.errors import DeadlineExceeded, EngineUnavailable, InputError, KinoraError
from models.language.chat import ChatHttp
from models.net.faults import (
    BadResponse,
    FetchFailed,
    OutcomeUnknown,
    ResponseTooLarge,
    ServerBusy,
    ServerRefused,
)
from tests.fakes import FolderWorkspace
from tests.models.language.conftest import SetUp, question
from tests.models.language.server import (
    Behaviour,
    Server,
    drips,
    hangs,
    hangs_up,
    never_ends,
    never_ends_its_line,
    refuses,
    says,
    says_half,
    says_one_word_and_hangs,
    streams,
    tells,
)

PRICE = {"per": {"written": 10}}
LATE_S = 6.0


def asked(engine: ChatHttp, work: FolderWorkspace) -> str:
    began = time.monotonic()
    try:
        return engine.complete(work, asked=question()).text
    finally:
        assert time.monotonic() - began < LATE_S


@pytest.mark.parametrize("trouble", [
    refuses(429), refuses(408), refuses(503, retry_after="0"), refuses(500), refuses(502),
    refuses(529), hangs_up, hangs,
])  # fmt: skip
def test_a_free_server_is_asked_again(
    server: Server, set_up: SetUp, work: FolderWorkspace, trouble: Behaviour
) -> None:
    server.will(trouble, trouble, says("Here."))
    assert asked(ChatHttp(set_up()), work) == "Here."
    assert len(server.talks) == 3


@pytest.mark.parametrize("trouble", [refuses(429), refuses(408), refuses(503, retry_after="0")])
def test_a_paid_one_is_asked_again_where_it_did_nothing(
    server: Server, set_up: SetUp, work: FolderWorkspace, trouble: Behaviour
) -> None:
    server.will(trouble, says("Here."))
    assert asked(ChatHttp(set_up(price=PRICE)), work) == "Here."


@pytest.mark.parametrize(("trouble", "error"), [
    (refuses(500), ServerBusy), (refuses(503), ServerBusy), (refuses(502), ServerBusy),
    (hangs_up, OutcomeUnknown), (hangs, OutcomeUnknown), (says_half, OutcomeUnknown),
    (says_one_word_and_hangs, OutcomeUnknown), (streams(b""), OutcomeUnknown),
])  # fmt: skip
def test_a_paid_one_is_not_asked_twice_for_what_it_may_have_done(
    server: Server, set_up: SetUp, work: FolderWorkspace, trouble: Behaviour,
    error: type[KinoraError],
) -> None:  # fmt: skip
    server.will(trouble)
    with pytest.raises(error):
        asked(ChatHttp(set_up(price=PRICE)), work)
    assert len(server.talks) == 1


def test_a_paid_one_that_knows_a_request_again_is_asked_by_the_same_key(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(refuses(500), hangs_up, says("Here."))
    engine = ChatHttp(set_up(price=PRICE, idempotency_header="idempotency-key"))
    assert asked(engine, work) == "Here."
    assert asked(engine, work) == "Here."
    first, second, third, other = (talk.headers["idempotency-key"] for talk in server.talks)
    assert first == second == third != other


def test_as_long_as_it_asks_to_be_left_alone(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    for in_words, at_least in ((False, 1.0), (True, 0.5)):
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
        server.will(refuses(429, retry_after=soon if in_words else "1"), says("Here."))
        began = time.monotonic()
        assert asked(ChatHttp(set_up()), work) == "Here."
        assert time.monotonic() - began >= at_least
    server.will(refuses(429, retry_after="3000"))
    with pytest.raises(ServerBusy) as busy:
        asked(ChatHttp(set_up()), work)
    assert busy.value.retry_after_s == 3000 and len(server.talks) == 1


def test_not_for_ever(server: Server, set_up: SetUp, work: FolderWorkspace) -> None:
    server.will(refuses(429, "slow down"))
    with pytest.raises(ServerBusy, match="slow down"):
        asked(ChatHttp(set_up(tries=3)), work)
    assert len(server.talks) == 3
    server.will(hangs)
    with pytest.raises(DeadlineExceeded):
        asked(ChatHttp(set_up(first_s=0.3, within_s=0.8, tries=10)), work)
    assert len(server.talks) <= 3


@pytest.mark.parametrize(("trouble", "error"), [
    (says_half, FetchFailed),
    (says_one_word_and_hangs, DeadlineExceeded),
    (streams(b'data: {"choices": [{"index": 0, "delta": {"con\n\n'), BadResponse),
    (streams(b"data: [1]\n\n"), BadResponse),
    (streams(b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'), BadResponse),
    (streams(b'data: {"error": {"message": "the card burns"}}\n\n'), ServerRefused),
    (streams(b"<html>", kind="text/html"), BadResponse),
    (tells({"choices": []}), BadResponse),
    (never_ends_its_line, ResponseTooLarge),
    (never_ends, BadResponse),
    (refuses(400, "it is too long"), InputError),
    (refuses(422, "it is too long"), InputError),
    (refuses(404, "no such model"), EngineUnavailable),
    (refuses(403), EngineUnavailable),
    (refuses(302, location="http://127.0.0.1:1/"), ServerRefused),
    (refuses(418), ServerRefused),
])  # fmt: skip
def test_nonsense_is_an_error_and_asked_for_once(
    server: Server, set_up: SetUp, work: FolderWorkspace, trouble: Behaviour,
    error: type[KinoraError],
) -> None:  # fmt: skip
    server.will(trouble)
    with pytest.raises(error) as found:
        asked(ChatHttp(set_up()), work)
    assert type(found.value) is error and "acme" in found.value.message
    assert len(server.talks) == 1


def test_a_drip_is_no_sign_of_life(server: Server, set_up: SetUp, work: FolderWorkspace) -> None:
    server.will(drips)
    with pytest.raises(DeadlineExceeded):
        asked(ChatHttp(set_up(tries=2)), work)
    assert len(server.talks) == 2


def test_nobody_there(set_up: SetUp, work: FolderWorkspace) -> None:
    for price in (None, PRICE):
        with pytest.raises(FetchFailed, match="no connection"):
            asked(ChatHttp(set_up(price=price, base_url="http://127.0.0.1:9999/v1")), work)
