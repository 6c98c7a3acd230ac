"""Guards the contact sheet: every shot of a short film, a sample of a long one."""

import cv2
import pytest

from media.clock import FrameRate
from media.overview import MOST_SHOTS, overview, sampled, time_text
from media.picture.contact_sheet import contact_sheet
from media.shots import Look, Plan, Section, Shot
from media.timeline import Clip, Timeline
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import PLAIN, panel


def plan(text):
    look = Look(setting="sea")
    shot = Shot(id="s0", section_id="a", text=text, look=look)
    section = Section(id="a", title="")
    return Plan(title="A film", language="en", seed=0, sections=(section,), shots=(shot,))


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def film(work, fills, size):
    clips = tuple(
        Clip(
            shot_id=f"s{n}",
            panel=panel(work, PLAIN.format(fill=fill)),
            move="hold",
            energy=0.4,
            seed=n,
            start=n * 60,
            frames=60,
        )
        for n, fill in enumerate(fills)
    )
    return Timeline(
        title="A film",
        language="en",
        size=size,
        rate=FrameRate(30),
        frames=60 * len(clips),
        clips=clips,
        transitions=(),
        dialogue=(),
        cues=(),
        chapters=(),
    )


def test_each_shot_has_its_picture(work):
    timeline = film(work, ["#ff0000", "#00ff00", "#0000ff"], Size(width=640, height=360))

    sheet = contact_sheet(work, overview=overview(timeline, plan("Red, and a good deal about it.")))
    page = cv2.imread(str(work.open(sheet)))

    assert page.shape == (sheet.height, sheet.width, 3)
    row = page[118 + 60]
    assert [int(row[48 + 170 + n * 368].argmax()) for n in range(3)] == [2, 1, 0]


def test_words_are_written_beneath(work):
    timeline = film(work, ["#808080"], Size(width=640, height=360))
    silent = contact_sheet(work, overview=overview(timeline, plan("")))
    spoken = contact_sheet(work, overview=overview(timeline, plan("Hello")))

    assert silent.digest != spoken.digest
    assert spoken == contact_sheet(work, overview=overview(timeline, plan("Hello")))


def test_words_in_a_script_without_letters_are_left_out(work):
    timeline = film(work, ["#808080"], Size(width=360, height=640))
    silent = contact_sheet(work, overview=overview(timeline, plan("")))

    assert contact_sheet(work, overview=overview(timeline, plan("ᏣᎳᎩ"))) == silent


def test_long_films_are_sampled_from_first_to_last():
    shown = [clip for _, clip in sampled(range(2700))]

    assert len(shown) == len(set(shown)) == MOST_SHOTS
    assert (shown[0], shown[-1]) == (0, 2699)


@pytest.mark.parametrize(
    ("frame", "text"),
    [(0, "0:00"), (1797, "0:59"), (1798, "0:59"), (1800, "1:00"), (107_893, "1:00:00")],
)
def test_times_are_whole_seconds_of_the_clock(frame, text):
    assert time_text(frame, FrameRate(30000, 1001)) == text
