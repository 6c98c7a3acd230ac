"""Guards exports as a client has them: waited for by looking, and had whole or not at all."""

from pathlib import Path
from typing import Any

import pytest

import kinora_client
from tests.clients.files import DATA, DIGEST, served
from tests.clients.scripted import Drop, Reply, Scripted, refusal
from tests.clients.speaking import Speaker

NOW = "2026-01-01T00:00:00+00:00"
EXPORT: dict[str, Any] = {
    "id": "e", "state": "queued", "media": True, "num_rows": 0, "num_bytes": 0, "code": None,
    "message": None, "made_by": "key:1", "created_at": NOW, "finished_at": None,
    "expires_at": None, "digest": None, "content_url": None,
}  # fmt: skip
PLACES = {"tenant_exports": "/v1/tenants/current/exports", "my_exports": "/v1/me/exports"}


@pytest.mark.parametrize("name", PLACES)
def test_an_export_is_made_waited_for_and_brought(
    server: Scripted, speaker: Speaker, tmp_path: Path, name: str
) -> None:
    whole = EXPORT | {"state": "complete", "num_rows": 7, "digest": DIGEST}
    server.will(
        Reply(202, EXPORT), Reply(200, EXPORT), Drop, Reply(200, EXPORT | {"state": "running"}),
        Reply(200, whole), Reply(200, whole), served(cut_at=1_200_000), served(),
    )  # fmt: skip
    made = speaker(lambda it: getattr(it, name).create(media=True))
    assert speaker(lambda it: getattr(it, name).wait(made.id, timeout=20)).num_rows == 7
    found = speaker(lambda it: getattr(it, name).download(made.id, to=tmp_path / "all.zip"))
    assert found.read_bytes() == DATA
    place = PLACES[name]
    assert [asked.path for asked in server.asked] == [
        place, *[f"{place}/e"] * 5, *[f"{place}/e/content"] * 2,
    ]  # fmt: skip
    assert server.asked[0].json == {"media": True}
    assert server.asked[-1].headers["Range"].startswith("bytes=1")


@pytest.mark.parametrize("state", ["failed", "cancelled", "expired"])
def test_an_export_without_a_file_is_told_as_an_error(
    server: Scripted, speaker: Speaker, state: str
) -> None:
    said = {"state": state, "code": "NO_ROOM", "message": "the disk is full"}
    server.will(Reply(200, EXPORT | said))
    with pytest.raises(kinora_client.ExportFailed) as raised:
        speaker(lambda it: it.tenant_exports.wait("e"))
    assert (raised.value.state, raised.value.code) == (state, "NO_ROOM")


def test_a_wait_for_an_export_has_an_end(server: Scripted, speaker: Speaker) -> None:
    server.will(*[Reply(200, EXPORT)] * 999)
    with pytest.raises(kinora_client.DeadlineExceeded):
        speaker(lambda it: it.tenant_exports.wait("e", timeout=0.1))


def test_an_export_that_is_not_the_one_that_was_made_is_not_kept(
    server: Scripted, speaker: Speaker, tmp_path: Path
) -> None:
    server.will(Reply(200, EXPORT | {"digest": "0" * 64}), *[served(tag="from-a-bucket")] * 9)
    with pytest.raises(kinora_client.TransferFailed):
        speaker(lambda it: it.tenant_exports.download("e", to=tmp_path / "all.zip"))
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_is_not_complete_leaves_nothing(
    server: Scripted, speaker: Speaker, tmp_path: Path
) -> None:
    server.will(Reply(200, EXPORT), refusal(409, "NOT_FINISHED"))
    with pytest.raises(kinora_client.Conflict):
        speaker(lambda it: it.tenant_exports.download("e", to=tmp_path / "all.zip"))
    assert list(tmp_path.iterdir()) == []
