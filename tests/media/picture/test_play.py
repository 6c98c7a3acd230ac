"""Guards footage in a film: which frame of a clip is seen when, and a panel as a still."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import save_clip
from media.footage import Played
from media.picture.still import still
from media.segments.render import render
from media.segments.spec import Picture, SegmentSpec
from media.types import Image, Size, Video
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import LAYERED, PLAIN, panel

SIZE = Size(width=160, height=90)
RATE = FrameRate(24)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def brightening(work: FolderWorkspace, frames: int) -> Video:
    """Each frame four levels lighter than the one before."""
    shown = (np.full((90, 160, 3), 20 + 4 * index, np.uint8) for index in range(frames))
    return save_clip(work, shown, size=SIZE, rate=RATE)


def spec(work: FolderWorkspace, clip: Video, *, frames: int, first: int = 0, lead: int = 0):
    picture = Picture(
        panel=panel(work, PLAIN.format(fill="#ff0000")), move="push_in", energy=1, seed=1,
        clip_frames=frames, first=first, footage=Played(clip=clip, lead=lead, frames=frames),
    )  # fmt: skip
    return SegmentSpec(size=SIZE, rate=RATE, frames=frames, pictures=(picture,))


def levels(work: FolderWorkspace, video: Video) -> list[float]:
    """How light each frame is, as the clip's frames were numbered."""
    with av.open(str(work.open(video))) as film:
        found = [frame.to_ndarray(format="bgr24").mean() for frame in film.decode(video=0)]
    return [(level - 20) / 4 for level in found]


def test_a_clip_is_seen_frame_by_frame_in_place_of_the_panel(work: FolderWorkspace) -> None:
    video = render(work, spec=spec(work, brightening(work, 40), frames=30))
    assert levels(work, video) == pytest.approx(range(30), abs=0.6)


def test_a_part_of_a_shot_begins_where_the_clip_is_then(work: FolderWorkspace) -> None:
    video = render(work, spec=spec(work, brightening(work, 40), frames=20, first=6, lead=4))
    assert levels(work, video) == pytest.approx(range(10, 30), abs=0.6)


def test_a_short_clip_is_slowed_with_pictures_between(work: FolderWorkspace) -> None:
    video = render(work, spec=spec(work, brightening(work, 20), frames=25))
    wanted = [min(19, index * 0.8) for index in range(25)]
    assert levels(work, video) == pytest.approx(wanted, abs=0.7)


def test_equal_specs_with_footage_give_equal_bytes(work: FolderWorkspace) -> None:
    wanted = spec(work, brightening(work, 20), frames=25)
    assert render(work, spec=wanted).digest == render(work, spec=wanted).digest


def read(work: FolderWorkspace, image: Image) -> np.ndarray:
    found = cv2.imread(str(work.open(image)))
    assert found is not None
    return found


def test_a_layered_panel_becomes_a_picture_of_the_size(work: FolderWorkspace) -> None:
    made = still(work, panel=panel(work, LAYERED), size=SIZE)
    pixels = read(work, made)
    assert (made.format, pixels.shape) == ("png", (90, 160, 3))
    assert pixels.std() > 20


def test_a_picture_of_the_size_stays_and_another_is_cut_to_it(work: FolderWorkspace) -> None:
    path = work.scratch("a.png")
    wide = np.zeros((90, 400, 3), np.uint8)
    wide[:, 120:280] = 200
    cv2.imwrite(str(path), wide)
    image = work.save(path, Image, format="png", width=400, height=90)
    cut = still(work, panel=image, size=SIZE)
    assert read(work, cut).min() == 200
    assert still(work, panel=cut, size=SIZE) == cut
