"""The colours of a picture: the few that stand for all of it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.each import seen
from media.colour.hexes import from_bgr
from media.colour.lab import Lab, sampled, to_frame
from media.colour.results import Palette
from media.still.files import save
from media.types import Image, Video
from media.workspace import Workspace

PIXELS, FRAMES = 12_000, 12
ROUNDS = 40
STILL = 0.05
"""Centres that move by less have come to rest, in units of L*a*b*."""
SWATCH_WIDTH, SWATCH_HEIGHT = 960, 160
LEAST_WIDTH = 12


def palette(work: Workspace, *, picture: Image | Video, colours: int, seed: int) -> Palette:
    """Group a picture's colours by what the eye takes for near (k-means in L*a*b*).

    A picture of fewer colours has fewer in its palette.
    """
    rows = sampled(seen(work, picture, FRAMES), PIXELS)
    centres, shares = grouped(rows, colours, seed)
    order = np.argsort(-shares, kind="stable")
    bgr = to_frame(centres[order][None])[0]
    return Palette(
        colours=tuple(from_bgr(colour) for colour in bgr),
        shares=tuple(round(float(share), 4) for share in shares[order]),
        swatch=save(work, _swatch(bgr, shares[order])),
    )


def grouped(rows: Lab, count: int, seed: int) -> tuple[Lab, NDArray[np.float64]]:
    """Centres of up to `count` groups, and the share of each."""
    centres = _spread(rows, count, np.random.default_rng(seed))
    nearest = np.zeros(len(rows), np.int_)
    for _ in range(ROUNDS):
        nearest = _distances(rows, centres).argmin(axis=1)
        moved = np.stack(
            [
                rows[nearest == index].mean(axis=0) if (nearest == index).any() else centre
                for index, centre in enumerate(centres)
            ]
        )
        rest = float(np.abs(moved - centres).max())
        centres = moved
        if rest < STILL:
            break
    shares = np.bincount(nearest, minlength=len(centres)) / len(rows)
    return centres[shares > 0], shares[shares > 0]


def _spread(rows: Lab, count: int, dice: np.random.Generator) -> Lab:
    """First centres, each likely to be far from those before it (k-means++)."""
    centres = [rows[dice.integers(len(rows))]]
    while len(centres) < count:
        far = _distances(rows, np.stack(centres)).min(axis=1)
        total = float(far.sum())
        if total < 1e-6 * len(rows):
            break
        centres.append(rows[dice.choice(len(rows), p=far / total)])
    return np.stack(centres)


def _distances(rows: Lab, centres: Lab) -> NDArray[np.float64]:
    """Squared, of each row to each centre."""
    return np.square(rows[:, None].astype(np.float64) - centres[None]).sum(axis=2)


def _swatch(bgr: Frame, shares: NDArray[np.float64]) -> Frame:
    """Bars as wide as each colour's share, none so narrow that it cannot be seen."""
    widths = np.maximum(shares * SWATCH_WIDTH, LEAST_WIDTH)
    edges = np.concatenate(([0.0], np.cumsum(widths) / widths.sum() * SWATCH_WIDTH)).round()
    row = np.zeros((1, SWATCH_WIDTH, 3), np.uint8)
    for index, colour in enumerate(bgr):
        row[0, int(edges[index]) : int(edges[index + 1])] = colour
    return np.asarray(
        cv2.resize(row, (SWATCH_WIDTH, SWATCH_HEIGHT), fx=0, fy=0, interpolation=cv2.INTER_NEAREST),
        np.uint8,
    )
