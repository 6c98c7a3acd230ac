"""The guard before every server that a flow names (server-side request forgery, OWASP A10).

A host is resolved once, every address that it has is judged, and the connection goes to an address
that was: a name that means another address a moment later gains nothing. The guard is a transport,
so that whoever follows redirects has each of them judged as well.

Only `http` and `https` are let through, to the ports 80, 443 and those from 1024 on: below live
mail, shells and name servers. No proxy is used, for what a proxy resolves nobody has judged.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from functools import cache
from ipaddress import ip_address

import httpx

from models.net.addresses import Address, flaw, unwrapped
from models.net.faults import FetchFailed, UrlRefused
from models.net.policy import ALLOW_HOSTS, Policy

MAX_ADDRESSES = 4
"""How many of a host's addresses are tried."""
PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT, LAST_PORT = 1024, 65535

Resolve = Callable[[str, int], Awaitable[list[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the machine's resolver orders them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests, after it has judged where they go."""

    def __init__(
        self,
        policy: Policy,
        *,
        resolve: Resolve = resolve,
        inner: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Prepare to send.

        Args:
            policy: what the operator allows beyond the public internet.
            resolve: gives a host's addresses.
            inner: connects to the address that it is told.
        """
        self._policy = policy
        self._resolve = resolve
        # No connection serves a second request: two hosts may share an address, and the second
        # would be asked over a connection that the first's certificate vouches for.
        alone = httpx.Limits(max_keepalive_connections=0)
        self._inner = inner or httpx.AsyncHTTPTransport(verify=_tls(), limits=alone)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to an address that was judged.

        Raises:
            UrlRefused: it leads where flows must not go.
            FetchFailed: the host is unknown.
            httpx.TransportError: no connection, or it broke.
        """
        host = request.url.raw_host.decode("ascii")
        failed: httpx.TransportError | None = None
        for address in (await self.judged(request.url))[:MAX_ADDRESSES]:
            try:
                return await self._inner.handle_async_request(_pinned(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or FetchFailed(f"{host} has no address", "check its name")

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()

    async def judged(self, url: httpx.URL) -> list[str]:
        """The addresses of a URL's host, all of which flows may reach.

        Raises:
            UrlRefused: it leads where flows must not go.
            FetchFailed: the host is unknown.
        """
        check(url)
        host = url.raw_host.decode("ascii")
        try:
            found = await self._resolve(host, url.port or PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"{host} cannot be found", "check its name") from error
        for text in found:
            self._judge(host, unwrapped(ip_address(text)))
        return found

    def _judge(self, host: str, address: Address) -> None:
        """Refuse an address that is not public; one bad among good ones is no accident.

        Raises:
            UrlRefused: saying why.
        """
        why = flaw(address)
        if why and not self._policy.allows(host, address):
            # Which address a name has inside is nobody's business outside.
            raise UrlRefused(
                f"{host} {why}", f"choose a public server, or have {ALLOW_HOSTS} name it", "url"
            )


def check(url: httpx.URL) -> None:
    """Judge a URL by itself.

    Raises:
        UrlRefused: saying why.
    """
    if url.scheme not in PORTS:
        raise UrlRefused(f"{url.scheme or 'nothing'}: is not fetched", "use https", "url")
    if not url.host:
        raise UrlRefused("the URL names no host", "write https://host/path", "url")
    if url.userinfo:
        raise UrlRefused("the URL holds a user or a password", "send a secret header", "url")
    port = PORTS[url.scheme] if url.port is None else url.port
    if port not in PORTS.values() and not FIRST_FREE_PORT <= port <= LAST_PORT:
        raise UrlRefused(f"port {port} is not fetched from", "use 80, 443 or from 1024 on", "url")


def _pinned(request: httpx.Request, host: str, address: str) -> httpx.Request:
    """The same request to one address; what the server and its certificate are asked for stays."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )
