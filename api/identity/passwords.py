"""Passwords: changed by who knows the former one, reset by who reads the mails of its address."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Request
from pydantic import Field

from api.call import Reading
from api.errors import Forbidden
from api.identity import tokens
from api.identity.fields import Email, NewPassword, Password, Token
from api.identity.proving import count, note, prove, services_of
from api.identity.sessions import person
from api.kit.documents import missing
from api.kit.model import Body, View
from api.services import Services
from media.errors import InputError
from store.repositories import resets, sessions, users

router = APIRouter(tags=["passwords"])
REMEMBERED = 5
RESET_LIFE = timedelta(minutes=30)
RESET_TEXT = """\
Somebody, you we hope, wants to choose another password for Kinora. Within half an hour this can be
done once, here:

{link}

If it was not you, do nothing: your password stays as it is.
"""


class Forgotten(Body):
    """Whose password is to be reset."""

    email: Email


class ResetUse(Body):
    """The token of a link, and the password to be."""

    token: Annotated[Token, Field(repr=False)]
    password: Annotated[NewPassword, Field(repr=False)]


class PasswordChange(Body):
    """The password of today, and that to be."""

    current: Annotated[Password, Field(repr=False)]
    new: Annotated[NewPassword, Field(repr=False)]


class Taken(View):
    """It was heard."""

    accepted: bool = True


@router.post(
    "/passwords/resets", status_code=202, summary="Ask for a password's reset",
    operation_id="passwords_forgotten",
)  # fmt: skip
async def forgotten(request: Request, body: Forgotten, later: BackgroundTasks) -> Taken:
    """Mail a link to the address, if it has an account with a password; the answer is the same."""
    await count(request, body.email)
    # After the answer, so that its time does not tell whether there is such an account.
    later.add_task(_mail_link, request, body.email)
    return Taken()


@router.post(
    "/passwords/resets/use", status_code=204, summary="Reset a password",
    operation_id="passwords_reset",
)  # fmt: skip
async def reset(request: Request, body: ResetUse) -> None:
    """Choose a password by a link's token; all sessions of the user end."""
    await count(request)
    services, digest = services_of(request), tokens.digest(body.token)
    async with services.gate.begin(None) as connection:
        user_id = await resets.owner(connection, digest)
    if user_id is None:
        raise void()
    kept = await acceptable(services, user_id, body.password)
    async with services.gate.begin(None) as connection:
        if not await resets.use(connection, digest):
            raise void()
        await users.set_password(connection, user_id, kept, remembered=REMEMBERED)
        await sessions.end_all(connection, user_id)
        await note(connection, request, user_id, "password.reset")


@router.post(
    "/me/password", status_code=204, summary="Change one's password",
    operation_id="passwords_change",
)  # fmt: skip
async def change(call: Reading, request: Request, body: PasswordChange) -> None:
    """Choose another password; all other sessions of the user end."""
    user_id, services = person(call), call.services
    if call.principal.session_id is None:
        raise Forbidden("a key changes no password", "sign in")
    async with services.gate.begin(None) as connection:
        user = await users.get(connection, user_id)
    if user is None:
        raise missing("user", user_id)
    await prove(request, user.email, body.current)
    kept = await acceptable(services, user_id, body.new)
    async with services.gate.begin(None) as connection:
        await users.set_password(connection, user_id, kept, remembered=REMEMBERED)
        await sessions.end_all(connection, user_id, but=call.principal.session_id)
        await note(connection, request, user_id, "password.changed")


async def acceptable(services: Services, user_id: uuid.UUID, password: str) -> str:
    """The hash of a password that a user may choose.

    Raises:
        InputError: it is one of his last.
    """
    async with services.gate.begin(None) as connection:
        former = await users.former_hashes(connection, user_id, REMEMBERED)
    if await services.hashing.is_among(former, password):
        raise InputError(
            f"this is one of your last {REMEMBERED} passwords", "choose another one", "password",
            "PASSWORD_REUSED",
        )  # fmt: skip
    return await services.hashing.hash(password)


async def _mail_link(request: Request, email: str) -> None:
    services, token = services_of(request), tokens.new_token()
    async with services.gate.begin(None) as connection:
        user = await users.by_email(connection, email)
        # Without a password he comes by his company's provider, past which no mail shall lead.
        if user is None or user.password_hash is None:
            return
        await resets.create(
            connection, token_digest=tokens.digest(token), user_id=user.id, life=RESET_LIFE
        )
        await note(connection, request, user.id, "password.reset_asked")
    # Behind the #: browsers send that to no server, and no log has it.
    link = f"{services.settings.public_url}/password#{token}"
    await services.mailer.send(email, "Your password for Kinora", RESET_TEXT.format(link=link))


def void() -> InputError:
    """The error for a link that was used, is over, or never was."""
    return InputError("this link is void", "ask for another one", "token", "TOKEN_VOID")
