"""Refuses, at the door, what a film's options name and this machine does not have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from media.errors import EngineUnavailable, InputError
from media.text.family import Family, family
from media.text.font import require
from media.types import Document
from models.catalog.aliases import by_name
from models.catalog.capability import most_references
from models.catalog.lookup import engine_for, serving
from models.catalog.rows import engines
from models.preview.director.grammar import presets
from models.preview.director.meaning import check_reading
from models.preview.director.read import read
from models.preview.panels.palette import styles
from models.preview.speech.voices import resolve_voice
from pipelines.productions.options import DOES, FilmOptions
from pipelines.productions.sampling import check_samples, clones_alone


def check_choices(options: FilmOptions) -> None:
    """Refuse a model, a voice, a style, a preset or a way of reading that there is not.

    Raises:
        InputError: naming the option, and what it may be.
    """
    _check_models(options)
    check_samples(options)
    # A model's voices are known to it alone.
    if "speech" not in options.models or clones_alone(options):
        resolve_voice(options.language, options.voice)
    if options.style not in styles():
        raise InputError(
            f"there is no style {options.style!r}",
            "use one of " + ", ".join(styles()),
            "style",
            "UNKNOWN_STYLE",
        )
    if options.preset not in presets():
        raise InputError(
            f"there is no preset {options.preset!r}",
            "use one of " + ", ".join(presets()),
            "preset",
            "UNKNOWN_PRESET",
        )
    check_reading(options.reading, options.language)


def _check_models(options: FilmOptions) -> None:
    for asked, name in options.models.items():
        if asked == "speech" and clones_alone(options):
            continue
        field = f"models.{asked}"
        try:
            engine_for(DOES[asked], name)
        except EngineUnavailable as error:
            other = by_name(engines(), name)
            if other is not None and DOES[asked] not in other.does:
                able = ", ".join(engine.id for engine in serving(DOES[asked]))
                raise InputError(
                    f"{name} does {', '.join(other.does)}, and no {DOES[asked]}",
                    f"use one of {able}", field, "UNKNOWN_MODEL",
                ) from error  # fmt: skip
            raise InputError(error.message, error.remedy, field, "UNKNOWN_MODEL") from error
    editor = options.models.get("image_edit")
    if editor is not None and not most_references(engine_for("image_edit", editor)):
        raise InputError(
            f"{editor} looks at no other pictures",
            "use a model that edits by instruction, or leave it out",
            "models.image_edit",
            "NO_REFERENCES",
        )
    if "image_edit" in options.models and "image" not in options.models:
        raise InputError(
            "nothing draws the pictures that are to be edited",
            "name a model that draws as well",
            "models.image",
            "NOBODY_DRAWS",
        )


def check_lettering(text: str, options: FilmOptions, opened: Callable[[Document], Path]) -> None:
    """Refuse a script with letters that would have to be drawn and that no font here has.

    Args:
        text: of the script.
        options: of the film.
        opened: gives a local path to a font that the options bring along.

    Raises:
        InputError: with the letters, their script, and what would bring them.
    """

    def chosen(font: Document | None) -> Family:
        return family(options.language, opened(font) if font else None)

    script = read(text)
    titled = chosen(options.fonts.title)
    titles = [script.title, *(part.title for part in script.parts)]
    require("\n".join(titles), "SCRIPT", titled)
    names = [word for each in options.credits for word in (each.role, *each.names)]
    require("\n".join(names), "credits", titled)
    if options.burn_in and options.captions != "none":
        said = (paragraph.text for part in script.parts for paragraph in part.paragraphs)
        require("\n".join(said), "SCRIPT", chosen(options.fonts.captions))
