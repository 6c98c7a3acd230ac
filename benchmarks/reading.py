"""What the director reads out of sentences, against what a reader expects to see.

A set holds sentences with place, hour, figures and mood, as a reader expects them. For each of the
four the director is right, wrong, or plain: showing nothing of its own where the words say
something. It is worked on by the sentences of `reading/development`; how well it reads is what it
makes of the others. Goals: 85 % right, 5 % wrong at most.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml

from benchmarks.driving import say
from media.shots import Figure, Look
from models.preview.director.grammar import PLAIN
from models.preview.director.lexicon.document import languages
from models.preview.director.looks import Looks
from models.preview.director.meaning import READINGS, reader

FOLDER = Path(__file__).parent / "reading"
SETS = ("development", "unseen", "blind")
"""Sentences to work by; others written without sight of the lexicons, not to be worked on; and, in
English and Chinese, others by another hand."""
MIN_RIGHT, MAX_WRONG = 0.85, 0.05
OPEN, DEFAULT_HOUR, DEFAULT_MOOD = "any", "day", "calm"

Verdict = Literal["right", "wrong", "plain"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "plain")
MATTERS = ("where", "when", "who", "mood")


def look(sentence: str, language: str, reading: str) -> Look:
    """The look of a sentence by itself, under no heading."""
    read = reader(reading, language)
    looks = Looks(seed=0, section="reading", heading="", language=language, read=read)
    return looks.of(sentence, 1)


def judge(expected: dict[str, Any], look: Look) -> Iterator[tuple[str, Verdict, str]]:
    """(matter, verdict, what was shown) for place, hour, figures and mood."""
    yield "where", place(expected["where"], look.setting), look.setting
    hour = value(expected["when"], look.time_of_day, DEFAULT_HOUR)
    yield "when", hour, look.time_of_day
    shown = ", ".join(" ".join(filter(None, names(figure))) for figure in look.subjects)
    yield "who", figures(expected["who"], expected.get("may", []), look), shown or "nobody"
    yield "mood", value(expected["mood"], look.mood, DEFAULT_MOOD), look.mood


def place(wanted: list[str], shown: str) -> Verdict:
    """A place that the words leave open is shown plain, or it is wrong."""
    if shown == PLAIN:
        return "plain" if wanted else "right"
    return "right" if shown in wanted else "wrong"


def value(wanted: str, shown: str, usual: str) -> Verdict:
    """An hour or a mood; the usual one says nothing."""
    if wanted in (OPEN, shown):
        return "right"
    return "plain" if shown == usual else "wrong"


def names(figure: Figure) -> tuple[str, ...]:
    """All that a figure shows: who it is, its work, what it holds."""
    return (figure.kind, figure.role, figure.holds)


ALIKE = {
    "girl": "child", "boy": "child", "baby": "child", "teenager": "child", "twins": "child",
    "pigeon": "bird", "heron": "bird", "gull": "bird", "hen": "chicken", "salmon": "fish",
    "canoe": "rowboat", "taxi": "car", "lantern": "lamp", "envelope": "letter", "dough": "bread",
    "crane": "excavator", "planet": "globe", "parrot": "bird", "coach": "cart",
}  # fmt: skip
"""Names by which a reader and the director mean one picture."""


def same(name: str) -> str:
    """A name, or the one that is as good."""
    return ALIKE.get(name, name)


def figures(wanted: list[str], may: list[str], look: Look) -> Verdict:
    """All who are named, and nobody else; `woman_or_man` is either. What one holds is no error."""
    choices = [{same(one) for one in name.split("_or_")} for name in wanted]
    allowed = {same(name) for name in may}.union(*choices)
    if any(not allowed & {same(figure.kind), figure.role} for figure in look.subjects):
        return "wrong"
    shown = {same(name) for figure in look.subjects for name in names(figure)}
    return "right" if all(choice & shown for choice in choices) else "plain"


def score(path: Path, *, misses: bool, reading: str) -> Counter[tuple[str, Verdict]]:
    """How often each matter was right, wrong or plain."""
    found: Counter[tuple[str, Verdict]] = Counter()
    for expected in yaml.safe_load(path.read_text(encoding="utf-8")):
        for matter, verdict, shown in judge(expected, look(expected["text"], path.stem, reading)):
            found[matter, verdict] += 1
            if misses and verdict != "right":
                print(f"{verdict} {matter}: {shown}, not {expected[matter]}: {expected['text']}")
    return found


def told(path: Path, *, misses: bool, reading: str) -> dict[Verdict, float]:
    """Print how a set was read; its shares."""
    found = score(path, misses=misses, reading=reading)
    shares: dict[Verdict, float] = {
        verdict: sum(found[matter, verdict] for matter in MATTERS) / found.total()
        for verdict in VERDICTS
    }
    rounded: dict[str, float] = {verdict: round(share, 3) for verdict, share in shares.items()}
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    say(set=name, judged=found.total(), **rounded)
    for matter in MATTERS:
        say(matter=matter, **{verdict: found[matter, verdict] for verdict in VERDICTS})
    return shares


def main() -> None:
    """Score each language; the exit status says whether the goals were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=languages())
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    parser.add_argument("--reading", choices=READINGS, default=READINGS[0])
    parser.add_argument("--misses", action="store_true", help="print what was not right")
    chosen = parser.parse_args()
    good = True
    for language in chosen.languages:
        for name in chosen.sets or SETS:
            path = FOLDER / name / f"{language}.yaml"
            if not path.exists():
                continue
            shares = told(path, misses=chosen.misses, reading=chosen.reading)
            good &= shares["right"] >= MIN_RIGHT and shares["wrong"] <= MAX_WRONG
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
