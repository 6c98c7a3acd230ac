"""What a server says against a workflow, or of a job that failed, in terms of Kinora."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from media.errors import InputError, KinoraError, OutOfMemory, WorldError
from models.comfy.form import Form

MOST = 3
"""Errors that are told."""
LONGEST = 300
OUT_OF_MEMORY = ("outofmemory", "out of memory", "allocation on device")
"""In the name of an exception, or in what ComfyUI says of it."""


class WorkflowRefused(InputError):
    """The server finds the workflow, as it was filled, wrong."""

    code = "WORKFLOW_REFUSED"


class WorkflowFailed(WorldError):
    """A node of the workflow failed; the message names it."""

    code = "WORKFLOW_FAILED"


class JobLost(WorldError):
    """The server knows nothing of a job any more, or somebody stopped it there."""

    code = "JOB_LOST"


def refused(form: Form, answer: Mapping[str, Any]) -> WorkflowRefused:
    """The error for an answer of 400 to a workflow.

    Its form is that of `validate_prompt` in ComfyUI's execution.py: `error` with a message and
    details, `node_errors` by ids of nodes, each with a list `errors`.
    """
    told = list(_told(form, answer.get("node_errors")))
    if not told:
        error = _mapping(answer.get("error"))
        said = f"{error.get('message', 'it is wrong')}: {error.get('details', '')}".strip(": ")
        told = [(said, "")]
    said = "; ".join(text for text, _ in told[:MOST])
    more = f"; and {len(told) - MOST} more" if len(told) > MOST else ""
    field = next((field for _, field in told if field), "options.workflow")
    return WorkflowRefused(
        f"{form.row.id}: the server refuses the workflow: {said}{more}",
        "add there what it lacks, or mend the workflow or the request", field,
    )  # fmt: skip


def ignored(form: Form, node_errors: Any) -> WorkflowRefused | None:
    """The error where a workflow was taken without the output that is wanted; else None."""
    for error in _mapping(node_errors).values():
        if form.output in [str(one) for one in _items(_mapping(error).get("dependent_outputs"))]:
            return refused(form, {"node_errors": node_errors})
    return None


def failure(form: Form, status: Any) -> KinoraError | None:
    """What went wrong with a job that has ended; None where nothing did.

    The messages decide: `status_str` may be that of the job before, where a node's inputs could not
    be staged.
    """
    found = _mapping(status)
    for message in _items(found.get("messages")):
        pair = _items(message)
        if len(pair) == 2 and str(pair[0]) in _ENDS:
            return _ENDS[str(pair[0])](form, _mapping(pair[1]))
    if found.get("status_str") == "error":
        return WorkflowFailed(f"{form.row.id}: the server says that it failed, and not of what")
    return None


def _failed(form: Form, data: Mapping[str, Any]) -> KinoraError:
    kind, said = str(data.get("exception_type", "")), str(data.get("exception_message", ""))
    node, of = str(data.get("node_id", "?")), str(data.get("node_type", ""))
    message = (
        f"{form.row.id}: the node {node} ({of or form.workflow.kind(node)}) failed: "
        f"{kind} {_short(said)}"
    )
    if any(word in f"{kind} {said}".lower() for word in OUT_OF_MEMORY):
        return OutOfMemory(message, "ask for less, or give the server a larger card")
    return WorkflowFailed(message, "see ComfyUI's log")


def _interrupted(form: Form, data: Mapping[str, Any]) -> KinoraError:
    node = str(data.get("node_id", "?"))
    return JobLost(f"{form.row.id}: somebody interrupted the job on the server, at the node {node}")


_ENDS: dict[str, Callable[[Form, Mapping[str, Any]], KinoraError]] = {
    "execution_error": _failed,
    "execution_interrupted": _interrupted,
}


def _told(form: Form, node_errors: Any) -> Iterator[tuple[str, str]]:
    """Each error in words, and the argument that it is about."""
    for node, found in _mapping(node_errors).items():
        kind = str(_mapping(found).get("class_type", ""))
        for one in _items(_mapping(found).get("errors")):
            error = _mapping(one)
            said = f"{error.get('message', '')}: {error.get('details', '')}".strip(": ")
            name = str(_mapping(error.get("extra_info")).get("input_name", ""))
            yield f"node {node} ({kind}): {_short(said)}", form.argument_at(node, name)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return list(cast("list[Any]", value)) if isinstance(value, (list, tuple)) else []
