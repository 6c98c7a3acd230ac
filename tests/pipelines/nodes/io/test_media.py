"""Guards io.media: what a server answered becomes a clip, a picture, a sound, or is refused."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from media.types import Image, Video
from pipelines.orders import WorkFailed
from tests.actors.flows import flow, node
from tests.media.intake.samples import both, drawn
from tests.pipelines.nodes.running import Ran, run_flow
from tests.servers import LOCAL, said, saying, serving


@pytest.fixture(autouse=True)
def operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)


async def taken(folder: Path, body: bytes, kind: str) -> Ran:
    async with serving(saying(said(body))) as server:
        wanted: Any = flow(
            node("get", "io.http", url=server.url("/file")),
            node("take", "io.media", kind=kind),
            edges=[("get.document", "take.document")],
        )
        return await asyncio.to_thread(run_flow, wanted, folder)


async def test_a_clip_is_normalised(tmp_path: Path) -> None:
    clip = both(tmp_path / "clip.webm", "testsrc2=d=1:s=160x120:r=25", "sine=d=1")
    got = (await taken(tmp_path, clip.read_bytes(), "video")).outputs["take"].media
    assert isinstance(got, Video)
    assert (got.width, got.height, got.frames, str(got.rate), got.sound) == (
        160, 120, 25, "25/1", True,
    )  # fmt: skip


async def test_a_picture_is_one_and_no_clip(tmp_path: Path) -> None:
    picture = drawn(tmp_path / "picture.png", "testsrc2=s=64x48", "-frames:v", "1").read_bytes()
    got = (await taken(tmp_path, picture, "image")).outputs["take"].media
    assert isinstance(got, Image)
    assert (got.width, got.height) == (64, 48)
    with pytest.raises(WorkFailed) as caught:
        await taken(tmp_path, picture, "video")
    assert caught.value.code == "WRONG_MEDIA"


async def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    clip = drawn(tmp_path / "clip.mp4", "testsrc2=d=1:s=160x120:r=25").read_bytes()
    with pytest.raises(WorkFailed) as caught:
        await taken(tmp_path, clip[: len(clip) // 2], "video")
    assert caught.value.code == "BAD_MEDIA"
