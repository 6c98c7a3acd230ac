"""What is kept beside projects, and what there is to choose from."""

from __future__ import annotations

from fastapi import APIRouter

from api.kit.documents import documented
from api.library import artifacts, catalogs, flows
from api.library.characters import CHARACTERS
from api.library.flows import FLOWS, PRESETS
from api.library.folders import FOLDERS
from api.library.styles import STYLES


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [
        documented(CHARACTERS), flows.router, documented(FLOWS), documented(PRESETS),
        documented(STYLES), documented(FOLDERS), artifacts.router,
        catalogs.router,
    ]  # fmt: skip
