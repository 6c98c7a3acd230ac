"""KINORA_HOME: the folder that holds the embedded database, the assets and one lock."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from media.errors import InputError
from models.catalog.own import USERS_ROWS
from models.weights.manifest import FOLDER


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where everything of this user lives."""

    path: Path

    @classmethod
    def find(cls) -> Home:
        """`KINORA_HOME`, or the usual place for a user's data.

        Raises:
            InputError: the folder cannot be made or written.
        """
        named = os.environ.get("KINORA_HOME")
        if named:
            path = Path(named).expanduser().resolve()
        elif os.geteuid() == 0:
            # Postgres does not run as root, and nobody else may enter root's own folder.
            path = Path("/var/lib/kinora")
        else:
            path = Path(platformdirs.user_data_dir("kinora"))
        try:
            path.mkdir(parents=True, exist_ok=True)
            for folder in ("logs", "scratch"):
                (path / folder).mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(
                f"{path} cannot be used: {error.strerror}", "set KINORA_HOME", "KINORA_HOME"
            ) from error
        home = cls(path=path)
        home._tell()
        return home

    @property
    def objects_url(self) -> str:
        """`KINORA_OBJECTS`, or a folder here."""
        return os.environ.get("KINORA_OBJECTS") or str(self.path / "objects")

    @property
    def weights(self) -> Path:
        """`KINORA_WEIGHTS`, or a folder here: the weights of all models."""
        return Path(os.environ.get(FOLDER) or self.path / "models")

    @property
    def models(self) -> Path:
        """`KINORA_MODELS`, or a file here: the user's own rows and families."""
        return Path(os.environ.get(USERS_ROWS) or self.path / "models.yaml")

    @property
    def scratch(self) -> Path:
        """Temporary files, on the file system of the objects."""
        return self.path / "scratch"

    @property
    def logs(self) -> Path:
        """What Postgres and the executor write."""
        return self.path / "logs"

    @property
    def server_file(self) -> Path:
        """How to reach what runs here."""
        return self.path / "server.json"

    def _tell(self) -> None:
        """Let all that this process starts find weights and rows: it inherits the environment."""
        os.environ.setdefault(FOLDER, str(self.weights))
        if self.models.exists():
            os.environ.setdefault(USERS_ROWS, str(self.models))

    def lock(self) -> Lock | None:
        """The lock of this home, or None while another process holds it."""
        return Lock.take(self.path / "lock")

    def server(self) -> dict[str, Any]:
        """What the holder of the lock wrote about itself."""
        try:
            return json.loads(self.server_file.read_text())
        except FileNotFoundError:
            return {}


class Lock:
    """An advisory lock that ends with its process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Lock | None:
        """Lock a file, or None if it is locked."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock up."""
        os.close(self._descriptor)
