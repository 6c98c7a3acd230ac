"""Axes: horizontal rules with their figures, and labels that leave room for one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from media.chart.page import LABEL
from media.chart.pen import Box, Pen
from media.chart.scale import Scale, on_axis

GAP = 12
"""Between an axis and its letters."""
EDGE = 16
"""Between letters and the edge of the page."""
WIDEST = 0.3
"""Part of the page that a label may take."""


EVERY = (1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 500)


def upright(pen: Pen, scale: Scale, box: Box) -> tuple[str, Box]:
    """Rules across at each round figure, which stands to the left; and the room beside them."""
    texts = on_axis(scale, pen.design.unit)
    inset = max(pen.wide(text, LABEL) for text in texts) + GAP * pen.u
    inside = Box(box.left + inset, box.top, box.right, box.bottom)
    parts: list[str] = []
    for tick, text in zip(scale.ticks, texts, strict=True):
        y = inside.bottom - scale.share(tick) * inside.height
        strong = tick == 0
        parts.append(
            pen.line(
                inside.left,
                y,
                inside.right,
                y,
                pen.quiet if strong else pen.rule,
                1.6 if strong else 1.1,
            )
        )
        baseline = y + 0.36 * LABEL * pen.u
        parts.append(
            pen.text(text, inside.left - GAP * pen.u, baseline, LABEL, pen.quiet, anchor="end")
        )
    return "".join(parts), inside


def along(pen: Pen, labels: Sequence[str], places: Sequence[float], box: Box) -> str:
    """Labels below, as many as fit, the first and the last among them where they can be."""
    y = box.bottom + 1.5 * LABEL * pen.u
    texts = [pen.cut(label, LABEL, WIDEST * pen.size.width) for label in labels]
    parts: list[str] = []
    for index in fitting(pen, texts, places):
        aside = pen.wide(texts[index], LABEL) / 2 + EDGE * pen.u
        x = min(max(places[index], aside), pen.size.width - aside)
        parts.append(pen.text(texts[index], x, y, LABEL, pen.quiet, anchor="middle"))
    return "".join(parts)


def ticks_along(pen: Pen, places: Sequence[float], box: Box) -> str:
    """Short marks below the axis."""
    return "".join(
        pen.line(x, box.bottom, x, box.bottom + 6 * pen.u, pen.quiet, 1.1) for x in places
    )


def fitting(pen: Pen, labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Every label, or every second, third, fifth and so on, such that none touch."""
    widths = [pen.wide(label, LABEL) + LABEL * pen.u for label in labels]
    for step in EVERY:
        # Counted from the last, for that is the one that readers look for.
        chosen = list(range(len(labels) - 1, -1, -step))[::-1]
        pairs = pairwise(chosen)
        if all(places[b] - places[a] >= (widths[a] + widths[b]) / 2 for a, b in pairs):
            return chosen
    return [len(labels) - 1]
