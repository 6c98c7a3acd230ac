"""The voices of eSpeak NG by name: `en-us` speaks, and `en-us+f3` is `en-us` coloured by `f3`."""

from __future__ import annotations

import difflib
import functools

from media.errors import InputError
from media.model import Model
from models.preview.speech.process import shared_helper

AUTO = "auto"
FEMALE = "female"
MALE = "male"

FEMALE_VARIANT = "f3"
"""The variant for `female`: the one whose formants lie nearest to recorded women's."""

PREFERRED = {
    "en": "en-us",
    "es": "es",
    "fr": "fr-fr",
    "pt": "pt-br",
    "vi": "vi",
    "zh": "cmn",
    "no": "nb",
    "tl": "id",
}
"""Where several voices, or none, carry the bare tag of a language."""


class Voice(Model):
    """A voice that can be asked for."""

    name: str
    """What a user writes: `en-us`, `de`."""
    title: str
    languages: tuple[str, ...]
    gender: str
    identifier: str
    """What eSpeak NG calls it."""


class Catalog(Model):
    """All voices and the variants that any of them may be coloured by."""

    voices: tuple[Voice, ...]
    variants: dict[str, str]
    """Gender by name."""


@functools.cache
def catalog() -> Catalog:
    """What the installed eSpeak NG offers, read once a process."""
    said, _ = shared_helper().ask({"do": "voices"})
    named: dict[str, Voice] = {}
    for entry in said["voices"]:
        name = unused_name(entry, named)
        named[name] = Voice(
            name=name,
            title=entry["name"].strip(),
            languages=tuple(tag.lower() for tag in entry["languages"]),
            gender=entry["gender"],
            identifier=entry["identifier"],
        )
    return Catalog(
        voices=tuple(named.values()),
        variants={
            entry["identifier"].removeprefix("!v/"): entry["gender"] for entry in said["variants"]
        },
    )


def unused_name(entry: dict[str, list[str]], taken: dict[str, Voice]) -> str:
    """A voice's first language tag, or its file's name where another voice has that tag."""
    tag = entry["languages"][0].lower()
    return tag if tag not in taken else str(entry["identifier"]).rpartition("/")[2].lower()


def list_voices() -> tuple[Voice, ...]:
    """All voices, by name."""
    return tuple(sorted(catalog().voices, key=lambda voice: voice.name))


def resolve_voice(language: str, voice: str) -> str:
    """The identifier by which eSpeak NG knows a voice.

    Args:
        language: a BCP 47 tag, such as `en` or `pt-BR`.
        voice: `auto`, `female`, `male`, a variant (`f3`), a voice (`en-gb`) or both (`en-gb+f3`).

    Raises:
        InputError: there is no such voice, or none for the language.
    """
    base, _, variant = voice.strip().partition("+")
    variants = {name.lower(): name for name in catalog().variants}
    if base.lower() in variants and not variant:
        base, variant = AUTO, base
    if base.lower() == FEMALE:
        base, variant = AUTO, variant or FEMALE_VARIANT
    usual = base.lower() in (AUTO, MALE, "")
    chosen = voice_for(language) if usual else voice_named(base)
    if not variant:
        return chosen.identifier
    if variant.lower() not in variants:
        raise unknown("VOICE_UNKNOWN", "voice", variant, list(variants), "is not a voice variant")
    return f"{chosen.identifier}+{variants[variant.lower()]}"


def voice_for(language: str) -> Voice:
    """The usual voice of a language: its most exact tag first, then the language alone."""
    tag = language.strip().lower().replace("_", "-")
    while tag:
        for wanted in (PREFERRED.get(tag, tag), tag):
            for voice in catalog().voices:
                if voice.name == wanted or wanted in voice.languages:
                    return voice
        tag = tag.rpartition("-")[0]
    tags = [tag for voice in catalog().voices for tag in voice.languages]
    raise unknown("LANGUAGE_UNKNOWN", "language", language, tags, "is not a language with a voice")


def voice_named(name: str) -> Voice:
    """A voice by its name, its title or eSpeak NG's identifier."""
    wanted = name.strip().lower()
    for voice in catalog().voices:
        if wanted in (voice.name, voice.title.lower(), voice.identifier.lower()):
            return voice
    for voice in catalog().voices:
        if wanted in voice.languages:
            return voice
    names = [voice.name for voice in catalog().voices] + [v.title for v in catalog().voices]
    raise unknown("VOICE_UNKNOWN", "voice", name, names, "is not a voice")


def unknown(code: str, field: str, wanted: str, known: list[str], what: str) -> InputError:
    """An error that names what comes close."""
    near = difflib.get_close_matches(wanted.lower(), [name.lower() for name in known], 3, 0.5)
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "use auto"
    return InputError(f"{wanted!r} {what}", hint, field, code)
