"""ONNX models as voices run them: one thread for each core that the row has, on the CPU."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from media.errors import EngineUnavailable
from models.setup import Setup


def session_of(setup: Setup, path: Path) -> Any:
    """A session of ONNX Runtime.

    Raises:
        EngineUnavailable: the file is no model that it can run.
    """
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, int(setup.row.num_cpus))
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime has an exception of its own for every fault
        raise EngineUnavailable(
            f"{setup.row.id}: {path.name} cannot be run: {error}", f"pull {setup.row.id} again"
        ) from error


def only_file(setup: Setup, pattern: str) -> Path:
    """The one file of the weights that a pattern names, in whichever folder.

    Raises:
        EngineUnavailable: there is none, or more than one.
    """
    found = sorted(setup.folder.rglob(pattern))
    if len(found) != 1:
        raise EngineUnavailable(
            f"{setup.row.id} has {len(found)} files {pattern} among its weights, and needs one",
            "say in weights.only of its row which",
        )
    return found[0]
