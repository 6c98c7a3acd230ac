"""Names of files from outside, made safe to show, to download and to write anywhere.

No path is made of them here; whoever downloads a file makes one.
"""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 200
MOST_ENDING_BYTES = 16
NAMELESS = "untitled"
_PARTING = re.compile(r"[/\\\u2044\u2215\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c]")
"""Slashes, and what looks like them."""
_UNWRITABLE = re.compile(r'[<>:"|?*]')
"""What Windows takes in no name."""
_JOINERS = "\u200c\u200d"
"""Letters of Persian and of Indian scripts take their form from these two, and emoji too."""
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Control marks, marks of direction, halves of pairs, and letters that nobody has defined."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)")
_EDGES = " ." + _JOINERS


def safe_name(declared: str) -> str:
    """A name that is one on every system; letters of all scripts stay.

    Args:
        declared: what a client calls a file: a path, even.
    """
    whole = unicodedata.normalize("NFC", declared)
    last = [part for part in _PARTING.split(whole) if part.strip(" .")]
    name = _UNWRITABLE.sub("_", _plain(last[-1] if last else "")).strip(_EDGES)
    if _RESERVED.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return _short(name) or NAMELESS


def _plain(text: str) -> str:
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or letter in _JOINERS or unicodedata.category(letter) not in _DROPPED
    )
    return re.sub(r" {2,}", " ", kept)


def _short(name: str) -> str:
    """Cut between the name and its ending, and never within a letter."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > MOST_ENDING_BYTES:
        stem, ending = name, ""
    tail = f".{ending}" if ending else ""
    room = MOST_BYTES - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(_EDGES) + tail
