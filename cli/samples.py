"""Recordings of voices that a film's speakers are to have: files, with their words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cli.assets import imported_sound
from media.errors import InputError
from media.voice_sample import NARRATOR, VoiceSample
from models.voices.samples import check_sample

FIELD = "voice_samples"
MOST_BYTES = 8_000
MOST_LETTERS = 2_000
"""Of a sample's text: half a minute is listened to."""


def named(typed: Iterable[str]) -> dict[str, str]:
    """Samples as they are typed: `FILE`, which is the narrator's, or `NAME=FILE`.

    Raises:
        InputError: two are of the same speaker.
    """
    found: dict[str, str] = {}
    for each in typed:
        name, equals, file = each.partition("=")
        if not equals or Path(each).is_file():
            name, file = NARRATOR, each
        name = name.strip().lower()
        if name in found:
            raise InputError(
                f"there are two samples of {name}", "name a speaker each: NAME=FILE", FIELD
            )
        found[name] = file
    return found


def imported_samples(files: Mapping[str, str], folder: Path, script: str) -> dict[str, VoiceSample]:
    """The sound of each file, and what is spoken in it where a `.txt` beside it says so.

    Args:
        files: by speaker.
        folder: that they are in, unless they say another.
        script: of the film, which may have such a name and is no such text.

    Raises:
        InputError: a file is missing, holds no sound, or is too short or too long.
    """
    found: dict[str, VoiceSample] = {}
    for name, file in files.items():
        path = folder / Path(file).expanduser()
        field = f"{FIELD}.{name}"
        sound = imported_sound(path, field)
        check_sample(sound, field)
        found[name.strip().lower()] = VoiceSample(sound=sound, text=_text_beside(path, script))
    return found


def _text_beside(sound: Path, script: str) -> str:
    path = sound.with_suffix(".txt")
    if not path.is_file() or (script != "-" and path.samefile(script)):
        return ""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8", "ignore").strip()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}", "check it", FIELD, "NOT_READABLE"
        ) from error
    if len(text) > MOST_LETTERS:
        raise InputError(
            f"{path} is too long for what is spoken in {sound.name}",
            "let it hold the sample's words alone",
            FIELD,
            "TOO_LARGE",
        )
    return text
