"""One job on a server: found or submitted, followed to its end, ended where nobody wants it.

A job's id is a digest of its workflow as it is filled, so whoever asks for the same again finds the
job that is under way, or what came of it: an attempt whose worker died is gone on with, and nothing
is made twice. A server that gives ids of its own, as older ones do, makes it anew.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from media.errors import DeadlineExceeded, KinoraError
from media.model import canonical_json
from models.comfy.faults import JobLost, failure, ignored, refused
from models.comfy.form import Form
from models.comfy.listening import Listening
from models.comfy.server import Refused, Server
from models.comfy.steps import Steps
from models.net.faults import BadResponse, FetchFailed, ServerBusy, ServerRefused

Progress = Callable[[float], None]
Entry = dict[str, Any]

JOBS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:kinora:comfy")
TICK_S = 1.0
"""How long a cancel may take to be noticed."""
SOON_S = 0.2
"""Until the next look, once the server has said that a job ends."""
ENDINGS = ("execution_success", "execution_error", "execution_interrupted")
AWAY = (FetchFailed, ServerBusy, ServerRefused, BadResponse)
"""The server is out of reach, or another one: a job on it is left as it is."""


def id_of(form: Form, workflow: Mapping[str, Any]) -> str:
    """What a job is called: the same for the same workflow of the same row."""
    return str(uuid.uuid5(JOBS, f"{form.row.id}@{form.row.revision}\n{canonical_json(workflow)}"))


class Job:
    """A workflow on its way."""

    def __init__(self, form: Form, server: Server, workflow: dict[str, Any]) -> None:
        """Prepare to have a workflow carried out.

        Args:
            form: of the row.
            server: where.
            workflow: as it is filled.
        """
        self._form, self._server, self._workflow = form, server, workflow
        self._options = form.options
        self.id = id_of(form, workflow)
        # A client of its own: whoever goes on with the job listens where the first one did.
        self._client = self.id
        self._steps = Steps(workflow)
        self._heard = self._looked = self._begun = time.monotonic()
        self._away_since: float | None = None

    def carried_out(self, progress: Progress) -> Entry:
        """What the server keeps of the job, once it has ended well.

        Args:
            progress: told how much is done; what it raises ends the job on the server too.

        Raises:
            InputError: the server finds the workflow wrong.
            OutOfMemory: its card holds no such work.
            DeadlineExceeded: it took too long.
            WorldError: a node failed, or the server is out of reach, or knows nothing of it.
        """
        with closing(Listening(self._server.url, self._client, self._server.headers)) as listening:
            listening.connect()
            entry = self._found_or_submitted()
            if entry is None:
                with self._ended_unless_followed():
                    entry = self._followed(listening, progress)
        fault = failure(self._form, entry.get("status"))
        if fault is not None:
            raise fault
        return entry

    def forget(self) -> None:
        """Have it made anew when it is asked for again."""
        self._server.forget(self.id)

    def _found_or_submitted(self) -> Entry | None:
        """What is kept of the job, if it has ended; one that failed is begun again."""
        # The queue first: a job leaves it for the history, never the other way.
        if self._is_queued():
            return None
        entry = self._server.history(self.id)
        if entry is not None and failure(self._form, entry.get("status")) is None:
            return entry
        if entry is not None:
            self._server.forget(self.id)
        self._submit()
        return None

    def _submit(self) -> None:
        try:
            self.id, node_errors = self._server.submit(self._workflow, self.id, self._client)
        except Refused as error:
            raise refused(self._form, error.answer) from None
        fault = ignored(self._form, node_errors)
        if fault is not None:
            self._server.end(self.id)
            raise fault

    def _followed(self, listening: Listening, progress: Progress) -> Entry:
        """Wait for the end."""
        cuts = listening.cuts
        while True:
            progress(self._steps.fraction)
            message = listening.next(min(TICK_S, self._options.look_s))
            ends = message is not None and self._hear(message)
            cut, cuts = listening.cuts != cuts, listening.cuts
            silent = time.monotonic() - self._looked >= self._options.look_s
            if ends or cut or silent:
                entry = self._look()
                if entry is not None:
                    return entry
                if ends:
                    self._looked += SOON_S - self._options.look_s
            self._check_time()

    def _hear(self, message: dict[str, Any]) -> bool:
        """Take a message in; whether it says that the job ends."""
        kind, data = str(message.get("type")), message["data"]
        if data.get("prompt_id") != self.id:
            return False
        self._heard = time.monotonic()
        self._steps.hear(kind, data)
        return kind in ENDINGS or (kind == "executing" and data.get("node") is None)

    def _look(self) -> Entry | None:
        """What is kept of the job, if it has ended.

        Raises:
            JobLost: the server knows nothing of it.
            FetchFailed: the server has been out of reach for too long.
        """
        now = self._looked = time.monotonic()
        try:
            if self._is_queued():
                self._away_since = None
                return None
            entry = self._server.history(self.id)
        except (FetchFailed, ServerBusy):
            self._away_since = self._away_since or now
            if now - self._away_since >= self._options.away_s:
                raise
            self._looked += min(TICK_S, self._options.look_s) - self._options.look_s
            return None
        if entry is None:
            raise JobLost(
                f"{self._form.row.id}: {self._server.url} knows nothing of the job {self.id}: "
                "it was restarted, or somebody deleted it"
            )
        return entry

    def _is_queued(self) -> bool:
        queue = self._server.queue()
        if self.id in queue.waiting:
            self._heard = time.monotonic()
        return self.id in queue.waiting or self.id in queue.running

    def _check_time(self) -> None:
        now, options = time.monotonic(), self._options
        name = self._form.row.id
        if now - self._begun > options.deadline_s:
            raise DeadlineExceeded(
                f"{name}: the job took more than {options.deadline_s:g} s",
                "raise options.deadline_s",
            )
        if now - self._heard > options.silence_s:
            raise DeadlineExceeded(
                f"{name}: the job has said nothing for {options.silence_s:g} s",
                "see ComfyUI's log, or raise options.silence_s",
            )

    @contextmanager
    def _ended_unless_followed(self) -> Generator[None]:
        """Leave no job behind that nobody waits for; one that is out of reach is left."""
        try:
            yield
        except (*AWAY, JobLost):
            raise
        except BaseException as error:
            try:
                self._server.end(self.id)
            except KinoraError as failed:
                error.add_note(f"the job {self.id} may still run: {failed}")
            raise
