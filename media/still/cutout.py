"""Parting a subject from its background without a model: by colours, from the edges inwards.

The background is what the picture's border looks like; what is least like it, near the middle, is
taken for the subject, and GrabCut (Rother, Kolmogorov and Blake, 2004) finds the border between the
two. Good for a subject that stands off its background; hair and glass need a model.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.lab import to_lab
from media.colour.palette import grouped
from media.errors import InputError
from media.still.files import Grey, load, load_mask, opaque, save, save_mask
from media.still.kinds import Area, Cut
from media.types import Image, Mask
from media.workspace import Workspace

SIDE = 420
"""The longer side, in pixels, at which the parting is found."""
BORDER = 0.03
"""Part of the shorter side that is taken for background."""
COLOURS = 8
ROUNDS = 6
COMPANION = 0.3
"""A piece of the subject is at least so large a part of its largest one."""
SEED = 5
SEEN = 0.5
"""What is nowhere whiter in a mask is not there."""
GUIDE_REACH, GUIDE_EVEN = 6, 1e-4
"""How far, in pixels, the edge follows the picture, and how even a place is that has no edge."""

Values = NDArray[np.float32]


def remove_background(work: Workspace, *, image: Image, area: Area | None) -> Cut:
    """Cut the subject out.

    Args:
        work: where the picture comes from.
        image: the picture.
        area: the box in which the subject lies; none: anywhere off the border.

    Raises:
        InputError: nothing stands off the background.
    """
    frame = load(work, image)
    return _cut(work, frame, _alpha(opaque(frame), area))


def cut_by_mask(work: Workspace, *, image: Image, mask: Mask, area: Area | None) -> Cut:
    """Cut out what a mask shows, its edge laid along the picture's.

    Args:
        work: where the picture comes from.
        image: the picture.
        mask: white where the subject is.
        area: the box outside of which nothing is meant; none: all of the mask is.

    Raises:
        InputError: the mask shows nothing.
    """
    frame = load(work, image)
    tall, wide = frame.shape[:2]
    share = load_mask(work, mask, (wide, tall)).astype(np.float32) / np.float32(255)
    if area is not None:
        share[~_inside(tall, wide, area)] = 0
    if share.max() < SEEN:
        raise InputError(
            "nothing of it is seen in the picture", "say it otherwise", "prompt", "NO_SUBJECT"
        )
    return _cut(work, frame, along(opaque(frame), share))


def along(frame: Frame, share: Values) -> Grey:
    """A rough mask with its edge laid along the picture's.

    Args:
        frame: opaque.
        share: from 0 to 1, of the same size.
    """
    reach = max(2, round(GUIDE_REACH * max(1.0, max(frame.shape[:2]) / SIDE) / 2))
    return _along(frame, share, reach)


def _cut(work: Workspace, frame: Frame, alpha: Grey) -> Cut:
    if frame.shape[2] == 4:
        alpha = np.minimum(alpha, frame[:, :, 3])
    cut = np.dstack((frame[:, :, :3], alpha))
    return Cut(image=save(work, cut), mask=save_mask(work, alpha))


def _alpha(frame: Frame, area: Area | None) -> Grey:
    tall, wide = frame.shape[:2]
    scale = min(1.0, SIDE / max(tall, wide))
    size = (max(8, round(wide * scale)), max(8, round(tall * scale)))
    small = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)
    subject = _largest(_parted(small, _guess(small, area)))
    if not subject.any():
        raise InputError(
            "nothing stands off the background",
            "name the area of the subject",
            "area",
            "NO_SUBJECT",
        )
    large = cv2.resize(subject.astype(np.float32), (wide, tall), interpolation=cv2.INTER_LINEAR)
    reach = max(2, round(GUIDE_REACH / scale / 2))
    return _along(frame, np.asarray(large, np.float32), reach)


def _along(frame: Frame, share: Values, reach: int) -> Grey:
    """A mask from 0 to 1 with its edge along the picture's."""
    grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.float32)
    light = (grey / 255).astype(np.float32)
    edge = _guided(share, light, reach)
    return np.rint(np.clip((edge - 0.5) * 1.6 + 0.5, 0, 1) * 255).astype(np.uint8)


