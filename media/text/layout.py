"""Breaking text into lines that fit."""

from __future__ import annotations

from media.text.breaks import Unit, joined, units
from media.text.family import CORE, Family
from media.text.font import shape


def wrap(
    text: str, size: float, width: float, *, weight: int = 500, family: Family = CORE
) -> tuple[str, ...]:
    """Break text into lines of at most `width`, as equal in length as they can be.

    A word wider than that has a line of its own.
    """
    found = units(text)
    lines = _greedy(found, size, width, weight, family)
    if len(lines) < 2:
        return lines
    # The narrowest measure that needs no more lines balances them.
    low, high = 0.0, width
    for _ in range(12):
        middle = (low + high) / 2
        tried = _greedy(found, size, middle, weight, family)
        if len(tried) <= len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _greedy(
    found: list[Unit], size: float, width: float, weight: int, family: Family
) -> tuple[str, ...]:
    lines: list[list[Unit]] = []
    for unit in found:
        longer = joined([*lines[-1], unit]) if lines else ""
        if lines and shape(longer, size, weight=weight, family=family).width <= width:
            lines[-1].append(unit)
        else:
            lines.append([unit])
    return tuple(joined(line) for line in lines)


def fit(
    text: str,
    *,
    size: float,
    width: float,
    max_lines: int,
    weight: int = 500,
    family: Family = CORE,
) -> tuple[float, tuple[str, ...]]:
    """The largest size, at most `size`, at which text fits, and its lines there."""
    while True:
        lines = wrap(text, size, width, weight=weight, family=family)
        widest = max(
            (shape(line, size, weight=weight, family=family).width for line in lines), default=0.0
        )
        if (widest <= width and len(lines) <= max_lines) or size < 1:
            return size, lines
        size *= 0.94


def ellipsis(
    text: str, size: float, width: float, *, weight: int = 400, family: Family = CORE
) -> str:
    """Text cut to `width` with three dots where it was longer."""

    def wide(cut: str) -> float:
        return shape(cut, size, weight=weight, family=family).width

    if wide(text) <= width:
        return text
    while text and wide(text + "…") > width:
        text = text[:-1].rstrip()
    return text + "…"
