"""Axes: round steps, and figures as readers want them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0)
PREFIXES = frozenset("$€£¥")
SHORT = ((1e12, 1e12, "tn"), (1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))
"""The figure from which on a sign is used, and what it stands for."""
NEAR_ZERO = 0.35
"""An axis that is free to start anywhere starts at zero where the least is no higher than this part
of the greatest."""


@dataclass(frozen=True)
class Scale:
    """From figures to places, low and high being round."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """From low to high."""
        count = round((self.high - self.low) / self.step)
        return tuple(round(self.low + index * self.step, 12) for index in range(count + 1))

    def share(self, value: float) -> float:
        """Where a figure lies, from 0 at low to 1 at high."""
        return (value - self.low) / (self.high - self.low)


def nice(values: Iterable[float], *, zero: bool, most: int = 6) -> Scale:
    """A scale over figures with at most `most` steps."""
    found = list(values) or [0.0, 1.0]
    low, high = min(found), max(found)
    if zero or 0 <= low <= NEAR_ZERO * high:
        low = min(0.0, low)
    if zero or NEAR_ZERO * low <= high <= 0:
        high = max(0.0, high)
    if high - low < 1e-12 * max(1.0, abs(high)):
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    power = 10 ** math.floor(math.log10((high - low) / most))
    steps = (Scale(*_round(low, high, factor * power), factor * power) for factor in STEPS)
    return next(scale for scale in steps if len(scale.ticks) <= most + 1)


def _round(low: float, high: float, step: float) -> tuple[float, float]:
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def written(
    value: float, unit: str = "", *, reach: float | None = None, digits: int | None = None
) -> str:
    """A figure in letters: short, with thousands parted, a currency before, a per cent behind.

    Args:
        value: the figure.
        unit: only signs that are always written enter: currencies and %.
        reach: the greatest of the figures beside it, so that all are in thousands or none is.
        digits: decimals; as many as the figure needs if None, and two at the most.
    """
    size = abs(value)
    factor, suffix = _short(size if reach is None else reach)
    shown = size / factor
    text = f"{shown:,.{_needed(shown) if digits is None else digits}f}"
    if not shown:
        text = "0"
    elif digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    minus = "−" if value < 0 and float(text.replace(",", "")) else ""
    before = unit if unit in PREFIXES else ""
    return f"{minus}{before}{text}{suffix if shown else ''}{'%' if unit == '%' else ''}"


def in_column(values: Iterable[float], unit: str = "") -> list[str]:
    """Figures below one another, all with as many decimals as one of them needs."""
    found = list(values)
    reach = max((abs(value) for value in found), default=0.0)
    factor, _ = _short(reach)
    digits = max((_decimals(abs(value) / factor) for value in found), default=0)
    return [written(value, unit, reach=reach, digits=digits) for value in found]


def on_axis(scale: Scale, unit: str = "") -> list[str]:
    """The figures of an axis."""
    return in_column(scale.ticks, unit)


def _short(size: float) -> tuple[float, str]:
    return next(((factor, sign) for least, factor, sign in SHORT if size >= least), (1.0, ""))


def _needed(value: float) -> int:
    return 0 if value >= 100 else (1 if value >= 10 else 2)


def _decimals(value: float) -> int:
    """How many a figure has, of those that are worth showing."""
    most = max(2, 2 - math.floor(math.log10(value))) if 0 < value < 0.1 else _needed(value)
    return next((n for n in range(most) if abs(round(value, n) - value) < 1e-9), most)
