"""Guards models behind the endpoints that OpenAI's client speaks.

`kinora up` with tiny models: each is pulled, served by Ray Serve, and asked by the vendor's client.
"""

import base64
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import openai
import pytest

from tests.e2e.kinora import DEADLINE_S, Kinora
from tests.e2e.serving import Service, up

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning"),
]
SERVED = ("painter", "filmer", "hearer", "embedder", "chatter", "talker")
ENDED = "step.ended"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def service(open_folder: Path) -> Iterator[Service]:
    folder = open_folder / "openai"
    models = folder / "tiny"
    models.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "tests.e2e.tiny_models", str(models)],
        cwd=ROOT, check=True, timeout=DEADLINE_S, env=os.environ | {"HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINORA_MODELS", str(models / "models.yaml"))
        patch.setenv("PYTHONPATH", str(ROOT))
        (folder / "before").mkdir()
        first = Kinora(folder / "before")
        patch.setenv("KINORA_WEIGHTS", str(folder / "weights"))
        for name in SERVED[:-1]:
            first.say("models", "pull", name, "--yes")
        (folder / "up").mkdir()
        with up(folder / "up") as service:
            _until_served(folder / "weights" / "serving.json")
            yield service


def _until_served(path: Path) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while True:
        known = json.loads(path.read_text()) if path.exists() else {}
        if all(known.get(name, {}).get("state") == "running" for name in SERVED):
            return
        assert time.monotonic() < deadline, known
        time.sleep(0.5)


@pytest.fixture(scope="module")
def tenant(service: Service) -> Service:
    return service.tenant("clients")


@pytest.fixture(scope="module")
def client(tenant: Service) -> Any:
    return _client(tenant.url, tenant.headers["Authorization"].removeprefix("Bearer "))


def _client(url: str, key: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0)


def test_a_picture(client: Any) -> None:
    made = client.images.generate(prompt="a boat", size="256x256", response_format="b64_json")
    picture = cv2.imdecode(np.frombuffer(base64.b64decode(made.data[0].b64_json), np.uint8), 1)
    assert picture is not None and picture.shape == (256, 256, 3)


def test_speech_is_heard_word_by_word(client: Any) -> None:
    said = client.audio.speech.create(
        model="tts-1", voice="alloy", input="The light is on.", response_format="wav"
    ).read()
    heard = client.audio.transcriptions.create(
        model="whisper-1", file=("said.wav", said), response_format="verbose_json",
        timestamp_granularities=["word"],
    )  # fmt: skip
    assert heard.duration > 0.5 and heard.words is not None and heard.language


def test_words_come_one_by_one(client: Any) -> None:
    asked = [{"role": "user", "content": "the sea is wide"}]
    pieces = [
        piece.choices[0].delta.content
        for piece in client.chat.completions.create(model="gpt-4o", messages=asked, stream=True)
        if piece.choices and piece.choices[0].delta.content
    ]
    assert "".join(pieces).split() == ["the", "sea", "is", "wide"] and len(pieces) >= 2


def test_a_picture_is_shown(client: Any) -> None:
    made, packed = cv2.imencode(".png", np.zeros((6, 8, 3), np.uint8))
    assert made
    url = f"data:image/png;base64,{base64.b64encode(packed.tobytes()).decode()}"
    parts = [{"type": "text", "text": "what?"}, {"type": "image_url", "image_url": {"url": url}}]
    asked = [{"role": "user", "content": parts}]
    said = client.chat.completions.create(model="gpt-4o", messages=asked)
    assert said.choices[0].message.content.split() == ["what?", "6x8x3"]
    with pytest.raises(openai.BadRequestError, match="cannot see") as blind:
        client.chat.completions.create(model="gpt-4o-mini", messages=asked)
    assert blind.value.param == "messages.0.images"


