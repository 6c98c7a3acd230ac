"""Who may enter, and what he did."""

from __future__ import annotations

from fastapi import APIRouter

from api.identity import (
    audit,
    invitations,
    keys,
    me,
    members,
    oidc,
    passwords,
    providers,
    sessions,
    teams,
    tenants,
)


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    subjects = (
        me, sessions, passwords, oidc, tenants, members, invitations, teams, providers, keys, audit,
    )  # fmt: skip
    return [invitations.accepting, *(subject.router for subject in subjects)]
