"""Guards the service: `kinora up`, and a film made, watched, fetched and edited by HTTP alone."""

import time

import httpx
import psutil
import pytest

from tests.e2e.kinora import SCRIPT
from tests.e2e.serving import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_a_film_is_made_and_edited_by_http_alone(service: Service) -> None:
    ours = service.tenant("ours")
    options = {"height": 360, "fps": "24"}
    film = ours.asked("POST", "/films", json={"script": SCRIPT, "name": "Pier", "options": options})
    seen = ours.followed(film["id"])
    assert [seq for seq, _, _ in seen] == list(range(1, len(seen) + 1))
    done = ours.asked("GET", f"/films/{film['id']}")
    assert done["state"] == "succeeded"
    for file in done["files"]:
        got = httpx.get(f"{service.url}{file['url']}", headers=ours.headers)
        assert (got.status_code, len(got.content)) == (200, file["num_bytes"])
    film_file = f"{service.url}/v1/films/{film['id']}/files/film.mp4"
    part = httpx.get(film_file, headers=ours.headers | {"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")

    path = f"/projects/{film['project_id']}"
    sentence = next(
        one for one in ours.asked("GET", f"{path}/sentences")["items"] if "red coat" in one["text"]
    )
    ours.asked(
        "PATCH", f"{path}/sentences/{sentence['id']}",
        json={"text": sentence["text"].replace("red", "green")},
    )  # fmt: skip
    again = ours.asked("POST", "/films", json={"project_id": film["project_id"]})
    ours.followed(again["id"])
    steps = ours.asked("GET", f"/runs/{again['id']}/steps?state=succeeded")["items"]
    assert sum(step["type"] == "speech.say" for step in steps) == 1
    assert sum(step["type"] == "video.segment" for step in steps) == 3


def test_a_killed_api_or_database_loses_no_event(service: Service) -> None:
    ours = service.tenant("killed")
    film = ours.asked(
        "POST", "/films",
        json={"script": SCRIPT.replace("dawn", "noon"), "options": {"height": 360, "fps": "24"}},
    )  # fmt: skip
    time.sleep(1)
    for victim in ("api.server", "/bin/postgres"):
        for child in psutil.Process(service.process.pid).children(recursive=True):
            if victim in " ".join(child.cmdline()):
                child.kill()
                break
        time.sleep(2)
    seen = ours.followed(film["id"])
    assert [seq for seq, _, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1][2]["state"] == "succeeded"
