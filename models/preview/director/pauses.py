"""How long a film is silent behind what was said.

By the words' own last mark alone: a pause that knew its neighbours would change when they do.
"""

from __future__ import annotations

CLAUSE_S = 0.05
"""Behind a part of a sentence that goes on in the next shot."""
SENTENCE_S = 0.45
OPEN_S = 0.65
"""Behind a question: it is left in the room."""
TRAILING_S = 0.8
"""Behind a thought that breaks off."""


def pause_after(text: str, *, ends: bool) -> float:
    """Seconds of silence behind a text; `ends` says whether its sentence ends with it."""
    if not ends:
        return CLAUSE_S
    bare = text.rstrip("\"'”’»)] ")
    if bare.endswith(("…", "...", "—", "–")):
        return TRAILING_S
    return OPEN_S if bare.endswith(("?", "？")) else SENTENCE_S
