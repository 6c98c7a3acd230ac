"""Guards the encode: what is heard while it goes on is what the finished file decodes to."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.aac import decode_sound, encoding_aac, hear
from tests.media.audio.material import voice


@pytest.mark.parametrize("samples", [1, 1_024, 1_025, 48_000, 100_003])
def test_what_is_heard_meanwhile_is_what_the_file_holds(tmp_path: Path, samples: int) -> None:
    sound = np.repeat(voice(3)[:samples], 2, axis=1).astype(np.float32)
    path = tmp_path / "sound.m4a"
    heard = np.concatenate(list(hear(encoding_aac(path, [sound]), samples)))
    kept = np.concatenate(list(decode_sound(path, samples)))
    assert heard.shape == (samples, 2)
    assert np.array_equal(heard, kept)
