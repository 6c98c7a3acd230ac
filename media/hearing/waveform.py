"""A sound as one sees it: its peaks, and a drawing of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from media.clock import SAMPLE_RATE
from media.hearing.figures import Drawn
from media.picture.vector import rasterise
from media.still.files import save, straight
from media.tape.reel import Reel, reel
from media.types import Audio, Size
from media.workspace import Workspace

ROOM = 0.92
"""How much of the height full scale takes."""
SOFT = 0.45
"""How strong peaks are drawn, where the mean power is drawn whole."""


def draw(
    work: Workspace,
    *,
    sound: Audio,
    size: Size,
    columns: int,
    colour: str,
    background: str,
    scaled: bool,
) -> Drawn:
    """Draw peaks and power, mirrored at the middle line.

    Args:
        work: where the sound comes from and the drawing goes.
        sound: what is drawn.
        size: of the drawing.
        columns: how many figures there are.
        colour: as in #1a2b3c.
        background: as in #1a2b3c, or empty for none.
        scaled: the loudest peak takes the whole height, whatever its level.
    """
    peaks, powers = measure(reel(work, sound), round(sound.seconds * SAMPLE_RATE), columns)
    factor = 1 / max(1e-6, float(peaks.max())) if scaled else 1.0
    body = _ground(size, background) + "".join(
        f'<path fill="{colour}" fill-opacity="{opacity}" d="{_outline(values * factor, size)}"/>'
        for values, opacity in ((peaks, SOFT), (powers, 1.0))
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}">'
        f"{body}</svg>"
    )
    return Drawn(
        image=save(work, straight(rasterise(svg.encode(), size.width, size.height))),
        peaks=_rounded(peaks),
        powers=_rounded(powers),
    )


def measure(
    source: Reel, samples: int, columns: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest peak and the root mean square of each column, over all channels."""
    peaks, squares, counts = np.zeros(columns), np.zeros(columns), np.zeros(columns)
    at = 0
    for block in source:
        into = np.minimum((np.arange(at, at + len(block)) * columns) // samples, columns - 1)
        np.maximum.at(peaks, into, np.abs(block).max(axis=1))
        squares += np.bincount(into, np.square(block).mean(axis=1), columns)
        counts += np.bincount(into, minlength=columns)
        at += len(block)
    return peaks, np.sqrt(squares / np.maximum(1, counts))


def _outline(values: NDArray[np.float64], size: Size) -> str:
    """Mirrored, with a hair of height where there is silence."""
    middle = size.height / 2
    reach = np.maximum(np.minimum(values, 1.0) * middle * ROOM, 0.5)
    edges = np.linspace(0, size.width, len(values) + 1)
    across = np.repeat(edges, 2)[1:-1]
    heights = np.repeat(reach, 2)
    upper = [f"{x:.2f} {middle - y:.2f}" for x, y in zip(across, heights, strict=True)]
    lower = [f"{x:.2f} {middle + y:.2f}" for x, y in zip(across, heights, strict=True)]
    return "M" + "L".join([*upper, *reversed(lower)]) + "Z"


def _ground(size: Size, background: str) -> str:
    if not background:
        return ""
    return f'<rect width="{size.width}" height="{size.height}" fill="{background}"/>'


def _rounded(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)
