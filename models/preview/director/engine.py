"""The preview director: a script becomes a shot list by rules that are data, without a model.

Plans are local. A shot is drawn from the seed, its section's heading, its own words and how often
the same words came before in the section; no rule looks at another shot. What its words leave open,
many sentences together say (`context`), so an edit leaves every other shot as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from media.errors import InputError
from media.ids import SectionId, SentenceId, ShotId, short_hash
from media.shots import Look, Plan, Section, Shot
from media.workspace import Workspace
from models.preview.director.context import film_context, section_context
from models.preview.director.cutting import cut
from models.preview.director.grammar import pauses, presets
from models.preview.director.looks import Looks, normalised
from models.preview.director.meaning import reader
from models.preview.director.pauses import pause_after
from models.preview.director.read import check, read
from models.preview.director.sense import Sense, sense
from models.preview.director.sentences import divide, join_short, split
from models.preview.director.written import Part

OPENING_S = 2.6

DIRECTOR = "preview-director 5"
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
        sees = reader(reading, language)
        written = read(check(script))
        chapters = _chapters(written.parts, language)
        said = (one for chapter in chapters for one in chapter.senses)
        film = film_context(said, sense(written.title or title, language))
        film_id = short_hash(written.title or title)
        sections: list[Section] = []
        shots: list[Shot] = []
        for number, chapter in enumerate(chapters):
            looks = Looks(
                seed=seed,
                section=chapter.id,
                heading=chapter.title,
                language=language,
                film=film_id,
                preset=preset,
                context=section_context(chapter.senses, film_id, film),
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
            shots += cut([*openings, *_spoken(chapter, looks, pace, pauses(preset))])
        return Plan(
            title=written.title or title,
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


def _chapters(parts: Iterable[Part], language: str) -> list[_Chapter]:
    chapters: list[_Chapter] = []
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.title] += 1
        paragraphs = tuple(
            (one.speaker, tuple(split(one.text, language))) for one in part.paragraphs
        )
        chapters.append(
            _Chapter(
                id=SectionId(short_hash(part.title, str(seen[part.title]))),
                title=part.title,
                paragraphs=paragraphs,
                senses=tuple(sense(text, language) for _, lines in paragraphs for text in lines),
            )
        )
    return chapters


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


def _spoken(chapter: _Chapter, looks: Looks, pace: float, pauses: float) -> list[Shot]:
    shots: list[Shot] = []
    seen: Counter[str] = Counter()
    said = ((who, one) for who, lines in chapter.paragraphs for one in join_short(lines, pace))
    for speaker, sentence in said:
        pieces = divide(sentence, pace)
        for index, text in enumerate(pieces):
            last = index == len(pieces) - 1
            words = normalised(text)
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
                    look=looks.of(text, seen[words], speaker),
                )
            )
    return shots
