"""Guards conversations and embeddings by OpenAI's own client, against an ingress that pretends."""

import asyncio
import base64
import json
import time
import uuid
from typing import Any

import cv2
import numpy as np
import pytest
from openai import APIError, BadRequestError, InternalServerError, OpenAI, RateLimitError
from openai.types.chat import ChatCompletion

from store.objects.objects import open_objects
from tests.api.openai.conftest import Stage
from tests.api.openai.ingress import TOKEN

MODEL = "gpt-4o"
SOON_S = 10
FIELD = "messages.0.content.1.image_url.url"
TOOL: Any = {
    "type": "function",
    "function": {
        "name": "weather", "description": "What the weather is.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}  # fmt: skip
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"city": {"type": "string"}}}


def said(text: str) -> Any:
    return [{"role": "system", "content": "Be short."}, {"role": "user", "content": text}]


def shown(*urls: str) -> Any:
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    return [{"role": "user", "content": [{"type": "text", "text": "What is it?"}, *parts]}]


def spent(stage: Stage, key: str = "") -> int:
    rows = stage.asked("GET", "/usage", key).json()
    return sum(one["spent_micros"] for one in rows if one["engine"] == "fake-words")


def test_a_conversation_goes_on(stage: Stage, client: OpenAI) -> None:
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=said("hello"), max_completion_tokens=50, stop="END", temperature=0.5
    )
    assert raw.headers["x-kinora-engine"] == "fake-words"
    answer = raw.parse()
    assert isinstance(answer, ChatCompletion)
    assert answer.choices[0].message.content == "Hello, sea."
    assert answer.choices[0].finish_reason == "stop" and answer.model == "fake-words"
    assert answer.usage and (answer.usage.prompt_tokens, answer.usage.total_tokens) == (11, 14)
    asked = stage.ingress.asked[-1]
    assert (asked["max_tokens"], asked["stop"], asked["temperature"]) == (50, ["END"], 0.5)
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert stage.ingress.tokens[-1] == f"Bearer {TOKEN}"


def test_it_comes_as_it_is_written(client: OpenAI) -> None:
    stream = client.chat.completions.create(
        model=MODEL, messages=said("hello"), stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    texts = [one.choices[0].delta.content for one in chunks if one.choices]
    assert "".join(text or "" for text in texts) == "Hello, sea."
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == [] and chunks[-1].usage
    assert chunks[-1].usage.completion_tokens == 3
    assert len({one.id for one in chunks}) == 1
    plain = client.chat.completions.create(model=MODEL, messages=said("hello"), stream=True)
    assert [one.usage for one in plain] == [None] * 5


def test_functions_are_called(stage: Stage, client: OpenAI) -> None:
    answer = client.chat.completions.create(model=MODEL, messages=said("call"), tools=[TOOL])
    (choice,) = answer.choices
    assert (choice.finish_reason, choice.message.content) == ("tool_calls", None)
    assert choice.message.tool_calls
    (wanted,) = choice.message.tool_calls
    assert wanted.type == "function" and wanted.function.name == "weather"
    assert json.loads(wanted.function.arguments) == {"city": "Oslo"}
    with client.chat.completions.stream(model=MODEL, messages=said("call"), tools=[TOOL]) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].message.tool_calls
    assert final.choices[0].message.tool_calls[0].id == wanted.id
    back: Any = [
        *said("call"), choice.message.model_dump(exclude_none=True),
        {"role": "tool", "tool_call_id": wanted.id, "content": "rain"},
    ]  # fmt: skip
    client.chat.completions.create(model=MODEL, messages=back, tools=[TOOL], tool_choice="none")
    asked = stage.ingress.asked[-1]
    assert asked["tools"] == [] and asked["messages"][-1]["tool_call_id"] == wanted.id
    assert asked["messages"][-2]["tool_calls"][0]["name"] == "weather"


