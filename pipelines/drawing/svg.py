"""Draws a laid out flow as SVG, with the states of its steps where they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from media.text.font import shape
from media.text.layout import ellipsis
from pipelines.drawing.boxes import (
    CHIP,
    CHIP_GAP,
    CHIP_PAD,
    CHIP_WEIGHT,
    PAD,
    PORT,
    TITLE,
    TITLE_WEIGHT,
    TYPE,
    Box,
    Line,
    Mark,
    Sheet,
    chip_width,
    laid_out,
    written,
)
from pipelines.drawing.looks import (
    CARD,
    FRAME,
    FRAME_DEPTH,
    FRAME_RIM,
    HANDLES,
    INK,
    LOOKS,
    PAPER,
    QUIET,
    RIM,
    shown,
)
from pipelines.drawing.looks import CHIP as CHIP_FILL
from pipelines.graph import Flow

MARGIN = 36.0
LEGEND = 34.0
CHIP_HEIGHT = 17.0
DOT = 4.2
SIGN = 9.0
ORDERED, CONDITION = "order alone", "on a condition"
DASHES = ' stroke-dasharray="5 4"'
KEY, STATE_KEY = 46.0, 37.0
"""Widths of keys of the legend beside their words."""

States = Mapping[str, Mapping[str, int]]
"""For each node, those within a group as `group/node`, how many of its steps are in which state."""


def drawn(flow: Flow, states: States | None = None) -> tuple[str, int, int]:
    """A flow as SVG, and the drawing's width and height.

    Args:
        flow: a flow without faults.
        states: of a run; without them the nodes are drawn plain.
    """
    sheet = laid_out(flow)
    legend = "".join(_legend(sheet, states))
    width = max(sheet.width, _legend_width(sheet, states)) + 2 * MARGIN
    height = sheet.height + 2 * MARGIN + LEGEND
    left = (width - sheet.width) / 2
    body = "".join(_sheet(sheet, states))
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}">'
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="{PAPER}"/>'
        f'<g transform="translate({left:.1f} {MARGIN:.1f})">{body}</g>'
        f'<g transform="translate({MARGIN:.1f} {height - MARGIN + 6:.1f})">{legend}</g></svg>'
    )
    return whole, round(width), round(height)


def _sheet(sheet: Sheet, states: States | None) -> Iterator[str]:
    for line in sheet.lines:
        yield _line(line)
    for box in sheet.boxes:
        yield f'<g transform="translate({box.left:.1f} {box.top:.1f})">'
        yield from _box(box, states)
        yield "</g>"


def _line(line: Line) -> str:
    """An edge: straight past boxes, curved between layers."""
    colour = HANDLES[line.handle]
    (x, y), *rest = line.points
    parts = [f"M{x:.1f} {y:.1f}"]
    for index, (x2, y2) in enumerate(rest):
        if index % 2 == 0:
            parts.append(f"L{x2:.1f} {y2:.1f}")
        else:
            bend = 0.5 * (x2 - x)
            parts.append(f"C{x + bend:.1f} {y:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}")
        x, y = x2, y2
    dashes = DASHES if line.conditional or not line.handle else ""
    width = 3.2 if line.many else 1.8
    path = "".join(parts)
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"{dashes}/>'


def _box(box: Box, states: States | None) -> Iterator[str]:
    yield f"<title>{escape(box.name)} {escape(box.type)}</title>"
    if not box.type:
        yield from _end(box)
        return
    state = shown(states.get(box.name, {})) if states is not None else ""
    yield _card(box, state)
    room = box.width - 2 * PAD - (22 if state else 0)
    yield _text(box.title, PAD, 21, TITLE, INK, weight=TITLE_WEIGHT, room=room)
    done = _done(states.get(box.name, {})) if states is not None else ""
    beside = written(done, CHIP) + CHIP_GAP if done else 0.0
    yield _text(box.type, PAD, 36.5, TYPE, QUIET, room=box.width - 2 * PAD - beside)
    if box.body is not None:
        yield from _sheet(box.body, states)
    for mark in box.ins:
        yield from _port(mark, 0.0, named=box.body is None)
    for mark in box.outs:
        yield from _port(mark, box.width, named=box.body is None)
    if state:
        yield from _state(box, state, done)
    yield from _chips(box)


def _card(box: Box, state: str) -> str:
    fill = LOOKS[state].fill if state else CARD
    rim = LOOKS[state].strong if state and state != "pending" else RIM
    shade = "".join(
        f'<rect x="{-grow:.1f}" y="{1.5 - grow:.1f}" width="{box.width + 2 * grow:.1f}" '
        f'height="{box.height + 2 * grow:.1f}" rx="{10 + grow:.1f}" fill="#3a3426" '
        'fill-opacity="0.035"/>'
        for grow in (0.5, 1.5, 2.5)
    )
    veil = ""
    if box.body is not None:
        fill, shade, veil = FRAME, "", f' fill-opacity="{FRAME_DEPTH}"'
        rim = rim if state and state != "pending" else FRAME_RIM
    return shade + (
        f'<rect width="{box.width:.1f}" height="{box.height:.1f}" rx="10" fill="{fill}"{veil} '
        f'stroke="{rim}" stroke-width="1.2"/>'
    )


def _end(box: Box) -> Iterator[str]:
    """An input or output of the flow: a pill of its colour."""
    (mark,) = box.ins or box.outs
    colour = HANDLES[mark.handle]
    half = box.height / 2
    yield (
        f'<rect width="{box.width:.1f}" height="{box.height:.1f}" rx="{half:.1f}" fill="{CARD}" '
        f'stroke="{colour}" stroke-width="1.4"/>'
    )
    yield _text(box.title, box.width / 2, half + 4, PORT, INK, anchor=0.5)


def _port(mark: Mark, x: float, *, named: bool) -> Iterator[str]:
    colour = HANDLES[mark.handle]
    yield (
        f'<circle cx="{x:.1f}" cy="{mark.top:.1f}" r="{DOT}" fill="{colour}" stroke="{CARD}" '
        'stroke-width="1.4"/>'
    )
    if named:
        at, anchor = (PAD, 0.0) if x == 0 else (x - PAD, 1.0)
        yield _text(mark.name, at, mark.top + 4, PORT, INK, anchor=anchor)


def _state(box: Box, state: str, done: str) -> Iterator[str]:
    """A sign at the right of the title, and how many of several steps are done."""
    x, y = box.width - PAD - 4, 18.0
    yield f'<g transform="translate({x:.1f} {y:.1f})">{_sign(state)}</g>'
    if done:
        strong = LOOKS[state].strong
        yield _text(done, box.width - PAD, 39, CHIP, strong, anchor=1.0)


def _done(counts: Mapping[str, int]) -> str:
    """How many of several steps are done."""
    total = sum(counts.values())
    done = sum(counts.get(name, 0) for name in ("succeeded", "cached", "skipped"))
    return f"{done}/{total}" if total > 1 else ""


def _sign(state: str) -> str:
    """A disc with the state's sign, about its middle."""
    look = LOOKS[state]
    fill = CARD if state == "running" else "none"
    return (
        f'<circle r="{SIGN}" fill="{look.strong}"/><path d="{look.sign}" fill="{fill}" '
        f'stroke="{CARD}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _chips(box: Box) -> Iterator[str]:
    """What steers a node, on its lower rim."""
    x = PAD
    top = box.height - CHIP_HEIGHT / 2
    for chip in box.chips:
        wide = chip_width(chip)
        yield (
            f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{CHIP_HEIGHT}" '
            f'rx="{CHIP_HEIGHT / 2}" fill="{CHIP_FILL}" stroke="{RIM}" stroke-width="1"/>'
        )
        yield _text(chip, x + CHIP_PAD, top + 12, CHIP, INK, weight=CHIP_WEIGHT)
        x += wide + CHIP_GAP


def _legend(sheet: Sheet, states: States | None) -> Iterator[str]:
    """Which colour is which, and which sign."""
    x = 0.0
    for key, name in _keys(sheet):
        yield (
            f'<path d="M{x:.1f} -4H{x + 22:.1f}" stroke="{HANDLES.get(key, QUIET)}" '
            f'stroke-width="2.6"{"" if HANDLES.get(key) and key else DASHES}/>'
        )
        yield _text(name, x + 28, 0, PORT, QUIET)
        x += KEY + written(name, PORT)
    for state in _seen(sheet, states):
        yield f'<g transform="translate({x + 7:.1f} -4) scale(.72)">{_sign(state)}</g>'
        yield _text(state, x + 19, 0, PORT, QUIET)
        x += STATE_KEY + written(state, PORT)


def _legend_width(sheet: Sheet, states: States | None) -> float:
    lines = sum(KEY + written(name, PORT) for _, name in _keys(sheet))
    return lines + sum(STATE_KEY + written(state, PORT) for state in _seen(sheet, states))


def _keys(sheet: Sheet) -> list[tuple[str, str]]:
    """What the lines carry, in the order of the colours, each with what it is called."""
    lines = list(_lines(sheet))
    found = {line.handle for line in lines}
    keys = [(handle, handle or ORDERED) for handle in HANDLES if handle in found]
    return [*keys, (CONDITION, CONDITION)] if any(line.conditional for line in lines) else keys


def _lines(sheet: Sheet) -> Iterator[Line]:
    yield from sheet.lines
    for box in sheet.boxes:
        if box.body is not None:
            yield from _lines(box.body)


def _seen(sheet: Sheet, states: States | None) -> list[str]:
    """The states that boxes show."""
    if states is None:
        return []
    found = {shown(states.get(name, {})) for name in _names(sheet)}
    return [state for state in LOOKS if state in found]


def _names(sheet: Sheet) -> Iterator[str]:
    for box in sheet.boxes:
        if box.type:
            yield box.name
        if box.body is not None:
            yield from _names(box.body)


def _text(
    text: str, x: float, y: float, size: float, colour: str,
    *, weight: int = 500, anchor: float = 0.0, room: float | None = None,
) -> str:  # fmt: skip
    """Letters as outlines: they look the same wherever the drawing is shown."""
    if room is not None:
        text = ellipsis(text, size, room, weight=weight)
    run = shape(text, size, weight=weight)
    if not run.glyphs:
        return ""
    at = f"translate({x - anchor * run.width:.1f} {y:.1f})"
    return f'<path transform="{at}" fill="{colour}" d="{run.path}"/>'
