"""The HTTP half as one application: routes by subject, errors in one form, nothing of Ray."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from api import answers, callbacks, health
from api.background import at_work, workers
from api.films import routes as films
from api.films import timeline
from api.gateway import routes as gateway
from api.governance import routes as governance
from api.identity import routes as identity
from api.identity.entering import documented
from api.library import routes as library
from api.metering import PREFIX
from api.middleware import Around
from api.money import routes as money
from api.openai import routes as openai
from api.projects import routes as projects
from api.runs import events, gates, socket
from api.runs import routes as runs
from api.seats import Seats
from api.services import Services
from api.settings import MAX_BODY_BYTES, Settings
from api.telemetry import Telemetry
from api.telemetry import router as metrics
from api.uploads import routes as uploads
from api.webhooks import routes as webhooks
from pipelines.catalog import catalog

DESCRIPTION = """
Turns a script into a finished film, and keeps it editable.

Everything belongs to a tenant; a key or a session says which. Lists come in pages of at most 100
items. What people edit has a version: send its `ETag` back as `If-Match`, and a change of what
somebody else has changed is refused. A POST with an `Idempotency-Key` may be sent again (but for
those of signing in): it does nothing twice.
"""


class Application(FastAPI):
    """FastAPI, whose document names every way in."""

    def openapi(self) -> dict[str, Any]:
        """The document."""
        return documented(super().openapi())


def create_app(settings: Settings) -> FastAPI:
    """The application; it connects when the first request comes."""
    services = Services.open(settings)
    telemetry = Telemetry(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncGenerator[None]:
        # Else the first one who submits waits for a hundred modules.
        await asyncio.to_thread(catalog)
        async with at_work(workers(services)):
            yield
        await services.close()
        telemetry.close()

    app = Application(
        title="Kinora",
        version="1",
        description=DESCRIPTION,
        lifespan=life,
        openapi_url="/v1/openapi.json",
        docs_url="/docs",
        redoc_url=None,
        responses=answers.documented(),
        servers=[{"url": settings.public_url}],
        separate_input_output_schemas=False,
        telemetry=telemetry.config,
    )
    app.state.services = services
    app.state.telemetry = telemetry
    answers.install(app)
    for router in _routers():
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    app.include_router(metrics)
    # Not as FastAPI's own option: that one lies around all middleware, and answers in plain text.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY_BYTES)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["*"],
        )
    app.add_middleware(Around, seats=Seats(settings.max_requests), meter=telemetry.meter)
    return app


def _routers() -> list[APIRouter]:
    # What is asked most comes first: routes are tried one after the other.
    return [
        runs.router,
        events.router,
        gates.router,
        films.router,
        timeline.router,
        *projects.routers(),
        *identity.routers(),
        socket.router,
        *library.routers(),
        uploads.router,
        money.router,
        callbacks.router,
        *webhooks.routers(),
        *gateway.routers(),
        *openai.routers(),
        *governance.routers(),
    ]
