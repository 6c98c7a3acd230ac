"""The preview director: a script becomes a shot list by rules that are data, without a model.

Plans are local. A shot is drawn from the seed, its section's heading, its own words and how often
the same words came before in the section. What its words leave open, many sentences together say
(`context`), or the sentences before (`continuity`: hour, weather, he and she), so an edit seldom
touches another shot; where a film was made before, never (`media.shot_list`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from media.errors import InputError
from media.ids import SectionId, SentenceId, ShotId, short_hash
from media.shots import Look, Plan, Section, Shot
from media.workspace import Workspace
from models.preview.director.cards.choose import carded
from models.preview.director.cards.names import named
from models.preview.director.cards.quotes import block_quotation
from models.preview.director.context import Before, film_context, section_context
from models.preview.director.continuity import Now
from models.preview.director.cutting import cut
from models.preview.director.grammar import SetInType, pauses, presets, setting_of_type
from models.preview.director.looks import Looks, normalised
from models.preview.director.meaning import reader
from models.preview.director.pauses import pause_after
from models.preview.director.proper import proper_words, sparing
from models.preview.director.read import check, read
from models.preview.director.sense import Sense, sense
from models.preview.director.sentences import divide, join_short, split, spoken_s
from models.preview.director.written import Paragraph, Part

OPENING_S = 2.6
QUOTE_S = 18.0
"""A quotation that takes no longer to say is one shot."""

_WORD = re.compile(r"\w+")

DIRECTOR = "preview-director 6"
"""Name and revision of models/catalog.yaml. With the preset it is in every plan: what another
director planned is no person's decision."""


class PreviewDirector:
    """A `Director` by rules."""

    def plan(
        self,
        work: Workspace,
        *,
        script: str,
        title: str,
        language: str,
        seed: int,
        pace: float,
        preset: str = "auto",
        reading: str = "words",
    ) -> Plan:
        """Say what is shown, shot by shot.

        Raises:
            InputError: the script holds nothing to say, the preset is unknown, or it cannot be read
                like that.
        """
        if preset not in presets():
            raise InputError(
                f"there is no preset {preset!r}",
                "use one of " + ", ".join(presets()),
                "preset",
                "UNKNOWN_PRESET",
            )
        written = read(check(script))
        spoken_words = (one.text for part in written.parts for one in part.paragraphs)
        sees = sparing(reader(reading, language), proper_words(spoken_words, language))
        scene = written.title or title
        chapters = _chapters(written.parts, language)
        said = (one for chapter in chapters for one in chapter.senses)
        film = film_context(said, sense(scene, language))
        wanted = SetInType("none", False, False) if written.staged else setting_of_type(preset)
        told = _Told(chapters)
        sections: list[Section] = []
        shots: list[Shot] = []
        before: Before | None = None
        for number, chapter in enumerate(chapters):
            looks = Looks(
                seed=seed,
                section=chapter.id,
                heading=chapter.title,
                language=language,
                film=scene,
                preset=preset,
                context=section_context(chapter.senses, scene, film, before),
                read=sees,
            )
            sections.append(
                Section(id=chapter.id, title=chapter.title, mood=looks.mood, energy=looks.energy)
            )
            openings: list[Shot] = []
            if number == 0 and written.titled:
                card = looks.title_card(written.title, film.place)
                openings.append(_opening(chapter.id, written.title, card))
            if chapter.title:
                openings.append(_opening(chapter.id, chapter.title, looks.opening(chapter.title)))
            spoken, now = _spoken(chapter, looks, pace, pauses(preset))
            spoken = carded(
                spoken,
                language=language,
                wanted=wanted,
                quoted=chapter.quoted,
                known=told.of,
            )
            shots += cut([*openings, *spoken])
            before = _ended(chapter, now, before)
        if wanted.named:
            shots = list(named(shots, language))
        return Plan(
            title=scene,
            language=language,
            seed=seed,
            director=" ".join((DIRECTOR, preset, *([reading] if reading != "words" else []))),
            sections=tuple(sections),
            shots=tuple(shots),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """A section with its sentences, and what they say."""

    id: SectionId
    title: str
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]
    """Who speaks, and in which sentences."""
    senses: tuple[Sense, ...]
    quoted: frozenset[str]
    """Block quotes that are said in one breath, and stay whole."""


class _Told:
    """Of whom a film tells: how many of its sentences name somebody."""

    def __init__(self, chapters: Iterable[_Chapter]) -> None:
        said = (line for chapter in chapters for _, lines in chapter.paragraphs for line in lines)
        self._words = Counter(word for line in said for word in set(_WORD.findall(line)))

    def of(self, name: str) -> bool:
        """Whether somebody is named in another sentence too."""
        return any(self._words[word] > 1 for word in _WORD.findall(name) if word[0].isupper())


def _chapters(parts: Iterable[Part], language: str) -> list[_Chapter]:
    chapters: list[_Chapter] = []
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.title] += 1
        paragraphs = tuple(
            (one.speaker, (one.text,) if _whole(one) else tuple(split(one.text, language)))
            for one in part.paragraphs
        )
        chapters.append(
            _Chapter(
                id=SectionId(short_hash(part.title, str(seen[part.title]))),
                title=part.title,
                paragraphs=paragraphs,
                quoted=frozenset(one.text for one in part.paragraphs if _whole(one)),
                senses=tuple(sense(text, language) for _, lines in paragraphs for text in lines),
            )
        )
    return chapters


def _ended(chapter: _Chapter, now: Now, before: Before | None) -> Before:
    """Where a chapter leaves the next one."""
    names = {person.name for one in chapter.senses for person in one.people if person.name}
    return Before(
        hour=now.hour,
        weather=now.weather,
        meant=now.meant,
        names=frozenset(names | (before.names if before else frozenset())),
    )


def _whole(paragraph: Paragraph) -> bool:
    """Whether it is a quotation that is not cut."""
    return (
        paragraph.quoted
        and spoken_s(paragraph.text, 1.0) <= QUOTE_S
        and block_quotation(paragraph.text) is not None
    )


def _opening(section_id: SectionId, title: str, look: Look) -> Shot:
    return Shot(
        id=ShotId(short_hash(section_id, "opening", title)),
        section_id=section_id,
        text="",
        title=title,
        pause_s=0,
        min_s=OPENING_S,
        look=look,
    )


def _spoken(chapter: _Chapter, looks: Looks, pace: float, pauses: float) -> tuple[list[Shot], Now]:
    """A chapter's spoken shots, and where they leave the story."""
    shots: list[Shot] = []
    seen: Counter[str] = Counter()
    now = looks.opens
    said = ((who, one) for who, lines in chapter.paragraphs for one in join_short(lines, pace))
    for speaker, sentence in said:
        pieces = [sentence] if sentence in chapter.quoted else divide(sentence, pace)
        for index, text in enumerate(pieces):
            last = index == len(pieces) - 1
            words = normalised(text)
            now = looks.after(now, looks.said(text))
            seen[words] += 1
            identity = (chapter.id, words, str(seen[words]))
            shots.append(
                Shot(
                    id=ShotId(short_hash(*identity)),
                    section_id=chapter.id,
                    sentence_ids=(SentenceId(short_hash(chapter.id, normalised(sentence))),),
                    text=text,
                    speaker=speaker,
                    pause_s=round(pause_after(text, ends=last) * pauses, 3),
                    look=looks.of(text, seen[words], speaker, now),
                )
            )
    return shots, now
