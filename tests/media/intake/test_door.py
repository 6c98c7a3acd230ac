"""Guards who is let in: by content, within limits, by name where not."""

import struct
import zlib
from pathlib import Path

import pytest

from media.errors import InputError
from media.intake.door import Wanted
from tests.media.intake.samples import H264, TONE, both, drawn, ffmpeg, heard
from tests.media.intake.world import Door


def refused(door: Door, path: Path, wanted: Wanted = "any") -> InputError:
    with pytest.raises(InputError) as error:
        door.take(path, wanted)
    assert error.value.message.startswith(path.name)
    return error.value


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("still.png", "video", "a PNG picture where a clip is wanted"),
        ("clip.mp4", "audio", "an MP4 clip where a sound is wanted"),
        ("clip.webm", "image", "a WebM clip where a picture is wanted"),
        ("sound.mp3", "video", "an MP3 sound where a clip is wanted"),
        ("sound.flac", "mask", "a FLAC sound where a picture is wanted"),
        ("moving.gif", "image", "a GIF clip where a picture is wanted"),
    ],
)
def test_another_kind_is_named(
    name: str, wanted: Wanted, said: str, files: dict[str, Path], door: Door
) -> None:
    error = refused(door, files[name], wanted)
    assert (error.code, error.message) == ("WRONG_MEDIA", f"{name}: {said}")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "BAD_MEDIA", "it is empty"),
        (b"BM" + bytes(60), "UNSUPPORTED_MEDIA", "a BMP picture"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "UNSUPPORTED_MEDIA", "HEIC"),
        (b"%PDF-1.7\n", "UNSUPPORTED_MEDIA", "a PDF document"),
        (b"#EXTM3U\n/etc/passwd\n", "UNSUPPORTED_MEDIA", "a playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "UNSUPPORTED_MEDIA", "text"),
        (bytes(300), "UNSUPPORTED_MEDIA", "of a kind that is not known"),
    ],
)
def test_what_is_no_media_is_named(
    content: bytes, code: str, said: str, tmp_path: Path, door: Door
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    error = refused(door, path)
    assert error.code == code and said in error.message


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that unfolds to any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(bytes(10_000_000))
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("size", [(60_000, 60_000), (9000, 2), (8192, 8192)])
def test_a_picture_that_unfolds_without_end_is_too_large(
    size: tuple[int, int], tmp_path: Path, door: Door
) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(*size))
    error = refused(door, path, "image")
    assert error.code == "MEDIA_TOO_LARGE" and f"{size[0]:,}" in error.message


def test_a_clip_of_more_than_4k_is_too_large(tmp_path: Path, door: Door) -> None:
    path = drawn(tmp_path / "large.mkv", "color=s=5120x2880:r=5:d=0.4", *H264)
    assert refused(door, path, "video").code == "MEDIA_TOO_LARGE"


def test_a_clip_whose_size_changes_is_refused(tmp_path: Path, door: Door) -> None:
    for side in (64, 96):
        drawn(tmp_path / f"{side}.ts", f"color=s={side}x64:r=25:d=1", *H264)
    joined = tmp_path / "joined.ts"
    joined.write_bytes((tmp_path / "64.ts").read_bytes() + (tmp_path / "96.ts").read_bytes())
    path = tmp_path / "joined.mkv"
    ffmpeg("-i", str(joined), "-c", "copy", str(path))
    error = refused(door, path, "video")
    assert error.code == "UNSUPPORTED_MEDIA" and "changes its size at 1.0 s" in error.message


def test_a_clip_without_picture_is_a_sound(tmp_path: Path, door: Door) -> None:
    path = heard(tmp_path / "sound.mkv", TONE, "-c:a", "flac")
    assert refused(door, path, "video").message.endswith("an MKV sound where a clip is wanted")
    assert door.take(path, "audio").kind == "audio"


def test_what_is_cut_short_says_where(tmp_path: Path, door: Door) -> None:
    whole = both(tmp_path / "whole.avi", "testsrc2=s=64x48:r=25:d=3", TONE, "-c:v", "mpeg4")
    path = tmp_path / "half.avi"
    path.write_bytes(whole.read_bytes()[:-20_000])
    error = refused(door, path)
    assert error.code == "BAD_MEDIA" and "cut short" in error.message
    assert error.remedy == "export it or fetch it again"


def test_the_same_file_gives_the_same_asset(files: dict[str, Path], door: Door) -> None:
    assert door.take(files["clip.mov"]) == door.take(files["clip.mov"])
