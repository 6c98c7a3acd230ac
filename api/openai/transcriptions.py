"""`POST /v1/audio/transcriptions`: what is spoken in a recording, in five forms."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import Field

from api.call import Running
from api.kit.model import Text
from api.library.assets import seconds_of
from api.limits import rated
from api.openai.bodies import Answered, Name
from api.openai.errors import OnceRoute, documented
from api.openai.sending import MOST_FORM_BYTES, received
from api.openai.serving import ENGINE, HEADER, serving
from api.openai.subtitles import srt, vtt
from api.openai.working import Work, node, worked
from media.clock import SAMPLE_RATE
from media.errors import InputError
from pipelines.nodes.audio.transcribe import Passage, Transcribed

router = APIRouter(prefix="/audio", tags=["openai"], route_class=OnceRoute, responses=documented())
Shape = Literal["json", "text", "srt", "verbose_json", "vtt"]
Grain = Literal["word", "segment"]
LEAST_CONFIDENCE = 1e-4


class Duration(Answered):
    """What a transcription took."""

    type: Literal["duration"] = "duration"
    seconds: float


class Spoken(Answered):
    """The text alone."""

    text: str
    usage: Duration


class Segment(Answered):
    """A line of the transcript."""

    id: int
    seek: int = 0
    start: float = Field(description="In seconds, as is the end.")
    end: float
    text: str
    tokens: list[int] = Field(default_factory=list[int], description="None: Kinora keeps words.")
    temperature: float = 0.0
    avg_logprob: float = Field(description="The logarithm of the line's confidence.")
    compression_ratio: float = 1.0
    no_speech_prob: float = 0.0


class HeardWord(Answered):
    """A word and its times in seconds."""

    word: str
    start: float
    end: float


class Verbose(Answered):
    """The text with the times of its lines, and of its words if they are asked for."""

    task: Literal["transcribe"] = "transcribe"
    language: str
    duration: float
    text: str
    segments: list[Segment] | None = None
    words: list[HeardWord] | None = None
    usage: Duration


ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "application/json": {"schema": {"anyOf": [
                {"$ref": "#/components/schemas/Spoken"}, {"$ref": "#/components/schemas/Verbose"},
            ]}},
            "text/plain": {"schema": {"type": "string"}},
            "application/x-subrip": {"schema": {"type": "string"}},
            "text/vtt": {"schema": {"type": "string"}},
        },
        "description": "The transcript, in the form that was asked for",
        "headers": HEADER,
    }
}  # fmt: skip


@router.post(
    "/transcriptions", summary="Write down a recording", operation_id="openai_transcribe",
    openapi_extra=rated("generate"), responses=ANSWERS, max_body_size=MOST_FORM_BYTES,
    response_model=Spoken | Verbose,
)  # fmt: skip
async def transcribe(
    call: Running,
    file: Annotated[UploadFile, File(description="Sound, or a clip with sound.")],
    model: Annotated[Name, Form()],
    language: Annotated[Text | None, Form(max_length=35, description="A BCP 47 tag.")] = None,
    prompt: Annotated[Text | None, Form(max_length=4000, description="Likely words.")] = None,
    response_format: Annotated[Shape, Form()] = "json",
    temperature: Annotated[float | None, Form(ge=0, le=1)] = None,
    grains: Annotated[
        list[Grain] | None, Form(alias="timestamp_granularities[]", description="Of verbose_json.")
    ] = None,
    stream: Annotated[Literal["false"] | None, Form(description="It comes whole.")] = None,
) -> Response:
    """In OpenAI's form; a run writes it down. `temperature` is the engine's own."""
    if grains and response_format != "verbose_json":
        raise InputError(
            "times of words come in one form alone", "ask for verbose_json",
            "timestamp_granularities",
        )  # fmt: skip
    engine = serving("transcription", model)
    audio = await received(call, file, "audio", "file")
    listening = node(
        "hear", "audio.transcribe",
        language=language or "", prompt=prompt or "", model=engine.id,
    )  # fmt: skip
    ports = tuple(Transcribed.model_fields)
    edges = [
        ("inputs.audio", "hear.audio"),
        *((f"hear.{name}", f"outputs.{name}") for name in ports),
    ]
    work = Work(nodes=[listening], edges=edges, inputs={"audio": audio})
    heard = Transcribed.model_validate(await worked(call, work, engine))
    answer = _answered(heard, seconds_of(audio) or 0.0, response_format, grains or ["segment"])
    answer.headers[ENGINE] = engine.id
    return answer


def _answered(heard: Transcribed, seconds: float, form: Shape, grains: list[Grain]) -> Response:
    usage = Duration(seconds=math.ceil(seconds))
    match form:
        case "text":
            return PlainTextResponse(heard.text + "\n")
        case "srt":
            return Response(srt(heard.passages), media_type="application/x-subrip")
        case "vtt":
            return Response(vtt(heard.passages), media_type="text/vtt")
        case "json":
            return JSONResponse(Spoken(text=heard.text, usage=usage).model_dump())
        case "verbose_json":
            whole = Verbose(
                language=heard.language, duration=seconds, text=heard.text, usage=usage,
                segments=_segments(heard) if "segment" in grains else None,
                words=_words(heard) if "word" in grains else None,
            )  # fmt: skip
            return JSONResponse(whole.model_dump())


def _segments(heard: Transcribed) -> list[Segment]:
    return [_segment(number, one) for number, one in enumerate(heard.passages)]


def _segment(number: int, one: Passage) -> Segment:
    return Segment(
        id=number, start=one.start / SAMPLE_RATE, end=one.end / SAMPLE_RATE, text=one.text,
        avg_logprob=math.log(max(LEAST_CONFIDENCE, one.confidence)),
    )  # fmt: skip


def _words(heard: Transcribed) -> list[HeardWord]:
    return [
        HeardWord(word=one.text, start=one.start / SAMPLE_RATE, end=one.end / SAMPLE_RATE)
        for one in heard.words
    ]
