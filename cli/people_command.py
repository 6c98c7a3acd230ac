"""The `kinora user`, `tenant` and `key` commands: their words; what they do is in `cli.people`."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

import typer

USER_HELP = """Say who may sign in to what this home serves.

\b
Examples:
  kinora user add ann@example.com --role admin
  kinora user passwd ann@example.com < password.txt
  kinora user lock ann@example.com
  kinora user lock ann@example.com --undo

A password is asked for, or read from standard input; it is never an option, which others could see.
"""
KEY_HELP = """Make keys for programs, and revoke them.

\b
Examples:
  kinora key add ci --role creator --days 90
  kinora key revoke 4f9a01c2de
"""

ROTATE_HELP = """Encrypt all kept secrets with the newest key of KINORA_SECRETS.

\b
Example:
  export KINORA_SECRETS=new-key,former-key
  kinora key rotate-secrets

Start the API with both keys first. It may be said again, and goes on where it stopped; once nothing
is left to renew, the former key can be left out.
"""

user_app = typer.Typer(help=USER_HELP, no_args_is_help=True)
tenant_app = typer.Typer(help="Tenants: each sees its own things alone.", no_args_is_help=True)
key_app = typer.Typer(help=KEY_HELP, no_args_is_help=True)

Lines = Annotated[bool, typer.Option("--json", help="JSON lines.")]
Email = Annotated[str, typer.Argument(metavar="EMAIL", show_default=False)]
Tenant = Annotated[str, typer.Option(help="A tenant's name or id; this home's own if left out.")]
Roles = Annotated[
    Literal["viewer", "creator", "admin"], typer.Option(help="viewer, creator or admin.")
]


@user_app.command("add", help="Make EMAIL a member of a tenant.")
def add_user(
    email: Email,
    name: Annotated[str, typer.Option(help="As others see it.")] = "",
    role: Roles = "creator",
    tenant: Tenant = "",
    as_json: Lines = False,
) -> None:
    """A user, and his membership."""
    from cli import people
    from cli.session import ask

    password = _password()
    made = ask(
        lambda client: people.add_user(
            client, email=email, password=password, name=name, role=role, tenant=tenant
        )
    )
    _tell([made], as_json)


@user_app.command("list", help="Who may sign in.")
def list_users(as_json: Lines = False) -> None:
    """All users."""
    from cli import people
    from cli.session import ask

    _tell(ask(people.list_users), as_json)


@user_app.command(help="Give EMAIL another password; all sessions end.")
def passwd(email: Email) -> None:
    """Another password."""
    from cli import people
    from cli.session import ask

    password = _password()
    ask(lambda client: people.set_password(client, email, password))


@user_app.command(help="Keep EMAIL out, by password and provider; all sessions end.")
def lock(
    email: Email,
    undo: Annotated[bool, typer.Option("--undo", help="Let in again.")] = False,
) -> None:
    """Bar a user."""
    from cli import people
    from cli.session import ask

    ask(lambda client: people.lock(client, email, barred=not undo))


@tenant_app.command("add", help="Make a tenant of NAME.")
def add_tenant(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    as_json: Lines = False,
) -> None:
    """A tenant."""
    from cli import people
    from cli.session import ask

    _tell([ask(lambda client: people.add_tenant(client, name))], as_json)


@tenant_app.command("list", help="All tenants.")
def list_tenants(as_json: Lines = False) -> None:
    """All tenants."""
    from cli import people
    from cli.session import ask

    _tell(ask(people.list_tenants), as_json)


@key_app.command("add", help="Make a key of NAME; it is printed this once.")
def add_key(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    role: Roles = "creator",
    days: Annotated[
        float | None, typer.Option(help="How long it is good.", min=0.01, max=1830)
    ] = None,
    tenant: Tenant = "",
    as_json: Lines = False,
) -> None:
    """A key."""
    from cli import people
    from cli.session import ask

    made = ask(
        lambda client: people.add_key(client, name=name, role=role, days=days, tenant=tenant)
    )
    _tell([made], as_json)


@key_app.command("list", help="Keys that were not revoked.")
def list_keys(tenant: Tenant = "", as_json: Lines = False) -> None:
    """A tenant's keys."""
    from cli import people
    from cli.session import ask

    _tell(ask(lambda client: people.list_keys(client, tenant)), as_json)


@key_app.command("revoke", help="Refuse KEY, named by its id or prefix, from now on.")
def revoke_key(
    key: Annotated[str, typer.Argument(metavar="KEY", show_default=False)], tenant: Tenant = ""
) -> None:
    """End a key."""
    from cli import people
    from cli.session import ask

    ask(lambda client: people.revoke_key(client, key, tenant))


@key_app.command("rotate-secrets", help=ROTATE_HELP)
def rotate_secrets(as_json: Lines = False) -> None:
    """Seal all kept secrets anew."""
    from cli import sealing
    from cli.session import ask

    _tell([ask(sealing.rotate)], as_json)


def _password() -> str:
    if sys.stdin.isatty():
        return typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return sys.stdin.readline().rstrip("\r\n")


def _tell(rows: list[dict[str, Any]], as_json: bool) -> None:
    from cli import people
    from cli.progress import write_json

    if not as_json:
        people.show(rows)
        return
    for row in rows:
        write_json(row)