def test_a_model_with_weights_goes_on_with_a_conversation(client: Any) -> None:
    asked = [{"role": "user", "content": "hi"}]
    said = client.chat.completions.create(
        model="gpt-4o-mini", messages=asked, max_tokens=5, temperature=1, seed=7
    )
    assert said.model == "chatter" and said.usage.completion_tokens == 5
    assert said.choices[0].finish_reason == "length"
    pieces = client.chat.completions.create(
        model="gpt-4o-mini", messages=asked, max_tokens=5, temperature=1, seed=7, stream=True
    )
    texts = [piece.choices[0].delta.content or "" for piece in pieces if piece.choices]
    assert "".join(texts) == said.choices[0].message.content
    form = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}}
    with pytest.raises(openai.InternalServerError, match="does not hold to its schema") as off:
        client.chat.completions.create(model="gpt-4o-mini", messages=asked, response_format=form)
    assert off.value.code == "ANSWER_OFF_SCHEMA"


def test_directions_of_meaning(client: Any) -> None:
    found = client.embeddings.create(model="text-embedding-3-small", input=["the sea", "rain"])
    assert [len(one.embedding) for one in found.data] == [16, 16]
    assert sum(x * x for x in found.data[0].embedding) == pytest.approx(1, abs=1e-3)


def test_a_video_from_its_order_to_its_content(client: Any) -> None:
    video = client.videos.create_and_poll(
        model="sora-2", prompt="waves", seconds="1", size="64x48", poll_interval_ms=200
    )
    assert video.status == "completed", video.error
    with av.open(io.BytesIO(client.videos.download_content(video.id).read())) as clip:
        assert (clip.streams.video[0].width, clip.streams.video[0].height) == (64, 48)


def test_a_film_is_drawn_by_a_model_by_name(tenant: Service) -> None:
    options = {"height": 360, "draft": True, "models": {"image": "painter"}}
    film = tenant.asked(
        "POST", "/films", json={"script": "A boat leaves.", "name": "Boat", "options": options}
    )
    events = tenant.followed(film["id"])
    made_by = [data.get("made_by", []) for _, kind, data in events if kind == ENDED]
    assert [maker["engine"] for makers in made_by for maker in makers] == ["painter"]
    assert tenant.asked("GET", f"/films/{film['id']}")["state"] == "succeeded"


def test_what_made_it_is_told(client: Any, tenant: Service) -> None:
    assert {"painter", "hearer", "talker"} <= {one.id for one in client.models.list()}
    client.images.generate(prompt="a lighthouse", size="64x64", response_format="b64_json")
    runs = tenant.asked("GET", "/runs")["items"]
    ends = [data for run in runs for _, kind, data in tenant.followed(run["id"]) if kind == ENDED]
    makers = {maker["engine"]: maker["weights"] for end in ends for maker in end.get("made_by", [])}
    assert {"painter", "filmer", "hearer"} <= set(makers)
    assert all(len(digest) == 64 for digest in makers.values())


def test_errors_are_the_clients_own(client: Any, service: Service) -> None:
    with pytest.raises(openai.AuthenticationError):
        _client(service.url, "wrong").models.list()
    with pytest.raises(openai.NotFoundError):
        client.images.generate(model="nobody", prompt="a boat")
    with pytest.raises(openai.BadRequestError) as bad:
        client.images.generate(prompt="a boat", size="7x7")
    assert bad.value.param == "size"


def test_limits_are_the_clients_own_errors(tenant: Service, service: Service) -> None:
    hurried = tenant.asked("POST", "/keys", json={"name": "hurried", "per_minute": 1})["key"]
    _client(service.url, hurried).models.list()
    with pytest.raises(openai.RateLimitError) as often:
        _client(service.url, hurried).models.list()
    assert often.value.code == "rate_limit_exceeded"
    poor = service.tenant("poor")
    poor.asked("PUT", "/budgets", json={"limit_micros": 0})
    client = _client(service.url, poor.headers["Authorization"].removeprefix("Bearer "))
    with pytest.raises(openai.RateLimitError) as spent:
        client.chat.completions.create(
            model="talker", messages=[{"role": "user", "content": "the sea"}]
        )
    assert spent.value.code == "insufficient_quota"
