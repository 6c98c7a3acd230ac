"""Applying a lookup table to a picture or a clip."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.filter import Graph
from av.video.format import VideoFormat

from media.codec.clips import Frame
from media.colour.cube import Cube, parse, write
from media.colour.each import Change, each
from media.colour.light import CODES
from media.colour.results import Changed
from media.errors import InputError
from media.ids import uuid7
from media.types import Document, Image, Video
from media.workspace import Workspace

MOST_BYTES = 80_000_000


def apply(work: Workspace, *, picture: Image | Video, lut: Document, strength: float) -> Changed:
    """Look every pixel up in a .cube table; between entries, by the tetrahedron that it lies in.

    Raises:
        InputError: the document is no .cube file.
    """
    cube = _read(work.open(lut))
    change = _Solid(work, cube).change if cube.is_3d else _lines(cube)

    def blended(frame: Frame) -> Frame:
        return np.asarray(
            cv2.addWeighted(change(frame), strength, frame, 1 - strength, 0), np.uint8
        )

    return Changed(picture=each(work, picture, change if strength == 1 else blended))


def _read(path: Path) -> Cube:
    if path.stat().st_size > MOST_BYTES:
        raise InputError("the table is too large", "use one of 65 entries a side", "lut")
    return parse(path.read_text(encoding="utf-8", errors="replace"))


def _lines(cube: Cube) -> Change:
    """One curve a channel; the table is by blue, green and red, as frames are."""
    columns = [
        np.interp(CODES, np.linspace(cube.low[axis], cube.high[axis], len(cube.table)), column)
        for axis, column in enumerate(cube.table.T)
    ]
    table = np.rint(np.clip(np.stack(columns[::-1], axis=1), 0, 1) * 255).astype(np.uint8)[None]
    return lambda frame: np.asarray(cv2.LUT(frame, table), np.uint8)


class _Solid:
    """FFmpeg's `lut3d`, which is exact and fast, set up for the first frame that comes."""

    def __init__(self, work: Workspace, cube: Cube) -> None:
        if cube.low != (0.0, 0.0, 0.0) or cube.high != (1.0, 1.0, 1.0):
            raise InputError(
                "the table is not for values from 0 to 1", "export it for those", "lut", "BAD_LUT"
            )
        self._path = work.scratch(f"{uuid7()}.cube")
        write(self._path, cube.table)
        self._graph: Graph | None = None

    def change(self, frame: Frame) -> Frame:
        """A frame, looked up."""
        if self._graph is None:
            self._graph = self._set_up(frame)
        self._graph.push(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="bgr24"))
        found = self._graph.pull()
        assert isinstance(found, av.VideoFrame)
        return np.asarray(found.to_ndarray(format="bgr24"), np.uint8)

    def _set_up(self, frame: Frame) -> Graph:
        height, width = frame.shape[:2]
        graph = Graph()
        graph.threads = 1
        last = graph.add_buffer(
            width=width, height=height, format=VideoFormat("bgr24"), time_base=Fraction(1, 25)
        )
        steps = (
            ("lut3d", f"file='{_quoted(self._path)}':interp=tetrahedral"),
            ("format", "bgr24"),
            ("buffersink", None),
        )
        for name, arguments in steps:
            following = graph.add(name, arguments)
            last.link_to(following)
            last = following
        graph.configure()
        return graph


def _quoted(path: Path) -> str:
    """A path inside single quotes of a filter's arguments."""
    return str(path).replace("\\", "\\\\").replace("'", "'\\''").replace(":", "\\:")