def test_an_answer_holds_to_a_schema(stage: Stage, client: OpenAI) -> None:
    answer = client.chat.completions.create(
        model=MODEL, messages=said("where"),
        response_format={"type": "json_schema", "json_schema": {"name": "a", "schema": SCHEMA}},
    )  # fmt: skip
    assert json.loads(answer.choices[0].message.content or "") == {"city": "Oslo"}
    assert stage.ingress.asked[-1]["answer_schema"] == SCHEMA


def test_pictures_are_kept_and_shown(stage: Stage, client: OpenAI) -> None:
    made, packed = cv2.imencode(".png", np.full((6, 8, 3), (200, 80, 10), np.uint8))
    assert made
    url = f"data:image/png;base64,{base64.b64encode(packed.tobytes()).decode()}"
    client.chat.completions.create(model=MODEL, messages=shown(url, url))
    talk = stage.ingress.talks[-1]
    (message,) = talk["asked"]["messages"]
    assert message["text"] == "What is it?" and len(message["images"]) == 2
    image = message["images"][0]
    assert (image["width"], image["height"], image["kind"]) == (8, 6, "image")
    objects = open_objects(talk["objects"], stage.folder / "copies")
    path = objects.local(uuid.UUID(talk["tenant"]), image["digest"])
    picture = cv2.imread(str(path))
    assert picture is not None and picture[0, 0].tolist() == [200, 80, 10]
    client.chat.completions.create(model=MODEL, messages=said("hello"))
    assert stage.ingress.talks[-1]["objects"] == ""


def test_what_may_have_been_billed_is_not_asked_for_again(client: OpenAI) -> None:
    with pytest.raises(InternalServerError, match="may have been billed") as caught:
        client.chat.completions.create(model=MODEL, messages=said("lost"))
    assert caught.value.code == "OUTCOME_UNKNOWN"
    assert caught.value.response.headers["x-should-retry"] == "false"


def test_a_stream_that_breaks_says_so(client: OpenAI) -> None:
    stream = client.chat.completions.create(model=MODEL, messages=said("break"), stream=True)
    heard: list[str] = []
    chunks = iter(stream)
    heard += [next(chunks).choices[0].delta.content or "" for _ in range(2)]
    assert "".join(heard) == "Half of"
    with pytest.raises(APIError, match="broke off"):
        next(chunks)
    with pytest.raises(InternalServerError, match="broke off"):
        client.chat.completions.create(model=MODEL, messages=said("break"))


async def test_who_goes_away_ends_the_answer_and_pays_what_was_written(stage: Stage) -> None:
    before, cut = spent(stage), stage.ingress.cut_off
    async with stage.async_client as client:
        stream = await client.chat.completions.create(
            model=MODEL, messages=said("slow"), stream=True
        )
        async for _, _ in _counted(stream, 5):
            pass
        await stream.close()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await client.chat.completions.create(model=MODEL, messages=said("slow"))
    deadline = time.monotonic() + SOON_S
    while stage.ingress.cut_off < cut + 2 or spent(stage) == before:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


async def _counted(stream: Any, most: int) -> Any:
    number = 0
    async for chunk in stream:
        yield number, chunk
        number += 1
        if number >= most:
            return


def test_what_the_engine_refuses_is_told(client: OpenAI) -> None:
    for stream in (False, True):
        with pytest.raises(BadRequestError, match="too long") as caught:
            client.chat.completions.create(model=MODEL, messages=said("too long"), stream=stream)
        assert caught.value.param == "messages"
        with pytest.raises(InternalServerError, match="too many wait") as busy:
            client.chat.completions.create(model=MODEL, messages=said("busy"), stream=stream)
        assert busy.value.response.headers["retry-after"] == "5"


