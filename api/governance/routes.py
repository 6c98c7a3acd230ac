"""What tenants and users decide about their data."""

from __future__ import annotations

from fastapi import APIRouter

from api.governance import archive, erasures, exports, retention


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [archive.router, retention.router, exports.router, erasures.router]
