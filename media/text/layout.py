"""Breaking text into lines that fit."""

from __future__ import annotations

from media.text.font import shape


def wrap(text: str, size: float, width: float, *, weight: int = 500) -> tuple[str, ...]:
    """Break text at spaces into lines of at most `width`, as equal in length as they can be.

    A word wider than that has a line of its own.
    """
    words = text.split()
    lines = _greedy(words, size, width, weight)
    if len(lines) < 2:
        return lines
    # The narrowest measure that needs no more lines balances them.
    low, high = 0.0, width
    for _ in range(12):
        middle = (low + high) / 2
        tried = _greedy(words, size, middle, weight)
        if len(tried) <= len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def _greedy(words: list[str], size: float, width: float, weight: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and shape(joined, size, weight=weight).width <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def fit(
    text: str, *, size: float, width: float, max_lines: int, weight: int = 500
) -> tuple[float, tuple[str, ...]]:
    """The largest size, at most `size`, at which text fits, and its lines there."""
    while True:
        lines = wrap(text, size, width, weight=weight)
        widest = max((shape(line, size, weight=weight).width for line in lines), default=0.0)
        if (widest <= width and len(lines) <= max_lines) or size < 1:
            return size, lines
        size *= 0.94


def ellipsis(text: str, size: float, width: float, *, weight: int = 400) -> str:
    """Text cut to `width` with three dots where it was longer."""
    if shape(text, size, weight=weight).width <= width:
        return text
    while text and shape(text + "…", size, weight=weight).width > width:
        text = text[:-1].rstrip()
    return text + "…"
