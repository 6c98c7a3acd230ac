"""Samples of voices that a film's options name: artifacts of the tenant's, as what they hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from api.kit.documents import missing
from media.errors import InputError
from store.repositories import documents
from store.tables.library import artifacts

FIELD = "voice_samples"


async def sampled(
    connection: AsyncConnection, chosen: Mapping[str, Any], *, deleted: bool = False
) -> dict[str, Any]:
    """Options with the recordings that they name in place of the artifacts' ids.

    Args:
        connection: of the tenant.
        chosen: as `Options.chosen` gave them.
        deleted: whether those that were deleted are taken too, and those that are gone left out.

    Raises:
        NotFound: there is no such artifact, or it was deleted.
        InputError: it is no sound.
    """
    if FIELD not in chosen:
        return dict(chosen)
    found: dict[str, Any] = {}
    for name, sample in chosen[FIELD].items():
        field, wanted = f"options.{FIELD}.{name}", uuid.UUID(sample["artifact_id"])
        sound = await recording(connection, wanted, field, deleted=deleted)
        if sound is not None:
            found[name.strip().lower()] = {"sound": sound, "text": sample.get("text", "")}
    return {**chosen, FIELD: found}


async def recording(
    connection: AsyncConnection, artifact_id: uuid.UUID, field: str, *, deleted: bool = False
) -> dict[str, Any] | None:
    """The handle of an artifact that is a sound; None where it is gone and may be.

    Raises:
        NotFound: there is no such artifact, or it was deleted.
        InputError: it is no sound.
    """
    row = await documents.get(connection, artifacts, artifact_id, deleted=deleted)
    if row is None:
        if deleted:
            return None
        raise missing("artifact", artifact_id)
    if row.kind != "audio":
        raise InputError(
            f"the artifact {artifact_id} is no sound",
            "name the artifact of a recording",
            field,
            "WRONG_KIND",
        )
    return row.asset
