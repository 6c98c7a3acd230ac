"""Lookup tables as colourists pass them round: .cube files (Adobe, Cube LUT Specification 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.errors import InputError

MOST_1D, MOST_3D = 65_536, 129
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Cube:
    """A table of red, green and blue."""

    table: Table
    """Of shape (size, 3) for one that treats channels apart, else (size, size, size, 3) by red,
    green and blue."""
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    """The inputs for which the first and the last entry stand."""

    @property
    def is_3d(self) -> bool:
        """Whether each entry stands for a whole colour."""
        return self.table.ndim == 4


def parse(text: str) -> Cube:
    """Read a .cube file.

    Raises:
        InputError: it is none.
    """
    sizes: dict[str, int] = {}
    low, high = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
    rows: list[tuple[float, float, float]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words or words[0] == "TITLE":
            continue
        if words[0] in ("LUT_1D_SIZE", "LUT_3D_SIZE"):
            sizes[words[0]] = int(_numbers(words[1:], 1, number)[0])
        elif words[0] == "DOMAIN_MIN":
            low = _three(words[1:], number)
        elif words[0] == "DOMAIN_MAX":
            high = _three(words[1:], number)
        elif not words[0][0].isalpha():
            rows.append(_three(words, number))
    return Cube(_shaped(sizes, rows), low, high)


def _shaped(sizes: dict[str, int], rows: list[tuple[float, float, float]]) -> Table:
    if len(sizes) != 1:
        raise _wrong("it names no size, or two")
    ((kind, size),) = sizes.items()
    is_3d = kind == "LUT_3D_SIZE"
    if not 2 <= size <= (MOST_3D if is_3d else MOST_1D):
        raise _wrong(f"its size is {size}")
    due = size**3 if is_3d else size
    if len(rows) != due:
        raise _wrong(f"it has {len(rows)} entries and should have {due}")
    table = np.array(rows)
    # In the file red changes fastest.
    return table.reshape(size, size, size, 3).transpose(2, 1, 0, 3) if is_3d else table


def _three(words: list[str], number: int) -> tuple[float, float, float]:
    red, green, blue = _numbers(words, 3, number)
    return red, green, blue


def _numbers(words: list[str], count: int, number: int) -> list[float]:
    try:
        values = [float(word) for word in words]
    except ValueError:
        values = []
    if len(values) != count or not np.isfinite(values).all():
        raise _wrong(f"line {number} cannot be read")
    return values


def _wrong(reason: str) -> InputError:
    return InputError(
        f"the table is no .cube file: {reason}", "export it again as .cube", "lut", "BAD_LUT"
    )


def write(path: Path, table: Table) -> None:
    """Write a table of whole colours for inputs from 0 to 1."""
    size = len(table)
    rows = table.transpose(2, 1, 0, 3).reshape(-1, 3)
    lines = [f"LUT_3D_SIZE {size}", *(" ".join(f"{value:.6f}" for value in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
