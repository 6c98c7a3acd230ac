"""Guards how a clip fills a shot: cut where it is long, slower and then held where it is short."""

from itertools import pairwise

import pytest

from media.clock import FrameRate
from media.footage import SLOWEST, Motion, Played, first_s, further_s
from media.ids import digest_of
from media.types import Video


def clip(frames: int, fps: int = 24) -> Video:
    return Video(
        digest=digest_of(b"c"), num_bytes=1, width=64, height=36, rate=FrameRate(fps), frames=frames
    )


def motion(seconds: int) -> Motion:
    return Motion(prompt="", avoid="", amount=0.5, seconds=seconds, seed=1)


def places(played: Played, fps: float = 24.0) -> list[float]:
    return [played.place(frame, fps) for frame in range(-played.lead, played.frames - played.lead)]


def test_a_long_clip_plays_at_its_own_speed_and_is_cut() -> None:
    assert places(Played(clip=clip(72), lead=4, frames=60)) == list(range(60))


def test_a_short_clip_plays_slower_to_its_very_end() -> None:
    found = places(Played(clip=clip(50), lead=0, frames=60))
    assert found[-1] == pytest.approx(49, abs=0.2)
    assert max(b - a for a, b in pairwise(found)) == pytest.approx(50 / 60)


def test_what_is_far_too_short_holds_its_last_frame() -> None:
    found = places(Played(clip=clip(24), lead=0, frames=240))
    assert found[10] == pytest.approx(10 / SLOWEST)
    assert found[60:] == [23.0] * 180


def test_a_clip_of_another_rate_plays_as_fast() -> None:
    played = Played(clip=clip(16, fps=16), lead=0, frames=30)
    assert [played.place(frame, 30.0) for frame in (0, 15)] == [0.0, 8.0]


def test_frames_before_the_clip_show_its_first() -> None:
    assert Played(clip=clip(72), lead=4, frames=60).place(-20, 24.0) == 0.0


def test_a_model_is_asked_for_all_where_it_makes_as_much() -> None:
    assert (first_s(motion(4), 5.0), further_s(motion(4), 5.0)) == (4.0, ())
    assert (first_s(motion(40), 0.0), further_s(motion(40), 0.0)) == (40.0, ())


def test_a_little_too_long_is_played_slower_and_not_made_longer() -> None:
    assert (first_s(motion(7), 5.0), further_s(motion(7), 5.0)) == (5.0, ())


@pytest.mark.parametrize(("seconds", "longest"), [(8, 5.0), (30, 5.0), (20, 8.53), (2, 0.5)])
def test_what_is_much_too_long_is_made_longer_in_equal_parts(seconds: int, longest: float) -> None:
    parts = further_s(motion(seconds), longest)
    assert longest + sum(parts) == pytest.approx(seconds)
    assert len(set(parts)) == 1 and parts[0] < longest
