"""Reading a table from text: comma, semicolon or tab separated, or JSON."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Sequence
from typing import Any

from media.chart.table import Series, Table
from media.errors import InputError
from media.workspace import Workspace

MOST_CELLS = 100_000
_NUMBER = re.compile(r"^[+\-−]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d+)?$")
_AROUND = re.compile(r"^[\s$€£¥]+|[\s%$€£¥]+$")
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "null", "none"})

Rows = list[list[str]]


def read(work: Workspace, *, text: str) -> Table:
    """The table in a text.

    CSV has a header row; its first column are labels. JSON is a list of objects with equal keys, an
    object of label and figure, an object of columns, or rows with a header.

    Raises:
        InputError: there is no table in it.
    """
    text = text.strip().removeprefix("\ufeff")
    rows = _of_json(text) if text[:1] in ("{", "[") else _of_csv(text)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise _none("it needs a header and a row, and two columns")
    if sum(len(row) for row in rows) > MOST_CELLS:
        raise _none(f"it has more than {MOST_CELLS} cells")
    return _table(rows)


def _table(rows: Rows) -> Table:
    header, body = rows[0], rows[1:]
    series: list[Series] = []
    for column, name in enumerate(header[1:], 1):
        cells = [row[column] if column < len(row) else "" for row in body]
        values = [number(cell) for cell in cells]
        if all(value is None for value in values):
            raise _none(f"the column {name.strip()!r} holds no figure")
        for row, (cell, value) in enumerate(zip(cells, values, strict=True), 2):
            if value is None and cell.strip().lower() not in _EMPTY:
                raise _none(f"{cell.strip()!r} in row {row} is no figure")
        series.append(Series(name=name.strip(), values=tuple(values)))
    return Table(
        labels=tuple(row[0].strip() for row in body),
        series=tuple(series),
        corner=header[0].strip(),
    )


def number(cell: str) -> float | None:
    """A cell as a figure: with thousands, a currency or a per cent sign; None if it is none."""
    bare = _AROUND.sub("", cell)
    if not bare or not _NUMBER.match(bare) or not any(char.isdigit() for char in bare):
        return None
    value = float(bare.replace(",", "").replace("−", "-"))
    return value if math.isfinite(value) else None


def _of_csv(text: str) -> Rows:
    first = text.partition("\n")[0]
    mark = max("\t;,|", key=first.count)
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=mark)]


def _of_json(text: str) -> Rows:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _none(f"line {error.lineno} is no JSON") from error
    if isinstance(data, dict):
        return _of_object(data)
    if data and all(isinstance(row, dict) for row in data):
        names = list(dict.fromkeys(key for row in data for key in row))
        return [names, *([_cell(row.get(name)) for name in names] for row in data)]
    if data and all(isinstance(row, list) for row in data):
        return [[_cell(cell) for cell in row] for row in data]
    raise _none("a list holds neither objects nor rows")


def _of_object(data: dict[str, Any]) -> Rows:
    """Columns by name, or one figure for each label."""
    if data and all(isinstance(column, list) for column in data.values()):
        columns: Sequence[Sequence[Any]] = list(data.values())
        if len({len(column) for column in columns}) > 1:
            raise _none("its columns are not equally long")
        body = [[_cell(cell) for cell in row] for row in zip(*columns, strict=True)]
        return [list(data), *body]
    return [["", "value"], *([label, _cell(value)] for label, value in data.items())]


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _none(reason: str) -> InputError:
    return InputError(f"the text is no table: {reason}", "give CSV or JSON", "text", "BAD_TABLE")
