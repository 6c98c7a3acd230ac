"""`kinora up`: database, engine and API together on one machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import httpx

from api.identity.bootstrap import first_key
from api.services import Services
from api.settings import Settings
from cli.home import Home
from cli.system import System
from media.errors import DeadlineExceeded, InputError, WorldError
from media.ids import LOCAL_TENANT
from store.embedded import end_with_parent
from store.logins import login

READY_S = 60.0
POLL_S = 0.1
WATCH_S = 0.5
STOP_S = 15.0
SETTLED_S = 5.0
"""An API that dies sooner than this after its start is not started again."""
USER = "kinora_api"
ROLES = ("kinora_app", "kinora_gate", "kinora_courier", "kinora_keeper")
"""What the API may be: none of them sees past row-level security."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the API listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """How this machine reaches it."""
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"


@dataclass(frozen=True, kw_only=True)
class Started:
    """What a person needs to begin."""

    url: str
    docs: str
    key: str | None
    """The operator's first key; None if there is one already."""


class ApiProcess:
    """The API as a process of its own: it may die and come back while runs go on."""

    def __init__(self, environment: dict[str, str], address: Address, log: Path) -> None:
        self._environment = environment
        self._address = address
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            WorldError: it ended instead; its log says why.
            DeadlineExceeded: it does not answer.
        """
        self._spawn()
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            self._check()
            try:
                if httpx.get(f"{self._address.url}/readyz", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(POLL_S)
        raise DeadlineExceeded("the API does not answer", f"see {self._log}")

    def watch(self) -> None:
        """Start it again if it has died.

        Raises:
            WorldError: it died right after it was started.
        """
        if self._process is not None and self._process.poll() is not None:
            if time.monotonic() - self._started_at < SETTLED_S:
                self._check()
            self._spawn()

    def stop(self) -> None:
        """Let requests under way end, then end."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_S)

    def _spawn(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api.server"],
                env=os.environ | self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self._started_at = time.monotonic()

    def _check(self) -> None:
        assert self._process is not None
        if self._process.poll() is not None:
            raise WorldError("the API ended", f"see {self._log}", code="API_ENDED")


@contextmanager
def serving(address: Address) -> Generator[tuple[Started, System, ApiProcess]]:
    """Everything, as long as it lasts.

    Raises:
        InputError: another command holds the home.
    """
    home = Home.find()
    with System(home, engine=True) as system:
        if not system.owner:
            raise InputError(
                f"another command runs in {home.path}",
                "wait for it to end, or set another KINORA_HOME",
                "KINORA_HOME",
                "HOME_IN_USE",
            )
        settings = _settings(home, system.database_url, address)
        key = asyncio.run(_first_key(settings))
        log = home.logs / "api.log"
        process = ApiProcess(_environment(settings, address), address, log)
        try:
            process.start()
            yield (
                Started(url=settings.public_url, docs=f"{settings.public_url}/docs", key=key),
                system,
                process,
            )
        finally:
            process.stop()


def wait(system: System, process: ApiProcess) -> None:
    """Until Ctrl-C or SIGTERM; what dies meanwhile is started again.

    Raises:
        WorldError: something died that cannot be.
    """
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    former = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not told.wait(WATCH_S):
            process.watch()
            if system.cluster is not None:
                system.cluster.check()
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _settings(home: Home, database_url: str, address: Address) -> Settings:
    secret = _kept_secret(home.path / "secret")
    return Settings(
        database_url=login(database_url, USER, secret, ROLES),
        objects_url=home.objects_url,
        scratch=home.scratch,
        secrets=(secret,),
        public_url=os.environ.get("KINORA_PUBLIC_URL", address.url),
    )


def _kept_secret(path: Path) -> str:
    """This home's own key, made once."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()


def _environment(settings: Settings, address: Address) -> dict[str, str]:
    return {
        "KINORA_DATABASE_URL": settings.database_url,
        "KINORA_OBJECTS": settings.objects_url,
        "KINORA_SCRATCH": str(settings.scratch),
        "KINORA_SECRETS": os.environ.get("KINORA_SECRETS", settings.secrets[0]),
        "KINORA_BIND": f"{address.host}:{address.port}",
        "KINORA_PUBLIC_URL": settings.public_url,
    }


async def _first_key(settings: Settings) -> str | None:
    services = Services.open(settings)
    try:
        return await first_key(services, LOCAL_TENANT)
    finally:
        await services.close()
