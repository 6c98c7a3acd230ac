"""Guards a chat model in this process: a tiny one with random weights, loaded by the same code."""

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import torch

from media.errors import EngineUnavailable, InputError, Interrupted
from media.ids import Digest
from media.types import Image
from models.catalog.row import Engine
from models.language.local import TransformersChat
from models.language.schema import OffSchema
from models.protocols.language import Message, Piece, Tool, ToolCall, Usage
from models.setup import Setup
from tests.fakes import FolderWorkspace
from tests.models.language.conftest import question
from tests.models.language.tiny import save_tiny_chat


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chat") / "tiny"
    save_tiny_chat(folder)
    return folder


def setup_of(folder: Path, **options: Any) -> Setup:
    weights: Any = {"source": str(folder)}
    row = Engine(
        id="tiny", family="chat-transformers", weights=weights, licence="-", options=options
    )
    return Setup(row=row, folder=folder)


@pytest.fixture(scope="module")
def engine(weights: Path) -> TransformersChat:
    return TransformersChat(setup_of(weights, max_tokens=16, tools=True))


async def heard(engine: TransformersChat, work: FolderWorkspace, asked: Any) -> list[Piece]:
    return [piece async for piece in engine.stream(work, asked=asked)]


def test_the_seed_decides(engine: TransformersChat, work: FolderWorkspace) -> None:
    before = torch.random.get_rng_state()
    texts = [
        engine.complete(work, asked=question(seed=seed, temperature=1.5)).text for seed in (1, 1, 2)
    ]
    assert texts[0] == texts[1] != texts[2]
    # What others draw from torch is as if nobody had drawn.
    assert torch.equal(torch.random.get_rng_state(), before)


def test_what_was_read_and_written_is_counted(
    engine: TransformersChat, work: FolderWorkspace
) -> None:
    answer = engine.complete(work, asked=question("hi", max_tokens=5, temperature=0))
    assert (answer.ended, answer.usage.written) == ("length", 5)
    assert answer.usage.read == len("<|user|>hi<|assistant|>")
    assert len(work.reports) >= 5 and work.reports[-1] == 1.0
    assert engine.complete(work, asked=question("hi")).usage.written == 16


async def test_pieces_are_the_answer(engine: TransformersChat, work: FolderWorkspace) -> None:
    asked = question(max_tokens=12, temperature=1.0)
    answer = await asyncio.to_thread(engine.complete, work, asked=asked)
    *pieces, last = await heard(engine, work, asked)
    assert "".join(piece.text for piece in pieces) == answer.text and len(pieces) > 3
    assert (last.ended, last.usage) == (answer.ended, answer.usage)


def test_it_ends_before_a_word_that_stops_it(
    engine: TransformersChat, work: FolderWorkspace
) -> None:
    asked = question(max_tokens=12, temperature=1.0)
    text = engine.complete(work, asked=asked).text
    word = text[4:6]
    stopped = engine.complete(work, asked=asked.model_copy(update={"stop": (word,)}))
    assert stopped.text == text[: text.index(word)] and stopped.ended == "stop"
    assert stopped.usage.written < 12


def test_a_cancel_ends_within_a_token(engine: TransformersChat, work: FolderWorkspace) -> None:
    class Impatient(FolderWorkspace):
        def progress(self, fraction: float, **facts: Any) -> None:
            super().progress(fraction)
            if len(self.reports) == 3:
                raise Interrupted("it was cancelled")

    impatient = Impatient(work.root / "impatient")
    with pytest.raises(Interrupted):
        engine.complete(impatient, asked=question(max_tokens=400))
    assert len(impatient.reports) == 3
    assert engine.complete(work, asked=question(max_tokens=2)).usage.written == 2


async def test_who_goes_away_ends_the_answer(
    engine: TransformersChat, work: FolderWorkspace
) -> None:
    running = threading.active_count()
    pieces = engine.stream(work, asked=question(max_tokens=480, temperature=1.0))
    await anext(pieces)
    began = time.monotonic()
    await pieces.aclose()
    whole = await asyncio.to_thread(engine.complete, work, asked=question(max_tokens=1))
    assert whole.usage.written == 1 and time.monotonic() - began < 2
    assert threading.active_count() <= running + 2


