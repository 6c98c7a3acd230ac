"""Guards what OpenAI's own client raises: its exceptions, by status, code and parameter."""

from pathlib import Path

import httpx
import openai
import pytest

from api.limits import RATES
from tests.api.openai.conftest import Stage
from tests.api.openai.test_chat import MODEL, said
from tests.api.served import served

pytestmark = pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")


def test_a_wrong_key_is_an_authentication_error(stage: Stage) -> None:
    with pytest.raises(openai.AuthenticationError) as caught:
        stage.client_of("kin_0000000000_wrong").models.list()
    assert (caught.value.code, caught.value.type) == ("invalid_api_key", "authentication_error")
    assert caught.value.request_id


def test_a_key_of_less_is_refused(stage: Stage) -> None:
    made = stage.asked("POST", "/keys", json={"name": "reader", "role": "viewer"}).json()
    reader = stage.client_of(made["key"])
    assert reader.models.list().data
    with pytest.raises(openai.PermissionDeniedError):
        reader.images.generate(prompt="a fox", model="gpt-image-1")


def test_an_unknown_model_is_not_found(stage: Stage) -> None:
    client = stage.client
    for asked in (
        lambda: client.images.generate(prompt="a fox", model="nobody"),
        lambda: client.chat.completions.create(model="nobody", messages=said("x")),
        lambda: client.embeddings.create(model="nobody", input="x"),
        lambda: client.audio.speech.create(model="nobody", voice="alloy", input="x"),
        lambda: client.videos.create(model="nobody", prompt="x"),  # type: ignore[arg-type]
        lambda: client.models.retrieve("nobody"),
    ):
        with pytest.raises(openai.NotFoundError) as caught:
            asked()
        assert (caught.value.code, caught.value.param) == ("model_not_found", "model")
        assert caught.value.response.headers["x-should-retry"] == "false"


def test_who_has_spent_all_is_told_so(stage: Stage) -> None:
    key = stage.tenant()
    stage.asked("PUT", "/budgets", key, json={"limit_micros": 0})
    client = stage.client_of(key)
    for asked in (
        lambda: client.chat.completions.create(model=MODEL, messages=said("x")),
        lambda: client.images.generate(prompt="a fox", model="dear-images"),
    ):
        with pytest.raises(openai.RateLimitError) as caught:
            asked()
        assert (caught.value.code, caught.value.type) == ("insufficient_quota",) * 2
    assert stage.asked("GET", "/runs", key).json()["items"] == []
    free = client.images.generate(prompt="a fox", model="preview-images", size="64x64")
    assert free.data, "what costs nothing is made all the same"


def test_who_has_stored_all_is_told_so(stage: Stage) -> None:
    key = stage.tenant()
    tenant = stage.asked("GET", "/me", key).json()["tenant_id"]
    made = stage.asked("PUT", f"/tenants/{tenant}/share", json={"max_storage_bytes": 0})
    assert made.is_success, made.text
    with pytest.raises(openai.RateLimitError) as caught:
        stage.client_of(key).images.generate(prompt="a fox", model="gpt-image-1")
    assert caught.value.code == "insufficient_quota"


def test_who_asks_too_often_is_told_when_to_come_back(stage: Stage, tmp_path: Path) -> None:
    with served(stage.database_url, tmp_path, KINORA_LIMITS="1") as url:
        key = stage.tenant()
        with openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as client:
            for _ in range(RATES["generate"]):
                with pytest.raises(openai.NotFoundError):
                    client.images.generate(prompt="a fox", model="nobody")
            with pytest.raises(openai.RateLimitError) as caught:
                client.images.generate(prompt="a fox", model="nobody")
            assert caught.value.code == "rate_limit_exceeded"
            assert int(caught.value.response.headers["retry-after"]) <= 60


def test_errors_have_kinoras_fields_besides(stage: Stage) -> None:
    answer = stage.asked("POST", "/images/generations", json={"prompt": "x", "size": "1"})
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert error.keys() == {"code", "message", "details", "request_id", "type", "param"}
    assert error["details"][0]["field"] == "body.size" and error["param"] == "size"
    assert error["request_id"] == answer.headers["x-request-id"]
    other = stage.asked("POST", "/projects", json={"nothing": 1})
    assert other.status_code == 422 and "param" not in other.json()["error"]


def test_what_is_no_json_is_a_bad_request(stage: Stage) -> None:
    answer = stage.asked("POST", "/chat/completions", content=b"{")
    assert answer.status_code == 400 and answer.json()["error"]["type"] == "invalid_request_error"


def test_the_same_request_under_a_key_is_made_once(stage: Stage) -> None:
    body = {"prompt": "a fox", "size": "64x64", "model": "preview-images"}
    headers = {"Authorization": f"Bearer {stage.tenant()}", "Idempotency-Key": "fox"}

    def asked() -> httpx.Response:
        address = f"{stage.url}/v1/images/generations"
        return httpx.post(address, json=body, headers=headers, timeout=60)

    first, again = asked(), asked()
    assert (first.status_code, again.json()) == (200, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    body["prompt"] = "a dog"
    assert (asked().status_code, asked().json()["error"]["param"]) == (400, "Idempotency-Key")
