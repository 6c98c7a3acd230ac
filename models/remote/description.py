"""How a provider's jobs are begun, asked for and cancelled over HTTP, as data."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.model import Model


class Remote(Model):
    """A provider that takes a request as JSON, names the job, and is asked until it is done.

    A place in its answers is written as keys and indices with dots between, as in `output.0.url`.
    """

    submit: str
    """URL to which a request is posted."""
    poll: str
    """URL that says where a job is; `{id}` in it is the job's name."""
    cancel: str = ""
    """URL to which a job's cancellation is posted; empty: a job runs to its end."""
    key_env: str = ""
    """The environment's variable that holds the bearer token."""
    callback_at: str = ""
    """Where a request says the URL to which the provider posts when a job is over: a field of its
    body, as in `webhook`, or a parameter of its query, as in `?webhook`. Empty: it is told none."""
    callback_with: dict[str, Any] = Field(default_factory=dict)
    """What the body says beside that URL, as in `{webhook_events_filter: [completed]}`."""
    idempotency_header: str = ""
    """The header by whose value the provider knows a request that it has seen; empty: it does
    not."""
    idempotent_for_s: float = Field(86_400.0, gt=0)
    """For how long it remembers."""
    resend_up_to_micros: int = Field(0, ge=0)
    """A request that may have been accepted is sent again, and paid again, up to this price; what
    is dearer waits for a person."""

    id_at: str = "id"
    state_at: str = "status"
    done: tuple[str, ...] = ("succeeded", "completed", "done")
    failed: tuple[str, ...] = ("failed", "error", "cancelled", "canceled")
    result_at: str = "output"
    error_at: str = "error"
    cost_at: str = ""
    """Where an answer says what the job cost, in dollars; empty: it costs its price."""
    failed_cost: bool = False
    """Whether a job that failed costs its price, where the answer does not say."""

    max_jobs: int = Field(16, gt=0)
    """How many jobs an executor has with it at once."""
    answer_s: float = Field(30.0, gt=0)
    """How long one answer may take."""
    every_s: float = Field(2.0, gt=0)
    """How long to wait between two looks at a job; with callbacks, how long one that is lost
    costs."""
    deadline_s: float = Field(3600.0, gt=0)
    """How long a job may take."""


def at(document: Any, place: str) -> Any:
    """What stands at a place of a document; None where nothing does."""
    for key in filter(None, place.split(".")):
        if isinstance(document, dict):
            document = document.get(key)
        elif isinstance(document, list) and key.isdigit() and int(key) < len(document):
            document = document[int(key)]
        else:
            return None
    return document
