"""Guards the log: what nobody may read is taken out, by its name and by how it looks."""

import json
import subprocess
import sys

SCRIPT = """
import logging, structlog
from api.logs import configure
configure()
structlog.get_logger("a").info(
    "came", password="hunter2", headers={"Authorization": "Bearer abc", "Accept": "x"},
    path="/v1/x", told=["kin_0123456789_secretsecret", "whsec_abc="],
)
logging.getLogger("b").warning("cannot reach %s", "postgresql://kinora:pw@host/db")
try:
    raise ValueError("kin_0123456789_secretsecret")
except ValueError:
    logging.getLogger("c").exception("broken")
"""


def test_secrets_are_hidden() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True
    )
    for secret in ("hunter2", "Bearer abc", "secretsecret", "whsec_abc", ":pw@"):
        assert secret not in done.stderr, secret
    first, second, third = (json.loads(line) for line in done.stderr.splitlines())
    assert (first["path"], first["headers"]["Accept"]) == ("/v1/x", "x")
    assert second["event"] == "cannot reach postgresql://***@host/db"
    assert "ValueError" in third["exception"]
