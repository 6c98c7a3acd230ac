"""Guards a film made with database and objects elsewhere: by URL, and over the protocol of S3."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.buckets import BUCKET, s3_service, settings

DEADLINE_S = 240
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def make(home: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli.main", "make", "-", "--out", str(out), "--draft", "--json"],
        input="A boat leaves the harbour. It comes home at night.",
        env=os.environ | {"KINORA_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )


def test_a_film_is_made_over_a_database_url_and_a_bucket(tmp_path: Path, database_url: str) -> None:
    with s3_service(tmp_path / "served") as endpoint:
        elsewhere = settings(endpoint) | {
            "KINORA_DATABASE_URL": database_url,
            "KINORA_OBJECTS": f"s3://{BUCKET}/films",
        }
        first = make(tmp_path / "one", tmp_path / "first", **elsewhere)
        assert first.returncode == 0, first.stderr
        # Another machine: nothing in common but the database and the bucket.
        second = make(tmp_path / "two", tmp_path / "second", **elsewhere)
        assert second.returncode == 0, second.stderr
    report = json.loads((tmp_path / "second" / "report.json").read_text())
    assert not any(counts.get("made") for counts in report["steps"].values())
    films = [(tmp_path / name / "film.mp4").read_bytes() for name in ("first", "second")]
    assert films[0] == films[1]
    assert not (tmp_path / "one" / "pg").exists()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://kinora@127.0.0.1:9/none", "DATABASE_UNREACHABLE"),
        ("no url", "INVALID_INPUT"),
    ],
)
def test_a_wrong_database_is_said_at_once(tmp_path: Path, url: str, code: str) -> None:
    done = make(tmp_path / "home", tmp_path / "out", KINORA_DATABASE_URL=url)
    assert done.returncode in (1, 2)
    assert json.loads(done.stderr.splitlines()[-1])["code"] == code
    assert list((tmp_path / "out").iterdir()) == []
