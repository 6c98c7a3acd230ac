"""Guards speech in a sample's voice: draws, words, what is refused, and where it can be ended."""

from pathlib import Path
from typing import Any

import pytest

from media.audio.loudness import measure_blocks
from media.audio.pcm import PcmReader
from media.errors import EngineUnavailable, InputError, Interrupted
from models.catalog.row import Engine, Weights
from models.protocols.animatic import Speech
from models.setup import Setup
from tests.fakes import FolderWorkspace

pytest.importorskip("torch")
pytest.importorskip("transformers")

from models.voices.csm import CsmVoices
from models.voices.pocket import PocketVoices
from models.voices.samples import LISTENED_S, listened
from tests.models.voices.clones import sample, save_tiny_csm, save_tiny_pocket

TEXT = "It is on. They left, she says!"
SAID = "Somebody hums here."


def setup(family: str, folder: Path) -> Setup:
    row = Engine(id=f"tiny-{family}", family=family, licence="-", weights=Weights(source="/no"))
    return Setup(row=row, folder=folder)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("clones")
    return {
        "pocket-tts": PocketVoices(setup("pocket-tts", save_tiny_pocket(root / "pocket"))),
        "csm": CsmVoices(setup("csm", save_tiny_csm(root / "csm"))),
    }


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def said(engine: Any, work: FolderWorkspace, text: str = TEXT, **asked: Any) -> Speech:
    usual = {
        "language": "en-US", "sample_text": SAID, "pace": 1.0, "mood": "calm", "energy": 0.5,
        "pronunciations": {}, "seed": 0,
    }  # fmt: skip
    asked = {"sample": sample(work)} | asked
    return engine.clone(work, text=text, **usual | asked)


BOTH = pytest.mark.parametrize("name", ["pocket-tts", "csm"])


