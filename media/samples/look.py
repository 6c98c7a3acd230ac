"""A lookup table to try things on: teal shadows, orange lights."""

from __future__ import annotations

import numpy as np

from media.colour.cube import Table, write
from media.types import Document
from media.workspace import Workspace

SIZE = 17
SHADOWS, LIGHTS = (-0.05, 0.02, 0.06), (0.08, 0.02, -0.08)
"""What is added to red, green and blue at either end."""


def teal_and_orange() -> Table:
    """Of shape (17, 17, 17, 3), by red, green and blue."""
    steps = np.linspace(0, 1, SIZE)
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
    brightness = (colours @ np.array([0.2126, 0.7152, 0.0722]))[..., None]
    # At black and at white nothing is added, so that both stay.
    window = 4 * brightness * (1 - brightness)
    added = (1 - brightness) * np.array(SHADOWS) + brightness * np.array(LIGHTS)
    return np.clip(colours + window * added, 0, 1)


def lut(work: Workspace) -> Document:
    """The table as a .cube file."""
    target = work.scratch("look.cube")
    write(target, teal_and_orange())
    return work.save(target, Document, media_type="text/plain")
