"""Flows deployed as APIs, and the jobs that calls of them become."""

from __future__ import annotations

from datetime import datetime

from kinora_client.models.base import Document, Json, Model
from kinora_client.models.runs import Ending, Failure


class Api(Document):
    """A flow that is called by HTTP."""

    slug: str
    name: str
    description: str
    per_minute: int | None = None
    live: int
    """The number of the release that is called."""


class Release(Model):
    """What an API does, or did, or may do."""

    id: str
    number: int
    inputs: Json
    """The JSON Schema of what a call sends."""
    outputs: Json
    """The JSON Schema of what it is answered."""
    note: str
    made_by: str
    created_at: datetime


class WholeRelease(Release):
    """A release with its flow."""

    flow: Json


class Progress(Model):
    """How far a job is."""

    done: int
    """Steps that are done."""
    known: int
    """Steps that are known of; there may come more."""


class Job(Ending):
    """A call that became a job."""

    id: str
    release: int
    progress: Progress
    error: Failure | None = None
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None


class WholeJob(Job):
    """A job with what it gave so far; files say by `url` where they are downloaded."""

    outputs: Json | None = None
    """Once it has succeeded."""
    partial_outputs: Json
    """Until then, what is there of them already."""
    seconds_left: float | None = None
    """As far as it is known from earlier jobs."""
