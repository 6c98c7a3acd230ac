"""Guards the arithmetic of frames: rates, lengths, and what is shown between frames."""

from fractions import Fraction

import numpy as np
import pytest

from media.clock import FrameRate
from media.errors import InputError
from models.diffusion.conditions import tail_of
from models.diffusion.timing import Pace, at_places, native_rate, pace_for
from models.diffusion.traits import Traits

TRAITS = Traits(pipelines={"video": "Any"}, native_rates=(16,), frames_step=4, max_frames=81)


def flat(count: int) -> list[np.ndarray]:
    """Frames, each as light as its number."""
    return [np.full((16, 16, 3), index * 10 % 256, np.uint8) for index in range(count)]


def levels(frames: list[np.ndarray]) -> list[int]:
    return [int(frame.mean()) for frame in frames]


@pytest.mark.parametrize(
    ("seconds", "rate", "made", "wanted"),
    [
        (5.0, FrameRate(16), 81, 80),
        (5.0, FrameRate(24), 81, 120),
        (1.0, FrameRate(24), 17, 24),
        (1.0, FrameRate(30000, 1001), 17, 30),
        (0.01, FrameRate(24), 5, 1),
    ],
)
def test_the_next_larger_number_of_frames_is_made(
    seconds: float, rate: FrameRate, made: int, wanted: int
) -> None:
    pace = pace_for(seconds, rate, TRAITS)
    assert (pace.made, pace.wanted) == (made, wanted)
    assert (pace.made - 1) / 16 >= (wanted - 1) / rate.fraction


def test_what_is_too_long_is_refused_with_what_can_be_made() -> None:
    with pytest.raises(InputError) as caught:
        pace_for(5.2, FrameRate(24), TRAITS)
    assert "5.06 s" in caught.value.remedy
    assert caught.value.code == "TOO_LONG"


def test_a_rate_of_the_models_own_is_kept() -> None:
    traits = TRAITS.but(native_rates=(24, 25, 30))
    assert [native_rate(rate, traits) for rate in (FrameRate(25), FrameRate(50))] == [25, 24]


def test_frames_that_were_made_are_shown_as_they_are() -> None:
    pace = Pace(5, 12, 9, FrameRate(24))
    shown = pace.fitted(flat(5), "blend")
    assert levels(shown) == [0, 5, 10, 15, 20, 25, 30, 35, 40]
    assert levels(pace.fitted(flat(5), "nearest")) == [0, 10, 10, 20, 20, 30, 30, 40, 40]
    followed = pace.fitted(flat(5), "flow")
    assert levels(followed[::2]) == [0, 10, 20, 30, 40]


def test_a_clip_that_has_to_end_with_a_picture_does() -> None:
    pace = Pace(9, 16, 6, FrameRate(24))
    assert levels(pace.fitted(flat(9), "nearest"))[-1] < 80
    assert levels(pace.fitted(flat(9), "nearest", whole=True))[-1] == 80


def test_past_the_end_the_last_frame_stays() -> None:
    places = [Fraction(1), Fraction(5, 2), Fraction(9)]
    assert levels(list(at_places(flat(3), places, "blend"))) == [10, 20, 20]


@pytest.mark.parametrize(("there", "seen"), [(30, 17), (12, 9), (4, 1)])
def test_a_clips_end_is_looked_at_as_far_as_there_is_one(there: int, seen: int) -> None:
    traits = TRAITS.but(frames_step=8, extend_frames=17, native_rates=(24,))
    tail = tail_of(flat(there), FrameRate(24), 24, traits)
    assert len(tail) == seen
    assert levels(tail)[-1] == levels(flat(there))[-1]