@BOTH
def test_words_rise_within_text_and_recording(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    speech = said(engines[name], work)
    assert [word.text for word in speech.words] == TEXT.split()
    assert all(TEXT[word.offset :].startswith(word.text) for word in speech.words)
    edges = [edge for word in speech.words for edge in (word.start, word.end)]
    assert edges == sorted(edges) and 0 <= edges[0] < edges[-1] <= speech.audio.samples
    with PcmReader(work.open(speech.audio)) as reader:
        assert (reader.channels, reader.format.sample_rate) == (1, 48_000)
        assert reader.samples == speech.audio.samples
        assert measure_blocks([reader.read(0, reader.samples)], 1).integrated_lufs == (
            pytest.approx(-20, abs=2)
        )


@BOTH
def test_seed_and_sample_decide_what_is_heard(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    first = said(engines[name], work)
    assert said(engines[name], work) == first
    assert said(engines[name], work, seed=1).audio.digest != first.audio.digest
    other = said(engines[name], work, sample=sample(work, pitch=190.0))
    assert other.audio.digest != first.audio.digest


@BOTH
def test_a_sentence_sounds_alike_whatever_stands_before_it(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    both = said(engines[name], work, "Be on. Go on.")
    alone = said(engines[name], work, "Go on.")
    length = both.words[-1].end - both.words[2].start
    assert length == alone.words[-1].end - alone.words[0].start


@BOTH
def test_pace_shortens_it(engines: dict[str, Any], work: FolderWorkspace, name: str) -> None:
    usual, fast = (said(engines[name], work, pace=pace).audio.samples for pace in (1.0, 1.5))
    assert usual / fast == pytest.approx(1.5, rel=0.1)


@BOTH
def test_a_respelling_is_spoken_and_the_word_stays(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    plain = said(engines[name], work)
    respelt = said(engines[name], work, pronunciations={"left": "wandered off"})
    assert respelt.audio.digest != plain.audio.digest
    assert [word.text for word in respelt.words] == [word.text for word in plain.words]


def test_csm_is_told_what_is_said_in_the_sample(
    engines: dict[str, Any], work: FolderWorkspace
) -> None:
    first = said(engines["csm"], work)
    assert said(engines["csm"], work, sample_text="Hm.").audio.digest != first.audio.digest
    with pytest.raises(InputError) as error:
        said(engines["csm"], work, sample_text=" ")
    assert (error.value.code, error.value.field) == ("SAMPLE_TEXT_MISSING", "sample_text")
    pocket = engines["pocket-tts"]
    assert said(pocket, work, sample_text="") == said(pocket, work)


@BOTH
@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        ({"language": "de"}, "language", "LANGUAGE_UNKNOWN"),
        ({"pace": 3.0}, "pace", "PACE_OUT_OF_RANGE"),
        ({"text": "a " * 2_600}, "text", "TEXT_TOO_LONG"),
    ],
)
def test_what_it_cannot_say_is_refused(
    engines: dict[str, Any], work: FolderWorkspace, name: str, asked: dict[str, Any],
    field: str, code: str,
) -> None:  # fmt: skip
    with pytest.raises(InputError) as error:
        said(engines[name], work, **asked)
    assert (error.value.field, error.value.code) == (field, code)


@BOTH
@pytest.mark.parametrize(
    ("seconds", "level", "code"), [(1.0, 0.2, "SAMPLE_SHORT"), (3.0, 0.0, "SAMPLE_SILENT")]
)
def test_samples_that_hold_no_voice_are_refused(
    engines: dict[str, Any], work: FolderWorkspace, name: str, seconds: float, level: float,
    code: str,
) -> None:  # fmt: skip
    with pytest.raises(InputError) as error:
        said(engines[name], work, sample=sample(work, seconds=seconds, level=level))
    assert (error.value.code, error.value.field) == (code, "sample")


def test_of_a_long_sample_half_a_minute_is_listened_to(work: FolderWorkspace) -> None:
    long = sample(work, seconds=40.0)
    assert len(listened(work, long, 24_000)) == LISTENED_S * 24_000
    with pytest.raises(InputError) as error:
        listened(work, long, 24_000, "What it says is longer too.")
    assert error.value.code == "SAMPLE_LONG"
    with pytest.raises(InputError) as error:
        listened(work, long.but(samples=48_000 * 601), 24_000)
    assert error.value.code == "SAMPLE_LONG"


def test_a_quiet_sample_is_heard_as_a_loud_one_is(work: FolderWorkspace) -> None:
    loud, quiet = (listened(work, sample(work, level=level), 24_000) for level in (0.2, 0.002))
    assert abs(loud).max() == pytest.approx(abs(quiet).max(), rel=0.05)
    assert len(loud) == pytest.approx(len(quiet), abs=240)


@BOTH
def test_nothing_to_say_is_half_a_second_of_silence(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    speech = said(engines[name], work, "🙂 …")
    assert (speech.audio.samples, speech.words) == (24_000, ())


@BOTH
def test_it_can_be_stopped_within_a_sentence(
    engines: dict[str, Any], tmp_path: Path, name: str
) -> None:
    class Stopped(FolderWorkspace):
        def progress(self, fraction: float, **facts: Any) -> None:
            super().progress(fraction)
            if len(self.reports) > 5:
                raise Interrupted("it was cancelled")

    work = Stopped(tmp_path)
    with pytest.raises(Interrupted):
        said(engines[name], work, "One sentence alone")
    assert work.reports == [0.0] * 6
    assert said(engines[name], FolderWorkspace(tmp_path), "One.").words


@pytest.mark.parametrize(
    ("family", "lost"),
    [
        ("pocket-tts", "model.safetensors"),
        ("pocket-tts", "audio_tokenizer/model.safetensors"),
        ("pocket-tts", "tokenizer.json"),
        ("pocket-tts", "chat_template.jinja"),
        ("csm", "model.safetensors"),
        ("csm", "processor_config.json"),
    ],
)
def test_weights_that_are_not_whole_are_named(family: str, lost: str, tmp_path: Path) -> None:
    save, engine = (
        (save_tiny_pocket, PocketVoices) if family == "pocket-tts" else (save_tiny_csm, CsmVoices)
    )
    folder = save(tmp_path / "weights")
    (folder / lost).unlink()
    with pytest.raises(EngineUnavailable, match=f"tiny-{family}"):
        engine(setup(family, folder))
