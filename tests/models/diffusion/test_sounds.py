"""Guards sound: stereo at 48 kHz, to the sample, whatever the model's own rate."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from media.audio.pcm import PcmReader
from media.errors import InputError
from tests.fakes import FolderWorkspace


@pytest.fixture(scope="module")
def engine(build: Callable[..., Any]) -> Any:
    return build("stable-audio", "stable_audio", max_seconds=1)


def test_sound_is_as_long_as_asked_to_the_sample(engine: Any, work: FolderWorkspace) -> None:
    one = engine.generate(work, prompt="rain", seconds=0.6127, seed=1)
    assert (one.sample_rate, one.channels, one.samples) == (48_000, 2, 29_410)
    assert work.reports == pytest.approx([1 / 3, 2 / 3, 1])
    assert engine.generate(work, prompt="rain", seconds=0.6127, seed=1).digest == one.digest
    assert engine.generate(work, prompt="rain", seconds=0.6127, seed=2).digest != one.digest
    with PcmReader(work.open(one)) as reader:
        assert np.abs(reader.read(0, 29_410)).max() > 0


def test_short_sounds_are_cut_and_long_ones_refused(engine: Any, work: FolderWorkspace) -> None:
    assert engine.generate(work, prompt="rain", seconds=0.1, seed=1).samples == 4_800
    with pytest.raises(InputError, match="2 s are longer"):
        engine.generate(work, prompt="rain", seconds=2, seed=1)


def test_a_warm_up_needs_no_workspace(engine: Any) -> None:
    engine.warm_up()
