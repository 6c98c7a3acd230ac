"""Guards who is asked to speak: the shot's speaker, with the voice and the mood that are theirs."""

from typing import Any

import pytest

from media.ids import SectionId, ShotId, digest_of
from media.shots import Look, Shot
from media.types import Audio
from media.voice_sample import VoiceSample
from pipelines.nodes.speech.clone import Clone
from pipelines.nodes.speech.say import Say
from pipelines.speaking import Recording, Speaking


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self) -> None:
        self.modality = ""
        self.arguments: dict[str, Any] = {}

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.modality, self.arguments = modality, arguments
        audio = Audio(digest=digest_of(b"sound"), num_bytes=2, channels=1, samples=1)
        return Recording(audio=audio, words=())


async def asked(speaker: str, node: type[Speaking] = Say, **params: Any) -> dict[str, Any]:
    shot = Shot(
        id=ShotId("a"),
        section_id=SectionId("b"),
        text="Who is there?",
        speaker=speaker,
        look=Look(setting="sea", mood="tense", energy=0.8),
    )
    context = Asked()
    await node(shot=shot, **params).run(context)  # pyright: ignore[reportArgumentType]
    return {"modality": context.modality, **context.arguments}


@pytest.mark.parametrize(
    ("speaker", "voices", "voice", "drawn_for"),
    [
        ("", {}, "en-gb", ""),
        ("mara", {}, "en-gb", "mara"),
        ("mara", {"mara": "en-us+f2"}, "en-us+f2", ""),
        ("mara", {"mara": "woman:"}, "woman:en-gb", "mara"),
        ("mara", {"mara": "woman:es"}, "woman:es", "mara"),
        ("tom", {"mara": "f2"}, "en-gb", "tom"),
        ("", {"": "f2"}, "f2", ""),
    ],
)
async def test_each_speaker_has_a_voice(speaker, voices, voice, drawn_for) -> None:
    arguments = await asked(speaker, voice="en-gb", voices=voices)
    assert (arguments["voice"], arguments["speaker"]) == (voice, drawn_for)


async def test_a_shot_is_said_as_it_looks() -> None:
    arguments = await asked("", pronunciations={"mara": "mah-rah"})
    assert (arguments["mood"], arguments["energy"]) == ("tense", 0.8)
    assert arguments["pronunciations"] == {"mara": "mah-rah"}


def sample(content: bytes, text: str = "") -> VoiceSample:
    sound = Audio(digest=digest_of(content), num_bytes=9, channels=1, samples=480_000)
    return VoiceSample(sound=sound, text=text)


@pytest.mark.parametrize(("speaker", "name"), [("", "narrator"), ("mara", "mara")])
async def test_who_was_recorded_speaks_in_that_voice(speaker, name) -> None:
    samples = {"narrator": sample(b"one", "Who reads."), "mara": sample(b"two")}
    arguments = await asked(speaker, Clone, samples=samples, seed=7, pace=1.5)
    assert arguments["modality"] == "speech_clone"
    assert arguments["sample"] == samples[name].sound
    assert arguments["sample_text"] == samples[name].text
    assert (arguments["seed"], arguments["pace"], arguments["mood"]) == (7, 1.5, "tense")


async def test_who_was_not_recorded_has_a_voice_as_ever() -> None:
    voices = {"tom": "woman:"}
    usual = await asked("tom", voices=voices)
    assert await asked("tom", Clone, voices=voices, samples={"mara": sample(b"two")}) == usual
    assert usual["modality"] == "speech"
