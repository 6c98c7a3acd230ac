"""What a sentence says that could be seen: places, people, things, hour, weather, mood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from media.shots import Mood, Pose
from models.preview.director.compounds import standing
from models.preview.director.lexicon.document import PersonKind
from models.preview.director.lexicon.match import FELT, MEANT, SEEN, Hit, Meaning, Table, phrasebook
from models.preview.director.lexicon.tokens import Token, tokens

PLACE_WEIGHT = {"sure": 3.0, "hint": 1.0, "faint": 0.5}
WITHIN = 1.5
"""A place behind `in the` counts this much more than one that is only spoken of."""
ELSEWHERE = 1 / 3
"""And one behind `since the` so much less: shown if it is surely named, and no other is."""
SPOKEN_OF = 2.0
"""What the words must weigh to show a place beside those that tell of figures and laws."""
BEHIND = 3
"""Words between a preposition and its place: `in the narrow alley`."""
MOOD_WEIGHT = {"strong": 2.0, "mild": 1.0}
DENIED_WORDS = 3
"""How far a denial reaches: `without a single boat`."""
APPOSITION = 4
"""A role so many words from a name is that person's: `Mara, the old keeper`."""

ARTICLE_BEFORE = 2
"""Words from an article to its noun: `la joven artista`."""
AGED_NEAR = 2
"""`Old` so many words from a person is that person's age."""
POSSESSIVE = "'s"
"""`Grandfather's violin` shows a violin."""
NAMED = frozenset[Table]({"things", "places"})
"""What something may be called: `memory is a bucket`, but who `was a sailor` is one."""
_AGES = frozenset[PersonKind]({"child", "girl", "boy", "baby", "old_man", "old_woman"})
_SINGLE = frozenset[PersonKind]({"man", "woman", "any"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named, by role or by name."""

    kind: PersonKind
    role: str
    at: int
    name: str = ""
    until: int = -1
    """The word behind; -1 behind a name, whose owner is always shown."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named."""

    kind: str
    at: int


@dataclass(slots=True)
class Sense:
    """What was found, each in the order of the words."""

    places: dict[str, float] = field(default_factory=lambda: defaultdict[str, float](float))
    """Weight by place; 3 is surely named."""
    people: list[Person] = field(default_factory=list[Person])
    things: list[Thing] = field(default_factory=list[Thing])
    moods: dict[Mood, float] = field(default_factory=lambda: defaultdict[Mood, float](float))
    acts: list[tuple[int, Pose]] = field(default_factory=list[tuple[int, Pose]])
    """What is done, and at which word."""
    aged: list[int] = field(default_factory=list[int])
    """Where it says `old`."""
    articles: dict[int, PersonKind] = field(default_factory=dict[int, PersonKind])
    """The sex that an article tells, by where it stands."""
    apart: list[int] = field(default_factory=list[int])
    """Where it says `and`."""
    possessive: list[int] = field(default_factory=list[int])
    """Where it says whose something is: the 的 of 弟弟的弹珠."""
    stated: bool = False
    """It tells of figures, laws or dealings."""
    several: int = -BEHIND
    """Behind which word it last said `two`."""
    pronouns: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """`man`, `woman` or `many`, and at which word."""
    owners: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """`man` or `woman` of whom `his` or `her` says only that something is theirs."""
    said: dict[Table, list[str]] = field(
        default_factory=lambda: defaultdict[Table, list[str]](list)
    )
    """Hours, weather and seasons by name."""

    def first(self, table: Table) -> str | None:
        """The first that was said of a table."""
        return self.said[table][0] if self.said[table] else None

    def place(self, least: float) -> str | None:
        """The place most surely named, if it weighs at least so much; the first of equals."""
        name = max(self.places, key=self.places.__getitem__, default=None)
        least = max(least, SPOKEN_OF) if self.stated else least
        return name if name is not None and self.places[name] >= least else None

    def is_aged(self, person: Person) -> bool:
        """Whether a person is called old."""
        return any(abs(person.at - at) <= AGED_NEAR for at in self.aged)

    def sex(self, person: Person) -> str | None:
        """`man` or `woman` by the first pronoun behind somebody, or before: `her doctor`."""
        told = sorted((at < person.at, at, name) for at, name in [*self.pronouns, *self.owners])
        return next((name for _, _, name in told if name != "many"), None)

    def mood(self) -> Mood | None:
        """The mood of most words; of equals the first that is not calm.

        `He turned slowly and saw the gun`: how slowly says less than what for.
        """
        return max(self.moods, key=lambda mood: (self.moods[mood], mood != "calm"), default=None)

    def pose(self, after: int = -1) -> Pose:
        """What the first verb behind a word does: `Snow falls, and she runs`."""
        for at, pose in self.acts:
            if at > after:
                return pose
        return "stand"


def sense(text: str, language: str) -> Sense:
    """Read a text."""
    words = tokens(text)
    made = Sense()
    for tables in (SEEN, FELT, MEANT):
        _gather(made, standing(phrasebook(language, tables).hits(words)))
    told = (_told(person, made.articles) for person in made.people if not _owns(person, made))
    made.people = list(_joined(told, made.apart))
    return made


def _gather(made: Sense, hits: Iterator[Hit]) -> None:
    veil = _Veil()
    where = _Where()
    for hit in hits:
        for meaning in hit.meanings:
            if meaning.table == "unseen":
                veil.fall(meaning.name, hit)
            elif meaning.table in ("within", "beyond"):
                where.turn(meaning.table, hit)
            elif not veil.hides(hit, meaning.table):
                _take(made, meaning, hit, where.weight(hit))


class _Where:
    """How much a place counts behind the last preposition."""

    def __init__(self) -> None:
        self._until = -1
        self._weight = 1.0

    def turn(self, table: Table, hit: Hit) -> None:
        self._until = hit.at + hit.length + BEHIND
        self._weight = WITHIN if table == "within" else ELSEWHERE

    def weight(self, hit: Hit) -> float:
        return self._weight if hit.at < self._until else 1.0


class _Veil:
    """Which words are only compared, denied or a name for something else."""

    def __init__(self) -> None:
        self._clause = -1
        self._until = -1
        self._called = -1

    def fall(self, kind: str, hit: Hit) -> None:
        if kind == "rest_of_clause":
            self._clause = hit.token.clause
        elif kind == "end":
            self._clause = -1
        elif kind == "called":
            self._called = hit.at + hit.length + DENIED_WORDS
        else:
            self._until = hit.at + hit.length + DENIED_WORDS

    def hides(self, hit: Hit, table: Table) -> bool:
        if table in NAMED and hit.at < self._called:
            return True
        return hit.token.clause == self._clause or hit.at < self._until


def _take(made: Sense, meaning: Meaning, hit: Hit, counts: float) -> None:
    match meaning.table:
        case "places":
            made.places[meaning.name] += PLACE_WEIGHT[meaning.detail] * counts
        case "people" | "names":
            _take_person(made, meaning, hit)
        case "things":
            made.things.append(Thing(meaning.name, hit.at))
        case "moods":
            made.moods[_mood(meaning.name)] += MOOD_WEIGHT[meaning.detail]
        case "poses":
            made.acts.append((hit.at, _pose(meaning.name)))
        case "pronouns":
            made.pronouns.append((hit.at, meaning.name))
        case "owners":
            made.owners.append((hit.at, meaning.name))
        case "articles" | "apart" | "aged" | "several" | "possessive" | "stated":
            _take_sign(made, meaning, hit)
        case "hours" | "weather" | "seasons":
            made.said[meaning.table].append(meaning.name)
        case _:
            pass  # what its neighbours have heeded already


def _take_person(made: Sense, meaning: Meaning, hit: Hit) -> None:
    if meaning.table == "names":
        if _is_name(hit.token):
            made.people.append(Person(_kind(meaning.name), "", hit.at, hit.text))
        return
    if hit.text.endswith(POSSESSIVE):
        return
    kind = _kind(meaning.detail)
    if kind in _SINGLE and hit.at - made.several < BEHIND:
        kind = "many"
    until = hit.at + hit.length
    made.people.append(Person(kind, _role(meaning.name), hit.at, until=until))


def _take_sign(made: Sense, meaning: Meaning, hit: Hit) -> None:
    """A word that says something of the people beside it."""
    match meaning.table:
        case "articles":
            made.articles[hit.at] = _kind(meaning.name)
        case "apart":
            made.apart.append(hit.at)
        case "several":
            made.several = hit.at + hit.length
        case "possessive":
            made.possessive.append(hit.at)
        case "stated":
            made.stated = True
        case _:
            made.aged.append(hit.at + hit.length - 1)


def _is_name(token: Token) -> bool:
    return token.capital or token.first


def _kind(name: str) -> PersonKind:
    return name  # pyright: ignore[reportReturnType]  # the lexicon was checked when it was read


def _mood(name: str) -> Mood:
    return name  # pyright: ignore[reportReturnType]


def _pose(name: str) -> Pose:
    return name  # pyright: ignore[reportReturnType]


def _role(name: str) -> str:
    return "" if name == "plain" else name


def _owns(person: Person, made: Sense) -> bool:
    """Whether somebody only owns what another one has to do with: 我找到了弟弟的弹珠."""
    others = [other.at for other in made.people] + [at for at, _ in made.pronouns]
    return person.until in made.possessive and any(at < person.at for at in others)


def _told(person: Person, articles: dict[int, PersonKind]) -> Person:
    """Somebody of any sex, whom an article may tell: `la artista`, `la joven artista`."""
    if person.kind != "any":
        return person
    before = (articles.get(person.at - words) for words in range(1, ARTICLE_BEFORE + 1))
    return replace(person, kind=next((kind for kind in before if kind), "any"))


def _joined(people: Iterator[Person], apart: list[int]) -> Iterator[Person]:
    """A name and the role beside it are one person."""
    held: Person | None = None
    for person in people:
        if held is None:
            held = person
        elif _same(held, person) and not any(held.at < at < person.at for at in apart):
            named, other = (held, person) if held.name else (person, held)
            kind = other.kind if other.kind in _AGES else named.kind
            yield Person(kind, other.role, held.at, named.name)
            held = None
        else:
            yield held
            held = person
    if held is not None:
        yield held


def _same(one: Person, other: Person) -> bool:
    near = other.at - one.at <= APPOSITION
    return near and bool(one.name) != bool(other.name) and "many" not in (one.kind, other.kind)
