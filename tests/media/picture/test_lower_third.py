"""Guards lower thirds: above captions, inside the frame, readable, and gone when they should be."""

import numpy as np
import pytest

from media.captions.burn import BurnedCaptions
from media.clock import FrameRate
from media.contrast import contrast
from media.errors import InputError
from media.lower_thirds import PLATE_OPACITY, Strip, strip_for
from media.picture.lower_third import LowerThird
from media.picture.yuv import Planes
from media.timeline import CaptionWord, Cue
from media.types import Size
from models.preview.panels.colour import over
from models.preview.panels.palette import styles
from models.preview.panels.strips import strip_look

SIZES = [Size(width=640, height=360), Size(width=360, height=640), Size(width=360, height=360)]
RATE = FrameRate(30)
LONG = "Maximiliane von Hohenzollern-Sigmaringen und zu Altenburg"
STRIP = Strip(name="Dr. Maria Keller", role="Marine biologist", start=10, frames=90, raised=True)


def grey(size):
    half = (size.height // 2, size.width // 2)
    return Planes(
        np.full((size.height, size.width), 120, np.uint8),
        np.full(half, 128, np.uint8),
        np.full(half, 128, np.uint8),
    )


def touched(strip, size, frame):
    planes = grey(size)
    LowerThird(strip, size, RATE).draw(planes, frame)
    return np.argwhere(planes.y != 120)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["Bo", "Dr. Maria Keller", LONG])
@pytest.mark.parametrize("role", ["", "Cook", "deputy undersecretary for maritime affairs " * 3])
def test_a_strip_stands_in_the_safe_area_above_captions(size, name, role):
    strip = STRIP.model_copy(update={"name": name, "role": role})
    words = ("such an extraordinarily quiet sea", "had never once been seen")
    lines = tuple(
        tuple(CaptionWord(text=word, start=0, end=1) for word in line.split()) for line in words
    )
    captioned = grey(size)
    BurnedCaptions((Cue(start=0, end=9, lines=lines),), size, "lines").draw(captioned, 0)
    captions = np.argwhere(captioned.y != 120)

    found = touched(strip, size, 60)

    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0)
    assert bottom < captions[:, 0].min()
    assert top > 0.4 * size.height
    assert left >= 0.05 * size.width and right <= 0.95 * size.width


def test_it_comes_stays_and_goes():
    size = SIZES[0]
    covered = [len(touched(STRIP, size, frame)) for frame in (9, 10, 14, 60, 97, 99, 100)]

    assert covered[0] == covered[-1] == 0
    assert 0 < covered[1] < covered[2] < covered[3]
    assert covered[3] > covered[4] > covered[5] > 0


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("behind", ["#000000", "#ffffff", "#808080"])
def test_its_text_is_readable_on_any_picture(style, behind):
    look = strip_look(style)
    plate = over(look.plate, PLATE_OPACITY, behind)

    assert contrast(look.ink, plate) >= 4.5
    assert contrast(look.quiet, plate) >= 4.5


def test_it_keeps_clear_of_transitions_and_needs_time():
    look = strip_look("ink")

    strip = strip_for("Bo | Cook", first=12, end=240, fps=30, raised=True, look=look)
    short = strip_for("Bo", first=12, end=72, fps=30, raised=True, look=look)

    assert strip and (strip.name, strip.role) == ("Bo", "Cook")
    assert strip.start > 12 and strip.start + strip.frames < 240 and strip.frames >= 90
    assert short and short.start + short.frames <= 72 and short.frames >= 45
    assert strip_for("Bo", first=0, end=20, fps=30, raised=True, look=look) is None
    assert strip_for(" | Cook", first=0, end=200, fps=30, raised=True, look=look) is None


def test_letters_that_the_font_lacks_are_refused():
    with pytest.raises(InputError):
        LowerThird(STRIP.model_copy(update={"name": "\u13e3"}), SIZES[0], RATE)
