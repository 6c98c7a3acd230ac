"""Load by wrk: a path, a number of connections, some seconds; latencies and errors come back."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from media.errors import WorldError

_SCRIPT = """
wrk.method = "%(method)s"
wrk.body = %(body)s
wrk.headers["Authorization"] = "Bearer %(key)s"
wrk.headers["Content-Type"] = "application/json"
done = function(summary, latency, requests)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %%d, "seconds": %%f, "p50_ms": %%f, "p95_ms": %%f, "p99_ms": %%f, "errors": %%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


def load(
    url: str, key: str, *, connections: int, seconds: int, body: dict[str, Any] | None = None
) -> dict[str, float]:
    """Ask as fast as answers come.

    Args:
        url: what is asked.
        key: as whom.
        connections: how many at once.
        seconds: how long.
        body: of a POST; a GET without it.

    Raises:
        WorldError: wrk is not there (Debian's package `wrk`), or it failed.
    """
    if shutil.which("wrk") is None:
        raise WorldError("wrk is not installed", "apt-get install wrk")
    script = _SCRIPT % {
        "method": "GET" if body is None else "POST",
        "body": "nil" if body is None else json.dumps(json.dumps(body)),
        "key": key,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.lua"
        path.write_text(script)
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(path), url],
            capture_output=True, text=True, timeout=seconds + 60,
        )  # fmt: skip
    if done.returncode:
        raise WorldError("wrk failed", done.stderr.strip())
    found: dict[str, float] = json.loads(done.stderr)
    return found
