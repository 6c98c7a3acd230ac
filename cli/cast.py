"""Who appears in a film: phrases from its settings, pictures from there or as they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from cli.assets import imported_picture
from media.cast import LONGEST_PHRASE, MOST_PICTURES, Likeness
from media.errors import InputError
from media.model import Model

FORM = "write NAME=FILE, or NAME=FILE,FILE"


class Described(Model):
    """Somebody as the settings have them."""

    phrase: str = Field(default="", max_length=LONGEST_PHRASE)
    pictures: tuple[str, ...] = Field(default=(), max_length=MOST_PICTURES)
    """Files beside the script."""


def described(value: Any) -> Any:
    """A phrase alone, or a phrase with pictures."""
    return {"phrase": value} if isinstance(value, str) else value


def imported_cast(
    settings: Mapping[str, Described], typed: Sequence[str], folder: Path
) -> dict[str, Likeness]:
    """Find, check and store the pictures of all who appear.

    Args:
        settings: by name.
        typed: as in `mara=mara.png,mara_side.png`; these go in place of the pictures of settings.
        folder: of the script; paths of settings are relative to it.

    Raises:
        InputError: a picture is missing or none, or there are too many of somebody.
    """
    words = {name: one.phrase for name, one in settings.items()}
    files = {name: [folder / each for each in one.pictures] for name, one in settings.items()}
    for line in typed:
        name, paths = _parted(line)
        files[name] = paths
    return {
        name: Likeness(
            phrase=words.get(name, ""),
            pictures=tuple(imported_picture(path, f"cast.{name}") for path in paths),
        )
        for name, paths in files.items()
    }


def _parted(line: str) -> tuple[str, list[Path]]:
    name, sign, listed = line.partition("=")
    paths = [Path(part.strip()) for part in listed.split(",") if part.strip()]
    if not sign or not name.strip() or not paths:
        raise InputError(f"--cast {line!r} names nobody, or no file", FORM, "cast")
    if len(paths) > MOST_PICTURES:
        raise InputError(
            f"--cast has {len(paths)} pictures of {name.strip()}",
            f"choose the {MOST_PICTURES} most telling ones",
            "cast",
            "TOO_MANY",
        )
    return name.strip(), paths
