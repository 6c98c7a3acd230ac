"""A voice for each speaker: drawn by name, of a fitting sex and age, unlike the narrator's.

Nobody here knows the rest of the cast, so that a speaker more or less changes no other's voice. Two
may be drawn alike by chance, about one pair in forty of one sex; naming a voice for one parts them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from media.ids import digest_of
from models.preview.director.sense import sense
from models.preview.speech.voices import FEMALE, MALE, resolve_voice

USUAL_PITCH = 50
"""eSpeak NG's scale of 0 to 99; ten more are about nine per cent higher."""

Sort = Literal["man", "woman", "child", "old_man", "old_woman"]
SEXES: dict[str, Sort] = {"man": "man", "woman": "woman"}
"""What may stand before a voice and a colon: draw one of this sex."""

VARIANTS: dict[Sort, tuple[str, ...]] = {
    "man": ("m1", "m2", "m3", "m5", "m6", "max", "Gene2", "adam", "norbert"),
    "woman": ("f1", "f2", "f3", "f4", "f5", "belinda", "linda"),
    "child": ("f2", "f5", "linda"),
    "old_man": ("grandpa", "m1", "adam"),
    "old_woman": ("grandma", "aunty", "f4"),
}
"""Variants of eSpeak NG whose speech is even and clear, without its robots and whispers."""
PITCHES: dict[Sort, tuple[int, ...]] = {
    "man": (38, 43, 57, 62, 67),
    "woman": (38, 43, 49, 55, 61),
    "child": (68, 73, 78),
    "old_man": (32, 37, 42),
    "old_woman": (30, 35, 40),
}


class Timbre(NamedTuple):
    """How somebody sounds, whatever they say."""

    identifier: str
    """What eSpeak NG calls the voice."""
    pitch: int = USUAL_PITCH


def timbre(language: str, voice: str, speaker: str) -> Timbre:
    """Whose voice is heard.

    Args:
        language: a BCP 47 tag.
        voice: see `resolve_voice`; `man:` or `woman:` may stand before it.
        speaker: for whom a voice is drawn that is unlike `voice`; empty for `voice` itself.

    Raises:
        InputError: the voice or the language is unknown.
    """
    sex, _, base = voice.strip().rpartition(":")
    if sex.lower() not in SEXES:
        sex, base = "", voice
    if not speaker:
        return Timbre(resolve_voice(language, _of_sex(sex.lower(), base)))
    usual, _, own = resolve_voice(language, base).partition("+")
    sort = SEXES.get(sex.lower()) or sort_of(speaker, language)
    drawn = int(digest_of(speaker.strip().lower().encode())[:12], 16)
    variants = [name for name in VARIANTS[sort] if name != own]
    drawn, which = divmod(drawn, len(variants))
    pitch = PITCHES[sort][drawn % len(PITCHES[sort])]
    return Timbre(resolve_voice(language, f"{usual}+{variants[which]}"), pitch)


def sort_of(speaker: str, language: str) -> Sort:
    """Man, woman, child or old, by a name or a role; by lot where that says nothing."""
    found = sense(speaker.title(), language)
    for person in found.people:
        if person.kind in ("child", "girl", "boy", "baby"):
            return "child"
        if person.kind in ("old_man", "old_woman"):
            return person.kind
        if person.kind in ("man", "woman"):
            old: dict[str, Sort] = {"man": "old_man", "woman": "old_woman"}
            return old[person.kind] if found.is_aged(person) else SEXES[person.kind]
    lot = int(digest_of(f"sex of {speaker.strip().lower()}".encode())[:8], 16)
    return ("man", "woman")[lot % 2]


def _of_sex(sex: str, voice: str) -> str:
    """A voice of a sex where none is drawn."""
    if voice.strip() or not sex:
        return voice
    return {"man": MALE, "woman": FEMALE}[sex]
