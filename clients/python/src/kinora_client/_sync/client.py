# Made from _async/client.py by clients/python/twin.py: change that one.
"""The client: one service, as one key sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeVar, overload

import httpx

from kinora_client._address import at
from kinora_client._options import TIMEOUT_S, Options, resolved
from kinora_client._requests import Ask, parsed
from kinora_client._retries import Retries
from kinora_client._sync.catalog import Budgets, Catalog, Quotas, Usage
from kinora_client._sync.exports import MyExports, TenantExports
from kinora_client._sync.films import Films
from kinora_client._sync.gates import Gates
from kinora_client._sync.gateway import Apis, Jobs, Releases
from kinora_client._sync.governance import (
    Erasures,
    MyErasure,
    Retentions,
    TenantErasure,
)
from kinora_client._sync.library import (
    Artifacts,
    Characters,
    Flows,
    Folders,
    Presets,
)
from kinora_client._sync.people import (
    IdentityProviders,
    Invitations,
    Members,
    Teams,
)
from kinora_client._sync.projects import (
    Projects,
    Scripts,
    Sections,
    Sentences,
)
from kinora_client._sync.runs import Runs
from kinora_client._sync.styles import Styles
from kinora_client._sync.tenants import Audit, Keys, Tenants
from kinora_client._sync.transport import Transport
from kinora_client._sync.uploads import Uploads
from kinora_client._sync.webhooks import Webhooks
from kinora_client.models.people import Me

T = TypeVar("T")


class Kinora:
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
        http_client: httpx.Client | None = None,
    ) -> None:
        options = resolved(api_key, base_url, timeout, retries, headers)
        self._owned = http_client is None
        self._set_up(Transport(http_client or httpx.Client(), options))

    def _set_up(self, transport: Transport) -> None:
        self._transport = transport
        self.films = Films(transport)
        self.projects = Projects(transport)
        self.scripts = Scripts(transport)
        self.sections = Sections(transport)
        self.sentences = Sentences(transport)
        self.runs = Runs(transport)
        self.gates = Gates(transport)
        self.artifacts = Artifacts(transport)
        self.folders = Folders(transport)
        self.uploads = Uploads(transport)
        self.flows = Flows(transport)
        self.presets = Presets(transport)
        self.characters = Characters(transport)
        self.styles = Styles(transport)
        self.apis = Apis(transport)
        self.releases = Releases(transport)
        self.jobs = Jobs(transport)
        self.webhooks = Webhooks(transport)
        self.tenants = Tenants(transport)
        self.keys = Keys(transport)
        self.members = Members(transport)
        self.invitations = Invitations(transport)
        self.teams = Teams(transport)
        self.identity_providers = IdentityProviders(transport)
        self.audit = Audit(transport)
        self.tenant_exports = TenantExports(transport)
        self.my_exports = MyExports(transport)
        self.retention = Retentions(transport)
        self.tenant_erasure = TenantErasure(transport)
        self.my_erasure = MyErasure(transport)
        self.erasures = Erasures(transport)
        self.budgets = Budgets(transport)
        self.usage = Usage(transport)
        self.quota = Quotas(transport)
        self.catalog = Catalog(transport)

    @property
    def base_url(self) -> str:
        """Where the service is."""
        return self._transport.options.base_url

    def me(self) -> Me:
        """Who asks, and what he may do."""
        ask = Ask(method="GET", path=at("me"))
        return parsed(self._transport.send(ask), Me)

    @overload
    def request(
        self, method: str, path: str, *, kind: type[T], params: Mapping[str, Any] | None = ...,
        json: Any = ..., headers: Mapping[str, str] | None = ...,
        idempotency_key: str | None = ...,
    ) -> T: ...  # fmt: skip

    @overload
    def request(
        self, method: str, path: str, *, kind: None = ..., params: Mapping[str, Any] | None = ...,
        json: Any = ..., headers: Mapping[str, str] | None = ...,
        idempotency_key: str | None = ...,
    ) -> Any: ...  # fmt: skip

    def request(
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
        response = self._transport.send(ask)
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
    ) -> Kinora:
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
        other._set_up(Transport(self._transport.http, options))
        return other

    def close(self) -> None:
        """Give the connections back."""
        if self._owned:
            self._transport.http.close()

    def __enter__(self) -> Kinora:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"
