"""The API as a process of its own on a real port, for tests and measures that need one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

READY_S = 60


@contextmanager
def served(
    database_url: str, folder: Path, *, module: str = "api.server", **more: str
) -> Generator[str]:
    """Its URL, while it runs; its log is in `folder`, and its variables may be said by `more`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {
        "KINORA_DATABASE_URL": database_url,
        "KINORA_OBJECTS": str(folder / "objects"),
        "KINORA_SCRATCH": str(folder / "scratch"),
        "KINORA_SECRETS": "a secret of the tests",
        "KINORA_BIND": f"127.0.0.1:{port}",
        "KINORA_LIMITS": "0",
    }
    url = f"http://127.0.0.1:{port}"
    with (folder / f"{module}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=os.environ | told | more,
            stdout=log,
            stderr=log,
        )
        try:
            _await(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the API does not answer")
