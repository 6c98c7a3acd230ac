"""The panel: a still picture in layers of depth, drawn wider than the frame it is made for.

A panel is an SVG document whose top-level groups carry `data-depth` (0 far, 1 near), far ones
first. The root tells the frame (`data-frame="1920 1080"`) and its view box reaches beyond it on
every side by `BLEED`, so that a moving camera never meets an edge. Optional: `data-blur` on a
group (radius in panel units, for what is out of focus), `data-grain` and `data-vignette` on the
root (strength from 0 to 1), and `data-treatment` on the root (a name of `treatments.catalog`;
groups with `data-plain` are left out), all laid in here once, so they move with the picture.

Photographs and generated images are panels of one layer.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from media.errors import InputError
from media.picture.bleed import BLEED
from media.picture.finish import Finish
from media.picture.treatments.sheet import SPREAD, Sheet
from media.picture.vector import rasterise
from media.picture.yuv import Plane, Planes, from_rgba
from media.types import Image, Size
from media.workspace import Workspace

OVERSAMPLE = 1.08
"""Pixels of a panel per pixel shown: as much as the closest zoom enlarges, and no more, since
shrinking by bilinear sampling shimmers."""

SHORT_SIDE = 1080
"""Panels are composed on a canvas whose shorter side has this many units."""

_SVG = "http://www.w3.org/2000/svg"
_BAND_MARGIN = 4
_LEAST_BLUR = 0.3
_CACHED_PANELS = 4
"""A worker renders neighbouring segments, which share panels; one takes about 15 MB at 1080p."""

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring rows of a layer that are treated alike; rows between bands are empty."""

    top: int
    bottom: int
    left: int
    """First column that is not transparent in any of the rows."""
    right: int
    solid: bool
    """Opaque over the whole width of the panel: what lies behind need not be painted."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A group's pixels, cut to what it covers."""

    depth: float
    x: int
    """Left edge in the raster; even."""
    y: int
    """Top edge in the raster; even."""
    planes: Planes
    """Colours, premultiplied."""
    veil_y: Plane | None = None
    """What the layer lets through, 255 minus alpha, at luma's size; None where all is opaque."""
    veil_c: Plane | None = None
    """The same at chroma's size."""
    bands: tuple[Band, ...] = ()
    """What the layer covers, in rows from its top."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's layers as pixels, far ones first."""

    layers: tuple[Layer, ...]
    width: int
    """Width of the raster with its bleed."""
    height: int
    scale: float
    """Pixels of the raster per pixel of the frame shown."""


def canvas_of(size: Size) -> tuple[int, int]:
    """Width and height in panel units of the canvas that a frame of `size` is composed on."""
    short = min(size.width, size.height)
    return round(size.width * SHORT_SIDE / short), round(size.height * SHORT_SIDE / short)


def open_panel(work: Workspace, image: Image, size: Size) -> Panel:
    """A panel's layers for a frame of `size`, kept for the neighbouring segment.

    Raises:
        InputError: the image is no panel, or it reaches for files outside itself.
    """
    return _load(str(work.open(image)), image.digest, image.format, size.width, size.height)


