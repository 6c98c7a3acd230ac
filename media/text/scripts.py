"""Which script a letter is of, and what people call it."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import uharfbuzz

from media.text.faces import face_of_script

_hb: Any = uharfbuzz

UNSPACED = frozenset({"Hani", "Hira", "Kana", "Bopo"})
"""Scripts that are written without spaces and may break between any two letters."""


@cache
def script_of(char: str) -> str:
    """A letter's script as ISO 15924 code; empty for what several scripts share."""
    buffer = _hb.Buffer()
    buffer.add_codepoints([ord(char)])
    buffer.guess_segment_properties()
    return buffer.script or ""


def script_name(char: str) -> str:
    """What a letter's script is called; "other" for signs of none."""
    script = script_of(char)
    if not script:
        return "other"
    face = face_of_script(script)
    # The names of letters begin with their script: CHEROKEE LETTER A.
    return face.scripts[script] if face else unicodedata.name(char, script).split()[0].title()


def scripts_of(text: str) -> list[str]:
    """Each character's script: what scripts share takes that of the letters before it, or behind.

    Empty only where no letter of any script is in the text.
    """
    if text.isascii():
        return ["Latn" if any(map(str.isalpha, text)) else ""] * len(text)
    found = [script_of(char) for char in text]
    first = next((script for script in found if script), "")
    for place, script in enumerate(found):
        first = found[place] = script or first
    return found


def is_unspaced(char: str) -> bool:
    """Whether a letter is of a script without spaces, as Chinese and Japanese are."""
    return script_of(char) in UNSPACED or char in "ー々〇"
