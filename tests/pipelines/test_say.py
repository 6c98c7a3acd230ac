"""Guards who is asked to speak: the shot's speaker, with the voice and the mood that are theirs."""

from typing import Any

import pytest

from media.ids import SectionId, ShotId, digest_of
from media.shots import Look, Shot
from media.types import Audio
from pipelines.nodes.speech.say import Recording, Say


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self) -> None:
        self.arguments: dict[str, Any] = {}

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.arguments = arguments
        audio = Audio(digest=digest_of(b"sound"), num_bytes=2, channels=1, samples=1)
        return Recording(audio=audio, words=())


async def asked(speaker: str, **params: Any) -> dict[str, Any]:
    shot = Shot(
        id=ShotId("a"),
        section_id=SectionId("b"),
        text="Who is there?",
        speaker=speaker,
        look=Look(setting="sea", mood="tense", energy=0.8),
    )
    context = Asked()
    await Say(shot=shot, **params).run(context)  # pyright: ignore[reportArgumentType]
    return context.arguments


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
