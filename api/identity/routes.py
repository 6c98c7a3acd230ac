"""Who may enter, and what he did."""

from __future__ import annotations

from fastapi import APIRouter

from api.identity import (
    audit,
    invitations,
    keys,
    me,
    members,
    passwords,
    sessions,
    teams,
    tenants,
)


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    subjects = (me, sessions, passwords, tenants, members, invitations, teams, keys, audit)
    return [invitations.accepting, *(subject.router for subject in subjects)]
