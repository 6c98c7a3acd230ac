"""Guards pictures by OpenAI's own client: made, changed, and answered as it expects them."""

import base64
import io
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from openai import BadRequestError, OpenAI
from openai.types import ImagesResponse

from tests.api.openai.conftest import Stage


def decoded(data: bytes) -> np.ndarray:
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert found is not None
    return found


def photo(width: int = 320, height: int = 240) -> bytes:
    across = np.linspace(0, 255, width, dtype=np.uint8)
    frame = np.dstack([np.tile(across, (height, 1))] * 3)
    return cv2.imencode(".png", frame)[1].tobytes()


def hole(width: int = 320, height: int = 240) -> bytes:
    frame = np.full((height, width, 4), 255, np.uint8)
    frame[80:160, 100:200, 3] = 0
    return cv2.imencode(".png", frame)[1].tobytes()


def first(made: ImagesResponse) -> bytes:
    assert made.data and made.data[0].b64_json
    return base64.b64decode(made.data[0].b64_json)


def test_pictures_are_made_by_name_of_openais_model(client: OpenAI) -> None:
    raw = client.images.with_raw_response.generate(
        model="gpt-image-1", prompt="a lighthouse at dusk", n=2, size="512x384", quality="low"
    )
    assert raw.headers["x-kinora-engine"] == "preview-images"
    made = raw.parse()
    assert made.size == "512x384" and made.output_format == "png"
    assert made.data and len(made.data) == 2
    pictures = [decoded(base64.b64decode(one.b64_json or "")) for one in made.data]
    assert [one.shape for one in pictures] == [(384, 512, 3)] * 2
    assert (pictures[0] != pictures[1]).any(), "each picture has a seed of its own"


def test_a_url_needs_no_key_and_says_what_it_holds(client: OpenAI) -> None:
    made = client.images.generate(
        model="preview-images", prompt="a fox in the snow", size="256x256",
        response_format="url", output_format="webp", output_compression=60,
    )  # fmt: skip
    assert made.data and made.data[0].url and made.data[0].b64_json is None
    answer = httpx.get(made.data[0].url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert decoded(answer.content).shape[:2] == (256, 256)
    forged = httpx.get(made.data[0].url[:-8] + "AAAAAAA=")
    assert forged.status_code == 404


def test_the_same_request_is_the_same_picture_and_another_seed_is_not(client: OpenAI) -> None:
    def made(seed: int) -> bytes:
        return first(
            client.images.generate(
                model="dall-e-3", prompt="a castle", size="256x256", extra_body={"seed": seed}
            )
        )

    assert made(1) == made(1) != made(2)


def test_a_picture_is_changed_as_words_say(client: OpenAI) -> None:
    made = client.images.edit(
        model="fake-editor", prompt="make it red",
        image=[io.BytesIO(photo()), io.BytesIO(photo(64, 64))],
    )  # fmt: skip
    frame = decoded(first(made))
    assert frame.shape[:2] == (240, 320) and frame[..., 2].mean() > frame[..., 0].mean() + 50


def test_what_a_mask_shows_is_filled_and_the_rest_stays(client: OpenAI) -> None:
    before = decoded(photo())
    raw = client.images.with_raw_response.edit(
        prompt="nothing", image=("a.png", photo()), mask=("m.png", hole())
    )
    assert raw.headers["x-kinora-engine"] == "image.inpaint"
    after = decoded(first(raw.parse()))
    assert (after[:60] == before[:60]).all()


@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"size": "1024"}, "size"),
        ({"size": "33x33"}, "size"),
        ({"size": "8000x8000"}, "size"),
        ({"n": 11}, "n"),
        ({"background": "transparent"}, "background"),
        ({"prompt": ""}, "prompt"),
        ({"stream": True}, "stream"),
    ],
)
def test_what_is_not_made_is_refused_by_its_name(
    client: Any, asked: dict[str, Any], param: str
) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.images.generate(**({"model": "gpt-image-1", "prompt": "a fox"} | asked))
    assert caught.value.param == param
    assert caught.value.type == "invalid_request_error"


def test_a_file_is_judged_by_what_it_holds(client: OpenAI, stage: Stage) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.images.edit(prompt="x", model="fake-editor", image=("a.png", b"%PDF-1.7 no picture"))
    assert caught.value.param == "image"
    with pytest.raises(BadRequestError) as caught:
        client.images.edit(
            prompt="x", image=("a.png", photo()), mask=("m.png", hole(64, 64))
        )  # fmt: skip
    assert caught.value.param == "mask"
    assert stage.asked("GET", "/artifacts").json()["items"] == []
