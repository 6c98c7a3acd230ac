"""Guards that a file is not refused for being unusual: cut, streamed, fragmented, without index."""

from pathlib import Path

import pytest

from media.errors import InputError
from media.types import Audio
from tests.media.intake.samples import H264, both, drawn, ffmpeg
from tests.media.intake.world import Door, frames

PICTURE, TONE = "testsrc2=s=64x48:r=25:d=2", "sine=f=440:d=2:r=44100"
GROUPS = [*H264, "-bf", "3"]

CLIPS = {
    "fragmented.mp4": [*GROUPS, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
    "index_first.mp4": [*GROUPS, "-c:a", "aac", "-movflags", "+faststart"],
    "timecode.mov": [*GROUPS, "-c:a", "pcm_s24le", "-timecode", "01:00:00:00"],
    "live.webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1"],
    "hidden_frames.webm": ["-c:v", "libvpx", "-auto-alt-ref", "1", "-lag-in-frames", "16",
                           "-c:a", "libvorbis"],
    "packed.avi": ["-c:v", "mpeg4", "-bf", "2", "-vtag", "XVID", "-c:a", "libmp3lame"],
    "hevc.mp4": ["-c:v", "libx265", "-x265-params", "log-level=none", "-c:a", "aac"],
    "theora.ogv": ["-c:v", "libtheora", "-c:a", "libvorbis"],
}  # fmt: skip


@pytest.mark.parametrize("name", CLIPS)
def test_an_unusual_clip_is_taken_whole(name: str, tmp_path: Path, door: Door) -> None:
    clip = door.clip(both(tmp_path / name, PICTURE, TONE, *CLIPS[name]))
    assert (clip.frames, str(clip.rate), clip.sound) == (50, "25/1", True)


def test_a_clip_cut_between_key_frames_shows_what_players_show(tmp_path: Path, door: Door) -> None:
    whole = both(tmp_path / "whole.mp4", PICTURE, TONE, *GROUPS, "-c:a", "aac")
    part = tmp_path / "part.mp4"
    ffmpeg("-ss", "1.3", "-i", str(whole), "-c", "copy", str(part))
    shown = frames(part, 64, 48, "-fps_mode", "passthrough")
    assert abs(door.clip(part).frames - len(shown)) <= 1


@pytest.mark.parametrize("form", ["matroska", "wav", "mp3"])
def test_what_was_recorded_into_a_pipe_is_taken(form: str, tmp_path: Path, door: Door) -> None:
    source = TONE if form in ("wav", "mp3") else PICTURE
    path = tmp_path / "piped"
    path.write_bytes(ffmpeg("-f", "lavfi", "-i", source, "-f", form, "-"))
    taken = door.take(path)
    assert taken.kind == ("audio" if source is TONE else "video")
    assert not isinstance(taken, Audio) or taken.seconds == pytest.approx(2.0, abs=0.06)


@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_f32le", "pcm_s24le", "adpcm_ms"])
def test_any_samples_of_a_wav_will_do(codec: str, tmp_path: Path, door: Door) -> None:
    taken = door.take(drawn(tmp_path / "sound.wav", TONE, "-c:a", codec), "audio")
    assert isinstance(taken, Audio) and taken.seconds == pytest.approx(2.0, abs=0.06)


def test_two_sounds_in_one_file_are_not_taken_for_one(tmp_path: Path, door: Door) -> None:
    one = drawn(tmp_path / "one.ogg", TONE, "-c:a", "libvorbis")
    chain = tmp_path / "chain.ogg"
    chain.write_bytes(one.read_bytes() * 2)
    with pytest.raises(InputError, match="several sounds") as refused:
        door.take(chain, "audio")
    assert refused.value.code == "UNSUPPORTED_MEDIA"


@pytest.mark.parametrize("form", ["gray", "rgb48be", "ya8", "pal8", "monob"])
def test_any_pixels_of_a_png_will_do(form: str, tmp_path: Path, door: Door) -> None:
    path = drawn(tmp_path / "picture.png", "testsrc2=s=64x48:r=1:d=1", "-frames:v", "1",
                 "-pix_fmt", form)  # fmt: skip
    ours = frames(door.file(door.take(path, "image")), 64, 48)[0].astype(int)
    assert abs(ours - frames(path, 64, 48)[0].astype(int)).max() <= 1
