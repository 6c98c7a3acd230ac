"""Guards files on their way: whole or not there, taken up where the line broke, what was sent."""

import io
from pathlib import Path
from typing import Any

import pytest

import kinora_client
from kinora_client._files import Progress
from tests.clients.files import DATA, DIGEST, served
from tests.clients.scripted import Asked, Drop, Reply, Scripted, refusal
from tests.clients.speaking import IMPATIENT, KINDS, Speaker

NOW = "2026-01-01T00:00:00+00:00"


def into(told: list[tuple[int, int | None]]) -> Progress:
    """Keeps what a progress is told."""

    def keep(done: int, of: int | None) -> None:
        told.append((done, of))

    return keep


def artifact(digest: str = DIGEST) -> Reply:
    return Reply(200, {
        "id": "a", "version": 1, "made_by": "key:1", "created_at": NOW, "updated_at": NOW,
        "name": "clip", "kind": "video", "folder_id": None, "tags": [], "source": "upload",
        "run_id": None, "node": None, "path": None, "port": None, "prompt": "", "model": "",
        "asset": {"digest": digest}, "media_type": "video/mp4", "num_bytes": len(DATA),
        "seconds": 1.0, "content_url": "/v1/artifacts/a/content", "thumbnail_url": None,
    })  # fmt: skip


def test_a_cut_download_goes_on_from_there(
    server: Scripted, speaker: Speaker, tmp_path: Path
) -> None:
    target = tmp_path / "clip.mp4"
    told: list[tuple[int, int | None]] = []
    server.will(
        artifact(), Drop, served(cut_at=1_200_000), refusal(503, "OVERLOADED"),
        served(cut_at=1_500_000), served(),
    )  # fmt: skip
    found = speaker(lambda it: it.artifacts.download("a", to=target, progress=into(told)))
    assert (found, target.read_bytes()) == (target, DATA)
    assert sorted(tmp_path.iterdir()) == [target]
    assert told[-1] == (len(DATA), len(DATA)) and told == sorted(told)
    ranges = [asked.headers.get("Range") for asked in server.asked[2:]]
    assert ranges[0] is None and "bytes=1" in str(ranges[1]) and "bytes=2" in str(ranges[3])


def test_another_file_begins_anew(server: Scripted, speaker: Speaker, tmp_path: Path) -> None:
    server.will(artifact(), served(cut_at=1_500_000, tag="other"), served())
    speaker(lambda it: it.artifacts.download("a", to=tmp_path / "clip.mp4"))
    assert (tmp_path / "clip.mp4").read_bytes() == DATA


