"""Guards what webhooks may reach: nothing of the own network, in whatever way it is written."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.background import at_work
from api.identity.bootstrap import operator_key
from api.services import Services
from api.settings import Settings
from api.webhooks import door
from api.webhooks.worker import Deliverer
from media.errors import InputError
from media.ids import LOCAL_TENANT
from models.net.guard import GuardedTransport, resolve
from models.net.policy import Policy
from tests.api.conftest import Api
from tests.api.webhooks.conftest import QUICK, Delivering, Shoot, hooked
from tests.api.webhooks.receiver import Receiver, answering
from tests.models.net.test_guard import INSIDE, METADATA, PUBLIC
from tests.servers import LOCAL, said, saying, serving

SPELLINGS = [
    "localhost", "LOCALHOST.", "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001",
    "0x7f.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "0x0a000001", "167772161", "012.0.0.1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:a00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]",
    "[fd00:ec2::254]", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
    "[::ffff:169.254.169.254]", "168.63.129.16", "100.100.100.200", "metadata.google.internal",
    "127。0。0。1", "①②⑦.0.0.1", "127.0.0.1%00.films.example", "localhost.localdomain",
    "user@films.example", "films.example@127.0.0.1", "films.example\\@127.0.0.1", "no.such.host",
    "", ".", "a" * 64 + ".example",
]  # fmt: skip
OTHERWISE = [
    "http://films.example/", "ftp://films.example/", "file:///etc/passwd", "gopher://127.0.0.1/",
    "//films.example/", "films.example", "https:films.example", "javascript:alert(1)",
    "https://films.example:22/", "https://films.example:25/", "https://films.example:99999/",
    "https://films.example/#part", "https://\x07/",
]  # fmt: skip


class Names:
    """A resolver whose answers a test decides; what it is not told it asks the machine."""

    def __init__(self) -> None:
        self.answers: dict[str, list[list[str]]] = {}

    async def __call__(self, host: str, port: int) -> list[str]:
        if host in self.answers:
            left = self.answers[host]
            return left.pop(0) if len(left) > 1 else left[0]
        return await resolve(host, port)


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
async def strict(settings: Settings, names: Names) -> AsyncIterator[tuple[Api, Services]]:
    """A platform whose operator allows nothing; its resolver is the test's."""
    app = create_app(replace(settings, allow_private=False))
    outside = GuardedTransport(Policy(), resolve=names)
    app.state.services = replace(app.state.services, outside=outside)
    key = await operator_key(app.state.services, LOCAL_TENANT)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        yield Api(client, key), app.state.services
    await app.state.services.close()


async def _refused(api: Api, url: str) -> None:
    answer = await api("POST", "/webhooks", json={"name": "hook", "url": url})
    assert answer.status_code == 422, (url, answer.text)


async def test_every_spelling_of_an_inner_address_is_refused_when_it_is_named(
    strict: tuple[Api, Services], names: Names
) -> None:
    api, _ = strict
    names.answers["films.example"] = [[PUBLIC]]
    made = await api.made("/webhooks", {"name": "hook", "url": "https://films.example/"})
    for host in SPELLINGS:
        url = f"https://{host}/hook"
        await _refused(api, url)
        changed = await api("PATCH", f"/webhooks/{made['id']}", json={"url": url})
        assert changed.status_code == 422, url
    for url in OTHERWISE:
        await _refused(api, url)
    assert len((await api.got("/webhooks"))["items"]) == 1


async def test_a_name_that_leads_inside_is_refused_when_it_is_named(
    strict: tuple[Api, Services], names: Names
) -> None:
    for address in [*INSIDE, *METADATA]:
        names.answers["evil.example"] = [[PUBLIC, address]]
        await _refused(strict[0], "https://evil.example/hook")


async def test_a_name_that_leads_inside_later_is_refused_at_every_try(
    strict: tuple[Api, Services], names: Names, shoot: Shoot
) -> None:
    api, services = strict
    receiver = Receiver()
    async with serving(receiver) as server:
        names.answers["evil.example"] = [[PUBLIC]]
        url = f"https://evil.example:{server.port}/"
        hook = (await api.made("/webhooks", {"name": "hook", "url": url}))["id"]
        for address in [LOCAL, *METADATA[:3], "::ffff:127.0.0.1"]:
            names.answers["evil.example"] = [[address]]
            outcome = await api.made(f"/webhooks/{hook}/test", {})
            assert (outcome["delivered"], outcome["status"]) == (False, None)
            assert "evil.example" in outcome["error"] and address not in outcome["error"]
        names.answers["evil.example"] = [[LOCAL], [METADATA[0]], ["10.0.0.1"]]
        film = await shoot(api)
        await film.start()
        async with at_work([Deliverer(services, pace=replace(QUICK, waits_s=(0.05,) * 2))]):
            dead = await _dead(api, hook)
    assert (dead["attempts"], dead["last_status"]) == (3, None)
    assert "private" in dead["last_error"]
    assert not server.asked


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/", "http://[::1]/", "http://2130706433/", "/other"]
)
async def test_a_redirect_is_not_followed(
    ours: Api, shoot: Shoot, delivering: Delivering, location: str
) -> None:
    """Not even where the operator allows the own network."""
    redirected = answering(307, location=location)
    receiver = Receiver(faults=[redirected] * 2)
    async with serving(receiver) as server, delivering(waits_s=(0.05,)):
        hook = await hooked(ours, server, receiver)
        await (await shoot(ours)).start()
        dead = await _dead(ours, hook)
    assert (dead["attempts"], dead["last_status"]) == (2, 307)
    assert {asked.path for asked in server.asked} == {"/hook"}


@given(st.text(max_size=60))
async def test_whatever_is_written_is_judged_or_refused(text: str) -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(InputError):
        await door.check(f"https://{text}", GuardedTransport(Policy(), resolve=unknown), plain=True)


async def test_where_clouds_hand_out_credentials_nobody_is_let(ours: Api) -> None:
    for host in (*METADATA[:5], "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "2852039166"):
        await _refused(ours, f"http://{host}/latest/meta-data")


async def test_what_an_endpoint_says_is_not_read(ours: Api) -> None:
    """A body without end costs nothing, and nothing of it is shown."""
    async with serving(saying(said(b"inner page" * 100_000))) as server:
        made = await ours.made("/webhooks", {"name": "hook", "url": server.url()})
        outcome = await ours.made(f"/webhooks/{made['id']}/test", {})
    assert outcome["delivered"] and "inner" not in str(outcome)


async def _dead(api: Api, hook: str) -> dict[str, Any]:
    async with asyncio.timeout(15):
        while True:
            page = await api.got(f"/webhooks/{hook}/deliveries", params={"state": "dead"})
            if page["items"]:
                return page["items"][0]
            await asyncio.sleep(0.05)
