"""Which addresses an endpoint may have: judged when it is named, and again at every try."""

from __future__ import annotations

import asyncio

import httpx

from media.errors import InputError
from models.net.faults import FetchFailed, UrlRefused
from models.net.guard import GuardedTransport

WITHIN_S = 5.0


async def check(url: str, outside: GuardedTransport, *, plain: bool) -> None:
    """Refuse an address to which nothing may be sent.

    Args:
        url: of an endpoint.
        outside: judges where it leads.
        plain: whether it may do without TLS.

    Raises:
        InputError: saying why.
    """
    try:
        parsed = httpx.URL(url)
        if parsed.scheme == "http" and not plain:
            raise UrlRefused("others can read what goes by http", "use https")
        if parsed.fragment:
            raise UrlRefused("the URL has a fragment", "leave out # and what follows")
        async with asyncio.timeout(WITHIN_S):
            await outside.judged(parsed)
    except httpx.InvalidURL as error:
        raise _refused(f"this is no URL: {error}", "write https://host/path") from None
    except (UrlRefused, FetchFailed) as error:
        raise _refused(error.message, error.remedy) from None
    except (TimeoutError, ValueError, OverflowError):
        raise _refused("the host cannot be found", "check its name") from None


def _refused(message: str, remedy: str) -> InputError:
    return InputError(message, remedy, "url", "URL_REFUSED")
