"""Guards speech by ONNX models: words within their recording, pace, voices, and what is refused."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from media.audio.loudness import measure_blocks
from media.audio.pcm import PcmReader
from media.errors import EngineUnavailable, InputError, Interrupted
from models.catalog.row import Engine, Weights
from models.protocols.animatic import Speech
from models.setup import Setup
from tests.fakes import FolderWorkspace
from tests.models.voices.onnx import tiny_kokoro, tiny_piper

pytest.importorskip("onnxruntime")
pytest.importorskip("kokoro_onnx")
pytest.importorskip("piper")

from models.voices.kokoro import KokoroEngine
from models.voices.piper import PiperEngine

TEXT = "The light is on. Nobody has lived here for years, they say!"
NAMES = ("af_heart", "af_sky", "am_adam", "am_puck", "bf_emma", "bm_george", "ff_siwis")


def setup(family: str, folder: Path) -> Setup:
    row = Engine(id=f"tiny-{family}", family=family, licence="-", weights=Weights(source="/no"))
    return Setup(row=row, folder=folder)


def kokoro_folder(folder: Path) -> Path:
    (folder / "onnx").mkdir(parents=True)
    (folder / "voices").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(tiny_kokoro())
    draws = np.random.default_rng(3)
    for name in NAMES:
        draws.standard_normal((510, 1, 256)).astype("<f4").tofile(folder / "voices" / f"{name}.bin")
    return folder


def piper_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "en_US-tiny.onnx").write_bytes(tiny_piper())
    letters = " !'(),-.:;?abcdefghijklmnopqrstuvwxyzæðŋɐɑɔəɚɛɜɡɪɹʃʊʌʒˈˌːθ"
    config: dict[str, Any] = {
        "num_symbols": 256,
        "num_speakers": 1,
        "audio": {"sample_rate": 22_050},
        "espeak": {"voice": "en-us"},
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2]}
        | {letter: [3 + number] for number, letter in enumerate(letters)},
    }
    (folder / "en_US-tiny.onnx.json").write_text(json.dumps(config))
    return folder


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("voices")
    return {
        "kokoro": KokoroEngine(setup("kokoro", kokoro_folder(root / "kokoro"))),
        "piper": PiperEngine(setup("piper", piper_folder(root / "piper"))),
    }


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def said(engine: Any, work: FolderWorkspace, text: str = TEXT, **asked: Any) -> Speech:
    usual = {
        "language": "en-US", "voice": "auto", "pace": 1.0, "speaker": "", "mood": "calm",
        "energy": 0.5, "pronunciations": {},
    }  # fmt: skip
    return engine.say(work, text=text, **usual | asked)


BOTH = pytest.mark.parametrize("name", ["kokoro", "piper"])


@BOTH
def test_words_stand_within_text_and_recording(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    speech = said(engines[name], work)
    assert [word.text for word in speech.words] == TEXT.split()
    assert all(TEXT[word.offset :].startswith(word.text) for word in speech.words)
    edges = [edge for word in speech.words for edge in (word.start, word.end)]
    assert edges == sorted(edges) and edges[-1] <= speech.audio.samples
    assert edges[0] == 0 and edges[-1] > speech.audio.samples - 4_800
    with PcmReader(work.open(speech.audio)) as reader:
        assert (reader.channels, reader.format.sample_rate) == (1, 48_000)
        assert reader.samples == speech.audio.samples
        assert measure_blocks([reader.read(0, reader.samples)], 1).integrated_lufs == (
            pytest.approx(-20, abs=0.5)
        )


@BOTH
def test_sentences_are_parted_by_a_pause(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    first, second = said(engines[name], work).words[3:5]
    assert second.start - first.end >= 48_000 // 4


@BOTH
def test_pace_and_energy_shorten_it(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    usual, fast, slow, frantic = (
        said(engines[name], work, pace=pace, energy=energy).audio.samples
        for pace, energy in ((1.0, 0.5), (1.5, 0.5), (0.6, 0.5), (1.0, 1.0))
    )
    assert usual / fast == pytest.approx(1.5, rel=0.1)
    assert usual / slow == pytest.approx(0.6, rel=0.1)
    assert usual / frantic == pytest.approx(1.05, rel=0.04)


@BOTH
def test_the_same_request_gives_the_same_bytes(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    assert said(engines[name], work) == said(engines[name], work)


@BOTH
def test_a_respelling_is_spoken_and_the_word_stays(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    plain = said(engines[name], work)
    respelt = said(engines[name], work, pronunciations={"light": "extraordinarily", "on": "[[x]]"})
    assert respelt.audio.samples > plain.audio.samples
    assert [word.text for word in respelt.words] == [word.text for word in plain.words]


@BOTH
def test_nothing_to_say_is_half_a_second_of_silence(
    engines: dict[str, Any], work: FolderWorkspace, name: str
) -> None:
    speech = said(engines[name], work, "🙂 …")
    assert (speech.audio.samples, speech.words) == (24_000, ())


@BOTH
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"language": "de"}, "language"),
        ({"voice": "nobody"}, "voice"),
        ({"pace": 3.0}, "pace"),
        ({"text": "a " * 2_600}, "text"),
    ],
)
def test_what_it_cannot_is_refused(
    engines: dict[str, Any], work: FolderWorkspace, name: str, asked: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as error:
        said(engines[name], work, **asked)
    assert error.value.field == field


@BOTH
def test_it_can_be_stopped_between_sentences(
    engines: dict[str, Any], tmp_path: Path, name: str
) -> None:
    class Stopped(FolderWorkspace):
        def progress(self, fraction: float, **facts: Any) -> None:
            if fraction > 0:
                raise Interrupted("it was cancelled")

    with pytest.raises(Interrupted):
        said(engines[name], Stopped(tmp_path), "One. Two. Three.")
    assert said(engines[name], FolderWorkspace(tmp_path), "One. Two.").words


def test_kokoros_languages_have_their_own_voices(engines: dict[str, Any]) -> None:
    kokoro: Any = engines["kokoro"]
    assert [voice.name for voice in kokoro._of("fr-FR")] == ["ff_siwis"]
    assert kokoro._of("en-GB")[0].name == "bf_emma"
    assert kokoro._of("en-US")[0].name == "af_heart"


@pytest.mark.parametrize("engine", [KokoroEngine, PiperEngine])
def test_weights_that_are_none_are_named(engine: Any, tmp_path: Path) -> None:
    family = "kokoro" if engine is KokoroEngine else "piper"
    with pytest.raises(EngineUnavailable, match=f"tiny-{family} has 0 files"):
        engine(setup(family, tmp_path))
    folder = (kokoro_folder if family == "kokoro" else piper_folder)(tmp_path / "weights")
    next(folder.rglob("*.onnx")).write_bytes(b"no model")
    with pytest.raises(EngineUnavailable, match="cannot be run"):
        engine(setup(family, folder))
