"""What words say: the tables of `rules.yaml`, made ready for look-up by language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Table = Literal["settings", "subjects", "time_of_day", "weather", "moods"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def rules() -> dict[str, Any]:
    """The whole document."""
    return yaml.safe_load((Path(__file__).parent / "rules.yaml").read_text())


def words_in(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def hits(text: str, table: Table, language: str) -> list[str]:
    """The names in a table that the words of a text call up, in their order, without repeats."""
    exact, stems = _index(table, language.split("-")[0].lower())
    found = (_look_up(word, exact, stems) for word in words_in(text))
    return list(dict.fromkeys(name for name in found if name))


def _look_up(word: str, exact: dict[str, str], stems: dict[str, str]) -> str | None:
    if word in exact:
        return exact[word]
    for length in range(len(word), 1, -1):
        if word[:length] in stems:
            return stems[word[:length]]
    return None


@cache
def _index(table: Table, language: str) -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for name, words in rules()[table].get(language, {}).items():
        for word in words:
            text = str(word)
            if text.endswith("*"):
                stems.setdefault(text[:-1], name)
            else:
                exact.setdefault(text, name)
    return exact, stems
