"""Guards the form of a transcript: offsets, times, language, and an end when it is asked for.

The weights are random, so that what is heard is nonsense; that it is placed exactly is not.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.audio.pcm import PcmWriter
from media.errors import EngineUnavailable, InputError, Interrupted
from media.types import Audio
from models.catalog.row import Engine, Weights
from models.setup import Setup
from tests.fakes import FolderWorkspace

pytest.importorskip("faster_whisper")
pytest.importorskip("transformers")

from models.whisper.engine import WhisperEngine
from tests.models.whisper.tiny import save_tiny_whisper

ROW = Engine(
    id="tiny-whisper",
    family="whisper",
    licence="-",
    weights=Weights(source="/nowhere"),
    options={"vad": False, "beam_size": 1},
)


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whisper") / "tiny"
    save_tiny_whisper(folder)
    return folder


@pytest.fixture(scope="module")
def engine(weights: Path) -> WhisperEngine:
    return made(weights)


def made(folder: Path, **options: Any) -> WhisperEngine:
    return WhisperEngine(Setup(row=ROW.but(options=ROW.options | options), folder=folder))


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def recorded(
    work: FolderWorkspace, seconds: float, level: float = 0.1, rate: int = 48_000
) -> Audio:
    """Noise: a random model makes words of it, a detector of speech does not."""
    noise = np.random.default_rng(7).standard_normal((int(seconds * rate), 1)) * level
    path = work.scratch("noise.wav")
    with PcmWriter(path, channels=1, sample_rate=rate) as writer:
        writer.write(noise.astype(np.float32))
    return work.save(path, Audio, channels=1, samples=len(noise), sample_rate=rate)


@pytest.mark.parametrize("rate", [48_000, 22_050])
def test_words_stand_where_they_say_within_text_and_recording(
    engine: WhisperEngine, work: FolderWorkspace, rate: int
) -> None:
    found = engine.transcribe(work, audio=recorded(work, 33.5, rate=rate), language="en")
    assert found.words
    until = 0
    for heard in found.words:
        word = heard.word
        assert found.text[word.offset : word.offset + len(word.text)] == word.text
        assert until <= word.start <= word.end <= 33.5 * 48_000
        until = word.end
    for passage in found.passages:
        assert passage.text in found.text
        assert 0 <= passage.start <= passage.end <= 33.5 * 48_000
    assert (found.language, found.confidence) == ("en", 1.0)


def test_a_language_is_heard_where_none_is_given(
    engine: WhisperEngine, work: FolderWorkspace
) -> None:
    found = engine.transcribe(work, audio=recorded(work, 2.0))
    assert 2 <= len(found.language) <= 3
    assert 0 < found.confidence < 1


def test_a_region_is_kept_in_the_answer(engine: WhisperEngine, work: FolderWorkspace) -> None:
    assert engine.transcribe(work, audio=recorded(work, 1.0), language="pt-BR").language == "pt-BR"


def test_an_unknown_language_is_the_callers_fault(
    engine: WhisperEngine, work: FolderWorkspace
) -> None:
    with pytest.raises(InputError, match="tlh") as error:
        engine.transcribe(work, audio=recorded(work, 1.0), language="tlh")
    assert error.value.field == "language"


def test_the_same_recording_gives_the_same_transcript(
    engine: WhisperEngine, weights: Path, work: FolderWorkspace
) -> None:
    audio = recorded(work, 4.0)
    first = engine.transcribe(work, audio=audio, prompt="Mara Voss")
    assert made(weights).transcribe(work, audio=audio, prompt="Mara Voss") == first


@pytest.mark.parametrize(("language", "said"), [("", "und"), ("de-AT", "de-AT")])
@pytest.mark.parametrize("level", [0.0, 1e-5])
def test_silence_has_no_words(
    engine: WhisperEngine, work: FolderWorkspace, language: str, said: str, level: float
) -> None:
    found = engine.transcribe(work, audio=recorded(work, 1.0, level), language=language)
    assert (found.text, found.words, found.language) == ("", (), said)


def test_sound_without_speech_has_no_words(weights: Path, work: FolderWorkspace) -> None:
    found = made(weights, vad=True).transcribe(work, audio=recorded(work, 3.0))
    assert (found.text, found.words, found.language) == ("", (), "und")


def test_it_tells_how_far_it_is_at_each_window(
    engine: WhisperEngine, work: FolderWorkspace
) -> None:
    engine.transcribe(work, audio=recorded(work, 61.0), language="en")
    assert len(work.reports) >= 2 + 3
    assert work.reports == sorted(work.reports)
    assert (work.reports[0], work.reports[-1]) == (0.0, 1.0)


def test_what_a_report_raises_ends_it_and_the_engine_goes_on(
    engine: WhisperEngine, tmp_path: Path
) -> None:
    work = Stopped(tmp_path, after=2)
    audio = recorded(work, 61.0)
    with pytest.raises(Interrupted):
        engine.transcribe(work, audio=audio, language="en")
    assert len(work.reports) == 2
    work.after = 1000
    assert engine.transcribe(work, audio=audio, language="en").words


class Stopped(FolderWorkspace):
    """Has a call end after so many reports."""

    def __init__(self, root: Path, after: int) -> None:
        super().__init__(root)
        self.after = after

    def progress(self, fraction: float, **facts: Any) -> None:
        if len(self.reports) == self.after:
            raise Interrupted("it was cancelled")
        super().progress(fraction)


def test_a_text_that_is_not_spoken_is_refused(engine: WhisperEngine, work: FolderWorkspace) -> None:
    with pytest.raises(InputError, match="of the text's 3 words") as error:
        engine.align(work, audio=recorded(work, 2.0), text="Nobody says this.", language="en")
    assert error.value.field == "text"


def test_a_text_that_is_heard_is_placed(engine: WhisperEngine, work: FolderWorkspace) -> None:
    audio = recorded(work, 3.0)
    heard = engine.transcribe(work, audio=audio, language="en")
    words = engine.align(work, audio=audio, text=heard.text, language="en")
    assert [heard.text[word.offset :][: len(word.text)] for word in words] == [
        word.text for word in words
    ]
    assert words[0].start >= heard.words[0].word.start


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=tmp_path.name):
        made(tmp_path)
