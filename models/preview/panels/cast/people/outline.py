"""Smooth outlines with true corners, and shapes told in few words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.preview.panels.drawing import Point, curve, shape


def cornered(points: Sequence[Point], fill: str) -> str:
    """A filled closed curve through points, sharp where a point is given twice."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if runs[-1] and runs[-1][-1] == point:
            runs.append([])
        runs[-1].append(point)
    if len(runs) == 1:
        return shape(curve(points, closed=True), fill)
    # The last run goes on in the first: where a list starts is no corner.
    runs = [[*runs[-1], *runs[0]], *runs[1:-1]] if runs[-1][-1] != runs[0][0] else runs
    return shape(_joined(runs) + "Z", fill)


def _joined(runs: Sequence[Sequence[Point]]) -> str:
    data = curve(runs[0])
    for run in runs[1:]:
        data += "L" + curve(run)[1:]
    return data


_ROUND = ' stroke-linecap="round" stroke-linejoin="round"'
_PATH = re.compile(r' d="[^"]*"')
_FINE = re.compile(r"(\.\d)\d+")
_WHOLE = re.compile(r"(?<=\d)\.0+(?!\d)")
_ZEROS = re.compile(r"(\.\d*?[1-9])0+(?!\d)")


def tight(content: str) -> str:
    """The same shapes in fewer bytes: round ends are said once for all, zeros not at all."""
    shorter = _ZEROS.sub(r"\1", _WHOLE.sub("", content.replace(_ROUND, "")))
    return f"<g{_ROUND}>{shorter}</g>"


def coarse(content: str) -> str:
    """The same shapes with one decimal: enough for what is drawn in hundredths of a head."""
    return _PATH.sub(lambda path: _FINE.sub(r"\1", path[0]), content)
