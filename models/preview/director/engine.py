"""The preview director: a script becomes a shot list by rules that are data, without a model.

Plans are local. A shot is drawn from the seed, its section's heading, its own words and how often
the same words came before in the section; no rule looks at another shot, so an edit leaves every
other shot as it is.
"""

from __future__ import annotations

from collections import Counter

from media.ids import SectionId, SentenceId, ShotId, short_hash
from media.shots import Plan, Section, Shot
from media.workspace import Workspace
from models.preview.director.looks import Looks, normalised
from models.preview.director.read import Part, check, read
from models.preview.director.sentences import divide, join_short, split

OPENING_S = 2.6
SENTENCE_PAUSE_S = 0.45
"""Silence after a sentence; the same wherever it stands, so a new neighbour changes no length."""
CLAUSE_PAUSE_S = 0.05


class PreviewDirector:
    """A `Director` by rules."""

    def plan(
        self, work: Workspace, *, script: str, title: str, language: str, seed: int, pace: float
    ) -> Plan:
        """Say what is shown, shot by shot.

        Raises:
            InputError: the script holds nothing to say.
        """
        written = read(check(script))
        sections: list[Section] = []
        shots: list[Shot] = []
        seen: Counter[str] = Counter()
        film_title = written.title or title
        for number, part in enumerate(written.parts):
            seen[part.title] += 1
            section_id = SectionId(short_hash(part.title, str(seen[part.title])))
            looks = Looks(seed=seed, section=section_id, heading=part.title, language=language)
            sections.append(
                Section(id=section_id, title=part.title, mood=looks.mood, energy=looks.energy)
            )
            if number == 0 and written.titled:
                shots.append(_opening(section_id, written.title, looks))
            if part.title:
                shots.append(_opening(section_id, part.title, looks))
            shots += _spoken(part, section_id, looks, language, pace)
        return Plan(
            title=film_title,
            language=language,
            seed=seed,
            sections=tuple(sections),
            shots=tuple(shots),
        )


def _opening(section_id: SectionId, title: str, looks: Looks) -> Shot:
    return Shot(
        id=ShotId(short_hash(section_id, "opening", title)),
        section_id=section_id,
        text="",
        title=title,
        pause_s=0,
        min_s=OPENING_S,
        look=looks.opening(title),
    )


def _spoken(
    part: Part, section_id: SectionId, looks: Looks, language: str, pace: float
) -> list[Shot]:
    shots: list[Shot] = []
    seen: Counter[str] = Counter()
    for paragraph in part.paragraphs:
        sentences = join_short(split(paragraph, language), pace)
        for sentence in sentences:
            pieces = divide(sentence, pace)
            for index, text in enumerate(pieces):
                last = index == len(pieces) - 1
                words = normalised(text)
                seen[words] += 1
                identity = (section_id, words, str(seen[words]))
                shots.append(
                    Shot(
                        id=ShotId(short_hash(*identity)),
                        section_id=section_id,
                        sentence_ids=(SentenceId(short_hash(section_id, normalised(sentence))),),
                        text=text,
                        pause_s=SENTENCE_PAUSE_S if last else CLAUSE_PAUSE_S,
                        look=looks.of(text, seen[words]),
                    )
                )
    return shots
