"""Guards what bytes are taken for: by themselves, whatever a server calls them."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from media.web import json_of
from models.net.sniffing import BINARY, HEAD_BYTES, media_type, text_of


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("a.gif", "image/gif"),
        ("a.mp4", "video/mp4"), ("a.mov", "video/quicktime"), ("a.mkv", "video/webm"),
        ("a.wav", "audio/wav"), ("a.flac", "audio/flac"), ("a.ogg", "audio/ogg"),
        ("a.mp3", "audio/mpeg"), ("a.m4a", "audio/mp4"), ("a.adts", "application/octet-stream"),
    ],
)  # fmt: skip
def test_media_are_known_by_their_bytes(tmp_path: Path, name: str, found: str) -> None:
    picture = name[2:] in ("png", "jpg", "gif", "mp4", "mov", "mkv")
    source = "testsrc=s=64x48:d=0.1" if picture else "sine=d=0.1"
    one = ["-frames:v", "1"] if picture else []
    path = tmp_path / name
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", source, *one, path],
        check=True,
        timeout=20,
    )
    assert media_type(path.read_bytes()[:HEAD_BYTES], "text/html; charset=utf-8") == found


@pytest.mark.parametrize(
    ("head", "declared", "found"),
    [
        (b'{"a": 1}', "", "application/json"),
        (b'{"a": 1}', "image/png", "application/json"),
        (b"<p>", "text/html; charset=utf-8", "text/html"),
        (b"<p>", "application/pdf", "text/plain"),
        (b"a,b", "text/csv", "text/csv"),
        (b"MZ\x90\x00\x03", "text/plain", BINARY),
        (b"\x1b[0m", "", "text/plain"),
        (b"", "video/mp4", "text/plain"),
        (b"a" + "é".encode() * HEAD_BYTES, "text/plain", "text/plain"),
    ],
)
def test_texts_are_told_apart_by_what_they_are_called(
    head: bytes, declared: str, found: str
) -> None:
    assert media_type(head[:HEAD_BYTES], declared) == found


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("été".encode(), "", "été"),
        ("\ufeffété".encode(), "", "été"),
        ("été".encode("latin-1"), "text/plain; charset=ISO-8859-1", "été"),
        ("été".encode("latin-1"), "text/plain", None),
        ("皮影戏".encode("gbk"), 'text/html; charset="GBK"', "皮影戏"),
        ("影".encode("shift_jis"), "text/html; charset=Shift_JIS", "影"),
        (b"abc\xff", "text/plain; charset=punycode", None),
        (b"abc\xff", "text/plain; charset=nothing", None),
        (b"a\x00b", "text/plain", None),
    ],
)
def test_text_is_read_in_its_charset(data: bytes, declared: str, text: str | None) -> None:
    assert text_of(data, declared) == text


def test_json_is_read() -> None:
    assert json_of('{"a": [1, 2.5, null, "\\u00e9"]}') == {"a": [1, 2.5, None, "é"]}


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", "[Infinity]", '"\\ud800"', '"a\\u0000b"', "[" * 200_000]
)
def test_what_no_journal_could_keep_is_no_json(text: str) -> None:
    with pytest.raises((ValueError, UnicodeError)):
        json_of(text)