@lru_cache(maxsize=_CACHED_PANELS)
def _load(path: str, digest: str, kind: str, frame_width: int, frame_height: int) -> Panel:
    del digest  # Part of the key alone: a path may come to hold another asset.
    scale = OVERSAMPLE
    width = _even(frame_width * (1 + 2 * BLEED) * scale)
    height = _even(frame_height * (1 + 2 * BLEED) * scale)
    data = Path(path).read_bytes()
    if kind == "svg":
        layers = _vector_layers(data, width, height)
    else:
        layers = (_bitmap_layer(data, width, height),)
    return Panel(layers, width, height, scale)


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _bitmap_layer(data: bytes, width: int, height: int) -> Layer:
    """An image scaled to cover the whole raster: its edges are what a camera move needs."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise InputError("the picture cannot be read", "use PNG, JPEG, WebP or SVG", "panel")
    factor = max(width / image.shape[1], height / image.shape[0])
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    fit = (max(width, round(image.shape[1] * factor)), max(height, round(image.shape[0] * factor)))
    image = cv2.resize(image, fit, interpolation=smooth)
    left, top = (fit[0] - width) // 2, (fit[1] - height) // 2
    image = image[top : top + height, left : left + width]
    rgba = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGBA), np.uint8)
    return Layer(0.5, 0, 0, from_rgba(rgba))


def _vector_layers(data: bytes, width: int, height: int) -> tuple[Layer, ...]:
    root = _parse(data)
    units = float(root.get("viewBox", "0 0 1 1").split()[3])
    groups = [child for child in root if child.get("data-depth") is not None]
    if not groups:
        raise InputError("the panel has no layer", "give its groups a data-depth", "panel")
    shared = [child for child in root if child.tag == f"{{{_SVG}}}defs"]
    finish = Finish(
        grain=float(root.get("data-grain", "0")),
        vignette=float(root.get("data-vignette", "0")),
        treatment=root.get("data-treatment", ""),
        width=width,
        height=height,
        scale=height / units,
    )
    drawn: list[_Drawn] = []
    for group in groups:
        rgba = rasterise(_document(root, shared, group), width, height)
        blur = float(group.get("data-blur", "0")) * height / units
        if blur > _LEAST_BLUR:
            rgba = _blurred(rgba, blur)
        depth = float(group.get("data-depth", "0"))
        # What lies at one depth moves as one: a layer less to warp in every frame.
        plain = group.get("data-plain") is not None
        if drawn and drawn[-1].depth == depth and drawn[-1].plain == plain:
            drawn[-1] = _Drawn(depth, _over(rgba, drawn[-1].rgba), plain)
        else:
            drawn.append(_Drawn(depth, rgba, plain))
    base = _base_layer(drawn[0], finish)
    others = (_layer(each, finish) for each in drawn[1:])
    return base, *(layer for layer in others if layer is not None)


class _Drawn(NamedTuple):
    """What lies at one depth, as it was drawn."""

    depth: float
    rgba: NDArray[np.uint8]
    """Premultiplied."""
    plain: bool


def _over(near: NDArray[np.uint8], far: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Premultiplied pixels laid over others."""
    veil = cv2.bitwise_not(np.ascontiguousarray(near[:, :, 3]))
    dimmed = cv2.multiply(far, cv2.merge([veil] * 4), scale=1 / 255)
    return np.asarray(cv2.add(dimmed, near), np.uint8)


def _parse(data: bytes) -> ET.Element:
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        raise InputError(f"the panel is not XML ({error})", "draw it again", "panel") from error
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.endswith("href") and not value.startswith(("#", "data:")):
                raise InputError("the panel names a file outside itself", "embed it", "panel")
    return root


def _document(root: ET.Element, shared: list[ET.Element], group: ET.Element) -> bytes:
    alone = ET.Element(root.tag, {"viewBox": root.get("viewBox", "")})
    alone.extend(shared)
    alone.append(group)
    return ET.tostring(alone)


def _base_layer(drawn: _Drawn, finish: Finish) -> Layer:
    rgba = _opaque(drawn.rgba)
    sheet = Sheet(
        planes=from_rgba(rgba),
        alpha=np.ascontiguousarray(rgba[:, :, 3]),
        x=0,
        y=0,
        scale=finish.scale,
        ground=True,
    )
    planes = finish.treated(sheet).planes
    return Layer(
        drawn.depth, 0, 0, Planes(finish.laid_on(planes.y, 0, 0, None), planes.u, planes.v)
    )


