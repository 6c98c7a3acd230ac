"""Who speaks in a script of `NAME: text` lines: the name is neither spoken nor captioned.

Prose has colons too. A name counts where it comes back, where what follows looks like speech, or,
in capitals, beside another name that counts; a label such as `Note:` never does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.preview.director.written import Paragraph

MAX_NAME_WORDS = 3
NARRATORS = frozenset(
    {"narrator", "voice over", "voiceover", "v.o.", "vo", "narrador", "narradora", "narrateur"}
    | {"narratrice", "erzähler", "erzählerin", "sprecher", "sprecherin", "voz en off", "voix off"}
)
"""Cues that give the line back to the narrator."""
LABELS = frozenset(
    {"note", "notes", "warning", "caution", "example", "summary", "question", "answer", "step"}
    | {"chapter", "part", "scene", "act", "title", "author", "source", "remember", "important"}
    | {"result", "conclusion", "fact", "tip", "rule", "update", "date", "time", "place", "day"}
    | {"pros", "cons", "todo", "nota", "notas", "aviso", "ejemplo", "resumen", "pregunta"}
    | {"respuesta", "capítulo", "parte", "título", "fecha", "lugar", "remarque", "exemple"}
    | {"attention", "résumé", "réponse", "chapitre", "partie", "titre", "hinweis", "achtung"}
    | {"beispiel", "frage", "antwort", "kapitel", "teil", "titel", "datum", "ort", "fazit"}
)
"""First words before a colon that name what follows, not who says it."""

_CUE = re.compile(r"^([^\W\d_][^:()\"“”«»!?;,]{0,38}?)\s*(?:\([^()]{1,40}\)\s*)?:(?!\S)\s*(.*)$")
_ASIDE = re.compile(r"\s*\([^()]{1,60}\)")
_SPEECH = re.compile(r"^[\"“„«‘'(—–¿¡]|[!?]")


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    rest: str


class Cast:
    """The names that count in one script."""

    def __init__(self, lines: Iterable[str]) -> None:
        cues = [cue for line in lines if (cue := _cue(line))]
        times = Counter(cue.name for cue in cues)
        sure = {cue.name for cue in cues if times[cue.name] > 1 or _SPEECH.search(cue.rest)}
        if sure:
            sure |= {cue.name for cue in cues if cue.name.isupper()}
        self._names = frozenset(sure)

    def opens(self, line: str) -> bool:
        """Whether somebody begins to speak with this line."""
        cue = _cue(line)
        return cue is not None and cue.name in self._names

    def paragraph(self, text: str) -> Paragraph:
        """A paragraph with its speaker; what stands in parentheses in speech is not said."""
        cue = _cue(text)
        if cue is None or cue.name not in self._names:
            return Paragraph(text)
        return spoken_by(cue.name, cue.rest)


def spoken_by(name: str, text: str) -> Paragraph:
    """What somebody says, without the asides for whoever plays it."""
    speaker = name.strip().lower()
    said = " ".join(_ASIDE.sub(" ", text).split())
    return Paragraph(said, "" if speaker in NARRATORS else speaker)


def _cue(line: str) -> _Cue | None:
    found = _CUE.match(line)
    if not found:
        return None
    words = found[1].split()
    named = all(word[0].isupper() or word[0].isdigit() for word in words)
    if not named or len(words) > MAX_NAME_WORDS or words[0].lower() in LABELS:
        return None
    return _Cue(found[1], found[2])
