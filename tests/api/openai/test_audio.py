"""Guards speech and transcripts by OpenAI's own client, in every form that it knows."""

import io
import wave
from typing import Any

import av
import pytest
from openai import BadRequestError, NotFoundError, OpenAI
from openai.types.audio import Transcription, TranscriptionVerbose

from tests.api.openai.conftest import Stage
from tests.api.openai.fakes import TEXT

SENTENCE = "The light is on. Nobody has lived here for years."
CODECS = {"wav": "pcm_s16le", "mp3": "mp3float", "opus": "opus", "flac": "flac", "aac": "aac"}


@pytest.fixture(scope="module")
def recording(stage: Stage) -> bytes:
    answer = stage.client.audio.speech.create(
        model="tts-1", voice="alloy", input=SENTENCE, response_format="wav"
    )
    return answer.read()


@pytest.mark.parametrize("form", CODECS)
def test_speech_comes_in_the_form_that_is_wanted(client: OpenAI, form: str) -> None:
    answer = client.audio.speech.create(
        model="tts-1", voice="nova", input=SENTENCE,
        response_format=form,  # type: ignore[arg-type]
    )  # fmt: skip
    with av.open(io.BytesIO(answer.read()), "r") as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.channels) == (CODECS[form], 1)
        samples = sum(frame.samples for frame in container.decode(stream))
    assert 2.0 < samples / stream.rate < 5.0


def test_bare_samples_are_at_the_rate_that_clients_expect(client: OpenAI, recording: bytes) -> None:
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="alloy", input=SENTENCE, response_format="pcm"
    ) as answer:
        assert answer.headers["x-kinora-engine"] == "preview-speech"
        data = b"".join(answer.iter_bytes())
    with wave.open(io.BytesIO(recording)) as known:
        seconds = known.getnframes() / known.getframerate()
    assert len(data) / 2 / 24_000 == pytest.approx(seconds, abs=0.01)


def test_voices_differ_and_speed_is_heeded(client: OpenAI, recording: bytes) -> None:
    def said(voice: str, speed: float) -> bytes:
        return client.audio.speech.create(
            model="tts-1", voice=voice, input=SENTENCE, response_format="wav", speed=speed
        ).read()

    assert said("onyx", 1.0) != recording
    assert len(said("alloy", 4.0)) < len(recording) / 2.5


def test_an_unknown_voice_is_named(client: OpenAI) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.audio.speech.create(model="tts-1", voice="nobody's", input=SENTENCE)
    assert "nobody's" in caught.value.message
    with pytest.raises(BadRequestError) as caught:
        client.audio.speech.create(model="tts-1", voice="alloy", input=SENTENCE, speed=9)
    assert caught.value.param == "speed"


def test_a_recording_is_written_down(client: OpenAI, recording: bytes) -> None:
    heard = client.audio.transcriptions.create(model="whisper-1", file=("a.wav", recording))
    assert isinstance(heard, Transcription) and heard.text == TEXT


def test_words_and_lines_have_their_times(client: OpenAI, recording: bytes) -> None:
    heard = client.audio.transcriptions.create(
        model="whisper-1", file=("a.wav", recording), response_format="verbose_json",
        timestamp_granularities=["word", "segment"], language="en",
    )  # fmt: skip
    assert isinstance(heard, TranscriptionVerbose)
    assert heard.words and [one.word for one in heard.words] == TEXT.split()
    assert (heard.words[1].start, heard.words[1].end) == (0.25, pytest.approx(0.45))
    assert heard.segments and [one.id for one in heard.segments] == [0, 1]
    assert heard.segments[1].end == 2.5 and heard.segments[1].avg_logprob < -0.6
    lines = client.audio.transcriptions.create(
        model="whisper-1", file=("a.wav", recording), response_format="verbose_json"
    )
    assert lines.words is None and lines.segments


def test_text_and_subtitles_are_plain(client: OpenAI, recording: bytes) -> None:
    def heard(form: Any) -> str:
        return client.audio.transcriptions.create(
            model="whisper-1", file=("a.wav", recording), response_format=form
        )

    assert heard("text") == TEXT + "\n"
    assert heard("srt").startswith("1\n00:00:00,000 --> 00:00:01,000\nThe light is on.\n\n2\n")
    assert "00:00:01.000 --> 00:00:02.500\nNobody lives here &amp;" in heard("vtt")


def test_what_is_no_recording_is_refused(client: OpenAI, recording: bytes) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.audio.transcriptions.create(model="whisper-1", file=("a.wav", b"no sound at all"))
    assert caught.value.param == "file"
    with pytest.raises(BadRequestError) as caught:
        client.audio.transcriptions.create(
            model="whisper-1", file=("a.wav", recording), timestamp_granularities=["word"]
        )
    assert caught.value.param == "timestamp_granularities"


def test_a_model_that_is_not_here_is_not_found(client: OpenAI, recording: bytes) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.audio.transcriptions.create(model="preview-speech", file=("a.wav", recording))
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


def kept(stage: Stage, data: bytes, kind: str = "audio", key: str = "") -> str:
    """The artifact that became of a file."""
    declared = {"name": "mara.wav", "kind": kind, "num_bytes": len(data)}
    upload = stage.asked("POST", "/uploads", key, json=declared).json()
    place = upload["content_url"].removeprefix("/v1")
    assert stage.asked("PUT", place, key, content=data).is_success
    return stage.asked("POST", f"/uploads/{upload['id']}/finish", key).json()["artifact_id"]


def test_a_voice_of_ones_own_is_a_recording(stage: Stage, recording: bytes) -> None:
    voice = kept(stage, recording)
    with stage.client.audio.speech.with_streaming_response.create(
        model="tts-1", voice={"id": voice}, input="All else.", response_format="pcm"
    ) as answer:
        assert answer.headers["x-kinora-engine"] == "fake-cloner"
        data = b"".join(answer.iter_bytes())
    with wave.open(io.BytesIO(recording)) as known:
        seconds = known.getnframes() / known.getframerate()
    assert len(data) / 2 / 24_000 == pytest.approx(seconds, abs=0.05)
    faster = stage.client.audio.speech.create(
        model="fake-cloner", voice={"id": voice}, input="All else.", response_format="pcm", speed=4
    ).read()
    assert len(faster) == pytest.approx(len(data) / 2, rel=0.05)
    with pytest.raises(BadRequestError) as caught:
        stage.client.audio.speech.create(
            model="tts-1", voice={"id": voice}, input="All else.",
            extra_body={"voice": {"id": voice, "text": "wrong"}},
        )  # fmt: skip
    assert "not what is spoken" in caught.value.message


def test_anothers_recording_is_nobodys_voice(stage: Stage, recording: bytes) -> None:
    strange = kept(stage, recording, key=stage.tenant())
    with pytest.raises(NotFoundError):
        stage.client.audio.speech.create(model="tts-1", voice={"id": strange}, input="All else.")
    notes = kept(stage, b"words", "document")
    with pytest.raises(BadRequestError) as caught:
        stage.client.audio.speech.create(model="tts-1", voice={"id": notes}, input="All else.")
    assert caught.value.param == "voice"
