"""Guards conversations with a server over real sockets: what is sent, and what is made of it."""

import asyncio
import json
import time
from typing import Any

import pytest

from media.errors import EngineUnavailable, InputError, Interrupted
from media.types import Image
from models.language.chat import ChatHttp
from models.language.rows import EmbeddingHttp
from models.language.schema import OffSchema
from models.net.faults import BadResponse
from models.protocols.language import Message, Piece, Tool, ToolCall, Usage
from tests.fakes import FolderWorkspace
from tests.models.language.conftest import SetUp, question
from tests.models.language.server import (
    Server,
    calls,
    hangs,
    refuses,
    says,
    says_one_word_and_hangs,
    streams,
    tells,
)

SCHEMA: dict[str, Any] = {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
    "additionalProperties": False,
}  # fmt: skip


async def heard(engine: ChatHttp, work: FolderWorkspace, asked: Any) -> list[Piece]:
    return [piece async for piece in engine.stream(work, asked=asked)]


def test_what_is_asked_is_sent_and_the_answer_read(
    server: Server, set_up: SetUp, work: FolderWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACME_KEY", "sk-secret")
    server.will(says("It is ", "in Oslo."))
    engine = ChatHttp(set_up(key_env="ACME_KEY", model="acme-4", headers={"x-team": "films"}))
    asked = question(max_tokens=9, temperature=0.5, top_p=0.9, stop=("END",), seed=3)
    answer = engine.complete(work, asked=asked)
    assert (answer.text, answer.ended) == ("It is in Oslo.", "stop")
    assert answer.usage == Usage(read=7, written=2)
    (talk,) = server.talks
    assert talk.path == "/v1/chat/completions"
    assert (talk.headers["authorization"], talk.headers["x-team"]) == ("bearer sk-secret", "films")
    assert talk.body == {
        "model": "acme-4", "messages": [{"role": "user", "content": "Where?"}], "stream": True,
        "stream_options": {"include_usage": True}, "seed": 3, "temperature": 0.5, "top_p": 0.9,
        "max_tokens": 9, "stop": ["END"],
    }  # fmt: skip


async def test_pieces_come_as_they_are_written(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(says("It ", "is.", ended="length", usage=False))
    pieces = await heard(ChatHttp(set_up()), work, question())
    assert [piece.text for piece in pieces] == ["It ", "is.", ""]
    assert (pieces[-1].ended, pieces[-1].usage) == ("length", None)


def test_a_server_has_its_ways(server: Server, set_up: SetUp, work: FolderWorkspace) -> None:
    server.will(says('{"city": "Oslo"}'))
    engine = ChatHttp(
        set_up(
            max_tokens_as="max_completion_tokens", leave_out=["seed", "stream_options"],
            extra={"reasoning_effort": "low"}, schema_as="json_object",
        )
    )  # fmt: skip
    answer = engine.complete(work, asked=question(max_tokens=5, answer_schema=SCHEMA))
    assert answer.value == {"city": "Oslo"}
    (body,) = server.bodies
    assert {"seed", "stream_options", "max_tokens"}.isdisjoint(body)
    assert (body["max_completion_tokens"], body["reasoning_effort"]) == (5, "low")
    assert body["response_format"] == {"type": "json_object"}
    assert json.dumps(SCHEMA) in body["messages"][0]["content"]


async def test_functions_are_called(server: Server, set_up: SetUp, work: FolderWorkspace) -> None:
    server.will(calls)
    engine = ChatHttp(set_up())
    asked = question(tools=(Tool(name="sky", description="What it is like."),))
    pieces = await heard(engine, work, asked)
    wanted = (
        ToolCall(id="a", name="sky", arguments='{"city": "Oslo"}'),
        ToolCall(id="b", name="sea", arguments="{}"),
    )
    assert [(one.tool_calls, one.ended) for one in pieces] == [(wanted, "tool_calls")]
    (body,) = server.bodies
    assert body["tools"][0]["function"]["parameters"] == {"type": "object", "properties": {}}
    back = (
        *asked.messages,
        Message(role="assistant", tool_calls=wanted),
        Message(role="tool", text="blue", tool_call_id="a"),
    )
    server.will(says("Blue."))
    again = asked.model_copy(update={"messages": back})
    await asyncio.to_thread(engine.complete, work, asked=again)
    assert server.bodies[0]["messages"][1]["tool_calls"][0]["function"]["name"] == "sky"
    assert server.bodies[0]["messages"][1]["content"] is None
    assert server.bodies[0]["messages"][2]["tool_call_id"] == "a"


def test_pictures_are_shown_to_who_sees(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    path = work.scratch("sea.png")
    path.write_bytes(b"a picture")
    image = work.save(path, Image, format="png", width=8, height=8)
    asked = question().model_copy(
        update={"messages": (Message(role="user", text="What?", images=(image,)),)}
    )
    server.will(says("The sea."))
    ChatHttp(set_up(sees=True)).complete(work, asked=asked)
    text, picture = server.bodies[0]["messages"][0]["content"]
    assert text == {"type": "text", "text": "What?"}
    assert picture["image_url"]["url"] == "data:image/png;base64,YSBwaWN0dXJl"
    with pytest.raises(InputError, match="cannot see") as blind:
        ChatHttp(set_up()).complete(work, asked=asked)
    assert blind.value.field == "messages.0.images"


def test_an_answer_is_mended_and_then_asked_for_again(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(says("I would say Oslo."), says('```json\n{"city": "Oslo",}\n```'))
    answer = ChatHttp(set_up()).complete(work, asked=question(answer_schema=SCHEMA))
    assert (answer.text, answer.value) == ('{"city": "Oslo"}', {"city": "Oslo"})
    assert answer.usage == Usage(read=14, written=2)
    first, second = server.bodies
    assert first["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [one["role"] for one in second["messages"]] == ["user", "assistant", "user"]
    assert "holds no JSON" in second["messages"][2]["content"]


async def test_after_two_corrections_it_is_told_what_failed_and_what_it_took(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(says('{"town": "Oslo"}'))
    told: list[Piece] = []
    pieces = ChatHttp(set_up()).stream(work, asked=question(answer_schema=SCHEMA))
    told.append(await anext(pieces))
    with pytest.raises(OffSchema, match="city") as off:
        await anext(pieces)
    assert off.value.field == "answer_schema" and len(server.talks) == 3
    assert told == [Piece(usage=Usage(read=21, written=3))]


async def test_who_goes_away_closes_the_connection(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(says_one_word_and_hangs)
    pieces = ChatHttp(set_up(silent_s=30.0)).stream(work, asked=question())
    assert (await anext(pieces)).text == "Half"
    await pieces.aclose()
    assert await asyncio.to_thread(server.closed.wait, 5)


def test_a_cancel_closes_the_connection(
    server: Server, set_up: SetUp, work: FolderWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(fraction: float) -> None:
        raise Interrupted("it was cancelled")

    monkeypatch.setattr(work, "progress", stop)
    server.will(hangs)
    began = time.monotonic()
    with pytest.raises(Interrupted):
        ChatHttp(set_up(first_s=30.0)).complete(work, asked=question())
    assert time.monotonic() - began < 3 and server.closed.wait(5)


def test_several_are_asked_side_by_side(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    server.will(says("A"))
    engine = ChatHttp(set_up())
    questions = [{"asked": question()}, {"asked": question(answer_schema={"type": 7})}]
    assert engine.joins("complete", questions[0])
    good, bad = engine.many("complete", [work, work], questions)
    assert not isinstance(good, Exception) and good.text == "A"
    assert isinstance(bad, InputError) and bad.field == "answer_schema"


def test_texts_become_directions_in_batches(
    server: Server, set_up: SetUp, work: FolderWorkspace
) -> None:
    rows = [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [3, 4]}]
    server.will(tells({"data": rows}))
    engine = EmbeddingHttp(set_up("embedding-http", batch_size=2, prefix="query: "))
    assert engine.embed(work, texts=["a", "b"]) == [[0.6, 0.8], [0, 1]]
    assert server.talks[0].path == "/v1/embeddings"
    assert server.bodies[0]["input"] == ["query: a", "query: b"]
    assert len(engine.embed(work, texts=["a", "b", "c", "d"])) == 4 and len(server.talks) == 3
    with pytest.raises(BadResponse, match="2 rows for 1"):
        engine.embed(work, texts=["a"])
    server.will(tells({"data": [{"index": 0, "embedding": ["x"]}]}))
    good, bad = engine.many("embed", [work, work], [{"texts": []}, {"texts": ["a"]}])
    assert good == [] and isinstance(bad, BadResponse)
    server.will(streams(b'{"data": [', kind="application/json"))
    with pytest.raises(BadResponse, match="no JSON"):
        engine.embed(work, texts=["a"])


def test_a_row_says_where_and_how_and_nothing_else(set_up: SetUp) -> None:
    with pytest.raises(EngineUnavailable, match=r"options\.base_url"):
        ChatHttp(set_up(base_url="files:///etc"))
    with pytest.raises(EngineUnavailable, match=r"options\.temprature"):
        ChatHttp(set_up(temprature=1))


def test_a_key_that_is_missing_or_wrong_is_named(
    server: Server, set_up: SetUp, work: FolderWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ChatHttp(set_up(key_env="ACME_KEY"))
    with pytest.raises(EngineUnavailable, match="lacks its key in ACME_KEY"):
        engine.complete(work, asked=question())
    monkeypatch.setenv("ACME_KEY", "sk-secret")
    server.will(refuses(401, "Incorrect key: sk-secret"))
    with pytest.raises(EngineUnavailable) as refused:
        engine.complete(work, asked=question())
    assert "sk-secret" not in str(refused.value) and "ACME_KEY" in refused.value.remedy
    server.will(refuses(400, "sk-secret is too long"))
    with pytest.raises(InputError, match=r"\*\*\* is too long"):
        engine.complete(work, asked=question())


def test_a_key_goes_to_nobody_in_the_clear_who_is_outside(
    set_up: SetUp, work: FolderWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACME_KEY", "sk-secret")
    engine = ChatHttp(set_up(key_env="ACME_KEY", base_url="http://acme.example/v1"))
    with pytest.raises(EngineUnavailable, match="in the clear"):
        engine.complete(work, asked=question())


def test_a_clouds_credentials_are_nobodys_model(set_up: SetUp, work: FolderWorkspace) -> None:
    engine = ChatHttp(set_up(base_url="http://169.254.169.254/v1"))
    with pytest.raises(EngineUnavailable, match="credentials"):
        engine.complete(work, asked=question())
