"""Guards the contract: whatever is sent, it is answered as the OpenAPI document says, never 5xx."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from api.identity.bootstrap import operator_key
from api.services import Services
from api.settings import Settings
from media.ids import LOCAL_TENANT
from tests.api.served import served

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "ignored_auth",
)  # fmt: skip


def fuzzed(url: str, key: str, *, examples: int, seed: int, folder: Path) -> str:
    """What schemathesis has to say; empty if it found nothing."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{url}/v1/openapi.json",
        "--checks", ",".join(CHECKS), "--max-examples", str(examples), "--seed", str(seed),
        "--phases", "examples,coverage,fuzzing", "--request-timeout", "20",
        "--exclude-operation-id", "runs_events", "--suppress-health-check", "all",
        "--generation-database", "none", "--no-color", "--workers", "1",
    ]  # fmt: skip
    command += ["-H", f"Authorization: Bearer {key}"] if key else []
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=3000)
    return done.stdout if done.returncode else ""


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("known", [True, False])
def test_the_api_does_as_its_document_says(settings: Settings, tmp_path: Path, known: bool) -> None:
    async def made() -> str:
        services = Services.open(settings)
        key = await operator_key(services, LOCAL_TENANT)
        await services.close()
        return key

    key = asyncio.run(made()) if known else ""
    with served(settings.database_url, tmp_path) as url:
        said = fuzzed(url, key, examples=5, seed=1, folder=tmp_path)
    assert said == "", said[-8000:]
