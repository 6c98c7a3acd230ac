# Made from _async/films.py by clients/python/twin.py: change that one.
"""Films: the main job."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kinora_client._address import Id, at, given
from kinora_client._files import Progress
from kinora_client._sync.downloading import downloaded
from kinora_client._sync.resource import Resource
from kinora_client._sync.runs import Runs
from kinora_client.models.options import FilmOptions
from kinora_client.models.runs import Event, FileName, Film, Priority
from kinora_client.models.timeline import Timeline


class Films(Resource):
    """A script becomes a film; after an edit what that touches is made again."""

    def create(
        self,
        *,
        script: str | None = None,
        project_id: Id | None = None,
        name: str | None = None,
        options: FilmOptions | None = None,
        priority: Priority | None = None,
        budget_micros: int | None = None,
        idempotency_key: str | None = None,
    ) -> Film:
        """Begin to make a film; `wait` for it.

        Args:
            script: its text; with a project, in place of the one that is there.
            project_id: whose film it is, with its name and options; a project that is made for
                the script if left out.
            name: of the project that is made.
            options: of the project that is made.
            priority: `interactive`, `standard` or `batch`.
            budget_micros: what it may spend, in millionths of a dollar.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = given(
            script=script, project_id=project_id, name=name, options=options, priority=priority,
            budget_micros=budget_micros,
        )  # fmt: skip
        return self._post(Film, at("films"), body, key=idempotency_key)

    def read(self, id: Id) -> Film:
        """How far it is, and its files."""
        return self._get(Film, at("films", id))

    def timeline(
        self,
        id: Id,
        *,
        from_frame: int | None = None,
        to_frame: int | None = None,
        most_clips: int | None = None,
    ) -> Timeline:
        """What lies where on its clock; of a long film a window, then go on at its `next_frame`.

        Args:
            id: of the film.
            from_frame: where the window begins.
            to_frame: the frame behind it; the film's end, if left out.
            most_clips: it ends earlier if it would hold more: 200 if left out, 500 at most.

        Raises:
            Conflict: the film is not laid out yet.
        """
        return self._get(
            Timeline, at("films", id, "timeline"),
            from_frame=from_frame, to_frame=to_frame, most_clips=most_clips,
        )  # fmt: skip

    def wait(
        self,
        id: Id,
        *,
        timeout: float | None = None,
        on_event: Callable[[Event], object] | None = None,
    ) -> Film:
        """Wait until it is finished.

        Args:
            id: of the film.
            timeout: seconds that it may take; None: as long as it takes.
            on_event: is told everything that happens, from the beginning, as by `runs.wait`.

        Raises:
            RunFailed: it failed or was cancelled.
            DeadlineExceeded: it takes longer; it goes on, and may be waited for again.
        """
        Runs(self._transport).wait(id, timeout=timeout, on_event=on_event)
        return self.read(id)

    def download(
        self,
        id: Id,
        name: FileName = "film.mp4",
        *,
        to: str | os.PathLike[str],
        progress: Progress | None = None,
    ) -> Path:
        """Download one of its files: taken up where it breaks off, checked, whole or not there.

        Args:
            id: of the film.
            name: of the file, as in `film.files`.
            to: where it is to lie.
            progress: is told how many bytes are here, and of how many.

        Raises:
            Conflict: the film has no such file yet.
            TransferFailed: what came is not what was made.
        """
        files = {file.name: file.digest for file in (self.read(id)).files}
        return downloaded(
            self._transport,
            at("films", id, "files", name),
            to,
            sha256=files.get(name),
            progress=progress,
        )
