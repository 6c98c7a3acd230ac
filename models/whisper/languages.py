"""Languages as Whisper names them, and as the rest of Kinora does: by BCP 47."""

from __future__ import annotations

from collections.abc import Collection

from media.errors import InputError

UNHEARD = "und"
"""BCP 47 for a language that nobody knows: that of a silent recording."""
ITS_NAMES = {
    "nb": "no", "iw": "he", "in": "id", "ji": "yi", "jv": "jw", "fil": "tl", "cmn": "zh",
}  # fmt: skip
"""Where Whisper has another code than BCP 47, or one for both."""
OUR_NAMES = {"jw": "jv"}


def code_of(tag: str, known: Collection[str]) -> str | None:
    """Whisper's code for a language; None where it is to be heard.

    Args:
        tag: as in `pt-BR`; only the language counts, not where it is spoken.
        known: the codes that the model knows.

    Raises:
        InputError: the model does not know the language.
    """
    if not tag.strip():
        return None
    first, *rest = tag.strip().lower().replace("_", "-").split("-")
    code = "yue" if (first, *rest[:1]) in (("zh", "yue"), ("zh", "hk")) else first
    code = code if code in known else ITS_NAMES.get(first, first)
    if code not in known:
        raise InputError(
            f"the model hears no {tag}",
            f"name one of {', '.join(sorted(known))}, or none to have it heard",
            "language",
            "UNKNOWN_LANGUAGE",
        )
    return code


def tag_of(code: str) -> str:
    """A code of Whisper's as a BCP 47 tag."""
    return OUR_NAMES.get(code, code)
