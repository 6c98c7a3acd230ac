"""A project's settings: `kinora.toml` beside the script, and front matter at its head.

What is typed on the command line counts before front matter, and that before `kinora.toml`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import yaml
from pydantic import BeforeValidator, ValidationError

from cli.cast import Described, described
from media.cards import Credit
from media.errors import InputError
from media.model import Model

FILE = "kinora.toml"
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def credited(value: Any) -> Any:
    """Credits as people write them: lines of names, `role: name` lines, or a map of roles."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, dict):
        return [_credit(role, names) for role, names in value.items()]
    if isinstance(value, list):
        return [part for line in value for part in _credit_line(line)]
    return value


def _credit_line(line: Any) -> list[Any]:
    if isinstance(line, dict):
        return [_credit(role, names) for role, names in line.items()]
    role, colon, name = str(line).partition(": ")
    return [_credit(role, name) if colon else _credit("", line)]


def _credit(role: Any, names: Any) -> dict[str, Any]:
    each = names if isinstance(names, list) else [names]
    return {"role": str(role).strip(), "names": [str(name).strip() for name in each]}


class Settings(Model):
    """What a project may set; each is an option of `kinora make` or a field of its film."""

    title: str | None = None
    format: str | None = None
    height: int | None = None
    fps: Annotated[str | None, BeforeValidator(lambda v: None if v is None else str(v))] = None
    language: str | None = None
    voice: str | None = None
    pace: float | None = None
    style: str | None = None
    preset: str | None = None
    reading: str | None = None
    seed: int | None = None
    music: str | None = None
    ambience: str | None = None
    captions: str | None = None
    burn_in: bool | None = None
    caption_look: str | None = None
    fonts: dict[Literal["title", "captions"], str] | None = None
    """What titles or captions are set in: an installed family, or a file beside the script."""
    transition: str | None = None
    transition_s: float | None = None
    loudness: float | None = None
    peak: float | None = None
    lower_thirds: str | None = None
    logo: str | None = None
    """A picture beside the script: the film's mark."""
    credits: Annotated[tuple[Credit, ...] | None, BeforeValidator(credited)] = None
    """Lines, or roles with names."""
    brand: tuple[str, ...] | None = None
    """Colours as in #1a2b3c, the main one first."""
    voices: dict[str, str] | None = None
    """Speaker to voice."""
    voice_samples: dict[str, str] | None = None
    """Speaker to a recording beside the script, in whose voice that one speaks."""
    cast: dict[str, Annotated[Described, BeforeValidator(described)]] | None = None
    """Who appears: a phrase, or `phrase` and `pictures`."""
    models: dict[Literal["image", "image_edit", "video", "speech"], str] | None = None
    """What a model of the catalog is to do, and its name."""
    pronunciations: dict[str, str] | None = None
    """Word to how it is said."""


class Written(NamedTuple):
    """A script without its front matter, and the settings that hold for it."""

    text: str
    settings: dict[str, Any]


def written(text: str, folder: Path) -> Written:
    """Part a script from its settings, and add those of its folder.

    Raises:
        InputError: a setting is unknown or wrong, naming it and the file.
    """
    front, body = _front_matter(text)
    return Written(body, _from_folder(folder) | _checked(front, "front matter"))


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        data = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise InputError(
            f"the front matter cannot be read: {error}",
            "write it as `name: value` lines between two lines of ---",
            "SCRIPT",
            "BAD_SETTING",
        ) from error
    # A text that merely begins with a rule has no names and values there.
    return (data, text[found.end() :]) if isinstance(data, dict) else ({}, text)


def _from_folder(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}", "mend it", FILE, "BAD_SETTING"
        ) from error
    return _checked(data, str(path))


def _checked(data: dict[str, Any], where: str) -> dict[str, Any]:
    try:
        found = Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Settings.model_fields)
        raise InputError(
            f"{where}: {name}: {first['msg'].lower()}",
            f"the settings are {known}",
            name,
            "BAD_SETTING",
        ) from None
    return {name: value for name, value in found if value is not None}
