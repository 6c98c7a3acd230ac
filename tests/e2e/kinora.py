"""The command as a user runs it, in a home of its own."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SCRIPT = """# The Pier

The boat left the harbour at dawn. A woman in a red coat watched it go. Rain fell on the quay.

# The Return

In the evening the lighthouse was lit. The boat came home with fish and one strange letter.
"""
DEADLINE_S = 240


class Kinora:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.script = folder / "pier.md"
        self.out = folder / "film"

    def command(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "cli.main", *words],
            env=os.environ | {"KINORA_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start(self, text: str, *options: str, out: Path | None = None) -> subprocess.Popen[str]:
        self.script.write_text(text)
        return self.command(
            "make", str(self.script), "--out", str(out or self.out), "--height", "360",
            "--fps", "24", "--json", *options,
        )  # fmt: skip

    def make(self, text: str, *options: str, out: Path | None = None) -> dict[str, Any]:
        process = self.start(text, *options, out=out)
        printed, errors = process.communicate(timeout=DEADLINE_S)
        assert process.returncode == 0, errors
        assert json.loads(printed.splitlines()[-1])["event"] == "done"
        return json.loads(((out or self.out) / "report.json").read_text())

    def say(self, *words: str) -> str:
        process = self.command(*words)
        printed, errors = process.communicate(timeout=DEADLINE_S)
        assert process.returncode == 0, errors
        return printed

    def film(self) -> str:
        return hashlib.sha256((self.out / "film.mp4").read_bytes()).hexdigest()
