"""Guards what importing costs: the catalog and the command load no model framework and no Ray."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "ray", "cv2", "librosa", "diffusers", "transformers")


@pytest.mark.parametrize(
    "statement",
    [
        "from pipelines.catalog import catalog; catalog()",
        "from pipelines.productions.script import film_flow",
        "import cli.main",
        "import api.app",
    ],
)
def test_importing_loads_nothing_heavy(statement: str) -> None:
    script = f"{statement}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == []
