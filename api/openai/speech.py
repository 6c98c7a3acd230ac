"""`POST /v1/audio/speech`: words spoken, as a file of the form that is wanted."""

from __future__ import annotations

import asyncio
import re
import uuid
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.call import Call, Running
from api.kit.model import Text
from api.limits import rated
from api.openai.bodies import Answered, Asked, Name
from api.openai.errors import OnceRoute, documented
from api.openai.serving import ENGINE, HEADER, can, serving
from api.openai.working import Work, file_of, node, worked
from api.projects.sampling import recording
from media.audio.packed import MEDIA_TYPES, Packing, packed
from media.shots import Mood

router = APIRouter(prefix="/audio", tags=["openai"], route_class=OnceRoute, responses=documented())
Json = dict[str, Any]
CLONING = "speech_clone"
MOST_LETTERS = 20_000
SLOWEST, FASTEST = 0.5, 2.0
"""What a voice itself is asked for; the rest is done to its recording."""
VOICES: dict[str, Literal["man", "woman"]] = {
    "alloy": "woman", "ash": "man", "ballad": "man", "coral": "woman", "echo": "man",
    "fable": "man", "onyx": "man", "nova": "woman", "sage": "woman", "shimmer": "woman",
    "verse": "man", "marin": "woman", "cedar": "man",
}  # fmt: skip
"""OpenAI's names: for each a voice of an engine is drawn, always the same. Any other name is a
voice of the engine itself."""
_MOODS: tuple[tuple[str, Mood], ...] = (
    (r"cheer|happy|joy|excited|bright|enthusias", "joyful"),
    (r"sad|sorrow|mourn|melanchol", "sad"),
    (r"tense|nervous|urgent|afraid|scared|angry", "tense"),
    (r"myster|whisper|spooky|eerie", "mysterious"),
    (r"grand|epic|solemn|dramatic|heroic", "grand"),
)
FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in MEDIA_TYPES.values()
        },
        "description": "The recording",
        "headers": HEADER,
    }
}


class OwnVoice(Answered):
    """A voice by its id."""

    id: Name = Field(
        description="Of an audio of `/v1/artifacts`, in whose voice is spoken; else as a name."
    )
    text: Annotated[Text, Field(max_length=2_000)] = Field(
        default="",
        description="Kinora's own: what is spoken in it, for models that need to know.",
    )


class NewSpeech(Asked):
    """What is to be said, and by whom."""

    input: Annotated[Text, StringConstraints(min_length=1, max_length=MOST_LETTERS)]
    model: Name
    voice: Name | OwnVoice = Field(
        description="One of OpenAI's names, `auto`, or a voice of the engine's own."
    )
    instructions: Annotated[Text, Field(max_length=4096)] | None = Field(
        default=None, description="A mood is taken from them, where they name one."
    )
    response_format: Packing | None = "mp3"
    speed: Annotated[float, Field(ge=0.25, le=4.0, allow_inf_nan=False)] | None = 1.0
    stream_format: Literal["audio"] | None = "audio"
    language: Annotated[Text, Field(min_length=2, max_length=35)] | None = Field(
        default=None, description="Kinora's own: a BCP 47 tag; English, if it is left out."
    )


@router.post(
    "/speech", summary="Speak a text", operation_id="openai_speech",
    openapi_extra=rated("generate"), response_class=Response, responses=FILES,
)  # fmt: skip
async def speak(call: Running, body: NewSpeech) -> Response:
    """In OpenAI's form. `pcm` are samples of 16 bits at 24 kHz, in one channel.

    A voice that is a recording is spoken by the model if it clones voices, else by the preferred
    one that does; `X-Kinora-Engine` says by which.
    """
    sample = await _sample(call, body.voice)
    if sample is None:
        engine = serving("speech", body.model)
        work = _spoken(body, engine.id)
    else:
        engine = serving(CLONING, body.model if can(CLONING, body.model) else None)
        work = _cloned(body, engine.id, sample)
    outputs = await worked(call, work, engine)
    form = body.response_format or "mp3"
    path = await file_of(call, outputs["sound"])
    data = await asyncio.to_thread(packed, path, form)
    return Response(data, media_type=MEDIA_TYPES[form], headers={ENGINE: engine.id})


async def _sample(call: Call, voice: str | OwnVoice) -> Json | None:
    """The recording that a voice's id names; None for voices of engines.

    Raises:
        NotFound: the tenant has no such artifact.
        InputError: it is no sound.
    """
    if isinstance(voice, str):
        return None
    try:
        artifact_id = uuid.UUID(voice.id)
    except ValueError:
        return None
    async with call.transaction() as connection:
        return await recording(connection, artifact_id, "voice")


def _cloned(body: NewSpeech, engine: str, sample: Json) -> Work:
    said = isinstance(body.voice, OwnVoice) and body.voice.text
    return _at_speed(body, engine, "audio.voice_clone", sample=sample, sample_text=said or "")


def _spoken(body: NewSpeech, engine: str) -> Work:
    voice = body.voice if isinstance(body.voice, str) else body.voice.id
    sex = VOICES.get(voice)
    return _at_speed(
        body, engine, "audio.speech",
        voice=f"{sex}:auto" if sex else voice, speaker=voice if sex else "",
    )  # fmt: skip


def _at_speed(body: NewSpeech, engine: str, kind: str, **voice: Any) -> Work:
    speed = body.speed or 1.0
    pace = min(FASTEST, max(SLOWEST, speed))
    said = node(
        "say", kind,
        text=body.input, language=body.language or "en", pace=pace, model=engine,
        mood=_mood(body.instructions or ""), **voice,
    )  # fmt: skip
    if pace == speed:
        return Work(nodes=[said], edges=[("say.sound", "outputs.sound")])
    faster = node("faster", "audio.speed", factor=speed / pace)
    edges = [("say.sound", "faster.sound"), ("faster.sound", "outputs.sound")]
    return Work(nodes=[said, faster], edges=edges)


def _mood(instructions: str) -> Mood:
    words = instructions.lower()
    found: list[Mood] = [mood for said, mood in _MOODS if re.search(said, words)]
    return found[0] if found else "calm"
