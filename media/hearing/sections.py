"""Where a piece of music changes: a verse into a chorus, quiet into loud.

A change is where what has been heard for some bars is unlike what is heard for the next ones
(Foote's novelty along the diagonal of self-likeness, 2000), by colour of the sound and by level.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from media.hearing.harmony import Chroma

STEP_S = 0.5
"""The sound is described in steps of this length."""
REACH_STEPS = 16
"""So many steps on either side are compared."""
LEAST_STEPS = 16
"""No section is shorter."""
LEAST_NOVELTY = 0.2
SAME = 0.18
"""Sections nearer than this are called alike."""
CLASSES_WEIGHT = 0.4
"""Chords come and go within a section; its level stays."""
RANGE_DB = 40.0

Rows = NDArray[np.float64]


def described(chroma: Chroma, energy: NDArray[np.float64], duration_s: float) -> Rows:
    """Pitch classes and level of each step; the level is a share of the loudest, in decibels."""
    steps = max(1, int(duration_s / STEP_S))
    classes = np.stack([part.mean(axis=0) for part in _parted(chroma, steps)])
    level = np.array([np.sqrt(np.mean(np.square(part))) for part in _parted(energy, steps)])
    decibels = 20 * np.log10(np.maximum(level, 1e-9) / max(1e-9, float(level.max())))
    loud = 1 + np.maximum(decibels, -RANGE_DB) / RANGE_DB
    length = np.maximum(np.linalg.norm(classes, axis=1, keepdims=True), 1e-9)
    return np.concatenate((CLASSES_WEIGHT * classes / length, loud[:, None]), axis=1)


def _parted(values: Rows, steps: int) -> list[Rows]:
    edges = np.linspace(0, len(values), steps + 1).round().astype(int)
    return [values[min(low, len(values) - 1) : max(high, low + 1)] for low, high in pairwise(edges)]


def changes(rows: Rows) -> list[int]:
    """The steps at which a section begins, the first being 0."""
    novelty = np.zeros(len(rows))
    for step in range(LEAST_STEPS // 2, len(rows) - LEAST_STEPS // 2 + 1):
        before = rows[max(0, step - REACH_STEPS) : step].mean(axis=0)
        behind = rows[step : step + REACH_STEPS].mean(axis=0)
        novelty[step] = np.linalg.norm(behind - before)
    found = [0]
    for step in np.argsort(-novelty, kind="stable"):
        clear = all(abs(int(step) - other) >= LEAST_STEPS for other in [*found, len(rows)])
        if novelty[step] >= LEAST_NOVELTY and clear and _tops(novelty, int(step)):
            found.append(int(step))
    return sorted(found)


def _tops(novelty: Rows, step: int) -> bool:
    return bool(novelty[step] >= novelty[max(0, step - 2) : step + 3].max())


def lettered(rows: Rows, starts: list[int]) -> list[str]:
    """A letter for each section; those that sound alike have the same."""
    means = [rows[low:high].mean(axis=0) for low, high in pairwise([*starts, len(rows)])]
    kinds: list[Rows] = []
    letters: list[str] = []
    for mean in means:
        near = [float(np.linalg.norm(mean - kind)) for kind in kinds]
        if near and min(near) < SAME:
            letters.append(chr(ord("A") + int(np.argmin(near)) % 26))
        else:
            letters.append(chr(ord("A") + len(kinds) % 26))
            kinds.append(mean)
    return letters
