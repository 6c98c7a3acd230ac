"""Flows as APIs: to manage, and to call."""

from __future__ import annotations

from fastapi import APIRouter

from api.gateway import apis, calls, jobs, pages, releases


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [apis.router, releases.router, pages.router, calls.router, jobs.router]
