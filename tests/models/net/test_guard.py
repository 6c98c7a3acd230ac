"""Guards the guard: what flows may reach, and that they reach what was judged."""

import asyncio
import ssl
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest

from media.errors import InputError
from models.net.addresses import flaw, unwrapped
from models.net.faults import FetchFailed, SecretRefused, UrlRefused
from models.net.guard import GuardedTransport
from models.net.policy import Policy
from tests.servers import LOCAL, Asked, said, saying, serving

PUBLIC = "93.184.216.34"
NOBODY = Policy()
US = Policy.of({"KINORA_ALLOW_HOSTS": LOCAL})

INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
    "100.64.0.1", "100.127.255.255", "169.254.1.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.9", "192.88.99.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1",
    "2001:db8::1", "3fff::1", "100::1", "5f00::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip
METADATA = [
    "169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200", "192.0.0.192",
    "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
]  # fmt: skip
OUTSIDE = [
    PUBLIC, "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
    "2606:2800:220:1::1", "2a00:1450::5", "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip


class Recorded(httpx.AsyncBaseTransport):
    """Connects nowhere, and notes where it was told to."""

    def __init__(self, broken: tuple[str, ...] = ()) -> None:
        self.requests: list[httpx.Request] = []
        self._broken = broken

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.host in self._broken:
            raise httpx.ConnectError("no route")
        return httpx.Response(200)


def resolving(*answers: list[str]):
    """A resolver that gives one answer after the other."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return left.pop(0)

    return resolve


async def sent(url: str, *answers: list[str], policy: Policy = NOBODY) -> list[httpx.Request]:
    inner = Recorded()
    guard = GuardedTransport(policy, resolve=resolving(*answers), inner=inner)
    await guard.handle_async_request(httpx.Request("GET", url))
    return inner.requests


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_known(address: str) -> None:
    assert flaw(unwrapped(ip_address(address)))


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_known(address: str) -> None:
    assert flaw(unwrapped(ip_address(address))) == ""


@pytest.mark.parametrize("address", ["10.0.0.1", "::1", "::ffff:127.0.0.1"])
async def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(UrlRefused) as caught:
        await sent("https://films.example/", [address])
    assert caught.value.code == "URL_REFUSED" and address not in str(caught.value)


async def test_one_bad_address_among_good_ones_is_enough() -> None:
    with pytest.raises(UrlRefused):
        await sent("https://films.example/", [PUBLIC, "10.0.0.1"])


@pytest.mark.parametrize("address", METADATA)
async def test_where_clouds_hand_out_credentials_nobody_goes(address: str) -> None:
    everywhere = Policy.of({"KINORA_ALLOW_HOSTS": "0.0.0.0/0,::/0,cloud.example"})
    with pytest.raises(UrlRefused, match="credentials"):
        await sent("http://cloud.example/latest", [address], policy=everywhere)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://films.example/", "file:///etc/passwd", "gopher://films.example/", "films.example",
        "http:///path", "https://me:word@films.example/", "https://me@films.example/",
        "https://films.example:22/", "http://films.example:25/", "http://films.example:53/",
        "http://films.example:65536/", "http://films.example:0/",
    ],
)  # fmt: skip
async def test_a_url_is_refused_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(UrlRefused):
        await sent(url)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:7f00:1]", "127。1"]
)
async def test_this_machine_is_known_in_every_spelling(host: str) -> None:
    guard = GuardedTransport(NOBODY, inner=Recorded())
    with pytest.raises((UrlRefused, FetchFailed, httpx.InvalidURL)):
        await guard.handle_async_request(httpx.Request("GET", f"http://{host}:8080/"))


async def test_the_connection_goes_to_the_address_that_was_judged() -> None:
    # A second look would lead inside: the resolver has nothing more to give.
    (request,) = await sent("https://films.example/a%20b?q=1", [PUBLIC])
    assert (request.url.host, request.url.path) == (PUBLIC, "/a b")
    assert request.headers["host"] == "films.example"
    assert request.extensions["sni_hostname"] == "films.example"


async def test_a_name_that_means_another_address_next_time_is_judged_next_time() -> None:
    inner = Recorded()
    guard = GuardedTransport(NOBODY, resolve=resolving([PUBLIC], [LOCAL]), inner=inner)
    async with httpx.AsyncClient(transport=guard) as client:
        assert (await client.get("http://films.example/")).status_code == 200
        with pytest.raises(UrlRefused):
            await client.get("http://films.example/")
    assert [request.url.host for request in inner.requests] == [PUBLIC]


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    inner = Recorded(broken=("2606:2800:220:1::1",))
    answers = resolving(["2606:2800:220:1::1", PUBLIC])
    guard = GuardedTransport(NOBODY, resolve=answers, inner=inner)
    await guard.handle_async_request(httpx.Request("GET", "https://films.example/"))
    assert [request.url.host for request in inner.requests] == ["2606:2800:220:1::1", PUBLIC]


async def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    guard = GuardedTransport(NOBODY, resolve=unknown, inner=Recorded())
    with pytest.raises(FetchFailed) as caught:
        await guard.handle_async_request(httpx.Request("GET", "https://films.example/"))
    assert caught.value.retryable


@pytest.mark.parametrize("entry", ["10.0.0.0/8", "10.0.0.7", "minio.example", "MINIO.example."])
async def test_the_operator_may_allow_more(entry: str) -> None:
    policy = Policy.of({"KINORA_ALLOW_HOSTS": f"192.168.0.0/16, {entry}"})
    (request,) = await sent("http://minio.example:9000/", ["10.0.0.7"], policy=policy)
    assert request.url.host == "10.0.0.7"


@pytest.mark.parametrize("entry", ["10.0.0.0/40", "http://minio", "minio:9000", "*"])
def test_an_allowance_that_means_nothing_is_told(entry: str) -> None:
    with pytest.raises(InputError, match="no host"):
        Policy.of({"KINORA_ALLOW_HOSTS": entry})


async def test_a_server_is_reached_by_its_address_and_asked_by_its_name() -> None:
    async with serving(saying(said(b"here"))) as server:
        guard = GuardedTransport(US, resolve=resolving([LOCAL]))
        async with httpx.AsyncClient(transport=guard) as client:
            answer = await client.get(server.url("/x", host="films.example"))
        assert answer.text == "here"
        assert server.asked[0].headers["host"] == f"films.example:{server.port}"


async def test_no_connection_is_kept_for_another_host_at_the_same_address() -> None:
    async def stay(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(said(b"x"))
        await asyncio.sleep(60)

    async with serving(stay) as server:
        guard = GuardedTransport(US, resolve=resolving([LOCAL]))
        async with httpx.AsyncClient(transport=guard) as client:
            await client.get(server.url(host="films.example"))
            await asyncio.wait_for(server.left.wait(), 2)


FILMS = Path(__file__).with_name("films.pem")


@pytest.mark.parametrize(("host", "trusted"), [("films.example", True), ("evil.example", False)])
async def test_a_certificate_is_for_the_name_and_not_the_address(host: str, trusted: bool) -> None:
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(FILMS)
    asked_for: list[str] = []
    ours.sni_callback = lambda _, name, __: asked_for.append(name)
    inner = httpx.AsyncHTTPTransport(verify=ssl.create_default_context(cafile=str(FILMS)))
    async with serving(saying(said(b"safe")), ours) as server:
        guard = GuardedTransport(US, resolve=resolving([LOCAL]), inner=inner)
        async with httpx.AsyncClient(transport=guard) as client:
            url = f"https://{host}:{server.port}/"
            if trusted:
                assert (await client.get(url)).text == "safe"
            else:
                with pytest.raises(httpx.ConnectError, match="not valid for 'evil"):
                    await client.get(url)
    assert asked_for == [host]


async def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(FILMS)
    async with serving(saying(said(b"safe")), ours) as server:
        guard = GuardedTransport(US, resolve=resolving([LOCAL]))
        with pytest.raises(httpx.ConnectError, match="self-signed"):
            await guard.handle_async_request(
                httpx.Request("GET", f"https://films.example:{server.port}/")
            )
    assert not server.asked


SECRETS = Policy.of(
    {
        "KINORA_SECRET_CRM": "s3cr3t",
        "KINORA_SECRET_CRM_HOSTS": "crm.example, CRM2.example",
        "KINORA_SECRET_ANY": "word",
        "KINORA_ALLOW_HOSTS": LOCAL,
        "HOME": "/srv/op",
    }
)


def test_a_secret_goes_to_its_hosts() -> None:
    assert SECRETS.secret("CRM", host="crm2.example", safe=True) == "s3cr3t"
    assert SECRETS.secret("ANY", host="anywhere.example", safe=True) == "word"
    assert SECRETS.secret("ANY", host=LOCAL, safe=False) == "word"


@pytest.mark.parametrize(
    ("name", "host", "safe"),
    [
        ("CRM", "evil.example", True),
        ("CRM_HOSTS", "crm.example", True),
        ("ANY", "anywhere.example", False),
        ("NONE", "crm.example", True),
        ("../HOME", "crm.example", True),
        ("", "crm.example", True),
    ],
)
def test_a_secret_goes_nowhere_else(name: str, host: str, safe: bool) -> None:
    with pytest.raises(SecretRefused) as caught:
        SECRETS.secret(name, host=host, safe=safe)
    assert "s3cr3t" not in str(caught.value) and "word" not in str(caught.value)


def test_a_policy_does_not_show_its_secrets() -> None:
    assert "s3cr3t" not in repr(SECRETS)
