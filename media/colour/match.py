"""Giving a picture or a clip the colours of another.

A clip is measured as a whole and changed by one rule, so that its frames do not flicker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import each, seen
from media.colour.lab import Lab, sampled, to_frame, to_lab
from media.colour.results import Changed
from media.types import Image, Video
from media.workspace import Workspace

Method = Literal["transport", "histogram"]

PIXELS = 40_000
FRAMES = 24
LEVELS = 256
RIDGE = 0.5
"""Added to variances, so that a picture of one colour can be given any."""
MOST_STRETCH = 4.0
"""Colours move apart by no more than so much, else noise becomes blotches."""

Rule = Callable[[Lab], Lab]


def match(
    work: Workspace,
    *,
    picture: Image | Video,
    reference: Image | Video,
    method: Method,
    strength: float,
) -> Changed:
    """Bring the colours of a picture to those of a reference.

    Args:
        work: where both come from.
        picture: what is changed.
        reference: whose colours it is given.
        method: `transport` moves mean and covariance in L*a*b* by the least there is (Pitié and
            Kokaram, 2007); `histogram` gives each axis the reference's whole distribution.
        strength: 0 leaves the picture as it is.
    """
    own = sampled(seen(work, picture, FRAMES), PIXELS)
    wanted = sampled(seen(work, reference, FRAMES, "reference"), PIXELS)
    rule = _transport(own, wanted) if method == "transport" else _histogram(own, wanted)

    def change(frame: Frame) -> Frame:
        lab = to_lab(frame)
        moved = lab + strength * (rule(lab) - lab)
        return to_frame(moved.astype(np.float32))

    return Changed(picture=each(work, picture, change))


def _transport(own: Lab, wanted: Lab) -> Rule:
    mean, target = own.mean(axis=0), wanted.mean(axis=0)
    root = _root(_covariance(own))
    back = np.linalg.inv(root)
    matrix = back @ _root(root @ _covariance(wanted) @ root) @ back
    stretch = float(np.linalg.eigvalsh(matrix).max())
    matrix = (matrix * min(1.0, MOST_STRETCH / stretch)).astype(np.float32)
    return lambda lab: ((lab - mean) @ matrix.T + target).astype(np.float32)


def _covariance(rows: Lab) -> NDArray[np.float64]:
    return np.cov(rows.T.astype(np.float64)) + RIDGE * np.eye(3)


def _root(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The square root of a symmetric matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T


def _histogram(own: Lab, wanted: Lab) -> Rule:
    shares = np.linspace(0, 1, LEVELS)
    here, there = np.quantile(own, shares, axis=0), np.quantile(wanted, shares, axis=0)

    def rule(lab: Lab) -> Lab:
        axes = [_moved(lab[..., axis], here[:, axis], there[:, axis]) for axis in range(3)]
        return np.stack(axes, axis=-1).astype(np.float32)

    return rule


def _moved(
    values: NDArray[np.floating], here: NDArray[np.floating], there: NDArray[np.floating]
) -> NDArray[np.floating]:
    """From one axis's quantiles to the other's; equal ones count once, with the mean of theirs."""
    unique, first, count = np.unique(here, return_index=True, return_counts=True)
    sums = np.add.reduceat(there, first)
    return np.interp(values, unique, sums / count)
