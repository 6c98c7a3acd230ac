"""The client: one service, as one key sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeVar, overload

import httpx

from kinora_client._address import at
from kinora_client._async.catalog import AsyncBudgets, AsyncCatalog, AsyncQuotas, AsyncUsage
from kinora_client._async.exports import AsyncMyExports, AsyncTenantExports
from kinora_client._async.films import AsyncFilms
from kinora_client._async.gates import AsyncGates
from kinora_client._async.gateway import AsyncApis, AsyncJobs, AsyncReleases
from kinora_client._async.governance import (
    AsyncErasures,
    AsyncMyErasure,
    AsyncRetentions,
    AsyncTenantErasure,
)
from kinora_client._async.library import (
    AsyncArtifacts,
    AsyncCharacters,
    AsyncFlows,
    AsyncFolders,
    AsyncPresets,
)
from kinora_client._async.people import (
    AsyncIdentityProviders,
    AsyncInvitations,
    AsyncMembers,
    AsyncTeams,
)
from kinora_client._async.projects import (
    AsyncProjects,
    AsyncScripts,
    AsyncSections,
    AsyncSentences,
)
from kinora_client._async.runs import AsyncRuns
from kinora_client._async.styles import AsyncStyles
from kinora_client._async.tenants import AsyncAudit, AsyncKeys, AsyncTenants
from kinora_client._async.transport import AsyncTransport
from kinora_client._async.uploads import AsyncUploads
from kinora_client._async.webhooks import AsyncWebhooks
from kinora_client._options import TIMEOUT_S, Options, resolved
from kinora_client._requests import Ask, parsed
from kinora_client._retries import Retries
from kinora_client.models.people import Me

T = TypeVar("T")


class AsyncKinora:
    """Asks a Kinora service.

    Args:
        api_key: who asks; else `KINORA_API_KEY`.
        base_url: where the service is; else `KINORA_BASE_URL`, else where `kinora up` listens.
        timeout: seconds that each step of a request may take.
        retries: how patient the client is.
        headers: to be sent with every request.
        http_client: one's own, with proxies or certificates; it is not closed here.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = TIMEOUT_S,
        retries: Retries | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        options = resolved(api_key, base_url, timeout, retries, headers)
        self._owned = http_client is None
        self._set_up(AsyncTransport(http_client or httpx.AsyncClient(), options))

    def _set_up(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.films = AsyncFilms(transport)
        self.projects = AsyncProjects(transport)
        self.scripts = AsyncScripts(transport)
        self.sections = AsyncSections(transport)
        self.sentences = AsyncSentences(transport)
        self.runs = AsyncRuns(transport)
        self.gates = AsyncGates(transport)
        self.artifacts = AsyncArtifacts(transport)
        self.folders = AsyncFolders(transport)
        self.uploads = AsyncUploads(transport)
        self.flows = AsyncFlows(transport)
        self.presets = AsyncPresets(transport)
        self.characters = AsyncCharacters(transport)
        self.styles = AsyncStyles(transport)
        self.apis = AsyncApis(transport)
        self.releases = AsyncReleases(transport)
        self.jobs = AsyncJobs(transport)
        self.webhooks = AsyncWebhooks(transport)
        self.tenants = AsyncTenants(transport)
        self.keys = AsyncKeys(transport)
        self.members = AsyncMembers(transport)
        self.invitations = AsyncInvitations(transport)
        self.teams = AsyncTeams(transport)
        self.identity_providers = AsyncIdentityProviders(transport)
        self.audit = AsyncAudit(transport)
        self.tenant_exports = AsyncTenantExports(transport)
        self.my_exports = AsyncMyExports(transport)
        self.retention = AsyncRetentions(transport)
        self.tenant_erasure = AsyncTenantErasure(transport)
        self.my_erasure = AsyncMyErasure(transport)
        self.erasures = AsyncErasures(transport)
        self.budgets = AsyncBudgets(transport)
        self.usage = AsyncUsage(transport)
        self.quota = AsyncQuotas(transport)
        self.catalog = AsyncCatalog(transport)

    @property
    def base_url(self) -> str:
        """Where the service is."""
        return self._transport.options.base_url

    async def me(self) -> Me:
        """Who asks, and what he may do."""
        ask = Ask(method="GET", path=at("me"))
        return parsed(await self._transport.send(ask), Me)

    @overload
    async def request(
        self, method: str, path: str, *, kind: type[T], params: Mapping[str, Any] | None = ...,
        json: Any = ..., headers: Mapping[str, str] | None = ...,
        idempotency_key: str | None = ...,
    ) -> T: ...  # fmt: skip

    @overload
    async def request(
        self, method: str, path: str, *, kind: None = ..., params: Mapping[str, Any] | None = ...,
        json: Any = ..., headers: Mapping[str, str] | None = ...,
        idempotency_key: str | None = ...,
    ) -> Any: ...  # fmt: skip

    async def request(
        self,
        method: str,
        path: str,
        *,
        kind: type[T] | None = None,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Ask for anything, with the same retries and errors as everything else.

        Args:
            method: of HTTP.
            path: from `/v1/` on.
            kind: what the answer is, `bytes` as it came; else plain JSON, or None for nothing.
            params: of the query.
            json: the body.
            headers: to be sent with it.
            idempotency_key: one's own; each POST has one.
        """
        if not path.startswith("/"):
            raise ValueError(f"{path!r} is no path: write it as in /v1/runs")
        ask = Ask(
            method=method.upper(), path=path, params=params or {}, body=json,
            headers=headers or {},
        )  # fmt: skip
        ask = ask.keyed(idempotency_key) if ask.method == "POST" else ask
        response = await self._transport.send(ask)
        if kind is bytes:
            return response.content
        if kind is None and not response.content:
            return None
        return parsed(response, kind or Any)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        retries: Retries | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncKinora:
        """The same client, over the same connections, with other options; not to be closed."""
        former = self._transport.options
        options: Options = replace(
            former,
            timeout=former.timeout if timeout is None else timeout,
            retries=retries or former.retries,
            headers={**former.headers, **(headers or {})},
        )
        other = object.__new__(type(self))
        other._owned = False
        other._set_up(AsyncTransport(self._transport.http, options))
        return other

    async def aclose(self) -> None:
        """Give the connections back."""
        if self._owned:
            await self._transport.http.aclose()

    async def __aenter__(self) -> AsyncKinora:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"
