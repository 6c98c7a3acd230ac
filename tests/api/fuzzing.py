"""Requests made from the API's own document by schemathesis: `python -m tests.api.fuzzing`.

Goal: of 5,000 requests, with a key and without, none is answered by 5xx, by a status or a content
type that is not documented, or by a body of another schema; and none gets in without a key.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from api.identity.bootstrap import operator_key
from api.services import Services
from api.settings import Settings
from media.ids import LOCAL_TENANT
from store.embedded import EmbeddedPostgres
from store.migrate import migrate
from tests.api.served import served

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "ignored_auth",
)  # fmt: skip
WAITING = (
    "openai_images_generate", "openai_images_edit", "openai_speech", "openai_transcribe",
)  # fmt: skip
"""Operations that wait for a run, which nobody carries out here: 504 is right, and no fault."""
DEADLINE_S = 3000


def fuzzed(url: str, key: str, *, examples: int, seed: int, folder: Path) -> tuple[bool, str]:
    """Whether all went well, and what schemathesis has to say.

    Args:
        url: of the API.
        key: as whom; nobody, if empty.
        examples: at most so many random requests an operation, beside those at the edges.
        seed: of the random ones.
        folder: for its notes.
    """
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{url}/v1/openapi.json",
        "--checks", ",".join(CHECKS), "--max-examples", str(examples), "--seed", str(seed),
        "--phases", "examples,coverage,fuzzing", "--request-timeout", "20",
        "--exclude-operation-id", "runs_events", "--suppress-health-check", "all",
        "--generation-database", "none", "--no-color", "--workers", "1",
    ]  # fmt: skip
    for waiting in WAITING:
        command += ["--exclude-operation-id", waiting]
    command += ["-H", f"Authorization: Bearer {key}"] if key else []
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=DEADLINE_S)
    return done.returncode == 0, done.stdout


def known_key(settings: Settings) -> str:
    """A key of the operator's."""

    async def made() -> str:
        services = Services.open(settings)
        key = await operator_key(services, LOCAL_TENANT)
        await services.close()
        return key

    return asyncio.run(made())


def main() -> int:
    """Send them, and say how many there were."""
    good = True
    with tempfile.TemporaryDirectory(prefix="kinora-fuzz-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = EmbeddedPostgres(folder / "home")
        url = server.start()
        migrate(url)
        settings = Settings(
            database_url=url, objects_url=str(folder / "objects"), scratch=folder, secrets=("f",)
        )
        try:
            with served(url, folder) as address:
                for key in (known_key(settings), ""):
                    well, said = fuzzed(address, key, examples=25, seed=7, folder=folder)
                    counted = re.search(r"(\d+) generated", said)
                    print("with a key:" if key else "without:", counted[0] if counted else said)
                    if not well:
                        print(said)
                    good &= well
        finally:
            server.stop()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
