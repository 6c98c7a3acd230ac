"""Guards videos by OpenAI's own client: begun, asked for, downloaded and deleted."""

import io
from typing import Any

import av
import cv2
import numpy as np
import pytest
from openai import BadRequestError, NotFoundError
from openai.types import Video

from tests.api.openai.conftest import Stage
from tests.api.openai.test_images import decoded

pytestmark = pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")
SIZE = "320x180"


def made(client: Any, **more: Any) -> Video:
    return client.videos.create_and_poll(
        **{"prompt": "waves against a pier, pan left", "seconds": "1", "size": SIZE} | more,
        poll_interval_ms=100,
    )


def test_a_video_is_made_downloaded_and_deleted(client: Any) -> None:
    video = made(client, model="sora-2")
    assert (video.status, video.progress, video.error) == ("completed", 100, None)
    assert (video.seconds, video.size, video.model) == ("1", SIZE, "preview-videos")
    assert video.completed_at and video.completed_at >= video.created_at
    with av.open(io.BytesIO(client.videos.download_content(video.id).read()), "r") as clip:
        assert (clip.streams.video[0].width, clip.streams.video[0].height) == (320, 180)
        assert sum(1 for _ in clip.decode(video=0)) == 24
        assert clip.streams.audio, "clients of such models expect a sound track"
    small = client.videos.download_content(video.id, variant="thumbnail").read()
    assert decoded(small).shape[:2] == (180, 320)
    assert client.videos.delete(video.id).deleted
    for gone in (client.videos.retrieve, client.videos.download_content, client.videos.delete):
        with pytest.raises(NotFoundError):
            gone(video.id)


def test_a_video_begins_with_a_picture(client: Any) -> None:
    frame = np.zeros((180, 320, 3), np.uint8)
    frame[:, :160] = (0, 0, 255)
    picture = cv2.imencode(".png", frame)[1].tobytes()
    video = made(client, prompt="hold still", input_reference=("a.png", picture))
    sheet = decoded(client.videos.download_content(video.id, variant="thumbnail").read())
    assert sheet[90, 40, 2] > 200 and sheet[90, 280, 2] < 60
    with pytest.raises(BadRequestError) as caught:
        made(client, input_reference=("a.png", picture), size="640x360")
    assert caught.value.param == "input_reference"


def test_videos_are_listed_by_pages(stage: Stage) -> None:
    client: Any = stage.client_of(stage.tenant())
    names = [client.videos.create(prompt=f"hill {n}", seconds="1", size=SIZE).id for n in range(3)]
    assert [one.id for one in client.videos.list(limit=2)] == names[::-1]
    page = client.videos.list(limit=2, order="asc")
    assert [one.id for one in page.data] == names[:2] and page.has_more
    other: Any = stage.client_of(stage.tenant())
    assert other.videos.list().data == []


def test_what_is_under_way_says_so_and_is_ended_by_deleting(stage: Stage) -> None:
    client: Any = stage.client
    raw = client.videos.with_raw_response.create(prompt="a road", seconds="40", size=SIZE)
    video = raw.parse()
    assert raw.headers["x-kinora-engine"] == "preview-videos"
    assert video.status in ("queued", "in_progress") and video.progress < 100
    assert client.videos.delete(video.id).deleted
    run = stage.asked("GET", f"/runs/{video.id.removeprefix('video_')}").json()
    assert run["state"] in ("queued", "running", "cancelling", "cancelled")


def test_why_a_video_was_not_made_is_said(client: Any) -> None:
    video = made(client, size="8000x8000")
    assert video.status == "failed" and video.error
    assert (video.error.code, "pixels" in video.error.message) == ("INVALID_INPUT", True)


@pytest.mark.parametrize(
    ("asked", "param"), [({"seconds": "soon"}, "seconds"), ({"size": "wide"}, "size")]
)
def test_what_is_not_made_is_refused(client: Any, asked: dict[str, str], param: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        made(client, **asked)
    assert caught.value.param == param