async def test_two_at_once_take_turns(engine: TransformersChat, work: FolderWorkspace) -> None:
    asked = question(max_tokens=12, temperature=1.0, seed=5)
    alone = await heard(engine, work, asked)
    both = await asyncio.gather(*(heard(engine, work, asked) for _ in range(3)))
    assert both == [alone, alone, alone]


async def test_what_holds_to_no_schema_is_told_with_what_it_took(
    engine: TransformersChat, work: FolderWorkspace
) -> None:
    asked = question(answer_schema={"type": "object"}, max_tokens=4)
    pieces = engine.stream(work, asked=asked)
    spent = await anext(pieces)
    assert spent.text == "" and spent.usage is not None and spent.usage.written == 12
    with pytest.raises(OffSchema, match="cut off at max_tokens"):
        await anext(pieces)


async def test_functions_are_told_and_their_calls_read(
    engine: TransformersChat, work: FolderWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = '<tool_call>\n{"name": "sky", "arguments": {"city": "Oslo"}}\n</tool_call>'
    prompts: list[str] = []
    model: Any = vars(engine)["_model"]

    def written(prompt: Any, asked: Any, most: int, writing: Any) -> list[int]:
        prompts.append(model.tokenizer.decode(prompt["input_ids"][0]))
        ids = model.tokenizer(called + "<|end|>", return_tensors="pt")["input_ids"][0]
        writing.put(prompt["input_ids"])
        for token in ids:
            writing.put(token)
        writing.finish()
        return ids.tolist()

    monkeypatch.setattr(model, "written", written)
    wanted = (ToolCall(id="call_0", name="sky", arguments='{"city": "Oslo"}'),)
    messages = (
        Message(role="user", text="How is it?"),
        Message(role="assistant", tool_calls=wanted),
        Message(role="tool", text="blue", tool_call_id="call_0"),
    )
    asked = question(tools=(Tool(name="sky", parameters={"type": "object"}),))
    (piece,) = await heard(engine, work, asked.model_copy(update={"messages": messages}))
    assert (piece.tool_calls, piece.ended) == (wanted, "tool_calls")
    assert '"name": "sky"' in prompts[0] and "<|tool|>blue" in prompts[0]


def test_what_it_cannot_do_is_refused(
    engine: TransformersChat, weights: Path, work: FolderWorkspace
) -> None:
    with pytest.raises(InputError, match="reads at most 512 tokens"):
        engine.complete(work, asked=question("x" * 600))
    backwards = question().model_copy(update={"messages": (Message(role="assistant", text="x"),)})
    with pytest.raises(InputError, match="who asks"):
        engine.complete(work, asked=backwards)
    picture = Image(digest=Digest("0" * 64), num_bytes=1, format="png", width=1, height=1)
    shown = Message(role="user", text="What?", images=(picture,))
    with pytest.raises(InputError, match="cannot see"):
        engine.complete(work, asked=question().model_copy(update={"messages": (shown,)}))
    silent = TransformersChat(setup_of(weights, most_read=40))
    with pytest.raises(InputError, match="reads at most 40 tokens"):
        silent.complete(work, asked=question("x" * 60))
    with pytest.raises(InputError, match="calls no functions"):
        silent.complete(work, asked=question(tools=(Tool(name="sky"),)))


def test_what_is_no_chat_model_is_not_taken(tmp_path: Path) -> None:
    save_tiny_chat(tmp_path / "plain", template="")
    with pytest.raises(EngineUnavailable, match="no chat template"):
        TransformersChat(setup_of(tmp_path / "plain"))
    with pytest.raises(EngineUnavailable, match="cannot be loaded"):
        TransformersChat(setup_of(tmp_path / "nothing"))
    with pytest.raises(EngineUnavailable, match="no dtype"):
        TransformersChat(setup_of(tmp_path / "plain", dtype="float7"))


def test_a_template_is_told_what_the_row_says(weights: Path, work: FolderWorkspace) -> None:
    plain = TransformersChat(setup_of(weights)).complete(work, asked=question(max_tokens=1))
    moody = TransformersChat(setup_of(weights, template={"mood": "gay"}))
    read = moody.complete(work, asked=question(max_tokens=1)).usage.read
    assert read == plain.usage.read + 3 and plain.usage != Usage()
