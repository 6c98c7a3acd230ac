"""Serves the API by uvicorn: `python -m api.server`; everything is told by `KINORA_*` variables.

KINORA_DATABASE_URL  the Postgres that holds everything; its schema must be there already
KINORA_OBJECTS       a folder, or s3://bucket/prefix
KINORA_SCRATCH       a folder for files on their way
KINORA_SECRETS       keys that secrets are encrypted with, the newest first
KINORA_BIND          host and port to listen on, as in 0.0.0.0:8000
"""

from __future__ import annotations

import os
from pathlib import Path

import uvicorn

from api.app import create_app
from api.logs import configure
from api.settings import from_environment
from media.errors import InputError

GRACE_S = 10
"""How long requests under way have when the server is told to stop; streams are cut off."""
KEEP_ALIVE_S = 65
"""Longer than a load balancer's, so that it is the balancer that closes."""


def main() -> None:
    """Serve until told to stop."""
    configure()
    host, _, port = os.environ.get("KINORA_BIND", "127.0.0.1:8000").rpartition(":")
    settings = from_environment(
        database_url=_required("KINORA_DATABASE_URL"),
        objects_url=_required("KINORA_OBJECTS"),
        scratch=Path(_required("KINORA_SCRATCH")),
        secret=_required("KINORA_SECRETS"),
        public_url=f"http://{host}:{port}",
    )
    uvicorn.run(
        create_app(settings),
        host=host,
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
        ws_max_size=1 << 20,
    )


def _required(name: str) -> str:
    found = os.environ.get(name, "")
    if not found:
        raise InputError(f"{name} is not set", "see `python -m api.server`'s documentation", name)
    return found


if __name__ == "__main__":
    main()
