"""Has a preview made in a process of its own, and keeps it as an asset."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import media
from media.errors import InputError
from media.ids import uuid7
from media.types import Image
from media.workspace import Workspace

WITHIN_S = 120.0
ROOT = Path(media.__path__[0]).parent


def preview(work: Workspace, handle: dict[str, Any], source: Path) -> Image:
    """Make the small picture of an asset.

    Args:
        work: where it goes.
        handle: of the asset.
        source: its file.

    Raises:
        InputError: none can be made of it.
    """
    target = work.scratch(f"preview-{uuid7()}")
    command = [sys.executable, "-P", "-m", "media.previews.child"]
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    try:
        done = subprocess.run(
            [*command, json.dumps(handle), str(source.resolve()), str(target)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=WITHIN_S,
            env=os.environ | environment,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError("it has not come to an end", code="NO_PREVIEW") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise InputError(said[-1] if said else f"status {done.returncode}", code="NO_PREVIEW")
    # Before its last line it may have said that it is alive.
    facts = json.loads(done.stdout.splitlines()[-1])
    for told_by_the_store in ("kind", "digest", "num_bytes"):
        del facts[told_by_the_store]
    return work.save(target, Image, **facts)
