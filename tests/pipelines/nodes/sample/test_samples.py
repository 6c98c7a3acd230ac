"""Guards the material that examples run on: what it says of itself is so, by another decoder."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from media.codec.clips import read_frames, read_sound
from media.samples.picture import landscape, path, with_subject
from media.samples.sound import beats
from tests.pipelines.nodes.running import run_example


def test_the_clip_has_its_frames_and_its_sound_to_the_sample(tmp_path: Path) -> None:
    ran = run_example("sample.clip", tmp_path, seconds=1.5)
    clip = ran.out.clip
    assert (clip.frames, clip.sound, clip.seconds) == (45, True, 1.5)
    frames = list(read_frames(ran.path(clip)))
    drawn = with_subject(landscape(clip.size), path(20 / 44))
    error = np.mean((frames[20].astype(float) - drawn) ** 2)
    assert len(frames) == 45 and 10 * np.log10(255**2 / error) > 34
    sound = read_sound(ran.path(clip))
    assert sound.shape == (72_000, 2)
    assert np.abs(sound - beats(72_000)).max() < 1e-4


def test_another_decoder_hears_the_same(tmp_path: Path) -> None:
    ran = run_example("sample.clip", tmp_path, seconds=1.0)
    decoded = subprocess.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(ran.path(ran.out.clip))),
            *("-f", "f32le", "-ac", "2", "-ar", "48000", "-"),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    heard = np.frombuffer(decoded, np.float32).reshape(-1, 2)
    assert len(heard) == 48_000
    assert np.abs(heard - beats(48_000)).max() < 1e-4
