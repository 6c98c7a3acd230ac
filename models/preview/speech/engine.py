"""Speech without weights: eSpeak NG, word by word on the sample."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from media.audio.pcm import Block, PcmWriter
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.ids import uuid7
from media.shots import Mood, Word
from media.types import Audio
from media.workspace import Workspace
from models.preview.speech.cast import timbre
from models.preview.speech.landing import landed
from models.preview.speech.prosody import USUAL_ENERGY, USUAL_RANGE, manner
from models.preview.speech.sound import raw_speech, treated, trimmed, voice_gain
from models.preview.speech.text import check_length, speakable, words_of
from models.preview.speech.timing import timed_words
from models.preview.speech.wording.rewrite import spoken
from models.protocols.animatic import Speech

SILENT_SAMPLES = SAMPLE_RATE // 2
"""A text with nothing to say, such as an emoji alone, is a beat of silence."""
SLOWEST_PACE, FASTEST_PACE = 0.5, 2.0
AS_WRITTEN: Mapping[str, str] = MappingProxyType({})


class PreviewSpeech:
    """A `SpeechEngine` on the helper process of this worker."""

    def say(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        voice: str,
        pace: float,
        speaker: str = "",
        mood: Mood = "calm",
        energy: float = USUAL_ENERGY,
        pronunciations: Mapping[str, str] = AS_WRITTEN,
    ) -> Speech:
        """Speak `text`; what holds nothing to say becomes half a second of silence without words.

        Args:
            work: where the recording goes.
            text: at most 5,000 characters.
            language: a BCP 47 tag.
            voice: see `timbre`.
            pace: factor on 160 words a minute, 0.5 to 2.
            speaker: for whom a voice is drawn; empty for `voice` itself.
            mood: how it is said.
            energy: 0 still, 1 frantic.
            pronunciations: respellings, or phonemes in double brackets, by word.

        Raises:
            InputError: the voice or the language is unknown, or the text cannot be spoken.
        """
        if not SLOWEST_PACE <= pace <= FASTEST_PACE:
            raise InputError(
                f"a pace of {pace:g} cannot be spoken", "use 0.5 to 2", "pace", "PACE_OUT_OF_RANGE"
            )
        check_length(text)
        spans = words_of(speakable(text))
        who = timbre(language, voice, speaker)
        if not spans:
            return recorded(work, silence(), ())
        respelt = {word: speakable(how) for word, how in pronunciations.items()}
        said = spoken(speakable(text), language, respelt)
        how = manner(text, mood, energy)
        raw = raw_speech(
            said.text,
            who.identifier,
            pace * how.pace,
            pitch=who.pitch + how.pitch,
            pitch_range=USUAL_RANGE + how.range,
        )
        raw = landed(raw, said.text)
        sound, cut = trimmed(treated(raw, voice_gain(who.identifier)))
        if not len(sound):
            return recorded(work, silence(), ())
        events = [(ms, said.written_at(at), size) for ms, at, size in raw.words]
        return recorded(work, sound, timed_words(text, spans, events, sound, cut))


def silence() -> Block:
    """The recording of a text with nothing to say."""
    return np.zeros((SILENT_SAMPLES, 1), np.float32)


def recorded(work: Workspace, sound: Block, words: tuple[Word, ...]) -> Speech:
    """The recording as an asset."""
    path = work.scratch(f"{uuid7()}.wav")
    with PcmWriter(path, channels=1) as writer:
        writer.write(sound)
    return Speech(audio=work.save(path, Audio, channels=1, samples=len(sound)), words=words)
