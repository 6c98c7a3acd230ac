"""Webhooks: endpoints, and what was sent to them."""

from __future__ import annotations

from fastapi import APIRouter

from api.webhooks import deliveries, endpoints


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [endpoints.router, deliveries.router]
