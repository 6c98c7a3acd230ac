"""Who may call an API: whoever may run flows, and keys that are bound to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Security

from api.call import Call, admitted
from api.errors import Forbidden
from api.gateway.apis import Named
from api.identity.entering import Door, enter
from api.identity.principal import Scope


class _Caller(Door):
    """Lets in who has a scope; a bound key to its own API."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope: Scope = scope

    async def __call__(self, slug: Named, request: Request) -> Call:
        """The call of who asks."""
        principal = await enter(request)
        if principal.apis is not None and slug not in principal.apis:
            raise Forbidden(
                "this key calls other APIs", "take the key of this one", code="KEY_BOUND"
            )
        return admitted(request, principal, self._scope)


Calling = Annotated[Call, Security(_Caller("run"), scopes=["run"])]
Polling = Annotated[Call, Security(_Caller("read"), scopes=["read"])]


def own(call: Call) -> str | None:
    """Whose jobs a caller sees: a bound key its own alone, others all."""
    return None if call.principal.apis is None else call.principal.actor