def _guess(small: Frame, area: Area | None) -> Grey:
    """What each pixel seems to be, in GrabCut's terms."""
    tall, wide = small.shape[:2]
    lab = to_lab(small)
    edge = max(2, round(BORDER * min(tall, wide)))
    if area is None:
        inner = np.zeros((tall, wide), np.bool_)
        inner[edge:-edge, edge:-edge] = True
    else:
        inner = _inside(tall, wide, area)
    if inner.all() or not inner.any():
        raise InputError("the area leaves no background", "make it smaller", "area")
    far = _unlike(lab, lab[~inner])
    if area is None:
        far *= _central(tall, wide)
    levels = np.rint(far / max(1e-6, float(far[inner].max())) * 255).astype(np.uint8)
    least, _ = cv2.threshold(levels[inner], 0, 255, cv2.THRESH_OTSU)
    guess = np.full((tall, wide), cv2.GC_PR_BGD, np.uint8)
    guess[levels > least] = cv2.GC_PR_FGD
    guess[~inner] = cv2.GC_BGD
    return guess


def _inside(tall: int, wide: int, area: Area) -> NDArray[np.bool_]:
    inner = np.zeros((tall, wide), np.bool_)
    rows = slice(round(area.top * tall), round((area.top + area.height) * tall))
    inner[rows, round(area.left * wide) : round((area.left + area.width) * wide)] = True
    return inner


def _unlike(lab: Values, border: Values) -> Values:
    """How far each colour is from the nearest of the border's."""
    centres, _ = grouped(border, COLOURS, SEED)
    rows = lab.reshape(-1, 1, 3)
    return np.linalg.norm(rows - centres[None], axis=2).min(axis=1).reshape(lab.shape[:2])


def _central(tall: int, wide: int) -> Values:
    """A subject is rather in the middle than in a corner."""
    down, across = np.linspace(-1, 1, tall)[:, None], np.linspace(-1, 1, wide)[None]
    return np.exp(-0.6 * (np.square(down) + np.square(across))).astype(np.float32)


def _parted(small: Frame, guess: Grey) -> NDArray[np.bool_]:
    if not (guess == cv2.GC_PR_FGD).any():
        return np.zeros(guess.shape, np.bool_)
    # GrabCut draws its first groups by OpenCV's own dice.
    cv2.setRNGSeed(SEED)
    empty = np.zeros((1, 65), np.float64)
    found, _, _ = cv2.grabCut(
        small, guess, (0, 0, 1, 1), empty, empty.copy(), ROUNDS, cv2.GC_INIT_WITH_MASK
    )
    return (found == cv2.GC_FGD) | (found == cv2.GC_PR_FGD)


def _largest(subject: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest piece and those not much smaller, without holes and crumbs."""
    near = np.ones((3, 3), np.uint8)
    whole = cv2.morphologyEx(subject.astype(np.uint8), cv2.MORPH_OPEN, near)
    count, labels, facts, _ = cv2.connectedComponentsWithStats(np.asarray(whole))
    if count < 2:
        return np.zeros(subject.shape, np.bool_)
    areas = facts[1:, cv2.CC_STAT_AREA]
    kept = np.flatnonzero(areas >= COMPANION * areas.max()) + 1
    return np.isin(labels, kept)


def _guided(share: Values, light: Values, reach: int) -> Values:
    """A mask's edge laid along the picture's (guided filter, He, Sun and Tang, 2010)."""
    side = (2 * reach + 1, 2 * reach + 1)

    def mean(values: Values) -> Values:
        return np.asarray(cv2.blur(values, side), np.float32)

    middle, level = mean(light), mean(share)
    spread = mean(light * light) - middle * middle
    shared = mean(light * share) - middle * level
    slope = (shared / (spread + GUIDE_EVEN)).astype(np.float32)
    base = (level - slope * middle).astype(np.float32)
    return mean(slope) * light + mean(base)
