"""Guards the probe: what it says is counted, and what is no media is refused."""

import pytest

from media.clock import FrameRate
from media.codec.probe import probe
from media.errors import InputError
from tests.fakes import FolderWorkspace
from tests.media.audio.material import tone
from tests.media.film.material import encoded_sound, segment


def test_a_segment_is_described(tmp_path):
    work = FolderWorkspace(tmp_path)
    rate = FrameRate(24000, 1001)
    video = segment(work, 17, rate=rate)
    found = probe(work.open(video))
    (stream,) = found.streams
    assert (stream.kind, stream.codec, stream.packets) == ("video", "h264", 17)
    assert (stream.width, stream.height, stream.pixel_format) == (64, 48, "yuv420p")
    assert stream.rate == "24000/1001"
    assert stream.duration_s == pytest.approx(17 * 1001 / 24000, abs=1e-9)
    assert found.num_bytes == video.num_bytes


def test_sound_lasts_as_long_as_it_was_before_it_was_encoded(tmp_path):
    work = FolderWorkspace(tmp_path)
    found = probe(work.open(encoded_sound(work, tone(1.23456))))
    sound = found.first("audio")
    assert (sound.codec, sound.sample_rate, sound.channels) == ("aac", 48_000, 2)
    assert sound.start_s == pytest.approx(-1_024 / 48_000)
    assert round(sound.duration_s * 48_000) == int(1.23456 * 48_000)
    assert sound.uniform


def test_a_stream_that_is_not_there_is_named(tmp_path):
    work = FolderWorkspace(tmp_path)
    found = probe(work.open(segment(work, 2, rate=FrameRate(30))))
    with pytest.raises(InputError, match="audio"):
        found.first("audio")


def test_what_is_no_media_is_refused(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"not a film" * 50)
    with pytest.raises(InputError) as caught:
        probe(path)
    assert caught.value.code == "BAD_MEDIA"
