"""What the library keeps, and files on their way into it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kinora_client.models.base import OPEN, Document, Json, Model

ArtifactKind = Annotated[Literal["image", "video", "audio", "document", "lora"], OPEN]
ArtifactSource = Annotated[Literal["upload", "run"], OPEN]
UploadState = Annotated[Literal["open", "checking", "ready", "refused"], OPEN]


class Artifact(Document):
    """Something that is kept."""

    name: str
    kind: ArtifactKind
    folder_id: str | None = None
    tags: list[str]
    source: ArtifactSource
    run_id: str | None = None
    """The run whose output it was."""
    node: str | None = None
    path: list[int] | None = None
    port: str | None = None
    prompt: str
    model: str
    asset: Json
    """Its handle: a value for the inputs of flows."""
    media_type: str
    num_bytes: int
    seconds: float | None = None
    content_url: str
    thumbnail_url: str | None = None
    """Null while it is made, and where there is none."""


class Folder(Document):
    """A folder. What lies in one that was deleted is still found by search."""

    name: str
    parent_id: str | None = None


class Character(Document):
    """A character."""

    name: str
    project_id: str | None = None
    description: str = ""
    voice: str | None = None
    pronunciations: dict[str, str] = Field(default_factory=dict[str, str])
    pictures: list[str] = Field(default_factory=list)
    """Ids of artifacts: what a model that draws is shown."""


class Flow(Document):
    """A flow that is kept."""

    name: str
    description: str = ""
    tags: list[str] = Field(default_factory=list[str])
    flow: Json


class Fault(Model):
    """One fault of a flow."""

    code: str
    node: str
    port: str
    message: str
    remedy: str


class Checked(Model):
    """What is wrong with a flow; nothing, if it can run."""

    faults: list[Fault]


class UploadPart(Model):
    """A piece of the file, and where to PUT it."""

    number: int
    offset: int
    num_bytes: int
    arrived: bool
    url: str | None = None
    """Good for five minutes; null once it has arrived."""


class Upload(Model):
    """A file on its way in, and how to send it: by `content_url`, or as `parts`."""

    id: str
    name: str
    """What the file is called here."""
    kind: ArtifactKind
    num_bytes: int
    sha256: str | None = None
    folder_id: str | None = None
    state: UploadState
    received: int
    """Bytes that are here: where to go on by `content_url`."""
    code: str | None = None
    """Why it was refused."""
    message: str | None = None
    warnings: list[str]
    artifact_id: str | None = None
    """What became of it in the library."""
    created_at: datetime
    expires_at: datetime
    content_url: str | None = None
    parts: list[UploadPart] = Field(default_factory=list[UploadPart])
