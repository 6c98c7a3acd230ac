"""Guards who hears a recording's words or places them, and that a cache key says who did."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actors.context import StepContext
from media.errors import EngineUnavailable, InputError
from media.shots import Word
from media.types import Audio
from media.workspace import Workspace
from models.catalog.lookup import identities as behind
from models.catalog.rows import USERS_ROWS
from models.protocols.listening import HeardWord, Transcript
from pipelines.catalog import node_type
from pipelines.hearing import Method, placed_voice
from pipelines.keys import cache_key
from pipelines.orders import WorkFailed
from tests.pipelines.nodes.running import Here, Ran, run_example

HERE = "tests.pipelines.test_hearing"
TEXT = "The light is on. Nobody has lived here for years."


class Ears:
    """Hears every word at the beginning."""

    def align(
        self, work: Workspace, *, audio: Audio, text: str, language: str = ""
    ) -> tuple[Word, ...]:
        return (Word(text=text.split()[0], start=0, end=1, offset=0),)


class WrongEars:
    """Hears another text."""

    def align(
        self, work: Workspace, *, audio: Audio, text: str, language: str = ""
    ) -> tuple[Word, ...]:
        raise InputError("it is another text", field="text", code="TEXT_NOT_SPOKEN")


class BrokenEars:
    """Hears nothing for a reason of its own."""

    def align(
        self, work: Workspace, *, audio: Audio, text: str, language: str = ""
    ) -> tuple[Word, ...]:
        raise InputError("it cannot be read", field="audio", code="BAD_AUDIO")


class Scribe:
    """Hears one word."""

    def transcribe(
        self, work: Workspace, *, audio: Audio, language: str = "", prompt: str = ""
    ) -> Transcript:
        word = HeardWord(word=Word(text="light", start=0, end=1, offset=0), confidence=1.0)
        return Transcript(
            text="light", language=language, confidence=1.0, words=(word,), passages=()
        )


def with_ears(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    target: str,
    modality: str = "alignment",
) -> None:
    method = {"alignment": "align", "transcription": "transcribe"}[modality]
    row = {
        "id": "ears", "modality": modality, "target": f"{HERE}:{target}.{method}", "licence": "-",
    }  # fmt: skip
    path = folder / "models.yaml"
    path.write_text(yaml.safe_dump({"engines": [row]}))
    monkeypatch.setenv(USERS_ROWS, str(path))


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_example("audio.align", tmp_path_factory.mktemp("spoken"))


async def words(ran: Ran, method: Method = "auto", model: str = "") -> int:
    ctx = StepContext(Here(), ran.place, step="align")
    return len((await placed_voice(ctx, ran.out.sound, TEXT, "en", method, model)).words)


async def test_a_live_model_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoken: Ran
) -> None:
    with_ears(monkeypatch, tmp_path, "Ears")
    assert [await words(spoken, how) for how in ("auto", "model", "silences")] == [1, 1, 10]
    assert await words(spoken, model="ears") == 1


async def test_without_one_it_goes_by_the_silences(spoken: Ran) -> None:
    assert await words(spoken) == 10
    for wanted in ({"method": "model"}, {"model": "ears"}):
        with pytest.raises(EngineUnavailable):
            await words(spoken, **wanted)  # pyright: ignore[reportArgumentType]


async def test_a_text_that_it_does_not_hear_is_placed_by_the_silences(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoken: Ran
) -> None:
    with_ears(monkeypatch, tmp_path, "WrongEars")
    assert await words(spoken) == 10
    with pytest.raises(WorkFailed, match="another text"):
        await words(spoken, "model")


async def test_what_fails_for_another_reason_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoken: Ran
) -> None:
    with_ears(monkeypatch, tmp_path, "BrokenEars")
    with pytest.raises(WorkFailed, match="cannot be read"):
        await words(spoken)


def test_words_are_written_down_by_a_live_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_ears(monkeypatch, tmp_path, "Scribe", "transcription")
    found = run_example("audio.transcribe", tmp_path).out.words
    assert [word.text for word in found] == ["light"]


@pytest.mark.parametrize("name", ["audio.align", "speech.say"])
def test_a_key_names_a_live_model_and_nothing_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    kind = node_type(name)
    assert kind.prefers == ("alignment",)
    identities = {use: "known@1" for use in kind.uses}

    def key(**inputs: Any) -> str:
        return cache_key(kind, inputs, identities | behind((), kind.prefers))

    deaf = key(text="a")
    assert deaf == cache_key(kind, {"text": "a"}, identities)
    with_ears(monkeypatch, tmp_path, "Ears")
    hearing = key(text="a")
    assert hearing != deaf
    assert hearing == cache_key(kind, {"text": "a"}, identities | {"alignment": "ears@1"})
