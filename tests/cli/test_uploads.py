"""Guards what files become at a flow's ports: handles, texts or data, read once."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.flows import given_inputs
from cli.home import Home
from media.errors import InputError
from media.ids import LOCAL_TENANT, Digest
from media.types import Audio, Image, Video
from pipelines.documents import read_flow
from pipelines.graph import Flow
from store.objects.objects import FolderObjects
from tests.media.intake.samples import H264, TONE, both, drawn


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KINORA_OBJECTS", raising=False)
    return Home.find()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return both(tmp_path / "clip.mov", "testsrc2=s=64x48:r=25:d=0.4", TONE, *H264, "-c:a", "aac")


def flow(node: str, port: str, name: str = "given") -> Flow:
    """A flow of one node, one of whose ports is its own."""
    edge = {"from": f"inputs.{name}", "to": f"it.{port}"}
    return read_flow(json.dumps({"nodes": [{"id": "it", "type": node}], "edges": [edge]}))


def stored(home: Home, asset: dict[str, Any]) -> bool:
    objects = FolderObjects(Path(home.objects_url))
    return objects.has(LOCAL_TENANT, Digest(asset["digest"]), asset["num_bytes"])


def test_a_clip_becomes_a_handle_of_what_is_stored(clip: Path, home: Home) -> None:
    given = given_inputs(flow("video.trim", "clip"), [f"given=@{clip}"])["given"]
    video = Video.model_validate(given)
    assert (video.width, video.height, video.frames, video.sound) == (64, 48, 10, True)
    assert stored(home, given)


def test_the_same_file_is_read_once(
    clip: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = given_inputs(flow("video.trim", "clip"), [f"given=@{clip}"])
    again = clip.rename(clip.with_name("renamed.mov"))
    # A second reading would start a process, and there is none to start.
    monkeypatch.setattr("sys.executable", "/nowhere")
    assert given_inputs(flow("video.trim", "clip"), [f"given=@{again}"]) == once


def test_what_the_store_has_lost_is_read_again(clip: Path, home: Home) -> None:
    once = given_inputs(flow("video.trim", "clip"), [f"given=@{clip}"])["given"]
    FolderObjects(Path(home.objects_url)).delete(LOCAL_TENANT, Digest(once["digest"]))
    assert given_inputs(flow("video.trim", "clip"), [f"given=@{clip}"])["given"] == once
    assert stored(home, once)


@pytest.mark.parametrize("several", [False, True])
def test_a_list_takes_files_with_commas_or_one_by_one(
    several: bool, clip: Path, tmp_path: Path
) -> None:
    still = drawn(tmp_path / "silent.mp4", "testsrc2=s=64x48:r=25:d=0.4", *H264)
    words = [f"given=@{clip}", f"given=@{still}"] if several else [f"given=@{clip},@{still}"]
    given = given_inputs(flow("video.concat", "clips"), words)["given"]
    assert [Video.model_validate(item).sound for item in given] == [True, False]
    single = given_inputs(flow("video.concat", "clips"), [f"given=@{clip}"])["given"]
    assert single == given[:1]


def test_a_port_for_one_takes_one(clip: Path) -> None:
    with pytest.raises(InputError, match="given takes one file, and there are 2"):
        given_inputs(flow("video.trim", "clip"), [f"given=@{clip},@{clip}"])


def test_pictures_and_sounds_by_their_ports(tmp_path: Path) -> None:
    picture = drawn(tmp_path / "p.jpg", "testsrc2=s=64x48:r=1:d=1", "-frames:v", "1")
    sound = drawn(tmp_path / "s.mp3", TONE)
    image = given_inputs(flow("image.convert", "image"), [f"given=@{picture}"])["given"]
    assert Image.model_validate(image).format == "png"
    audio = given_inputs(flow("audio.trim", "sound"), [f"given=@{sound}"])["given"]
    assert Audio.model_validate(audio).channels == 1


def test_a_document_is_stored_and_a_text_is_read(tmp_path: Path, home: Home) -> None:
    cube = tmp_path / "look.cube"
    cube.write_text("LUT_3D_SIZE 2\n")
    document = given_inputs(flow("color.lut", "lut"), [f"given=@{cube}"])["given"]
    assert document["media_type"] == "text/plain" and stored(home, document)
    title = tmp_path / "title.txt"
    title.write_text("Two boats: at sea", "utf-8-sig")
    text = given_inputs(flow("text.overlay", "text"), [f"given=@{title}"])["given"]
    assert text == "Two boats: at sea"


def test_data_is_parsed(tmp_path: Path) -> None:
    data = tmp_path / "items.json"
    data.write_text('["9:16", "1:1"]')
    assert given_inputs(flow("flow.items", "items"), [f"given=@{data}"])["given"] == ["9:16", "1:1"]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("gone.mp4", None, "NOT_READABLE", "there is no file"),
        ("torn.mp4", b"\0\0\0\x18ftypisom", "BAD_MEDIA", "torn.mp4: it is cut short"),
        ("page.mp4", b"<html></html>", "UNSUPPORTED_MEDIA", "page.mp4: it is text"),
    ],
)
def test_a_refusal_names_the_file_and_the_input(
    name: str, content: bytes | None, code: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        given_inputs(flow("video.trim", "clip"), [f"given=@{path}"])
    error = refused.value
    assert (error.code, error.field) == (code, "given") and said in error.message


def test_values_are_read_as_before(clip: Path) -> None:
    given = given_inputs(flow("video.trim", "start_s"), ["given=1.5"])
    assert given == {"given": 1.5}