def _layer(drawn: _Drawn, finish: Finish) -> Layer | None:
    """Cut a group's pixels to what they cover; None if that is nothing."""
    rgba = drawn.rgba
    x, y, width, height = _covered(rgba[:, :, 3], SPREAD * finish.scale if finish.treatment else 0)
    if width == 0:
        return None
    part = np.ascontiguousarray(rgba[y : y + height, x : x + width])
    alpha = np.ascontiguousarray(part[:, :, 3])
    sheet = Sheet(planes=from_rgba(part), alpha=alpha, x=x, y=y, scale=finish.scale)
    sheet = sheet if drawn.plain else finish.treated(sheet)
    planes, alpha = sheet.planes, sheet.alpha
    veil = np.asarray(cv2.bitwise_not(alpha), np.uint8)
    half = np.asarray(
        cv2.resize(veil, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8
    )
    planes = Planes(finish.laid_on(planes.y, x, y, alpha), planes.u, planes.v)
    edges = (width == rgba.shape[1], y == 0, y + height == rgba.shape[0])
    return Layer(drawn.depth, x, y, planes, veil, half, _bands(alpha, *edges))


def _bands(
    alpha: NDArray[np.uint8], whole_width: bool, at_top: bool, at_bottom: bool
) -> tuple[Band, ...]:
    """Sort a layer's rows into solid, partly covered and empty ones.

    Rows within `_BAND_MARGIN` of partly covered ones count as such, so that no filter reaches from
    a solid or an empty row into another kind. So do the layer's own first and last rows, but at
    the edges of the panel.
    """
    rows = alpha.shape[0]
    solid = (alpha.min(axis=1) == 255) & whole_width
    empty = alpha.max(axis=1) == 0
    reach = np.ones((2 * _BAND_MARGIN + 1, 1), np.uint8)

    def shrunk(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        padded = np.pad(flags, _BAND_MARGIN)
        padded[:_BAND_MARGIN] = at_top and flags[0]
        padded[rows + _BAND_MARGIN :] = at_bottom and flags[-1]
        column = padded.astype(np.uint8).reshape(-1, 1)
        return cv2.erode(column, reach).ravel()[_BAND_MARGIN : rows + _BAND_MARGIN] > 0

    kinds = np.where(shrunk(solid), 2, np.where(shrunk(empty), 0, 1))
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), rows]
    bands: list[Band] = []
    for top, bottom in pairwise(edges):
        if kinds[top] == 0:
            continue
        columns = np.flatnonzero(alpha[top:bottom].max(axis=0))
        left, right = (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, 2)
        # The outermost rows are cut close: their soft edge reaches beyond them.
        first = top - _BAND_MARGIN if top == 0 else top
        last = bottom + _BAND_MARGIN if bottom == rows else bottom
        bands.append(Band(first, last, left, right, bool(kinds[top] == 2)))
    return tuple(bands)


def _opaque(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The farthest layer over black: there is nothing behind it."""
    solid = rgba.copy()
    solid[:, :, 3] = 255
    return solid


def _covered(alpha: NDArray[np.uint8], spread: float) -> tuple[int, int, int, int]:
    """The box around all that is not transparent, widened by `spread`, on even coordinates."""
    x, y, width, height = cv2.boundingRect(alpha)
    if width == 0:
        return 0, 0, 0, 0
    reach = round(spread)
    right, bottom = min(alpha.shape[1], x + width + reach), min(alpha.shape[0], y + height + reach)
    x, y = max(0, x - reach), max(0, y - reach)
    x, y = x - x % 2, y - y % 2
    return x, y, right + right % 2 - x, bottom + bottom % 2 - y


def _blurred(rgba: NDArray[np.uint8], sigma: float) -> NDArray[np.uint8]:
    """Blur premultiplied pixels; wide blurs at a quarter of the size, where they look the same."""
    if sigma < 4:
        return np.asarray(cv2.GaussianBlur(rgba, (0, 0), sigma), np.uint8)
    height, width = rgba.shape[:2]
    small = cv2.resize(rgba, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
