"""Guards rendering a segment: its bytes, length, blends and captions, seen by decoding."""

import av
import numpy as np
import pytest

from media.clock import FrameRate
from media.segments.check import check
from media.segments.render import render
from media.segments.spec import Picture, SegmentSpec
from media.timeline import CaptionWord, Cue
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import LAYERED, PLAIN, panel

SIZE = Size(width=320, height=180)


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def picture(work, svg=LAYERED, frames=30, first=0, move="push_in"):
    return Picture(
        panel=panel(work, svg), move=move, energy=0.6, seed=3, clip_frames=frames, first=first
    )


def spec(*pictures, frames=30, **more):
    return SegmentSpec(size=SIZE, rate=FrameRate(25), frames=frames, pictures=pictures, **more)


def lumas(work, video):
    with av.open(str(work.open(video))) as container:
        return [f.to_ndarray()[: SIZE.height].astype(int) for f in container.decode(video=0)]


def grey(level):
    return PLAIN.format(fill=f"#{level:02x}{level:02x}{level:02x}")


def test_equal_specs_give_equal_bytes(work):
    wanted = spec(picture(work))
    videos = [render(work, spec=wanted) for _ in range(6)]

    assert len({video.digest for video in videos}) == 1


def test_it_lasts_as_long_as_it_says(work):
    video = render(work, spec=spec(picture(work), frames=17))

    assert (video.frames, video.seconds) == (17, 17 / 25)
    assert len(lumas(work, video)) == 17


def test_a_move_goes_on_across_segments(work):
    whole = lumas(work, render(work, spec=spec(picture(work))))
    tail = lumas(work, render(work, spec=spec(picture(work, first=20), frames=10)))

    assert np.abs(whole[25] - tail[5]).mean() < 0.5 * np.abs(whole[5] - tail[5]).mean()


def test_a_dissolve_goes_from_one_to_the_other(work):
    pictures = picture(work, grey(40)), picture(work, grey(220))

    means = [f.mean() for f in lumas(work, render(work, spec=spec(*pictures, blend="dissolve")))]

    assert means == sorted(means)
    assert means[0] < 55
    assert means[-1] > 200
    assert means[14] == pytest.approx((means[0] + means[-1]) / 2, abs=6)


@pytest.mark.parametrize(("blend", "ends"), [("fade_in", (0, -1)), ("fade_out", (-1, 0))])
def test_a_fade_has_one_black_end(work, blend, ends):
    frames = lumas(work, render(work, spec=spec(picture(work, grey(200)), blend=blend)))
    dark, bright = (frames[n].mean() for n in ends)

    assert dark < 18
    assert bright > 180


def test_a_dip_is_black_in_the_middle(work):
    pictures = picture(work, grey(200)), picture(work, grey(120))
    frames = lumas(work, render(work, spec=spec(*pictures, blend="dip", frames=31)))

    assert frames[15].mean() < 18
    assert frames[0].mean() > frames[30].mean() > 100


def test_a_dip_to_white_is_white_in_the_middle(work):
    pictures = picture(work, grey(100)), picture(work, grey(60))
    frames = lumas(work, render(work, spec=spec(*pictures, blend="dip_white", frames=31)))

    assert frames[15].mean() > 230


def test_a_cut_shows_each_picture_alone(work):
    pictures = picture(work, grey(40)), picture(work, grey(220))
    wanted = spec(*pictures, blend="cut", frames=20, blend_span=(8, 8))
    means = [f.mean() for f in lumas(work, render(work, spec=wanted))]

    assert max(means[:8]) < 60
    assert min(means[8:]) > 190


@pytest.mark.parametrize("blend", ["dissolve", "wipe_left", "dip", "zoom_in"])
def test_beside_a_blend_one_picture_shows_alone(work, blend):
    pictures = picture(work, grey(40)), picture(work, grey(220))
    wanted = spec(*pictures, blend=blend, frames=30, blend_span=(10, 20))
    means = [f.mean() for f in lumas(work, render(work, spec=wanted))]

    assert max(means[:10]) - min(means[:10]) < 2
    assert max(means[20:]) - min(means[20:]) < 2
    assert means[29] - means[0] > 130


def test_captions_are_burned_in(work):
    cue = Cue(start=10, end=20, lines=((CaptionWord(text="Hello", start=0, end=8),),))
    frames = lumas(
        work, render(work, spec=spec(picture(work, grey(128), move="hold"), cues=(cue,)))
    )
    lower = [frame[130:165, 130:190] for frame in frames]

    assert lower[5].max() - lower[5].min() < 12
    assert lower[15].max() - lower[15].min() > 120
    assert lower[25].max() - lower[25].min() < 40


def test_progress_is_reported(work):
    render(work, spec=spec(picture(work)))

    assert work.reports[0] == 0
    assert work.reports == sorted(work.reports)


@pytest.mark.parametrize(
    "size", [Size(width=180, height=320), Size(width=240, height=240)], ids=str
)
def test_other_shapes_of_frame_render_too(work, size):
    video = render(work, spec=spec(picture(work), frames=3).model_copy(update={"size": size}))

    assert check(work, segment=video).frames == 3
    assert (video.width, video.height) == (size.width, size.height)
