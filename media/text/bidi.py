"""The order in which letters stand in a line: the Unicode bidirectional algorithm (UAX #9).

Only what plain text needs: `clean` takes embeddings, overrides and isolates out before, so the
rules X1 to X8 have nothing to do, and a line is one paragraph and one level run. The marks LRM, RLM
and ALM count as the letters they stand for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

_STRONG = {"L": 0, "R": 1, "AL": 1}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_RIGHT = frozenset({"R", "EN", "AN"})
"""What counts as right to left beside a neutral (N1)."""
_NUMBERS = frozenset({"EN", "AN"})


def reads_right_to_left(text: str) -> bool:
    """Whether a text's first strong letter is of a script that runs from right to left (P2, P3)."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((bool(_STRONG[kind]) for kind in kinds if kind in _STRONG), False)


def levels(text: str, rtl: bool) -> list[int]:
    """Each character's embedding level: an odd one runs from right to left.

    Args:
        text: one line.
        rtl: the direction of the whole.
    """
    base = int(rtl)
    if text.isascii() and not rtl:
        return [0] * len(text)
    given = [unicodedata.bidirectional(char) or "L" for char in text]
    # Joiners and the like are no part of the algorithm (X9).
    places = [place for place, kind in enumerate(given) if kind != "BN"]
    kinds = [given[place] for place in places]
    _resolve_weak(kinds, "R" if rtl else "L")
    _resolve_brackets([text[place] for place in places], kinds, base)
    _resolve_neutral(kinds, base)
    found = [base] * len(text)
    for place, kind in zip(places, kinds, strict=True):
        found[place] = _implicit(kind, base)
    for place, kind in enumerate(given):
        if kind == "BN" and place:
            found[place] = found[place - 1]
    _reset_end(given, found, base)
    return found


def visual_order(found: Sequence[int]) -> list[int]:
    """The indices of runs or characters from left to right, by their levels (L2)."""
    order = list(range(len(found)))
    lowest_odd = min((level for level in found if level % 2), default=0)
    for level in range(max(found, default=0), max(lowest_odd, 1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Numbers, their marks and separators (W1 to W7), in place."""
    before = edge
    for place, kind in enumerate(kinds):
        kinds[place] = before = before if kind == "NSM" else kind
    strong = edge
    for place, kind in enumerate(kinds):
        strong = kind if kind in _STRONG else strong
        if kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _join_separators(kinds)
    _join_terminators(kinds)
    strong = edge
    for place, kind in enumerate(kinds):
        strong = kind if kind in _STRONG else strong
        if kind == "EN" and strong == "L":
            kinds[place] = "L"


def _join_separators(kinds: list[str]) -> None:
    """A single separator between two numbers of a kind is part of them (W4)."""
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and (
            (kind == "ES" and before == "EN") or (kind == "CS" and before in _NUMBERS)
        ):
            kinds[place] = before


def _join_terminators(kinds: list[str]) -> None:
    """Signs beside a European number are part of it (W5), all other marks are neutral (W6)."""
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for place in order:
            if kinds[place] == "ET" and before == "EN":
                kinds[place] = "EN"
            before = kinds[place]
    kinds[:] = ["ON" if kind in ("ES", "CS", "ET") else kind for kind in kinds]


def _resolve_brackets(chars: list[str], kinds: list[str], base: int) -> None:
    """A pair of brackets runs as what is in it, else as what is before it (N0), in place."""
    edge = "R" if base else "L"
    for opening, closing in _pairs(chars, kinds):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if edge in inside:
            found = edge
        elif inside:
            before = (_direction(kind) for kind in reversed(kinds[:opening]))
            found = next((kind for kind in before if kind), edge)
        else:
            continue
        kinds[opening] = kinds[closing] = found
        # Marks on a bracket go with it.
        for place in (opening, closing):
            after = place + 1
            while after < len(chars) and unicodedata.bidirectional(chars[after]) == "NSM":
                kinds[after] = found
                after += 1


def _pairs(chars: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """Where brackets that belong together stand, by their opening (BD16)."""
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for place, char in enumerate(chars):
        if kinds[place] != "ON" or not unicodedata.mirrored(char):
            continue
        kind = unicodedata.category(char)
        if kind == "Ps":
            stack.append((_closing(char), place))
        elif kind == "Pe":
            depth = next((at for at in range(len(stack) - 1, -1, -1) if stack[at][0] == char), None)
            if depth is not None:
                found.append((stack[depth][1], place))
                del stack[depth:]
    return sorted(found)


@cache
def _closing(opening: str) -> str:
    """The bracket that closes one: in Unicode it comes one or two behind."""
    after = (chr(ord(opening) + step) for step in (1, 2))
    return next((char for char in after if unicodedata.category(char) == "Pe"), "")


def _direction(kind: str) -> str:
    return "R" if kind in _RIGHT else "L" if kind == "L" else ""


def _resolve_neutral(kinds: list[str], base: int) -> None:
    """Spaces and punctuation run as what is on both their sides, else as the whole (N1, N2)."""
    edge = "R" if base else "L"
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > place:
            before = _direction(kinds[place - 1]) if place else edge
            after = _direction(kinds[end]) if end < len(kinds) else edge
            kinds[place:end] = [before if before == after else edge] * (end - place)
        place = end + 1


def _implicit(kind: str, base: int) -> int:
    if kind in _NUMBERS:
        return 2
    if kind == "R":
        return 1
    return 2 if base else 0


def _reset_end(given: list[str], found: list[int], base: int) -> None:
    """Space at the end of the line, and before a separator, runs as the whole (L1)."""
    behind = True
    for place in range(len(given) - 1, -1, -1):
        behind = given[place] in ("B", "S") or (behind and given[place] in ("WS", "BN"))
        if behind:
            found[place] = base
