"""Guards how sound is normalised: channels, the clock, which track, covers."""

from pathlib import Path

import numpy as np
import pytest

from media.types import Audio
from tests.media.intake.samples import H264, both, ffmpeg, heard
from tests.media.intake.world import Door, level_db, onset_s, samples

PICTURE = "testsrc2=s=64x48:r=25:d=2"
BURST = "aevalsrc='0.5*sin(2*PI*880*t)*between(t,1,1.2)':s=48000:d=2"


@pytest.mark.parametrize(
    ("channel", "left", "right"),
    [
        ("FL", 0.0, None), ("FR", None, 0.0), ("FC", -3.0, -3.0), ("LFE", None, None),
        ("BL", -3.0, None), ("BR", None, -3.0),
    ],
)  # fmt: skip
def test_five_channels_are_mixed_as_itu_bs_775_has_it(
    channel: str, left: float | None, right: float | None, tmp_path: Path, door: Door
) -> None:
    order = ["FL", "FR", "FC", "LFE", "BL", "BR"]
    tones = "|".join("0.25*sin(2*PI*440*t)" if name == channel else "0" for name in order)
    path = heard(tmp_path / "six.wav", f"aevalsrc={tones}:c=5.1:s=48000:d=1")
    sound = door.take(path, "audio")
    assert isinstance(sound, Audio) and sound.channels == 2
    mixed = samples(door.file(sound))
    for side, expected in ((0, left), (1, right)):
        level = level_db(mixed[:, side : side + 1]) - 20 * np.log10(0.25)
        assert level == pytest.approx(expected, abs=0.1) if expected is not None else level < -60


def test_a_mix_that_would_be_clipped_gives_way_as_a_whole(tmp_path: Path, door: Door) -> None:
    loud = "|".join(["0.9*sin(2*PI*440*t)"] * 6)
    path = heard(tmp_path / "loud.wav", f"aevalsrc={loud}:c=5.1:s=48000:d=1")
    mixed = samples(door.file(door.take(path, "audio")))
    assert np.abs(mixed).max() == pytest.approx(1.0, abs=0.01)
    # Still a sine: its mean square is half the square of its peak.
    assert level_db(mixed) == pytest.approx(0.0, abs=0.1)


def test_mono_in_a_clip_is_as_loud_from_both_sides(tmp_path: Path, door: Door) -> None:
    tone = "aevalsrc='0.5*sin(2*PI*440*t)':s=44100:d=2"
    path = both(tmp_path / "mono.mov", PICTURE, tone, *H264, "-c:a", "pcm_s16le")
    sound = samples(door.file(door.clip(path)))
    assert level_db(sound[:, :1]) == pytest.approx(level_db(sound[:, 1:]), abs=0.01)
    assert level_db(sound) == pytest.approx(-6.02, abs=0.05)


@pytest.mark.parametrize("shift_s", [-0.4, 0.4])
@pytest.mark.parametrize("form", ["shifted.mp4", "shifted.mkv"])
def test_sound_that_starts_late_or_early_keeps_its_place(
    shift_s: float, form: str, tmp_path: Path, door: Door
) -> None:
    straight = both(tmp_path / "straight.mkv", PICTURE, BURST, *H264, "-c:a", "flac")
    shifted = tmp_path / form
    source = ("-i", str(straight))
    ffmpeg("-itsoffset", "1", *source, "-itsoffset", str(1 + shift_s), *source,
           "-map", "0:v", "-map", "1:a", "-c", "copy", str(shifted))  # fmt: skip
    clip = door.clip(shifted)
    sound = samples(door.file(clip))
    assert clip.frames == 50 and len(sound) == 96_000
    assert onset_s(sound) == pytest.approx(1 + shift_s, abs=0.005)


def test_a_hole_in_the_sound_is_silence(tmp_path: Path, door: Door) -> None:
    hole = f"{BURST},aselect='not(between(t,0.3,0.7))'"
    path = both(tmp_path / "hole.mkv", PICTURE, hole, *H264, "-c:a", "pcm_s16le")
    assert onset_s(samples(door.file(door.clip(path)))) == pytest.approx(1.0, abs=0.03)


def test_sound_longer_than_the_picture_ends_with_it(tmp_path: Path, door: Door) -> None:
    path = both(tmp_path / "long.mkv", PICTURE, "sine=d=3.1:r=44100", *H264, "-c:a", "flac")
    assert len(samples(door.file(door.clip(path)))) == 96_000


def test_of_several_tracks_the_default_one_is_taken(tmp_path: Path, door: Door) -> None:
    path = tmp_path / "two.mkv"
    ffmpeg("-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", "sine=f=300:d=2:r=48000",
           "-f", "lavfi", "-i", "sine=f=900:d=2:r=48000", "-map", "0", "-map", "1", "-map", "2",
           *H264, "-c:a", "flac", "-disposition:a:0", "0", "-disposition:a:1", "default",
           str(path))  # fmt: skip
    sound = samples(door.file(door.clip(path)))[24_000:72_000, 0]
    assert np.argmax(np.abs(np.fft.rfft(sound))) == pytest.approx(900, abs=2)


@pytest.mark.parametrize("form", ["mp3", "m4a", "flac"])
def test_a_cover_is_no_picture(form: str, tmp_path: Path, door: Door) -> None:
    cover = tmp_path / "cover.png"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64:r=1:d=1", "-frames:v", "1", str(cover))
    path = tmp_path / f"song.{form}"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1:r=44100", "-i", str(cover), "-map", "0", "-map", "1",
           "-c:v", "copy", "-disposition:v:0", "attached_pic", str(path))  # fmt: skip
    sound = door.take(path)
    assert isinstance(sound, Audio) and sound.seconds == pytest.approx(1.0, abs=0.06)
