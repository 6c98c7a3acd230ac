"""Logins: who connects, as which roles, and nothing beyond them."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql
from sqlalchemy import make_url


def login(url: str, name: str, password: str, roles: Sequence[str]) -> str:
    """Let a user connect who can be these roles and no other; the URL to connect by.

    He inherits nothing: a connection is one of the roles after `SET ROLE`, and under row-level
    security whatever it does.

    Args:
        url: of the owner.
        name: of the user; one that is there gets the password and the roles.
        password: to connect with.
        roles: what he may be.
    """
    plain = make_url(url).set(drivername="postgresql")
    user = sql.Identifier(name)
    with psycopg.connect(plain.render_as_string(False)) as connection:
        known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(user))
        connection.execute(
            sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT PASSWORD {}").format(
                user, sql.Literal(password)
            )
        )
        for role in roles:
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), user))
    return plain.set(username=name, password=password).render_as_string(False)
