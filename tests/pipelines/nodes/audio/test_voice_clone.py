"""Guards speech in a sample's voice as flows have it: a row, its weights, and who is meant."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from media.errors import EngineUnavailable, InputError
from media.ids import LOCAL_TENANT, SectionId, ShotId, digest_of
from media.shots import Look, Shot
from media.types import Audio
from media.voice_sample import VoiceSample
from models.catalog.lookup import engine_for, resolved
from models.catalog.rows import USERS_ROWS
from models.weights.manifest import FOLDER
from models.weights.pulling import bring, look
from pipelines.graph import Flow
from pipelines.productions.choices import check_choices
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from store.objects.objects import open_objects
from tests.fakes import FolderWorkspace
from tests.models.voices.clones import sample, save_tiny_pocket
from tests.models.weights.rows import silent
from tests.pipelines.nodes.running import run_example, run_flow

pytest.importorskip("torch")
pytest.importorskip("transformers")

ROW = {"id": "tiny-pocket", "family": "pocket-tts", "licence": "MIT", "aliases": ["pocket"]}


@pytest.fixture
def cloner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A live row of a tiny model, whose codec comes from elsewhere."""
    whole = save_tiny_pocket(tmp_path / "source")
    codec = (whole / "audio_tokenizer").rename(tmp_path / "codec")
    row = ROW | {
        "weights": {"source": str(whole)},
        "parts": {"audio_tokenizer": {"source": str(codec)}},
    }
    (tmp_path / "models.yaml").write_text(yaml.safe_dump({"engines": [row]}))
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
    monkeypatch.setenv(FOLDER, str(tmp_path / "weights"))
    bring(look(resolved("speech_clone", "tiny-pocket")), silent)


def hummed(folder: Path) -> Audio:
    """A sample in the store of a flow."""
    kept = sample(FolderWorkspace(folder / "made"))
    objects = open_objects(str(folder / "objects"), folder / "copies")
    objects.take(LOCAL_TENANT, folder / "made" / kept.digest)
    return kept


@pytest.mark.usefixtures("cloner")
def test_the_example_speaks_like_its_sample(tmp_path: Path) -> None:
    first = run_example("audio.voice_clone", tmp_path / "a").out
    assert " ".join(word.text for word in first.words) == "Nobody has lived here for years."
    assert first.words[-1].end <= first.sound.samples
    assert run_example("audio.voice_clone", tmp_path / "b").out == first
    other = run_example("audio.voice_clone", tmp_path / "c", seed=3).out
    assert other.sound.digest != first.sound.digest


@pytest.mark.usefixtures("cloner")
def test_a_model_is_wanted_for_what_it_can_do(tmp_path: Path) -> None:
    """One that clones alone leaves who has no sample to the preferred voice."""
    samples = {"narrator": VoiceSample(sound=hummed(tmp_path)).model_dump(mode="json")}
    heard: dict[str, set[str]] = {}
    for model in ("tiny-pocket", "preview-speech"):
        for speaker in ("", "mara"):
            node = {
                "id": "voice", "type": "speech.clone",
                "params": {"shot": _shot(speaker), "samples": samples, "model": model},
            }  # fmt: skip
            flow = Flow.model_validate({"nodes": [node], "edges": []})
            output: Any = run_flow(flow, tmp_path).outputs["voice"]
            voice = output.voice
            heard.setdefault(speaker, set()).add(voice.audio.digest)
            assert [word.text for word in voice.words] == ["Who", "is", "there?"]
    assert [len(digests) for digests in heard.values()] == [1, 1]
    assert heard[""] != heard["mara"]


def _shot(speaker: str) -> dict[str, Any]:
    shot = Shot(
        id=ShotId("a"), section_id=SectionId("b"), text="Who is there?", speaker=speaker,
        look=Look(setting="sea", mood="calm", energy=0.5),
    )  # fmt: skip
    return shot.model_dump(mode="json")


def options(seconds: float = 3.0, text: str = "", **more: Any) -> FilmOptions:
    samples = round(seconds * 48_000)
    sound = Audio(digest=digest_of(b"hum"), num_bytes=9, channels=1, samples=samples)
    return FilmOptions(voice_samples={"mara": VoiceSample(sound=sound, text=text)}, **more)


def test_without_a_model_it_is_said_which_to_pull() -> None:
    with pytest.raises(InputError) as error:
        check_choices(options())
    assert (error.value.code, error.value.field) == ("NO_CLONING", "voice_samples")
    assert "kinora models pull pocket-tts" in error.value.remedy
    with pytest.raises(EngineUnavailable, match="speech_clone"):
        engine_for("speech_clone")


@pytest.mark.usefixtures("cloner")
@pytest.mark.parametrize(
    ("seconds", "more", "field", "code"),
    [
        (1.0, {}, "voice_samples.mara", "SAMPLE_SHORT"),
        (601.0, {}, "voice_samples.mara", "SAMPLE_LONG"),
        (3.0, {"language": "de"}, "language", "LANGUAGE_UNKNOWN"),
        (3.0, {"models": {"speech": "csm-1b"}}, "voice_samples", "NO_CLONING"),
        (3.0, {"models": {"speech": "nobody"}}, "models.speech", "UNKNOWN_MODEL"),
        (3.0, {"models": {"speech": "pocket"}, "voice": "nobody"}, "voice", "VOICE_UNKNOWN"),
    ],
)
def test_what_a_film_cannot_have_is_refused_at_the_door(
    seconds: float, more: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InputError) as error:
        check_choices(options(seconds, **more))
    assert (error.value.field, error.value.code) == (field, code)


@pytest.mark.usefixtures("cloner")
def test_a_model_that_needs_the_samples_text_is_told_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = yaml.safe_load((tmp_path / "models.yaml").read_text())
    known["engines"][0]["options"] = {"needs_text": True}
    (tmp_path / "models.yaml").write_text(yaml.safe_dump(known))
    check_choices(options(text="Who speaks here?"))
    with pytest.raises(InputError) as error:
        check_choices(options())
    assert (error.value.field, error.value.code) == (
        "voice_samples.mara.text", "SAMPLE_TEXT_MISSING",
    )  # fmt: skip


@pytest.mark.usefixtures("cloner")
def test_films_without_samples_are_spoken_as_ever() -> None:
    for chosen, kind in ((FilmOptions(), "speech.say"), (options(), "speech.clone")):
        check_choices(chosen)
        voice = next(node for node in film_flow("A boat.", chosen).nodes if node.id == "voice")
        assert (voice.type, voice.each) == (kind, "direct.shots")
