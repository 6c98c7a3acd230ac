"""`POST /v1/audio/speech`: words spoken, as a file of the form that is wanted."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.call import Running
from api.kit.model import Text
from api.limits import rated
from api.openai.bodies import Answered, Asked, Name
from api.openai.errors import OnceRoute, documented
from api.openai.serving import ENGINE, HEADER, serving
from api.openai.working import Work, file_of, node, worked
from media.audio.packed import MEDIA_TYPES, Packing, packed
from media.shots import Mood

router = APIRouter(prefix="/audio", tags=["openai"], route_class=OnceRoute, responses=documented())
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

    id: Name


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
    """In OpenAI's form. `pcm` are samples of 16 bits at 24 kHz, in one channel."""
    engine = serving("speech", body.model)
    outputs = await worked(call, _spoken(body, engine.id), engine)
    form = body.response_format or "mp3"
    path = await file_of(call, outputs["sound"])
    data = await asyncio.to_thread(packed, path, form)
    return Response(data, media_type=MEDIA_TYPES[form], headers={ENGINE: engine.id})


def _spoken(body: NewSpeech, engine: str) -> Work:
    speed = body.speed or 1.0
    pace = min(FASTEST, max(SLOWEST, speed))
    voice = body.voice if isinstance(body.voice, str) else body.voice.id
    sex = VOICES.get(voice)
    said = node(
        "say", "audio.speech",
        text=body.input, language=body.language or "en", pace=pace, model=engine,
        voice=f"{sex}:auto" if sex else voice, speaker=voice if sex else "",
        mood=_mood(body.instructions or ""),
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
