"""Guards words over pictures: where they are, when they are, and that all else stays."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.codec.clips import read_frames, read_sound
from pipelines.orders import WorkFailed
from tests.pipelines.nodes.running import run_example

SMALL = {"width": 640, "height": 360}


def card(folder: Path, **params: object) -> np.ndarray:
    done = run_example("text.title", folder, size=SMALL, **params)
    return cv2.imread(str(done.path(done.out.image)))


def white(picture: np.ndarray) -> np.ndarray:
    return (picture > 235).all(axis=2)


@pytest.mark.parametrize("height", ["top", "middle", "bottom"])
@pytest.mark.parametrize("align", ["left", "middle"])
def test_a_title_stands_where_it_is_put(tmp_path: Path, height: str, align: str) -> None:
    found = card(tmp_path, shade=1.0, height=height, align=align, accent="", subtitle="")
    rows, columns = (np.flatnonzero(white(found).any(axis=axis)) for axis in (1, 0))
    middle = (rows[0] + rows[-1]) / 2
    assert {"top": middle < 110, "middle": abs(middle - 180) < 20, "bottom": middle > 250}[height]
    if align == "middle":
        assert (columns[0] + columns[-1]) / 2 == pytest.approx(320, abs=3)
    else:
        assert columns[0] == pytest.approx(0.075 * 640, abs=5)


def test_a_long_title_is_broken_and_stays_inside(tmp_path: Path) -> None:
    found = card(tmp_path, text="A title of many words " * 4, shade=1.0, accent="")
    rows, columns = (np.flatnonzero(white(found).any(axis=axis)) for axis in (1, 0))
    assert columns[0] > 25 and columns[-1] < 615 and rows[0] > 10 and rows[-1] < 350


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as caught:
        card(tmp_path, text="Incomprehensibilities " * 9, scale=2.0)
    assert caught.value.field == "text"


def test_letters_that_no_font_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as caught:
        card(tmp_path, text="\U00012000\U00012001")
    assert caught.value.code == "FONT_LACKS_SCRIPT"


def test_the_shade_darkens_and_the_words_do_not_change(tmp_path: Path) -> None:
    plain, shaded = (card(tmp_path, shade=shade, accent="") for shade in (0.0, 0.5))
    corner = (slice(0, 40), slice(0, 40))
    assert shaded[corner].mean() / plain[corner].mean() == pytest.approx(0.5, abs=0.02)
    strong = white(cv2.erode(shaded, np.ones((3, 3))))
    assert strong.any() and white(plain)[strong].all()


def test_a_title_over_a_clip_comes_and_goes(tmp_path: Path) -> None:
    done = run_example("text.overlay", tmp_path, start_s=1.0, seconds=2.0)
    clip, plain = done.out.clip, done.outputs["clip"].clip
    assert (clip.frames, clip.rate, clip.sound) == (plain.frames, plain.rate, True)
    pairs = zip(read_frames(done.path(clip)), read_frames(done.path(plain)), strict=True)
    change = np.array([np.abs(a.astype(int) - b)[200:].mean() for a, b in pairs])
    assert change[:29].max() < 3 and change[92:].max() < 3
    assert change[55:70].min() > 8
    assert 3 < change[34] < change[40] < change[60]
    sound, before = (read_sound(done.path(each)) for each in (clip, plain))
    assert np.abs(sound - before).max() < 1e-3


def test_a_title_behind_the_clips_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="lasts 4"):
        run_example("text.overlay", tmp_path, start_s=9.0)


@pytest.mark.parametrize(("look", "style"), [("plate", "lines"), ("pop", "karaoke")])
def test_captions_show_while_they_are_said_and_nowhere_else(
    tmp_path: Path, look: str, style: str
) -> None:
    done = run_example("text.captions", tmp_path, look=look, style=style)
    pairs = zip(
        read_frames(done.path(done.out.clip)),
        read_frames(done.path(done.outputs["clip"].clip)),
        strict=True,
    )
    changed = [(np.abs(a.astype(int) - b).max(axis=2) > 60).sum(axis=1) for a, b in pairs]
    busy = np.array([rows.sum() > 100 for rows in changed])
    assert not busy[:5].any() and not busy[116:].any() and not busy[55:59].any()
    assert busy[8:52].all() and busy[62:112].all()
    assert sum(rows[:180].sum() for rows in changed) == 0


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([("one", 1.0, 0.5)], "ends before it starts"),
        ([("one", 0.0, 2.0), ("two", 1.0, 3.0)], "starts before the line before it"),
    ],
)
def test_times_that_cannot_be_are_refused(
    tmp_path: Path, lines: list[tuple[str, float, float]], reason: str
) -> None:
    given = [{"text": text, "start_s": start, "end_s": end} for text, start, end in lines]
    with pytest.raises(WorkFailed, match=reason):
        run_example("text.captions", tmp_path, lines=given)


def test_a_long_line_is_parted(tmp_path: Path) -> None:
    text = (
        "It came over the hills at noon, and nobody who was there could say from where it came. "
        "Some held it to be a sign, others thought that it was a ball, and both of them were right."
    )
    line = {"text": text, "start_s": 0.0, "end_s": 4.0}
    done = run_example("text.captions", tmp_path, lines=[line])
    frames = list(read_frames(done.path(done.out.clip)))
    early, late = (white(frames[index][230:]) for index in (60, 100))
    assert early.any() and late.any() and (early != late).sum() > 300
