"""The page around a chart: what it is about above, where it comes from below."""

from __future__ import annotations

from media.chart.pen import Box, Pen
from media.chart.scale import PREFIXES

MARGIN = 52
TITLE, SUBTITLE, SOURCE, LABEL = 36, 22, 16, 19
"""Sizes of letters on a page of 1280 by 720."""
TAG_WIDTH, TAG_HEIGHT = 56, 8
"""The short bar of colour at the top."""


def furniture(pen: Pen) -> tuple[str, Box]:
    """Title, subtitle and source, and the room that they leave."""
    u, design = pen.u, pen.design
    margin = MARGIN * u
    box = Box(margin, 0.72 * margin, pen.size.width - margin, pen.size.height - 0.7 * margin)
    parts = [pen.rect(0, 0, pen.size.width, pen.size.height, design.background)]
    parts.append(pen.rect(box.left, 0, TAG_WIDTH * u, TAG_HEIGHT * u, pen.palette[0]))
    at = box.top
    for line in pen.lines(design.title, TITLE, box.width, 700, 2):
        at += 1.14 * TITLE * u
        parts.append(pen.text(line, box.left, at - 0.1 * TITLE * u, TITLE, pen.ink, weight=700))
    if design.title:
        at += 0.18 * TITLE * u
    for line in pen.lines(_subtitle(pen), SUBTITLE, box.width, 400, 2):
        at += 1.3 * SUBTITLE * u
        parts.append(pen.text(line, box.left, at - 0.2 * SUBTITLE * u, SUBTITLE, pen.quiet))
    below = box.bottom
    if design.source:
        for line in pen.lines(f"Source: {design.source}", SOURCE, box.width, 400, 1):
            parts.append(pen.text(line, box.left, below, SOURCE, pen.quiet))
        below -= 2.3 * SOURCE * u
    gap = 0.42 * margin if design.title or design.subtitle else 0.0
    return "".join(parts), Box(box.left, at + gap, box.right, below)


def _subtitle(pen: Pen) -> str:
    """With the unit, unless every figure says it, or somebody has said it already."""
    said, unit = pen.design.subtitle, pen.design.unit
    if not unit or unit == "%" or unit in PREFIXES or unit.lower() in said.lower():
        return said
    return f"{said}, {unit}" if said else unit[:1].upper() + unit[1:]


def legend(pen: Pen, names: list[str], colours: list[str], box: Box) -> tuple[str, Box]:
    """A row, or rows, of names with their colours, and the room below."""
    u, parts = pen.u, list[str]()
    x, y = box.left, box.top + 0.8 * LABEL * u
    for name, colour in zip(names, colours, strict=True):
        name = pen.cut(name, LABEL, 0.5 * box.width)
        wide = pen.wide(name, LABEL) + (LABEL + 8) * u
        if x > box.left and x + wide > box.right:
            x, y = box.left, y + 1.5 * LABEL * u
        parts.append(pen.rect(x, y - 0.72 * LABEL * u, 0.72 * LABEL * u, 0.72 * LABEL * u, colour))
        parts.append(pen.text(name, x + LABEL * u + 2 * u, y, LABEL, pen.ink))
        x += wide + 22 * u
    return "".join(parts), Box(box.left, y + 1.1 * LABEL * u, box.right, box.bottom)
