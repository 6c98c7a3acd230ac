"""Who may call an API: whoever may run flows, and keys that are bound to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Security
from fastapi.security import SecurityScopes

from api.call import Call, admitted
from api.errors import Forbidden
from api.gateway.apis import Named
from api.identity.entering import Entering, enter


async def _calling(
    slug: Named, request: Request, needed: SecurityScopes, entering: Entering
) -> Call:
    principal = await enter(request)
    if principal.apis is not None and slug not in principal.apis:
        raise Forbidden("this key calls other APIs", "take the key of this one", code="KEY_BOUND")
    return admitted(request, principal, needed)


Calling = Annotated[Call, Security(_calling, scopes=["run"])]
Polling = Annotated[Call, Security(_calling, scopes=["read"])]


def own(call: Call) -> str | None:
    """Whose jobs a caller sees: a bound key its own alone, others all."""
    return None if call.principal.apis is None else call.principal.actor
