"""Filling a hole with what the rest of the picture looks like.

From coarse to fine, each place in the hole looks for the patch outside that is most like what is
there so far (PatchMatch, Barnes and others, 2009), and all patches that overlap vote for a pixel's
colour (Wexler, Shechtman and Irani, 2004).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.still.files import Grey

REACH = 3
"""Patches have seven pixels a side."""
THIN = 3.0
"""A hole is shrunk until nothing in it is further than this from its edge."""
LEAST_SIDE = 24
ROUNDS, FINE_ROUNDS = 8, 2
"""Of looking and voting, on coarse levels and on the finest."""
CHUNK = 20_000

Values = NDArray[np.float32]
Places = NDArray[np.int_]
"""Rows of (y, x)."""
Flags = NDArray[np.bool_]


def fill(frame: Frame, hole: Grey, seed: int) -> Frame:
    """The picture with its hole filled; what lies outside stays as it is.

    Where nothing outside is large enough to take patches from, it is filled smoothly.
    """
    dice = np.random.default_rng(seed)
    flags = hole > 0
    smooth = np.asarray(cv2.inpaint(frame, flags.astype(np.uint8), REACH, cv2.INPAINT_TELEA))
    found: Values | None = None
    for scale in _scales(flags):
        level = _shrunk(frame, flags, scale)
        if level is None:
            continue
        picture, mask = level
        start = smooth if found is None else found
        size = (picture.shape[1], picture.shape[0])
        guess = np.asarray(cv2.resize(start.astype(np.float32), size), np.float32)
        picture[mask] = guess[mask]
        found = _Level(picture, mask, dice).filled(FINE_ROUNDS if scale > 0.5 else ROUNDS)
    if found is None:
        return np.asarray(smooth, np.uint8)
    return np.where(flags[:, :, None], np.rint(np.clip(found, 0, 255)), frame).astype(np.uint8)


def _scales(hole: Flags) -> list[float]:
    """From that at which the hole is thin up to the whole."""
    deep = float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3).max())
    scales = [1.0]
    while deep * scales[-1] > THIN and min(hole.shape) * scales[-1] > 2 * LEAST_SIDE:
        scales.append(scales[-1] / 2)
    return scales[::-1]


def _shrunk(frame: Frame, hole: Flags, scale: float) -> tuple[Values, Flags] | None:
    """A level, if anything outside its hole can be taken; colours of the hole stay out of it."""
    tall, wide = hole.shape
    size = (max(8, round(wide * scale)), max(8, round(tall * scale)))
    share = cv2.resize(1 - hole.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    seen = frame * (~hole)[:, :, None].astype(np.float32)
    colour = np.asarray(cv2.resize(seen, size, interpolation=cv2.INTER_AREA), np.float32)
    mask = np.asarray(share) < 0.999
    picture = colour / np.maximum(np.asarray(share), 1e-3)[:, :, None]
    return (picture.astype(np.float32), mask) if _sources(mask).any() else None


def _sources(mask: Flags) -> Flags:
    """Where a whole patch lies in the picture and outside the hole."""
    near = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    free = np.asarray(cv2.dilate(mask.astype(np.uint8), near)) == 0
    free[:REACH] = free[-REACH:] = False
    free[:, :REACH] = free[:, -REACH:] = False
    return free


class _Level:
    """One size of the picture, its hole filled with a first guess."""

    def __init__(self, picture: Values, mask: Flags, dice: np.random.Generator) -> None:
        self._picture, self._mask, self._dice = picture, mask, dice
        self._free = _sources(mask)
        near = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
        touched = np.asarray(cv2.dilate(mask.astype(np.uint8), near)) > 0
        self._targets: Places = np.argwhere(touched)
        self._number = np.full(mask.shape, -1)
        self._number[touched] = np.arange(len(self._targets))
        choices = np.argwhere(self._free)
        self._found = choices[dice.integers(len(choices), size=len(self._targets))]
        deep = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
        self._trust = (1.3 ** -np.asarray(deep)).astype(np.float32)
        """What is near the edge is known better."""

    def filled(self, rounds: int) -> Values:
        """The picture after so many rounds."""
        for _ in range(rounds):
            self._padded = np.pad(
                self._picture, ((REACH, REACH), (REACH, REACH), (0, 0)), "reflect"
            )
            self._cost = self._costs(np.arange(len(self._targets)), self._found)
            for _ in range(2):
                self._spread()
                self._search()
            self._vote()
        return self._picture

    def _costs(self, which: Places, where: Places) -> Values:
        """How unlike the patch at each target is to that at a source."""
        windows = np.lib.stride_tricks.sliding_window_view(
            self._padded, (2 * REACH + 1, 2 * REACH + 1), axis=(0, 1)
        )
        cost = np.empty(len(which), np.float32)
        for start in range(0, len(which), CHUNK):
            part = slice(start, start + CHUNK)
            here, there = self._targets[which[part]], where[part]
            apart = windows[here[:, 0], here[:, 1]] - windows[there[:, 0], there[:, 1]]
            cost[part] = np.square(apart).sum(axis=(1, 2, 3))
        return cost

    def _try(self, which: Places, where: Places) -> None:
        """Take a source for a target where it is better, and allowed."""
        tall, wide = self._mask.shape
        inside = ((where >= 0) & (where < (tall, wide))).all(axis=1)
        which, where = which[inside], where[inside]
        free = self._free[where[:, 0], where[:, 1]]
        which, where = which[free], where[free]
        cost = self._costs(which, where)
        better = cost < self._cost[which]
        self._found[which[better]] = where[better]
        self._cost[which[better]] = cost[better]

    def _spread(self) -> None:
        """What is good for a neighbour may be good here, one step aside."""
        tall, wide = self._mask.shape
        every = np.arange(len(self._targets))
        for step in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            beside = self._targets - step
            inside = ((beside >= 0) & (beside < (tall, wide))).all(axis=1)
            number = np.full(len(every), -1)
            number[inside] = self._number[beside[inside, 0], beside[inside, 1]]
            known = number >= 0
            self._try(every[known], self._found[number[known]] + step)

    def _search(self) -> None:
        """Elsewhere, near what was found and nearer each time."""
        every = np.arange(len(self._targets))
        reach = float(max(self._mask.shape))
        while reach >= 1:
            aside = self._dice.uniform(-reach, reach, (len(every), 2))
            self._try(every, np.rint(self._found + aside).astype(np.int_))
            reach /= 2

    def _vote(self) -> None:
        """Every pixel of the hole as the patches over it would have it."""
        tall, wide = self._mask.shape
        total = np.zeros((tall, wide, 3), np.float32)
        weight = np.zeros((tall, wide), np.float32)
        spread = max(1e-3, float(np.percentile(self._cost, 75)))
        here, there = self._targets, self._found
        vote = np.exp(-self._cost / spread) * self._trust[here[:, 0], here[:, 1]] + 1e-9
        for down in range(-REACH, REACH + 1):
            for across in range(-REACH, REACH + 1):
                y, x = here[:, 0] + down, here[:, 1] + across
                inside = (y >= 0) & (y < tall) & (x >= 0) & (x < wide)
                colour = self._picture[there[:, 0] + down, there[:, 1] + across]
                # Targets are different places, so each pixel has one vote of each step.
                total[y[inside], x[inside]] += (vote[:, None] * colour)[inside]
                weight[y[inside], x[inside]] += vote[inside]
        voted = total / np.maximum(weight, 1e-12)[:, :, None]
        self._picture = np.where(self._mask[:, :, None], voted, self._picture).astype(np.float32)
