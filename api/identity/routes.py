"""Who may enter, and what he did."""

from __future__ import annotations

from fastapi import APIRouter

from api.identity import audit, keys, me, passwords, sessions, tenants


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [me.router, sessions.router, passwords.router, tenants.router, keys.router, audit.router]
