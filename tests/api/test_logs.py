"""Guards the log: nothing that nobody may read is in it, and a status is a number."""

import json
import subprocess
import sys

from structlog.testing import capture_logs

from tests.api.conftest import Api
from tests.api.worlds import DOUBLED

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


async def test_a_status_is_a_plain_number(ours: Api) -> None:
    await ours.made("/apis", {"slug": "doubled", "name": "Doubled", "flow": DOUBLED})
    with capture_logs() as logs:
        await ours("POST", "/projects", json={"name": 7})
        await ours("GET", "/nowhere")
        await ours.as_("kin_no")("GET", "/projects")
        await ours("POST", "/apis/doubled?wait=0", json={"number": 4})
    statuses = [entry["status"] for entry in logs if entry["event"] == "request"]
    assert [repr(status) for status in statuses] == ["422", "404", "401", "202"]
