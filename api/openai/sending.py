"""Files that come in a form: judged by what they hold, as all uploads are, and kept as assets."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from typing import Any

from fastapi import UploadFile

from api.call import Call
from api.uploads.judging import admitted
from api.uploads.kinds import MB, UploadKind, check_size
from api.uploads.names import safe_name
from media.errors import InputError

MOST_FORM_BYTES = 120 * MB
"""Of a form with its files."""
NAMELESS = "file"


async def received(call: Call, file: UploadFile, kind: UploadKind, field: str) -> dict[str, Any]:
    """The handle of a file of a form.

    Args:
        call: of whoever sent it.
        file: as it came; its name and its type are not believed.
        kind: what it has to be.
        field: of the form.

    Raises:
        InputError: it is none, too large, or of another kind.
    """
    num_bytes = file.size or 0
    name = safe_name(file.filename or NAMELESS)
    if not num_bytes:
        raise InputError(f"{name} is empty", "send a file", field)
    try:
        check_size(kind, num_bytes)
        await call.services.admission.check_upload(call.tenant, num_bytes)
        return await _kept(call, file, kind, name)
    except InputError as error:
        raise InputError(error.message, error.remedy, field, error.code) from error


async def _kept(call: Call, file: UploadFile, kind: UploadKind, name: str) -> dict[str, Any]:
    folder = call.services.settings.scratch / "uploads"
    path = folder / f"form-{uuid.uuid4().hex}"

    def written() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target)

    try:
        await asyncio.to_thread(written)
        async with call.services.tasks.room:
            return await admitted(call, path, folder, kind=kind, name=name)
    finally:
        path.unlink(missing_ok=True)
