"""Guards which onset of speech a caption is held against."""

import numpy as np
from numpy.typing import NDArray

from media.quality.captions import onsets, own_onset


def speaking(*runs: tuple[int, int]) -> NDArray[np.bool_]:
    heard = np.zeros(5_000, np.bool_)
    for first, last in runs:
        heard[first:last] = True
    return heard


def test_a_cue_behind_silence_has_the_onset_that_follows() -> None:
    heard = speaking((0, 1_000), (1_300, 2_000))
    assert own_onset(onsets(heard), heard, 1_000, 1_290) == 1_300


def test_a_cue_within_running_speech_has_none() -> None:
    heard = speaking((0, 2_000))
    assert own_onset(onsets(heard), heard, 500, 1_000) is None


def test_a_cue_behind_a_short_silence_is_not_held_against_a_later_word() -> None:
    heard = speaking((0, 1_000), (1_190, 1_700), (1_950, 2_500))
    assert own_onset(onsets(heard), heard, 1_000, 1_188) is None
