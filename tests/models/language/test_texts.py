"""Guards what is made of a model's letters: JSON mended, words that end a text, calls, lines."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from media.errors import InputError
from models.language.calling import called
from models.language.cutting import Cutter
from models.language.lines import NOTHING, chunks
from models.language.schema import Held, OffSchema, in_words, mended
from models.protocols.language import Answer, Message, ToolCall, Usage
from tests.models.language.conftest import question

LIST: dict[str, Any] = {"type": "array", "items": {"type": "integer"}}


@pytest.mark.parametrize(("text", "value"), [
    ('{"a": 1}', {"a": 1}),
    ("7", 7),
    ('```json\n{"a": [1, 2,],}\n```', {"a": [1, 2]}),
    ('Sure! {"a": 1} Anything else?', {"a": 1}),
    ('{"a": {"b": [1, 2', {"a": {"b": [1, 2]}}),
    ("{'a': True}", {"a": True}),
    ('{"a": "é\\n"}', {"a": "é\n"}),
])  # fmt: skip
def test_json_is_mended(text: str, value: Any) -> None:
    assert mended(text) == value


@pytest.mark.parametrize("text", [
    "", "I cannot say.", "[" * 50_000, "x" * 200_000, "NaN",
])  # fmt: skip
def test_what_is_no_json_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        mended(text)


def test_a_question_is_put_again_until_its_answer_holds() -> None:
    held = Held(question(answer_schema=LIST))
    assert held.take(Answer(text='{"a": 1}', usage=Usage(read=1, written=2))) is None
    assert held.take(Answer(text='["x"]', usage=Usage(read=1, written=2))) is None
    assert "at /0" in held.asked.messages[-1].text and len(held.asked.messages) == 3
    answer = held.take(Answer(text="[1,]", usage=Usage(read=1, written=2)))
    assert answer is not None
    assert (answer.value, answer.text, answer.usage) == ([1], "[1]", Usage(read=3, written=6))


def test_what_is_held_back_is_not_asked_for_again() -> None:
    with pytest.raises(OffSchema, match="filter"):
        Held(question(answer_schema=LIST)).take(Answer(text="", ended="content_filter"))


def test_a_call_of_a_function_needs_no_schema() -> None:
    call = ToolCall(id="a", name="sky", arguments="{}")
    answer = Held(question(answer_schema=LIST)).take(Answer(text="", tool_calls=(call,)))
    assert answer is not None and answer.tool_calls == (call,)


@pytest.mark.parametrize("schema", [
    {"type": "nothing"},
    {"$ref": "http://127.0.0.1:1/schema.json"},
    {"$ref": "file:///etc/passwd"},
    {"properties": {"a": {"pattern": "(?=a)"}}},
])  # fmt: skip
def test_a_schema_that_cannot_be_used_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        Held(question(answer_schema=schema))
    assert refused.value.field == "answer_schema"


def test_a_pattern_takes_no_time_to_speak_of() -> None:
    held = Held(question(answer_schema={"items": {"pattern": "^(a+)+$"}}))
    assert held.take(Answer(text=f'["{"a" * 60}b"]')) is None


def test_a_schema_in_words() -> None:
    plain = question()
    assert in_words(plain) is plain
    told = in_words(question(answer_schema=LIST)).messages
    assert [one.role for one in told] == ["system", "user"] and '"integer"' in told[0].text
    ruled = question(answer_schema=LIST)
    rule = Message(role="system", text="Be short.")
    told = in_words(ruled.model_copy(update={"messages": (rule, *ruled.messages)})).messages
    assert len(told) == 2 and told[0].text.startswith("Be short.\n\n")


def test_a_text_ends_before_a_word() -> None:
    cutter = Cutter(("END", "\n\n"))
    assert [cutter.feed(text) for text in ("a E", "N", "E", "N", "D b")] == ["a ", "", "EN", "", ""]
    assert cutter.ended and cutter.feed("c") == "" and cutter.rest() == ""
    cutter = Cutter(("END",))
    assert cutter.feed("the E") + cutter.rest() == "the E" and not cutter.ended
    assert Cutter(()).feed("all") == "all"


def test_calls_are_taken_out_of_a_text() -> None:
    text = 'Well. <tool_call>{"name": "sky", "arguments": {"c": 1,}}</tool_call>'
    rest, calls = called(text)
    assert (rest, calls[0].arguments) == ("Well.", '{"c": 1}')
    assert called("<tool_call>nonsense</tool_call>") == ("<tool_call>nonsense</tool_call>", ())
    assert called('<tool_call>{"name": "sea"}')[1] == (
        ToolCall(id="call_0", name="sea", arguments="{}"),
    )


async def test_events_come_whole_however_they_are_cut() -> None:
    data = b': ping\r\n\r\nevent: x\ndata:{"a": 1}\n\ndata: {"a":\ndata: [DONE]\ndata: {"b": 1}\n'
    for size in (1, 7, 1000):

        async def pieces(size: int = size) -> AsyncGenerator[bytes]:
            for start in range(0, len(data), size):
                yield data[start : start + size]

        found = chunks(pieces(), "acme")
        assert [await anext(found) for _ in range(5)] == [NOTHING] * 3 + [{"a": 1}, NOTHING]
        with pytest.raises(Exception, match="no JSON"):
            await anext(found)
