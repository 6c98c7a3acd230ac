"""What a row says of its server and its workflow, read from its `options`."""

from __future__ import annotations

from typing import Any, Literal, cast

import httpx
from pydantic import Field, ValidationError, field_validator

from media.errors import InputError
from media.model import Model
from models.diffusion.traits import Bounds
from models.setup import Setup

Upload = Literal["image", "holed"]


class Target(Model):
    """An input of a node."""

    node: str = Field(pattern=r"^.+\..+$")
    """`6.text`: the node's id, or its title where only one node has it, a dot, and the input."""
    upload: Upload = "image"
    """Of pictures: sent as they are, or `holed`, transparent where the request's mask is white,
    as ComfyUI's LoadImage gives a mask."""


class Options(Bounds):
    """All options of a row on a ComfyUI server."""

    server: str
    """Where it is, as in `http://127.0.0.1:8188`."""
    key_env: str = ""
    """The environment's variable with a key, where something before the server wants one."""
    key_header: str = "Authorization"
    """The header that the key goes into: as a bearer token in `Authorization`, else as it is."""

    workflow: dict[str, Any]
    """In the API's format: for each node's id its `class_type` and its `inputs`; or the path of a
    JSON file with that, from the folder of the models file."""
    inputs: dict[str, tuple[Target, ...]] = Field(default_factory=dict)
    """For each of Kinora's arguments, the inputs that are set to it."""
    output: str = Field(min_length=1)
    """The node, by its id or its title, whose files are the result."""
    styles: dict[str, str] = Field(default_factory=dict)
    """What a request may name as its style, and what the mapped input is set to for it."""
    sound: bool = False
    """Whether its clips have sound."""

    answer_s: float = Field(default=30.0, gt=0)
    """How long one answer of the server may take."""
    look_s: float = Field(default=5.0, gt=0)
    """Where its WebSocket says nothing for so long, the job is looked for."""
    silence_s: float = Field(default=900.0, gt=0)
    """A running job that says nothing for so long, as while a large model is loaded, is ended."""
    deadline_s: float = Field(default=3600.0, gt=0)
    """How long a job may take, its wait in the server's queue included."""
    away_s: float = Field(default=15.0, ge=0)
    """How long the server may be out of reach while a job is with it."""
    limit_mb: float = Field(default=2000.0, gt=0)
    """The largest file that is fetched."""

    @field_validator("server")
    @classmethod
    def _is_server(cls, value: str) -> str:
        url = httpx.URL(value)
        if url.scheme not in ("http", "https") or not url.host:
            raise ValueError("write http://host:8188")
        if url.userinfo or url.query or url.fragment:
            raise ValueError("a key goes into the variable that key_env names")
        return value.rstrip("/")

    @field_validator("workflow", mode="before")
    @classmethod
    def _was_read(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise ValueError(f"{value} was not read: name the row in a models file")
        return value

    @field_validator("inputs", mode="before")
    @classmethod
    def _each_a_list(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        mapped = cast("dict[str, Any]", value)
        return {name: _targets(found) for name, found in mapped.items()}


def _targets(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_target(one) for one in cast("list[Any]", value)]
    return [_target(value)]


def _target(value: Any) -> Any:
    return {"node": value} if isinstance(value, str) else value


def options_of(setup: Setup) -> Options:
    """The options of a row and its family.

    Raises:
        InputError: one of them is unknown or wrong.
    """
    try:
        return Options(**setup.options)
    except (ValidationError, httpx.InvalidURL) as error:
        where, said = "server", str(error)
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            where, said = ".".join(str(part) for part in first["loc"]), first["msg"]
        raise InputError(
            f"{setup.row.id}: the option {where} is wrong: {said}",
            "see models/comfy/README.md", f"options.{where}",
        ) from error  # fmt: skip
