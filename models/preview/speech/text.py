"""What of a text is spoken, and which parts of it count as its words.

Every change keeps the number of code points, so that an index into what was spoken is an index
into what was written.
"""

from __future__ import annotations

import re
import unicodedata

from media.errors import InputError

MAX_TEXT = 5_000
"""Code points of one text: about six minutes of speech, where a cue has ten seconds."""
MAX_WORD = 200
"""Code points of one word: twice the longest that dictionaries know, a fortieth of what eSpeak NG
would turn into minutes of letters."""
MAX_PHRASE = 12
"""Chinese and Japanese write no spaces; a run of them counts as words of at most this length."""

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CJK_PHRASE = re.compile(f"[{CJK}]{{1,{MAX_PHRASE}}}[^{CJK}]*|[^{CJK}]+")


def speakable(text: str) -> str:
    """The text with control characters and pictograms blanked, code point by code point.

    A narrator does not say `grinning face`, and a NUL would cut the text short.
    """
    return "".join(" " if unspoken(char) else char for char in text)


def unspoken(char: str) -> bool:
    """Whether a code point is left out of speech."""
    category = unicodedata.category(char)
    pictogram = category in ("So", "Sk") and char >= "\u2190"
    return category in ("Cc", "Cs", "Co", "Cn") or pictogram or char in "\ufe0f\u200d\u20e3"


def words_of(text: str) -> list[tuple[int, int]]:
    """Spans of the words that are heard; punctuation that stands alone joins the word before it.

    Returns:
        (index of the first code point, index behind the last), in order.

    Raises:
        InputError: a word is too long to be one.
    """
    found: list[tuple[int, int]] = []
    for start, end in tokens(text):
        if end - start > MAX_WORD:
            raise InputError(
                f"a word of {end - start} letters cannot be spoken: {text[start : start + 20]}…",
                f"put spaces into it, so that no word has more than {MAX_WORD} letters",
                "text",
                "WORD_TOO_LONG",
            )
        if any(char.isalnum() for char in text[start:end]):
            found.append((start, end))
        elif found:
            found[-1] = (found[-1][0], end)
    return found


def tokens(text: str) -> list[tuple[int, int]]:
    """Spans between spaces; runs of Chinese and Japanese are cut into phrases."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        start = match.start()
        for part in CJK_PHRASE.finditer(match.group()):
            found.append((start + part.start(), start + part.end()))
    return found


def check_length(text: str) -> None:
    """Refuse what is no single text to be spoken.

    Raises:
        InputError: it is too long.
    """
    if len(text) > MAX_TEXT:
        raise InputError(
            f"a text of {len(text)} characters is too long to be spoken in one piece",
            f"split it into sentences of at most {MAX_TEXT} characters",
            "text",
            "TEXT_TOO_LONG",
        )
