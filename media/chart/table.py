"""Figures to draw: rows with labels, columns with names."""

from __future__ import annotations

from typing import Literal

from media.model import Model
from media.types import Image, Video

Kind = Literal["line", "area", "column", "bar", "pie", "scatter", "table"]


class Series(Model):
    """A column of figures; None where there is none."""

    name: str
    values: tuple[float | None, ...]


class Table(Model):
    """One label a row, and as many figures in each series."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    corner: str = ""
    """What the labels are, such as `Year`."""


class Design(Model):
    """What a chart looks like and says beside its figures."""

    kind: Kind
    title: str = ""
    subtitle: str = ""
    source: str = ""
    unit: str = ""
    palette: tuple[str, ...] = ()
    highlight: str = ""
    background: str = "#ffffff"


class Picture(Model):
    """A drawn chart."""

    image: Image


class Moving(Model):
    """A chart that comes up."""

    clip: Video