def test_a_damaged_file_is_not_there(server: Scripted, speaker: Speaker, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_text("the former one")
    server.will(artifact("0" * 64), served())
    with pytest.raises(kinora_client.TransferFailed, match="damaged"):
        speaker(lambda it: it.artifacts.download("a", to=tmp_path / "clip.mp4"))
    server.will(served(tag="1" * 64))
    with pytest.raises(kinora_client.TransferFailed, match="damaged"):
        speaker(lambda it: it.jobs.download("api", "j", "clip", to=tmp_path / "clip.mp4"))
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the former one"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_had_leaves_nothing(server: Scripted, kind: str, tmp_path: Path) -> None:
    with Speaker(kind, server.url, retries=IMPATIENT) as speaker:
        _ask_in_vain(server, speaker, tmp_path)
    assert list(tmp_path.iterdir()) == []


def _ask_in_vain(server: Scripted, speaker: Speaker, tmp_path: Path) -> None:
    server.will(refusal(409, "NOT_FINISHED"))
    with pytest.raises(kinora_client.Conflict):
        speaker(lambda it: it.jobs.download("api", "j", "clip", to=tmp_path / "clip", index=2))
    assert server.asked[-1].path == "/v1/apis/api/jobs/j/files/clip?index=2"
    server.will(*[Drop] * 200)
    with pytest.raises(kinora_client.ConnectionFailed):
        speaker(lambda it: it.artifacts.thumbnail("a", to=tmp_path / "clip"))
    with pytest.raises(IsADirectoryError):
        speaker(lambda it: it.artifacts.thumbnail("a", to=tmp_path))


def test_a_foreign_store_is_told_no_key(server: Scripted, speaker: Speaker, tmp_path: Path) -> None:
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    server.will(artifact(), Reply(307, headers={"Location": f"{elsewhere}/bucket/x"}), served())
    speaker(lambda it: it.artifacts.download("a", to=tmp_path / "clip.mp4"))
    assert server.asked[1].headers["Authorization"] == "Bearer kin_x"
    assert "Authorization" not in server.asked[2].headers


class Door:
    """The service's side of an upload into a folder store, which loses lines when told to."""

    def __init__(self, **view: Any) -> None:
        self.received = b""
        self.losses: list[int] = []
        self.state = "open"
        self.looks = 0
        self.view = view

    def __call__(self, asked: Asked) -> Reply:
        match asked.method, asked.path:
            case "POST", "/v1/uploads":
                self.declared = asked.json
            case "PUT", _:
                return self._put(asked)
            case "POST", "/v1/uploads/u/finish":
                self.state = "checking" if self.state == "open" else "ready"
            case "GET", "/v1/artifacts/a":
                return artifact()
            case _:
                self.looks += self.state == "checking"
                self.state = "ready" if self.looks > 1 else self.state
        return self._seen()

    def _put(self, asked: Asked) -> Reply:
        if int(asked.headers["Upload-Offset"]) != len(self.received):
            return refusal(409, "WRONG_OFFSET")
        loss = self.losses.pop(0) if self.losses else None
        self.received += asked.body[:loss]
        return self._seen() if loss is None else Drop

    def _seen(self) -> Reply:
        view = {
            "id": "u", "name": "clip.mp4", "kind": "video", "num_bytes": len(DATA),
            "sha256": DIGEST, "folder_id": None, "state": self.state,
            "received": len(self.received), "code": None, "message": None, "warnings": [],
            "artifact_id": "a" if self.state == "ready" else None, "created_at": NOW,
            "expires_at": NOW, "content_url": "/v1/uploads/u/content", "parts": [],
        }  # fmt: skip
        return Reply(200, view | self.view)


def test_a_file_is_sent_on_after_a_break(
    server: Scripted, speaker: Speaker, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    told: list[tuple[int, int | None]] = []
    path.write_bytes(DATA)
    door = Door()
    door.losses = [1_000_000, 0, 700_000]
    server.will(*[door] * 40)
    kept = speaker(lambda it: it.uploads.send(path, progress=into(told)))
    assert (kept.id, door.received) == ("a", DATA)
    assert door.declared == {
        "name": "clip.mp4", "kind": "video", "num_bytes": len(DATA), "sha256": DIGEST,
    }  # fmt: skip
    assert told[-1] == (len(DATA), len(DATA))


def test_an_upload_that_was_begun_is_resumed(server: Scripted, speaker: Speaker) -> None:
    door = Door()
    door.received = DATA[:2_000_000]
    server.will(*[door] * 40)
    file = io.BytesIO(b"before" + DATA)
    file.seek(6)
    speaker(lambda it: it.uploads.send(file, resume="u"))
    assert door.received == DATA and not file.closed
    with pytest.raises(kinora_client.TransferFailed, match="of another file"):
        speaker(lambda it: it.uploads.send(io.BytesIO(b"other"), resume="u"))


def test_parts_go_to_the_store_by_their_links(server: Scripted, speaker: Speaker) -> None:
    sent: dict[str, bytes] = {}
    store = server.url.replace("127.0.0.1", "localhost")
    half = len(DATA) // 2
    door = Door()

    def parts(fresh: int) -> list[dict[str, Any]]:
        return [
            {
                "number": number, "offset": number * half, "num_bytes": half,
                "arrived": f"/part{number}" in sent,
                "url": f"{store}/part{number}?fresh={fresh}",
            }
            for number in range(2)
        ]  # fmt: skip

    def answer(asked: Asked) -> Reply:
        path, _, query = asked.path.partition("?")
        if path.startswith("/part"):
            assert "Authorization" not in asked.headers
            if query == "fresh=0" and path == "/part1":
                return Reply(403, "<Error>expired</Error>")
            sent[path] = sent.get(path, b"") + asked.body
            return Reply(200)
        door.view = {"parts": parts(1 if sent else 0), "content_url": None}
        return door(asked)

    server.will(*[answer] * 40)
    assert speaker(lambda it: it.uploads.send(io.BytesIO(DATA), name="clip.mp4")).id == "a"
    assert sent["/part0"] + sent["/part1"] == DATA


def test_a_file_that_is_there_is_not_sent(server: Scripted, speaker: Speaker) -> None:
    door = Door()
    door.state = "ready"
    server.will(*[door] * 9)
    speaker(lambda it: it.uploads.send(io.BytesIO(DATA), name="note.md"))
    assert [asked.method for asked in server.asked] == ["POST", "GET"]
    assert door.declared["kind"] == "document"


def test_a_refused_file_says_why(server: Scripted, speaker: Speaker) -> None:
    door = Door()
    door.received = DATA
    server.will(door, door, refusal(422, "UNSUPPORTED_MEDIA"))
    with pytest.raises(kinora_client.Invalid, match="UNSUPPORTED_MEDIA"):
        speaker(lambda it: it.uploads.send(io.BytesIO(DATA), kind="video"))


def test_an_upload_has_a_deadline(server: Scripted, speaker: Speaker) -> None:
    door = Door()
    door.received, door.looks = DATA, -999
    server.will(*[door] * 999)
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.uploads.send(io.BytesIO(DATA), timeout=0.1))
