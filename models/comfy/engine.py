"""What engines of pictures, clips and sounds on a ComfyUI server have in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from media.types import Asset, Audio, Image, Video
from media.workspace import Workspace
from models.comfy.faults import JobLost
from models.comfy.form import form_of
from models.comfy.job import Job
from models.comfy.results import file_of, place_for, taken
from models.comfy.server import Server
from models.comfy.uploads import Pictures, placed
from models.net.faults import ServerRefused
from models.setup import Setup

A = TypeVar("A", Image, Video, Audio)
B = TypeVar("B", bound=Asset)
JOB_SHARE = 0.95
"""Of a call's progress: what is left is fetching and reading what came of it."""
SEEDS = 2**63


class ComfyEngine:
    """A workflow on a server."""

    def __init__(self, setup: Setup) -> None:
        """Check the row; the server is not asked yet.

        Raises:
            InputError: an option, the workflow or the mapping is wrong.
            EngineUnavailable: the server's key is not in the environment.
        """
        self.row = setup.row
        self.form = form_of(setup)
        self.options = self.form.options
        self.server = Server(self.options)

    def words(
        self,
        prompt: str,
        avoid: str,
        steps: int | None,
        guidance: float | None,
        seed: int,
        style: str = "",
    ) -> dict[str, Any]:
        """What is said, and how closely it is to be kept to.

        Where there is nothing to avoid, it stays what the workflow says.

        Raises:
            InputError: the workflow cannot be told one of them.
        """
        found: dict[str, Any] = {"prompt": prompt, "seed": seed % SEEDS}
        found |= {"avoid": avoid} if avoid else {}
        found |= self.form.told("steps", steps) | self.form.told("guidance", guidance)
        return found | self.form.style(style)

    def ask(
        self, work: Workspace, wanted: type[A], values: Mapping[str, Any], pictures: Pictures
    ) -> A:
        """Have the workflow carried out, and take what came of it.

        Raises:
            InputError: the server finds the workflow wrong.
            OutOfMemory: its card holds no such work.
            WorldError: a node failed, or the server is out of reach.
        """
        names = placed(self.form, self.server, pictures)
        job = Job(self.form, self.server, self.form.filled(values, names))
        entry = job.carried_out(lambda share: work.progress(share * JOB_SHARE))
        file, path = file_of(self.form, entry, wanted), place_for(work)
        late = _Late(work)
        try:
            self.server.fetch(file, path, lambda: late.progress(0.0))
        except ServerRefused as error:
            job.forget()
            raise JobLost(
                f"{self.row.id}: {file.filename} is not on the server any more: {error.message}",
                "where files are deleted there, start it anew, so that it forgets them too",
            ) from error
        return taken(late, self.form, path, wanted)


class _Late:
    """A workspace for the last part of a call."""

    def __init__(self, work: Workspace) -> None:
        self._work = work

    def open(self, asset: Asset) -> Path:
        return self._work.open(asset)

    def save(self, path: Path, kind: type[B], **facts: Any) -> B:
        return self._work.save(path, kind, **facts)

    def scratch(self, name: str) -> Path:
        return self._work.scratch(name)

    def progress(self, fraction: float, **facts: Any) -> None:
        self._work.progress(JOB_SHARE + (1 - JOB_SHARE) * fraction)
