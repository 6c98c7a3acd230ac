"""Turns what a user typed into checked options of a film."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cli.assets import fetched, imported_sound
from cli.cast import imported_cast
from cli.fonts import imported_fonts
from cli.logo import imported_logo
from cli.lora import look_of
from cli.project import Settings, written
from cli.samples import imported_samples, named
from media.clock import FrameRate
from media.errors import InputError
from models.preview.director.read import MAX_BYTES, decode
from pipelines.productions.choices import check_choices, check_lettering
from pipelines.productions.options import ASPECTS, FilmOptions
from pipelines.productions.pictures import editor_of

SCRIPT_SUFFIXES = (".txt", ".md", ".markdown", ".fountain")
DRAFT_HEIGHT = 360
SHORT = {"loudness": "loudness_lufs", "peak": "peak_dbtp"}
"""What an option is called where it is typed, and in full with its unit."""
MODELS = {
    "image_model": "image",
    "edit_model": "image_edit",
    "video_model": "video",
    "voice_model": "speech",
}
"""Options that name a model, and what that is to do."""


def read_script(name: str) -> str:
    """The script's text, from a file or from standard input for `-`.

    Raises:
        InputError: the file is missing, unreadable, or no script.
    """
    if name == "-":
        return decode(sys.stdin.buffer.read(MAX_BYTES + 1))
    path = Path(name)
    try:
        if path.suffix.lower() not in SCRIPT_SUFFIXES:
            raise InputError(
                f"{name} is no script",
                "give a .txt, .md or .fountain file, or - for standard input",
                "SCRIPT",
                "UNKNOWN_FORMAT",
            )
        with path.open("rb") as file:
            return decode(file.read(MAX_BYTES + 1))
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror}", "check the path", "SCRIPT", "NOT_READABLE"
        ) from error


def project_options(
    script: str, typed: Mapping[str, Any], given: frozenset[str]
) -> tuple[str, FilmOptions]:
    """The script without its front matter, and the film's options: typed, set, or usual.

    Args:
        script: as named on the command line.
        typed: options by name, usual values among them.
        given: the options that somebody really typed.

    Raises:
        InputError: naming what is wrong, and where.
    """
    folder = Path.cwd() if script == "-" else Path(script).parent
    text, settings = written(read_script(script), folder)
    chosen = {name: typed[name] for name in (*Settings.model_fields, "draft") if name in typed}
    chosen |= {name: value for name, value in settings.items() if name not in given}
    chosen["title"] = settings.get("title") or default_title(script)
    chosen["models"] = settings.get("models", {}) | {
        does: typed[name] for name, does in MODELS.items() if typed.get(name)
    }
    chosen["cast"] = imported_cast(settings.get("cast", {}), typed.get("cast") or (), folder)
    if "music" in chosen:
        chosen["music"] = _music(chosen["music"], folder if "music" not in given else Path())
    if "voice_samples" in chosen or typed.get("voice_sample"):
        written_there = imported_samples(chosen.pop("voice_samples", {}), folder, script)
        said = imported_samples(named(typed.get("voice_sample") or ()), Path(), script)
        chosen["voice_samples"] = written_there | said
    if "fonts" in chosen:
        chosen["fonts"] = imported_fonts(chosen["fonts"], folder)
    if typed.get("lora"):
        chosen["look"] = look_of(typed["lora"], chosen["models"].get("image", ""))
    if "logo" in chosen:
        chosen["logo"] = imported_logo(folder / chosen["logo"], "logo")
    chosen = {SHORT.get(name, name): value for name, value in chosen.items()}
    options = film_options(**chosen)
    if typed.get("cast") and not editor_of(options):
        raise InputError(
            "no model of this film looks at pictures of anybody",
            "name one that draws and one that edits by instruction: --image-model, --edit-model",
            "cast",
            "NOBODY_LOOKS",
        )
    return text, options


def _music(named: str, folder: Path) -> Any:
    return named if named in ("auto", "none") else imported_sound(folder / named, "music")


def film_options(**typed: Any) -> FilmOptions:
    """Check the options at the door.

    Raises:
        InputError: naming the option, and what it may be.
    """
    typed["rate"] = FrameRate.parse(typed.pop("fps", "30"))
    if typed.get("draft"):
        typed["height"] = min(typed["height"], DRAFT_HEIGHT)
    try:
        options = FilmOptions(**typed)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        name = next((typed for typed, full in SHORT.items() if full == field), field)
        raise InputError(
            f"--{name.replace('_', '-')} {first.get('input')!r}: {first['msg']}", "see --help", name
        ) from None
    check_choices(options)
    return options


def check_letters(text: str, options: FilmOptions) -> None:
    """Refuse a script with letters that no font here has; see `pipelines.productions.choices`."""
    check_lettering(text, options, fetched)


def default_title(name: str) -> str:
    """A title for a script without one: its file's name in words."""
    return "" if name == "-" else Path(name).stem.replace("_", " ").replace("-", " ").strip()


def default_out(name: str) -> Path:
    """Where the film goes unless told: a folder named after the script."""
    return Path("films") / ("film" if name == "-" else Path(name).stem)


def each_format(options: FilmOptions, formats: str, folder: Path) -> list[tuple[FilmOptions, Path]]:
    """The film in every format that is asked for, with its folder: the one given if it is one.

    Raises:
        InputError: naming a format that there is not.
    """
    names = [name.strip() for name in formats.split(",") if name.strip()]
    unknown = [name for name in names if name not in ASPECTS]
    if unknown:
        raise InputError(
            f"there is no format {unknown[0]!r}",
            "use some of " + ", ".join(ASPECTS),
            "formats",
            "UNKNOWN_FORMAT",
        )
    if not names:
        return [(options, folder)]
    return [
        (options.model_copy(update={"format": name}), folder / name.replace(":", "x"))
        for name in dict.fromkeys(names)
    ]


def section_folder(section: str) -> str:
    """Where the film of one section goes, below the whole one's folder."""
    plain = re.sub(r"[^\w]+", "-", section.casefold()).strip("-")
    return f"section-{plain}" if plain else ""


def latest_film() -> Path:
    """The folder below `films` whose shot list was changed last.

    Raises:
        InputError: there is none.
    """
    lists = sorted(Path("films").glob("*/plan.yaml"), key=lambda path: path.stat().st_mtime)
    if not lists:
        raise InputError(
            "there is no film with a shot list here",
            "write one: kinora plan SCRIPT, or name its folder by --out",
            "out",
            "NO_PLAN",
        )
    return lists[-1].parent
