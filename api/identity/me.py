"""Who asks, as the platform sees him."""

from __future__ import annotations

import uuid

from fastapi import APIRouter, Request
from pydantic import Field

from api.call import Reading
from api.identity.entering import COOKIE
from api.identity.principal import Role, Scope
from api.identity.tokens import csrf_of
from api.kit.model import View

router = APIRouter(tags=["sessions"])


class Me(View):
    """Who asks."""

    tenant_id: uuid.UUID
    user_id: uuid.UUID | None
    actor: str
    role: Role
    scopes: list[Scope]
    csrf_token: str | None = Field(description="For X-CSRF-Token, in a session.")


@router.get("/me", summary="Who am I?", operation_id="me")
async def me(call: Reading, request: Request) -> Me:
    """Tenant, role and scopes of this key or session."""
    who = call.principal
    session = request.cookies.get(COOKIE) if who.session_id else None
    return Me(
        tenant_id=who.tenant, user_id=who.user_id, actor=who.actor, role=who.role,
        scopes=sorted(who.scopes), csrf_token=csrf_of(session) if session else None,
    )  # fmt: skip
