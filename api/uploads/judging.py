"""Judges a file that came whole, by what it holds, in a process of its own; keeps or refuses it."""

from __future__ import annotations

import asyncio
import logging
import shutil
import threading
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, cast

from api.call import Call
from api.library.assets import seconds_of
from api.uploads.clamd import scan
from api.uploads.kinds import UploadKind
from media.errors import InputError, Interrupted, KinoraError, WorldError
from media.ids import Digest, digest_of_file, uuid7
from media.types import Document, LoraFile
from store.repositories import artifacts, uploads
from store.repositories.uploads import AnyRow, Hold
from store.workspace import StoreWorkspace

log = logging.getLogger(__name__)

LEASE_S = 60.0
LONG_S = 4 * 3600
UNSEEN = ("document", "lora")
"""Of these there is no small picture."""
DOCUMENT_TYPES = {
    ".md": "text/markdown", ".csv": "text/csv", ".json": "application/json",
    ".yaml": "application/yaml", ".yml": "application/yaml", ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
}  # fmt: skip
"""By the ending of the name, among texts; all others are plain, pages and programs too."""


async def judge(call: Call, row: AnyRow) -> None:
    """Look at an upload whose turn is held, and end it: it is kept, refused, or open again.

    Raises:
        InputError: it is refused.
        CallerError: it has not come whole; it is open again.
        WorldError: something that is needed for it does not answer; it is open again.
    """
    turn = Hold(id=row.id, tries=row.tries)
    try:
        async with _kept_up(call, turn), call.services.tasks.room:
            await _judged(call, row, turn)
    except InputError as error:
        async with call.transaction() as connection:
            await uploads.let_go(
                connection, turn, state="refused", code=error.code, message=error.message
            )
            await call.note(connection, "upload.refused", "upload", row.id, {"code": error.code})
        await _forget(call, row.id)
        raise
    except BaseException:
        async with call.transaction() as connection:
            await uploads.let_go(connection, turn, state="open")
        raise


async def _judged(call: Call, row: AnyRow, turn: Hold) -> None:
    folder = call.services.settings.scratch / "uploads"
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    copy = folder / f"{row.id}-{row.tries}"
    try:
        path = await asyncio.to_thread(
            call.services.quarantine.gathered, call.tenant, row.id, row.num_bytes, copy
        )
        await _ended(call, row, turn, path, folder)
    finally:
        copy.unlink(missing_ok=True)
    await _forget(call, row.id)


async def _ended(call: Call, row: AnyRow, turn: Hold, path: Path, scratch: Path) -> None:
    digest = await asyncio.to_thread(digest_of_file, path)
    if row.sha256 is not None and row.sha256 != digest:
        raise InputError(
            "the file is not the one that was declared", "send it again", "sha256",
            "DIGEST_MISMATCH",
        )  # fmt: skip
    async with call.transaction() as connection:
        known = await artifacts.of_source(connection, kind=row.kind, sha256=digest)
    asset: dict[str, Any] = (
        known.asset if known else await admitted(call, path, scratch, kind=row.kind, name=row.name)
    )
    async with call.transaction() as connection:
        kept = known or await artifacts.keep(
            connection, tenant=call.tenant, artifact_id=uuid7(),
            values=_values(row, asset, digest),
        )  # fmt: skip
        await uploads.let_go(
            connection, turn, state="ready", artifact_id=kept.id, warnings=warnings_of(asset),
            code=None, message=None,
        )  # fmt: skip
        await call.note(connection, "upload.kept", "artifact", kept.id, {"upload": str(row.id)})


def _values(row: AnyRow, asset: dict[str, Any], digest: Digest) -> dict[str, Any]:
    return {
        "name": row.name, "kind": row.kind, "folder_id": row.folder_id, "asset": asset,
        "source": "upload", "source_sha256": digest, "made_by": row.made_by,
        "preview_state": "none" if row.kind in UNSEEN else "pending",
    }  # fmt: skip


async def admitted(
    call: Call, path: Path, scratch: Path, *, kind: UploadKind, name: str
) -> dict[str, Any]:
    """The handle of what a file from outside holds, normalised and stored.

    Args:
        call: of whoever sent it.
        path: the file.
        scratch: a folder for what is made of it.
        kind: what it has to be.
        name: what it is called, in messages.

    Raises:
        InputError: it is damaged, of another kind, or holds malware.
        WorldError: something that is needed to look at it does not answer.
    """
    services = call.services
    if services.settings.clamd:
        await scan(path, services.settings.clamd)
    stop = threading.Event()

    def report(fraction: float) -> None:
        if stop.is_set():
            raise Interrupted("the API is told to end")

    work = StoreWorkspace(services.objects, call.tenant, scratch, report)
    try:
        return await asyncio.to_thread(_taken, work, path, kind, name)
    except InputError as error:
        said = error.message.removeprefix(f"{path.name}: ")
        raise InputError(f"{name}: {said}", error.remedy, "content", error.code) from error
    except WorldError:
        raise
    except KinoraError as error:
        # Its reader broke down without a word: to be mended here, and no reason to let it in.
        log.exception("%s cannot be read", name)
        raise InputError(
            f"{name}: it cannot be read", "export it again", "content", "BAD_MEDIA"
        ) from error
    finally:
        stop.set()


def _taken(work: StoreWorkspace, path: Path, kind: UploadKind, name: str) -> dict[str, Any]:
    # They bring decoders along, which the API needs for nothing else.
    from media.intake.door import Wanted, admit

    with work:
        if kind == "document":
            return _document(work, path, name).model_dump(mode="json")
        if kind == "lora":
            return _lora(work, path).model_dump(mode="json")
        return admit(work, path, cast(Wanted, kind)).model_dump(mode="json")


def _document(work: StoreWorkspace, path: Path, name: str) -> Document:
    """A text; in what is none, or what a program would take for something else, nothing is safe."""
    from media.intake.refusals import another_kind
    from media.intake.sniff import HEAD_BYTES, form_of
    from media.intake.texts import read_text

    with path.open("rb") as file:
        form = form_of(file.read(HEAD_BYTES))
    if form is not None:
        raise another_kind(f"{path.name}: {form.called('file')}", "a text")
    copy = work.scratch("document")
    copy.write_text(read_text(path), "utf-8", newline="")
    ending = Path(name).suffix.lower()
    return work.save(copy, Document, media_type=DOCUMENT_TYPES.get(ending, "text/plain"))


def _lora(work: StoreWorkspace, path: Path) -> LoraFile:
    """LoRA weights, as they came: there is nothing to normalise."""
    from media.intake.lora import judged

    # What is kept is what was looked at, whoever holds the other.
    copy = work.scratch("lora")
    shutil.copyfile(path, copy)
    found = judged(copy)
    return work.save(copy, LoraFile, rank=found.rank, base=found.base)


def warnings_of(asset: dict[str, Any]) -> list[str]:
    """What is worth knowing of what was taken nevertheless."""
    seconds = seconds_of(asset) or 0.0
    if seconds > LONG_S:
        return [f"it lasts {seconds / 3600:.1f} hours: work on it takes long, and costs by length"]
    return []


async def _forget(call: Call, upload_id: uuid.UUID) -> None:
    await asyncio.to_thread(call.services.quarantine.remove, call.tenant, upload_id)


@asynccontextmanager
async def _kept_up(call: Call, turn: Hold) -> AsyncGenerator[None]:
    """Keep the lease while it lasts: a film of hours takes long."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(LEASE_S / 3)
            async with call.transaction() as connection:
                await uploads.go_on(connection, turn, lease_s=LEASE_S)

    task = asyncio.create_task(renew())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
