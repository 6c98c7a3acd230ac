"""Projects and what belongs to them."""

from __future__ import annotations

from fastapi import APIRouter

from api.kit.documents import documented
from api.projects import script
from api.projects.projects import PROJECTS


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [documented(PROJECTS), script.router]
