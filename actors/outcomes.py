"""What a person may say of a call of which nobody else knows whether it was paid for."""

from __future__ import annotations

from typing import Any

from pipelines.node import BadAnswer

OUTCOMES = ("not_sent", "accepted", "lost", "give_up")


def outcome_of(data: Any) -> dict[str, Any]:
    """Read what a person says: an outcome, or an object with it and the `id` of the job.

    Raises:
        BadAnswer: it is none of the four, or names no job.
    """
    found = data if isinstance(data, dict) else {"outcome": data}
    if found.get("outcome") not in OUTCOMES:
        raise BadAnswer(f"{data!r} is no answer", f"say one of {', '.join(OUTCOMES)}", "outcome")
    if found["outcome"] == "accepted" and not found.get("id"):
        raise BadAnswer("no job is named", 'add its name: {"outcome": "accepted", "id": ...}', "id")
    return found
