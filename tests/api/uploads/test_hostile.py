"""Guards what may come in: hostile files are refused by name, or come out as what they show."""

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from api.settings import Settings
from tests.api.conftest import Api
from tests.api.uploads.sending import error, kept, sent
from tests.api.uploads.test_names import NAMES, is_safe
from tests.media.intake.test_door import bomb

PAGE = b"<html><script>alert(document.domain)</script></html>"


def zipped(size: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil", bytes(size))
    return held.getvalue()


def text_bomb(png: bytes) -> bytes:
    """A PNG with a text chunk of a few kilobytes that unfolds to 60 MB."""
    body = b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9)
    crc = struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return png[:33] + struct.pack(">I", len(body)) + b"zTXt" + body + crc + png[33:]


REFUSED: dict[str, tuple[str, str, bytes]] = {
    "wrong magic": ("a.png", "image", b"GIF89a" + bytes(40)),
    "a page as a picture": ("a.png", "image", PAGE),
    "a drawing with a script": ("a.svg", "image", b"<svg onload='alert(1)'/>"),
    "a playlist of local files": ("a.mp4", "video", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
    "a list of local files": ("a.mp4", "video", b"ffconcat version 1.0\nfile /etc/passwd\n"),
    "a manifest": ("a.mp4", "video", b"<?xml version='1.0'?><MPD></MPD>"),
    "an archive as a picture": ("a.png", "image", zipped(1000)),
    "an archive bomb": ("a.mp4", "video", zipped(5_000_000)),
    "a gzip bomb as a text": ("a.txt", "document", gzip.compress(bytes(20_000_000))),
    "a program as a text": ("a.txt", "document", b"\x7fELF\x02\x01\x01" + bytes(64)),
    "a program of Windows": ("a.png", "image", b"MZ\x90\0" + bytes(64)),
    "null bytes in a text": ("a.txt", "document", b"words\0words"),
    "text that is none": ("a.txt", "document", b"\xff\xfe\xfa words"),
    "a document of another kind": ("a.txt", "document", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "an instruction to ImageMagick": (
        "a.png", "image", b"push graphic-context\nfill 'url(https://x/|id)'\n",
    ),
    "nothing but a head": ("a.png", "image", b"\x89PNG\r\n\x1a\n"),
    "a clip that is cut off": ("a.mp4", "video", b"\0\0\0\x18ftypmp42" + bytes(64)),
    "wide": ("a.png", "image", bomb(60_000, 60_000)),
    "narrow and long": ("a.png", "image", bomb(2, 60_000)),
    "a large head": ("a.png", "image", bomb(8192, 8192)),
    "zeroes": ("a.wav", "audio", bytes(4096)),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
async def test_hostile_files_are_refused(case: str, ours: Api, settings: Settings) -> None:
    name, kind, data = REFUSED[case]
    answer = await sent(ours, data, name=name, kind=kind)
    status, code, field = error(answer)
    assert (status, field) == (422, "content"), answer.text
    assert code in (
        "UNSUPPORTED_MEDIA",
        "BAD_MEDIA",
        "MEDIA_TOO_LARGE",
        "WRONG_MEDIA",
        "BAD_DOCUMENT",
    )
    assert name in answer.json()["error"]["message"]
    upload = answer.request.url.path.split("/")[-2]
    told = await ours.got(f"/uploads/{upload}")
    assert (told["state"], told["code"], told["artifact_id"]) == ("refused", code, None)
    assert (await ours.got("/artifacts"))["items"] == []
    root = Path(settings.objects_url)
    assert not root.exists() or not [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "tail", [PAGE, zipped(1000), b"\0" * 9 + b"%PDF-1.7\n1 0 obj", b"<?php ?>"]
)
async def test_what_hangs_on_a_picture_stays_outside(tail: bytes, ours: Api, png: bytes) -> None:
    made = await kept(ours, png + tail, name="a.png", kind="image")
    file = await ours("GET", f"/artifacts/{made['id']}/content")
    assert tail not in file.content and file.headers["Content-Type"] == made["media_type"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_text_that_unfolds_within_a_picture_harms_nobody(ours: Api, png: bytes) -> None:
    answer = await sent(ours, text_bomb(png), name="a.png", kind="image")
    assert answer.status_code in (200, 422), answer.text
    if answer.is_success:
        made = await ours.got(f"/artifacts/{answer.json()['artifact_id']}")
        assert made["num_bytes"] < 100_000


@pytest.mark.parametrize(
    ("fixture", "kind"),
    [("png", "video"), ("png", "audio"), ("mp4", "image"), ("mp4", "audio"), ("wav", "video"),
     ("wav", "image"), ("mp4", "document")],
)  # fmt: skip
async def test_what_is_of_another_kind_than_declared_is_refused(
    fixture: str, kind: str, ours: Api, request: pytest.FixtureRequest
) -> None:
    answer = await sent(ours, request.getfixturevalue(fixture), name="a.bin", kind=kind)
    assert error(answer) == (422, "WRONG_MEDIA", "content")


async def test_pages_among_texts_are_shown_as_words(ours: Api) -> None:
    made = await kept(ours, PAGE, name="a.html", kind="document")
    file = await ours("GET", f"/artifacts/{made['id']}/content")
    assert file.headers["Content-Type"].startswith("text/plain")
    assert "sandbox" in file.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["a\x00.png", "\x00", "../\x00/a.png"])
async def test_null_bytes_in_a_name_are_refused(name: str, ours: Api) -> None:
    body = {"name": name, "kind": "image", "num_bytes": 1}
    assert error(await ours("POST", "/uploads", json=body)) == (422, "INVALID_INPUT", "body.name")


async def test_three_hundred_names_are_declared_safely(ours: Api) -> None:
    for name in NAMES[::3]:
        body = {"name": name, "kind": "image", "num_bytes": 1}
        answer = await ours("POST", "/uploads", json=body)
        assert answer.status_code == 201, (name, answer.text)
        assert is_safe(answer.json()["name"])