@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"n": 2}, "n"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"temperature": 3}, "temperature"),
        ({"frequency_penalty": 1}, "frequency_penalty"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        ({"messages": []}, "messages"),
        ({"messages": shown("files:///etc/passwd")}, FIELD),
        ({"messages": shown("data:image/png;base64,@@@")}, FIELD),
        ({"messages": shown("data:text/html;base64,PGI+")}, FIELD),
        ({"messages": shown("data:image/png;base64,YWJj")}, FIELD),
        ({"messages": shown("http://169.254.169.254/latest/a.png")}, FIELD),
        ({"messages": shown("http://127.0.0.1:9999/a.png")}, FIELD),
        ({"messages": shown(*["data:image/png;base64,YWJj"] * 21)}, "messages"),
        ({"messages": said("blind")}, "messages.0.images"),
    ],
)  # fmt: skip
def test_what_no_engine_does_is_refused_by_its_name(
    client: Any, asked: dict[str, Any], param: str
) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.chat.completions.create(**({"model": MODEL, "messages": said("x")} | asked))
    assert caught.value.param == param


def test_words_are_paid_by_their_number(stage: Stage) -> None:
    key = stage.tenant()
    client = stage.client_of(key)
    stage.asked("PUT", "/budgets", key, json={"limit_micros": 1_000_000})
    client.chat.completions.create(model=MODEL, messages=said("hello"))
    list(client.chat.completions.create(model=MODEL, messages=said("hello"), stream=True))
    deadline = time.monotonic() + SOON_S
    while spent(stage, key) < 2 * (11 * 2 + 3 * 10):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    budgets = {one["scope"]: one for one in stage.asked("GET", "/budgets", key).json()}
    assert budgets["tenant"]["spent_micros"] == spent(stage, key) == 104
    assert (budgets["project"]["name"], budgets["project"]["spent_micros"]) == ("openai", 104)


def sums(stage: Stage, key: str) -> tuple[int, int]:
    """What the tenant has promised, and what it has spent."""
    (one,) = (one for one in stage.asked("GET", "/budgets", key).json() if one["scope"] == "tenant")
    return one["reserved_micros"], one["spent_micros"]


async def test_what_an_answer_may_cost_is_held_while_it_is_given(stage: Stage) -> None:
    key = stage.tenant()
    client = stage.client_of(key)
    # Ten for each token written, two for each read.
    stage.asked("PUT", "/budgets", key, json={"limit_micros": 2500})
    stream = client.chat.completions.create(
        model=MODEL, messages=said("slow"), stream=True, max_tokens=200
    )
    next(stream)
    assert sums(stage, key) == (2013, 0)
    with pytest.raises(RateLimitError, match="may cost") as caught:
        client.chat.completions.create(model=MODEL, messages=said("slow"), max_tokens=200)
    assert caught.value.code == "insufficient_quota"
    stream.close()
    deadline = time.monotonic() + SOON_S
    while sums(stage, key)[0]:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    client.chat.completions.create(model=MODEL, messages=said("hello"), max_tokens=200)
    assert sums(stage, key) == (0, spent(stage, key))


def test_what_may_have_been_billed_counts_as_spent(stage: Stage) -> None:
    key = stage.tenant()
    stage.asked("PUT", "/budgets", key, json={"limit_micros": 10_000})
    for text, spends in (("too long", 0), ("lost", 1013)):
        with pytest.raises(APIError):
            stage.client_of(key).chat.completions.create(
                model=MODEL, messages=said(text), max_tokens=100
            )
        assert sums(stage, key) == (0, spends)


def test_texts_become_directions(client: OpenAI) -> None:
    texts = ["the sea", "a stone"]
    plain = client.embeddings.create(
        model="text-embedding-3-small", input=texts, encoding_format="float"
    )
    assert [one.embedding for one in plain.data] == [[1.0, 0.0, 0.0], [0.0, 0.6, 0.8]]
    assert (plain.usage.prompt_tokens, plain.model) == (6, "fake-rows")
    # The client asks for base64 by itself, and decodes it.
    packed = client.embeddings.create(model="fake-rows", input="a stone")
    assert packed.data[0].embedding == pytest.approx([0.0, 0.6, 0.8])
    with pytest.raises(BadRequestError) as caught:
        client.embeddings.create(model="fake-rows", input=texts, dimensions=2)
    assert caught.value.param == "dimensions"
    with pytest.raises(BadRequestError) as caught:
        client.embeddings.create(model="fake-rows", input=[])
    assert (caught.value.param or "").startswith("input")
