"""Cues and grounds for tests of captions in the picture."""

import numpy as np

from media.captions.burn import BurnedCaptions
from media.picture.yuv import Planes, to_bgr
from media.text.family import family
from media.timeline import CaptionWord, Cue
from media.types import Size

WIDE = Size(width=640, height=360)
FULL = {
    "16:9": Size(width=1920, height=1080),
    "9:16": Size(width=1080, height=1920),
    "1:1": Size(width=1080, height=1080),
}
LOOKS = ("plate", "outline", "pop", "bar")


def cue(*lines, start=0, end=60, glued=False):
    """Words of ten frames each, one after the other; letter by letter if glued."""
    count = iter(range(200))
    return Cue(
        start=start,
        end=end,
        lines=tuple(
            tuple(
                CaptionWord(text=w, start=10 * (n := next(count)), end=10 * n + 10, glued=k > 0)
                if glued
                else CaptionWord(text=w, start=10 * (n := next(count)), end=10 * n + 10)
                for k, w in enumerate(line if glued else line.split())
            )
            for line in lines
        ),
    )


def ground(size, level=235):
    """A plain picture."""
    return Planes(
        np.full((size.height, size.width), level, np.uint8),
        np.full((size.height // 2, size.width // 2), 128, np.uint8),
        np.full((size.height // 2, size.width // 2), 128, np.uint8),
    )


def busy(size):
    """A picture of stripes and blots, from black to white and in all colours."""
    rng = np.random.default_rng(4)

    def blots(height, width, cell):
        rows, columns = -(-height // cell), -(-width // cell)
        coarse = rng.integers(16, 240, (rows, columns), np.uint8)
        return np.kron(coarse, np.ones((cell, cell), np.uint8))[:height, :width].copy()

    half = (size.height // 2, size.width // 2)
    return Planes(blots(size.height, size.width, 6), blots(*half, 10), blots(*half, 14))


def copied(planes):
    return Planes(planes.y.copy(), planes.u.copy(), planes.v.copy())


def burned(cues, size, frame, *, style="karaoke", look="plate", on=None, language=""):
    """A picture with captions, as it is at a frame."""
    captions = BurnedCaptions(tuple(cues), size, style, look, family(language))
    base = on or ground(size)
    planes = base
    for number in range(frame + 1):
        planes = copied(base)
        captions.draw(planes, number)
    return planes


def luminance(planes):
    """Relative luminance as WCAG 2.2 defines it."""
    value = to_bgr(planes).astype(float) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear @ (0.0722, 0.7152, 0.2126)
