"""Refuses, at the door, samples of voices in which nobody here can speak."""

from __future__ import annotations

from typing import Any

from media.errors import EngineUnavailable, InputError
from models.catalog.family import family
from models.catalog.lookup import engine_for, meant
from models.catalog.row import Engine
from models.voices.samples import check_sample
from pipelines.productions.options import FilmOptions

CLONING = "speech_clone"
FIELD = "voice_samples"


def clones_alone(options: FilmOptions) -> bool:
    """Whether the film's speech model is one that speaks in samples' voices, and in no other."""
    model = options.models.get("speech", "")
    if not options.voice_samples or not model:
        return False
    return meant((CLONING, "speech"), model) == frozenset({CLONING})


def check_samples(options: FilmOptions) -> None:
    """Refuse samples that are none, and those that no engine here can use.

    Raises:
        InputError: naming the sample, or the model to add.
    """
    for name, sample in options.voice_samples.items():
        check_sample(sample.sound, f"{FIELD}.{name}")
    if not options.voice_samples:
        return
    told = _told(_engine(options))
    _check_language(options.language, told.get("languages", ()))
    for name, sample in options.voice_samples.items():
        if told.get("needs_text") and not sample.text.strip():
            raise InputError(
                f"the model has to be told what is spoken in the sample of {name}",
                "give its text, or use a model that needs none, as pocket-tts",
                f"{FIELD}.{name}.text",
                "SAMPLE_TEXT_MISSING",
            )


def _engine(options: FilmOptions) -> Engine:
    model = options.models.get("speech", "")
    its = model and CLONING in meant((CLONING, "speech"), model)
    try:
        return engine_for(CLONING, model if its else "")
    except EngineUnavailable as error:
        raise InputError(
            f"no voice can be cloned here: {error.message}", error.remedy, FIELD, "NO_CLONING"
        ) from error


def _told(engine: Engine) -> dict[str, Any]:
    known = family(engine.family).options if engine.family else {}
    return known | engine.options


def _check_language(language: str, known: tuple[str, ...]) -> None:
    tag = language.lower().replace("_", "-")
    if known and not {tag, tag.partition("-")[0]} & {one.lower() for one in known}:
        raise InputError(
            f"the model that clones voices speaks no {language}",
            f"use {', '.join(known)}, leave the samples out, or add a row for {language}",
            "language",
            "LANGUAGE_UNKNOWN",
        )
