"""Who speaks, of the voices that a model has: the one that is named, or one that is drawn."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Literal, NamedTuple

from media.errors import InputError
from media.ids import digest_of
from models.preview.speech.cast import sort_of

Sex = Literal["man", "woman", ""]
SEXES: dict[str, Sex] = {"man": "man", "woman": "woman", "male": "man", "female": "woman"}
WOMEN = ("woman", "old_woman")
MEN = ("man", "old_man")


class Voice(NamedTuple):
    """One of a model's voices."""

    name: str
    sex: Sex = ""
    """Empty: nobody knows."""


def cast(voices: Sequence[Voice], language: str, voice: str, speaker: str) -> Voice:
    """Whose voice is heard.

    Args:
        voices: those of the language, the usual one first.
        language: a BCP 47 tag: names and roles are understood in it.
        voice: `auto`, a sex, or one of the voices by name; `man:` or `woman:` may stand before it.
        speaker: for whom a voice is drawn, always the same and unlike `voice` where there are
            others; a child's is drawn among the women's, for these models have no children.

    Raises:
        InputError: there is no such voice.
    """
    head, _, base = voice.strip().rpartition(":")
    sex = SEXES.get(head.lower(), "")
    own = _named(voices, base if sex else voice.strip(), sex)
    if not speaker:
        return own
    sort = sex or sort_of(speaker, language)
    wanted: Sex = "man" if sort in MEN else "woman"
    others = [one for one in voices if one != own]
    fitting = [one for one in others if one.sex == wanted] or others or [own]
    drawn = int(digest_of(speaker.strip().lower().encode())[:12], 16)
    return fitting[drawn % len(fitting)]


def _named(voices: Sequence[Voice], name: str, sex: Sex) -> Voice:
    plain = name.lower()
    if plain in ("", "auto", *SEXES):
        wanted = SEXES.get(plain, sex)
        return next((one for one in voices if one.sex == wanted and wanted), voices[0])
    found = next((one for one in voices if one.name.lower() == plain), None)
    if found is None:
        near = difflib.get_close_matches(plain, [one.name.lower() for one in voices], 3, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"use auto or {voices[0].name}"
        raise InputError(f"{name!r} is no voice of this model", hint, "voice", "VOICE_UNKNOWN")
    return found
