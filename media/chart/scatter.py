"""Points between two axes: the first series across, the second upwards."""

from __future__ import annotations

from media.chart.axes import upright
from media.chart.page import LABEL
from media.chart.pen import Box, Pen, eased
from media.chart.plot import Plot
from media.chart.scale import nice, on_axis
from media.chart.table import Table
from media.errors import InputError

RADIUS = 10.0
NAMED = 16
"""Up to so many points bear their names."""
STAGGER = 0.6
NAME_SIZE = 0.9 * LABEL

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Scatter(Plot):
    """A row is a point; both axes start where it suits the figures."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        if len(table.series) < 2:
            raise InputError("a scatter chart needs two series", "add a column", "table")
        across, up = table.series[0], table.series[1]
        rows = [
            (label, x, y)
            for label, x, y in zip(table.labels, across.values, up.values, strict=True)
            if x is not None and y is not None
        ]
        if not rows:
            raise InputError("no row has both figures", "fill them in", "table")
        self._pen, u = pen, pen.u
        x_scale = nice([x for _, x, _ in rows], zero=False)
        y_scale = nice([y for _, _, y in rows], zero=False)
        above = 1.7 * LABEL * u
        room = Box(
            box.left, box.top + above, box.right - 0.6 * LABEL * u, box.bottom - 3.2 * LABEL * u
        )
        grid, self._box = upright(pen, y_scale, room)
        parts = [grid, pen.text(up.name, box.left, box.top + 0.7 * LABEL * u, LABEL, pen.quiet)]
        for tick, text in zip(x_scale.ticks, on_axis(x_scale), strict=True):
            x = self._box.left + x_scale.share(tick) * self._box.width
            parts.append(pen.line(x, self._box.bottom, x, self._box.bottom + 6 * u, pen.quiet, 1.1))
            y = self._box.bottom + 1.5 * LABEL * u
            parts.append(pen.text(text, x, y, LABEL, pen.quiet, anchor="middle"))
        foot = self._box.bottom + 2.8 * LABEL * u
        parts.append(pen.text(across.name, self._box.right, foot, LABEL, pen.quiet, anchor="end"))
        self._points = [
            (
                label,
                self._box.left + x_scale.share(x) * self._box.width,
                self._box.bottom - y_scale.share(y) * self._box.height,
            )
            for label, x, y in rows
        ]
        self._names = self._placed_names() if len(rows) <= NAMED else {}
        self.still = "".join(parts)

    def moving(self, progress: float) -> str:
        """Points that grow one after the other, their names with them."""
        pen, parts, names = self._pen, list[str](), list[str]()
        for index, (label, x, y) in enumerate(self._points):
            begin = STAGGER * index / max(1, len(self._points) - 1)
            grown = eased((progress - begin) / (1 - STAGGER))
            if grown <= 0:
                continue
            colour = pen.colour(0, label)
            parts.append(pen.dot(x, y, RADIUS * grown, colour))
            if index in self._names:
                left, top, _, bottom = self._names[index]
                strong = label == pen.design.highlight
                names.append(
                    pen.text(
                        label, left, top + 0.78 * (bottom - top), NAME_SIZE, pen.ink,
                        weight=700 if strong else 400, opacity=grown,
                    )
                )  # fmt: skip
        return "".join(parts) + "".join(names)

    def _placed_names(self) -> dict[int, Rect]:
        """Each name beside its point, where it covers neither point nor name; else not at all."""
        pen = self._pen
        reach = (RADIUS + 3) * pen.u
        taken: list[Rect] = [
            (x - reach, y - reach, x + reach, y + reach) for _, x, y in self._points
        ]
        found: dict[int, Rect] = {}
        for index, (label, x, y) in enumerate(self._points):
            wide, tall = pen.wide(label, NAME_SIZE), 1.15 * NAME_SIZE * pen.u
            others = [rect for number, rect in enumerate(taken) if number != index]
            for left, top in (
                (x + reach, y - tall / 2),
                (x - reach - wide, y - tall / 2),
                (x - wide / 2, y - reach - tall),
                (x - wide / 2, y + reach),
            ):
                rect = (left, top, left + wide, top + tall)
                if self._inside(rect) and not any(_touch(rect, other) for other in others):
                    found[index] = rect
                    taken.append(rect)
                    break
        return found

    def _inside(self, rect: Rect) -> bool:
        return rect[0] >= self._box.left and rect[2] <= self._pen.size.width - 8 * self._pen.u


def _touch(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
