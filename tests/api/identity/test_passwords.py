"""Guards passwords: which are taken, how they change, and that a link is good once and not long."""

import logging
from collections.abc import Callable
from itertools import pairwise

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from api.identity.hashing import Hashing
from api.mail import NoMailer, Smtp
from api.services import Services
from media.errors import InputError
from store.database import Database
from store.repositories import users
from tests.api.conftest import Api
from tests.api.identity.conftest import CHEAP, PASSWORD, Browser, Joining
from tests.api.identity.mails import Post, post_office

ANN = "ann@example.com"


async def _change(browser: Browser, current: str, new: str) -> int:
    body = {"current": current, "new": new}
    return (await browser("POST", "/me/password", json=body)).status_code


async def test_the_last_five_passwords_are_refused(
    ours: Api, join: Joining, browser: Browser
) -> None:
    await join(ours, ANN)
    await browser.sign_in(ANN)
    assert await _change(browser, PASSWORD, "too short") == 422
    assert await _change(browser, "not the right one", "long enough 1") == 401
    former = [PASSWORD, *(f"long enough {number}" for number in range(1, 6))]
    for current, new in pairwise(former):
        assert await _change(browser, current, new) == 204
    assert await _change(browser, former[-1], former[-1]) == 422
    assert await _change(browser, former[-1], former[1]) == 422
    assert await _change(browser, former[-1], former[0]) == 204


async def test_a_change_ends_the_other_sessions(
    ours: Api, join: Joining, browsers: Callable[[], Browser]
) -> None:
    await join(ours, ANN)
    here, there = browsers(), browsers()
    await here.sign_in(ANN)
    await there.sign_in(ANN)
    assert await _change(here, PASSWORD, "another long one") == 204
    assert (await here("GET", "/me")).status_code == 200
    assert (await there("GET", "/me")).status_code == 401
    assert (await there.sign_in(ANN)).status_code == 401
    assert (await there.sign_in(ANN, "another long one")).status_code == 201


async def test_a_link_resets_a_password_once(
    ours: Api, join: Joining, browser: Browser, post: Post
) -> None:
    await join(ours, ANN)
    await browser.sign_in(ANN)
    for _ in range(5):
        await browser.sign_in(ANN, "wrong")
    answer = await browser("POST", "/passwords/resets", json={"email": ANN})
    assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    assert post.mails[0]["To"] == ANN
    token = post.token()
    use = {"token": token, "password": PASSWORD}
    refused = await browser("POST", "/passwords/resets/use", json=use)
    assert refused.json()["error"]["code"] == "PASSWORD_REUSED"
    use["password"] = "another long one"
    assert (await browser("POST", "/passwords/resets/use", json=use)).status_code == 204
    assert (await browser("GET", "/me")).status_code == 401
    assert (await browser.sign_in(ANN, "another long one")).status_code == 201
    use["password"] = "a third long one"
    again = await browser("POST", "/passwords/resets/use", json=use)
    assert (again.status_code, again.json()["error"]["code"]) == (422, "TOKEN_VOID")
    actions = [one["action"] for one in (await ours.got("/audit"))["items"]]
    assert "password.reset" in actions
    assert token not in str(await ours.got("/audit"))


async def test_a_reset_lets_nobody_in_who_is_barred(
    ours: Api, join: Joining, browser: Browser, post: Post, services: Services
) -> None:
    user_id = await join(ours, ANN)
    await browser("POST", "/passwords/resets", json={"email": ANN})
    async with services.gate.begin(None) as connection:
        await users.bar(connection, user_id, barred=True)
    use = {"token": post.token(), "password": "another long one"}
    assert (await browser("POST", "/passwords/resets/use", json=use)).status_code == 204
    assert (await browser.sign_in(ANN, "another long one")).status_code == 401
    async with services.gate.begin(None) as connection:
        await users.bar(connection, user_id, barred=False)
    assert (await browser.sign_in(ANN, "another long one")).status_code == 201


async def test_a_link_is_void_after_half_an_hour_and_by_the_next_one(
    ours: Api, join: Joining, browser: Browser, post: Post, database_url: str
) -> None:
    await join(ours, ANN)
    await browser("POST", "/passwords/resets", json={"email": ANN})
    first = post.token()
    await browser("POST", "/passwords/resets", json={"email": ANN})
    owner = Database(database_url, "owner")
    async with owner.begin(None) as connection:
        left = await connection.execute(text("SELECT expires_at - now() FROM resets"))
        assert 1700 < left.scalar_one().total_seconds() <= 1800
        await connection.execute(text("UPDATE resets SET expires_at = now()"))
    await owner.close()
    for token in (first, post.token()):
        use = {"token": token, "password": "another long one"}
        answer = await browser("POST", "/passwords/resets/use", json=use)
        assert answer.json()["error"]["code"] == "TOKEN_VOID"


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    browser: Browser, post: Post
) -> None:
    answer = await browser("POST", "/passwords/resets", json={"email": "nobody@example.com"})
    assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    assert post.mails == []


async def test_a_hash_of_weaker_parameters_is_replaced_when_it_is_used(
    ours: Api, join: Joining, browser: Browser, services: Services, database_url: str
) -> None:
    await join(ours, ANN)
    weak = PasswordHasher(time_cost=1, memory_cost=512).hash(PASSWORD)
    owner = Database(database_url, "owner")
    async with owner.begin(None) as connection:
        await connection.execute(text("UPDATE users SET password_hash = :weak"), {"weak": weak})
    assert (await browser.sign_in(ANN)).status_code == 201
    async with owner.begin(None) as connection:
        kept = (await connection.execute(text("SELECT password_hash FROM users"))).scalar_one()
    await owner.close()
    assert kept.startswith("$argon2id$")
    assert not CHEAP.check_needs_rehash(kept)
    assert (await services.hashing.check(kept, PASSWORD)).right


async def test_letters_that_look_the_same_are_the_same() -> None:
    hashing = Hashing(CHEAP)
    kept = await hashing.hash("cafe\u0301 au lait")
    assert (await hashing.check(kept, "caf\u00e9 au lait")).right
    assert not (await hashing.check(None, "caf\u00e9 au lait")).right
    assert not (await hashing.check("no hash", "caf\u00e9 au lait")).right


async def test_a_password_is_not_sent_without_tls(caplog: pytest.LogCaptureFixture) -> None:
    async with post_office() as post:
        url = post.url.replace("//", "//user:hidden@")
        await Smtp(url, "kinora@example.com").send(ANN, "subject", "text")
    assert post.said == ["EHLO", "QUIT"]
    assert "TLS" in caplog.text
    assert "hidden" not in caplog.text
    with pytest.raises(InputError, match="smtp://"):
        Smtp("http://example.com", "kinora@example.com")


async def test_without_a_mail_server_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await NoMailer().send(ANN, "subject", "the token")
    assert "KINORA_SMTP_URL" in caplog.text
    assert "the token" not in caplog.text
