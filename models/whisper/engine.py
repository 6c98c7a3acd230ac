"""Hears by Whisper: what is spoken, in which language, and when.

Nothing is drawn by lot: words are decoded at temperature 0 and each window for itself, where
Whisper's own programs roll dice after a window that looks wrong. A loop of one window so cannot
spread to the next.
"""

from __future__ import annotations

from typing import Any

from media.audio.decode import decode_mono
from media.clock import SAMPLE_RATE
from media.shots import Word
from media.types import Audio
from media.workspace import Workspace
from models.protocols.listening import Transcript
from models.setup import Setup
from models.whisper.languages import UNHEARD, code_of, tag_of
from models.whisper.matching import matched
from models.whisper.model import loaded
from models.whisper.transcript import Drafting, Spoken

HEARING_RATE = 16_000
"""Samples a second of what Whisper hears."""
INAUDIBLE = 1e-4
"""A recording that is nowhere louder holds nothing; Whisper would make up words for it."""


class WhisperEngine:
    """A `TranscriptionEngine` and an `AlignmentEngine`."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights.

        Raises:
            EngineUnavailable: they are none of faster-whisper's, or the device cannot run them.
            OutOfMemory: the card cannot hold them.
        """
        options = setup.options
        on_cpu = setup.device == "cpu"
        self._model = loaded(
            setup.folder,
            setup.device,
            options.get("compute_type") or ("int8" if on_cpu else "float16"),
            max(1, int(setup.row.num_cpus)),
        )
        self._vad: bool = options.get("vad", True)
        self._beams: int = options.get("beam_size", 5)

    def transcribe(
        self, work: Workspace, *, audio: Audio, language: str = "", prompt: str = ""
    ) -> Transcript:
        """Write down what is spoken; a recording without speech gives no words.

        Args:
            work: where the recording is.
            audio: of any length: it is heard in windows of thirty seconds.
            language: a BCP 47 tag; empty: it is heard in the first thirty seconds of speech.
            prompt: words that are likely, such as names.

        Raises:
            InputError: the language is unknown, or the recording cannot be read.
        """
        code = code_of(language, self._model.supported_languages)
        sound = decode_mono(work.open(audio), HEARING_RATE)
        num_samples = audio.samples * SAMPLE_RATE // audio.sample_rate
        draft = Drafting(num_samples)
        work.progress(0.0)
        heard, confidence = code or UNHEARD, 1.0 if code else 0.0
        if len(sound) and abs(sound).max() > INAUDIBLE:
            heard, confidence = self._hear(work, sound, code, prompt, draft)
        work.progress(1.0)
        return draft.finished(language.strip() or tag_of(heard), confidence)

    def align(
        self, work: Workspace, *, audio: Audio, text: str, language: str = ""
    ) -> tuple[Word, ...]:
        """Place each word of `text` in the recording by what is heard in it.

        What is heard is laid beside the text word by word. A word that was heard as another takes
        its share, by its letters, of the time between its neighbours.

        Args:
            work: where the recording is.
            audio: the recording.
            text: what is spoken in it; what is spoken beside it has no words.
            language: a BCP 47 tag; empty: it is heard.

        Raises:
            InputError: under half of the words are heard, or the language is unknown.
        """
        heard = self.transcribe(work, audio=audio, language=language)
        num_samples = audio.samples * SAMPLE_RATE // audio.sample_rate
        return matched(text, [one.word for one in heard.words], num_samples)

    def _hear(
        self, work: Workspace, sound: Any, code: str | None, prompt: str, draft: Drafting
    ) -> tuple[str, float]:
        """Add all passages to the draft; the language, and how sure of it one can be."""
        done = 0.0

        def before_window() -> None:
            work.progress(done)

        self._model.before_window = before_window
        try:
            passages, info = self._model.transcribe(
                sound,
                language=code,
                beam_size=self._beams,
                temperature=[0.0],
                condition_on_previous_text=False,
                initial_prompt=prompt.strip() or None,
                word_timestamps=True,
                vad_filter=self._vad,
            )
            if not info.duration_after_vad:
                return code or UNHEARD, 1.0 if code else 0.0
            for passage in passages:
                words: list[Any] = passage.words or []
                draft.add([Spoken(*_facts(word)) for word in words], passage.avg_logprob)
                done = max(done, min(float(passage.end / info.duration), 1.0))
                work.progress(done)
        finally:
            self._model.before_window = None
        return info.language, info.language_probability


def _facts(word: Any) -> tuple[str, float, float, float]:
    return word.word, float(word.start), float(word.end), float(word.probability)
