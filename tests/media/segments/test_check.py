"""Guards the check of a segment: what is black, what is frozen, and what only moves slowly."""

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.encode import SegmentEncoder
from media.segments.check import check
from media.segments.render import render
from media.segments.spec import Encoding, Picture, SegmentSpec
from media.types import Size, Video
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import panel

SIZE = Size(width=320, height=180)
RATE = FrameRate(25)


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def filmed(work, offsets):
    """A video of a ramp, moved by an offset per frame; None is black."""
    path = work.scratch("filmed.mp4")
    ramp = np.tile(np.arange(SIZE.width) % 64 * 3 + 20, (SIZE.height, 1)).astype(np.uint8)
    with SegmentEncoder(path, size=SIZE, rate=RATE, encoding=Encoding()) as encoder:
        for offset in offsets:
            encoder.frame.y[:] = 16 if offset is None else np.roll(ramp, offset, axis=1)
            encoder.frame.u[:] = 128
            encoder.frame.v[:] = 128
            encoder.write()
    return work.save(path, Video, width=320, height=180, rate=RATE, frames=len(offsets))


def test_moving_pictures_have_nothing_wrong(work):
    found = check(work, segment=filmed(work, range(20)))

    assert (found.frames, found.black, found.frozen) == (20, (), ())
    assert 90 < found.mean_luma < 130


def test_black_spans_are_found(work):
    found = check(work, segment=filmed(work, [None] * 5 + list(range(10)) + [None] * 3))

    assert found.black == ((0, 5), (15, 18))


def test_frozen_spans_are_found(work):
    found = check(work, segment=filmed(work, [*range(8), *[7] * 20, *range(8, 16)]))

    ((start, end),) = found.frozen
    assert abs(start - 8) <= 2
    assert abs(end - 28) <= 1


def test_a_held_shot_is_not_frozen(work):
    picture = Picture(panel=panel(work), move="hold", energy=0, seed=5, clip_frames=100, first=0)
    held = render(work, spec=SegmentSpec(size=SIZE, rate=RATE, frames=100, pictures=(picture,)))

    assert check(work, segment=held).frozen == ()
