"""What becomes of a tenant's data, and of a person's: exports, erasure, retention."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from kinora_client.models.base import OPEN, Model, Versioned

ExportState = Annotated[
    Literal["queued", "running", "complete", "failed", "expired", "cancelled"], OPEN
]
ErasureState = Annotated[Literal["waiting", "running", "complete", "called_off"], OPEN]
ErasureOf = Annotated[Literal["tenant", "user"], OPEN]


class Export(Model):
    """An export, and how far it is."""

    id: str
    state: ExportState
    media: bool
    """Whether the files of artifacts come along."""
    num_rows: int
    """Written so far."""
    num_bytes: int
    """Written so far, before they are compressed."""
    code: str | None = None
    """Why it failed."""
    message: str | None = None
    made_by: str
    created_at: datetime
    finished_at: datetime | None = None
    expires_at: datetime | None = None
    """The file is deleted then."""
    digest: str | None = None
    """SHA-256 of the file."""
    content_url: str | None = None
    """Null until it is complete."""

    @property
    def ended(self) -> bool:
        """Whether no more of it will be made."""
        return self.state not in ("queued", "running")


class Erasure(Model):
    """An erasure that waits or goes on, or the receipt of one."""

    id: str
    of: ErasureOf
    tenant_id: str
    """Of a user: where it was asked for."""
    user_id: str | None = None
    state: ErasureState
    made_by: str
    created_at: datetime
    due_at: datetime
    """Until then it can be called off."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    counts: dict[str, int]
    """How much of what is gone."""
    code: str | None = None
    """Why it could not go on."""
    message: str | None = None


class Retention(Versioned):
    """How long what is kept, in days."""

    deleted_days: int
    """Deleted projects, artifacts and the like."""
    events_days: int
    """Events of runs that ended, but their last."""
    steps_days: int
    """What went into steps of runs that ended."""
    deliveries_days: int
    """Webhook messages that ended."""
    uploads_days: int
    """Uploads that were begun and not finished."""
    cache_days: int
    """Results of steps that nobody asked for since."""
    files_days: int
    """Stored files that nothing names any more."""
    audit_days: int | None = None
    """The audit log; null: for ever."""
    made_by: str | None = None
    updated_at: datetime | None = None
