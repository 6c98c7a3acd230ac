"""Guards that every usual form comes in, whole, in colour and in tune, judged by another FFmpeg."""

import re
from pathlib import Path

import numpy as np
import pytest

from media.types import Audio, Image, Video
from tests.media.intake.samples import CLIPS, SOUNDS, STILLS
from tests.media.intake.world import Door, described, frames, samples


def close(ours: np.ndarray, theirs: np.ndarray) -> float:
    """How far two pictures are apart in the mean, in levels, by tiles of eight pixels."""
    return float(np.abs(tiles(ours) - tiles(theirs)).mean())


def tiles(picture: np.ndarray) -> np.ndarray:
    """Means of tiles: decoders differ in how they enlarge colour at edges, and not in the mean."""
    height, width = picture.shape[:2]
    return picture[..., :3].reshape(height // 8, 8, width // 8, 8, 3).mean(axis=(1, 3))


@pytest.mark.parametrize("name", [*CLIPS, "silent.mp4"])
def test_a_clip_keeps_its_frames_its_colours_and_its_sound(
    name: str, files: dict[str, Path], door: Door
) -> None:
    clip = door.clip(files[name])
    assert (clip.width, clip.height, str(clip.rate)) == (96, 64, "25/1")
    assert clip.sound == (name != "silent.mp4")
    told = described(door.file(clip))
    assert "h264" in told and "bt709" in told and "25 fps" in told
    assert bool(re.search(r"Audio: flac .*48000 Hz, stereo", told)) == clip.sound
    ours = frames(door.file(clip), 96, 64)
    theirs = frames(files[name], 96, 64, "-fps_mode", "passthrough")
    assert len(ours) == clip.frames and len(theirs) in (25, clip.frames)
    for index in (0, 12, 24):
        assert close(ours[index], theirs[index]) < 6
    if clip.sound:
        heard, given = samples(door.file(clip)), samples(files[name], 1)
        assert abs(len(heard) - clip.frames * 1920) <= 1
        assert pitch(heard) == pytest.approx(440, abs=2)
        assert np.abs(heard[20000:28000]).max() == pytest.approx(
            np.abs(given[20000:28000]).max(), abs=0.03
        )


def pitch(sound: np.ndarray) -> float:
    middle = sound[12_000:36_000, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(np.argmax(spectrum)) * 48_000 / len(middle)


def test_a_moving_gif_is_a_clip_and_a_still_one_a_picture(
    files: dict[str, Path], door: Door
) -> None:
    clip, picture = door.take(files["moving.gif"]), door.take(files["still.gif"])
    assert isinstance(clip, Video) and isinstance(picture, Image)
    # Ten frames a second: each is up for three of thirty.
    assert str(clip.rate) == "30/1"
    ours, theirs = frames(door.file(clip), 96, 64), frames(files["moving.gif"], 96, 64)
    assert len(ours) == 3 * len(theirs)
    assert all(close(ours[3 * at + 1], theirs[at]) < 6 for at in range(len(theirs)))


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_keeps_its_length_its_pitch_and_its_level(
    name: str, files: dict[str, Path], door: Door
) -> None:
    sound = door.take(files[name], "audio")
    assert isinstance(sound, Audio)
    ours, theirs = samples(door.file(sound), 1), samples(files[name], 1)
    assert (sound.channels, sound.samples) == (1, len(ours))
    assert "pcm_s16le" in described(door.file(sound))
    assert abs(len(ours) - len(theirs)) <= 1024
    assert pitch(ours) == pytest.approx(440, abs=2)
    assert np.abs(ours[12_000:36_000] - theirs[12_000:36_000]).max() < 0.01


def test_sixteen_bits_at_48_khz_come_through_to_the_bit(files: dict[str, Path], door: Door) -> None:
    sound = door.take(files["sound.wav"])
    given = samples(files["sound.wav"], 1)
    np.testing.assert_array_equal(samples(door.file(sound), 1), given)


@pytest.mark.parametrize("name", STILLS)
def test_a_still_keeps_its_pixels(name: str, files: dict[str, Path], door: Door) -> None:
    picture = door.take(files[name], "image")
    assert isinstance(picture, Image)
    assert (picture.width, picture.height, picture.format) == (96, 64, "png")
    ours, theirs = frames(door.file(picture), 96, 64)[0], frames(files[name], 96, 64)[0]
    assert close(ours, theirs) < (0.01 if name in ("still.png", "still.gif") else 4)


def test_a_name_means_nothing(files: dict[str, Path], door: Door, tmp_path: Path) -> None:
    disguised = tmp_path / "holiday.mp3"
    disguised.write_bytes(files["clip.webm"].read_bytes())
    assert door.clip(disguised).digest == door.clip(files["clip.webm"]).digest
