"""Guards a person's own recording: brought to level, trimmed, its words where they are heard."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.loudness import measure
from media.audio.narration import NARRATION_LUFS, align
from media.audio.pcm import PcmReader, PcmWriter
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.types import Audio
from models.preview.speech.engine import PreviewSpeech
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, voice

STORY = (
    "The old lighthouse stood alone above the sea. Rain fell all night; nobody came. "
    "Then, at dawn, a small boat drifted into the harbour, and the keeper lit his lamp."
)
SPANISH = "El viejo faro estaba solo. Llovió toda la noche, y nadie vino hasta el amanecer."
MEDIAN_MS = 150
ROOM_TONE = 10 ** (-62 / 20)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def hush(seconds: float) -> np.ndarray:
    return np.zeros((int(seconds * SAMPLE_RATE), 1))


def in_a_room(sound: np.ndarray, before_s: float, after_s: float) -> np.ndarray:
    """A recording as people make them: quiet at both ends, never silent."""
    whole = np.concatenate((hush(before_s), sound, hush(after_s)))
    return whole + ROOM_TONE * np.random.default_rng(5).standard_normal(whole.shape)


def read_aloud(text: str, syllable_s: float = 0.17) -> tuple[np.ndarray, list[float]]:
    """Noise for each word, as long as it is written, with the seconds at which the words start."""
    pieces, starts, at = [], [], 0.0
    for number, word in enumerate(text.split()):
        burst = voice(max(0.15, syllable_s * len(word) / 3), seed=number)
        edge = np.minimum(1, np.arange(len(burst)) / 480)[:, None]
        pause = hush(0.45 if word[-1] in ".,;" else 0.04)
        starts.append(at)
        pieces += [burst * edge * edge[::-1], pause]
        at += (len(burst) + len(pause)) / SAMPLE_RATE
    return np.concatenate(pieces), starts


def median_error_ms(made, starts_s: list[float]) -> float:
    """Against known starts, both counted from the first word: what is before it is trimmed."""
    found = np.array([word.start for word in made.words]) / SAMPLE_RATE
    known = np.array(starts_s) - starts_s[0]
    return float(np.median(np.abs(found - found[0] - known)) * 1000)


def test_words_of_a_synthetic_reading_are_where_they_sound(work) -> None:
    sound, starts = read_aloud(STORY)
    made = align(work, sound=save_sound(work, in_a_room(sound, 0.8, 1.2)), text=STORY)
    assert [word.text for word in made.words] == STORY.split()
    assert median_error_ms(made, starts) < MEDIAN_MS


@pytest.mark.parametrize(
    ("text", "language", "voice_name", "pace"),
    [
        (STORY, "en", "auto", 1.0),
        (STORY, "en", "female", 0.8),
        (STORY, "en", "en-gb+m3", 1.3),
        (SPANISH, "es", "auto", 1.0),
    ],
)
def test_words_of_a_spoken_reading_are_where_they_sound(
    work, text: str, language: str, voice_name: str, pace: float
) -> None:
    speech = PreviewSpeech().say(work, text=text, language=language, voice=voice_name, pace=pace)
    with PcmReader(work.open(speech.audio)) as reader:
        sound = 0.3 * reader.read(0, reader.samples)
    made = align(work, sound=save_sound(work, in_a_room(sound, 0.5, 0.9)), text=text)
    assert [word.offset for word in made.words] == [word.offset for word in speech.words]
    assert median_error_ms(made, [word.start / SAMPLE_RATE for word in speech.words]) < MEDIAN_MS


def test_the_recording_is_trimmed_to_its_voice(work) -> None:
    sound, _ = read_aloud("A short line.")
    made = align(work, sound=save_sound(work, in_a_room(sound, 2.0, 3.0)), text="A short line.")
    assert made.audio is not None
    assert made.audio.seconds == pytest.approx(len(sound) / SAMPLE_RATE - 0.45, abs=0.06)
    assert made.words[0].start <= 0.03 * SAMPLE_RATE
    assert made.words[-1].end <= made.audio.samples


@pytest.mark.parametrize("gain", [0.02, 0.3, 3.0])
def test_every_recording_comes_to_one_level(work, gain: float) -> None:
    sound, _ = read_aloud(STORY)
    made = align(work, sound=save_sound(work, gain * sound, depth="f32"), text=STORY)
    assert made.audio is not None
    loudness = measure(work.open(made.audio)).integrated_lufs
    assert loudness == pytest.approx(NARRATION_LUFS, abs=0.5)


def test_a_stereo_recording_of_another_rate_is_read(work) -> None:
    sound, starts = read_aloud(STORY)
    stereo = np.repeat(sound[::2], 2, axis=1)
    path = work.scratch("slow.wav")
    with PcmWriter(path, channels=2, sample_rate=SAMPLE_RATE // 2) as writer:
        writer.write(stereo.astype(np.float32))
    made = align(work, sound=work.save(path, Audio, channels=2, samples=len(sound)), text=STORY)
    assert made.audio is not None and made.audio.channels == 1
    assert median_error_ms(made, starts) < MEDIAN_MS


def test_words_rise_and_lie_inside_the_recording(work) -> None:
    sound, _ = read_aloud("One two.")
    made = align(work, sound=save_sound(work, sound), text=STORY)
    edges = [edge for word in made.words for edge in (word.start, word.end)]
    assert made.audio is not None
    assert edges == sorted(edges)
    assert edges[0] >= 0 and edges[-1] <= made.audio.samples


def test_a_recording_without_known_words_has_none(work) -> None:
    sound, _ = read_aloud("One two.")
    assert align(work, sound=save_sound(work, sound), text=" … ").words == ()


@pytest.mark.parametrize("level", [0.0, 1e-6])
def test_silence_is_refused_with_a_remedy(work, level: float) -> None:
    quiet = level * np.random.default_rng(1).standard_normal((SAMPLE_RATE, 1))
    with pytest.raises(InputError) as caught:
        align(work, sound=save_sound(work, quiet, depth="f32"), text=STORY)
    assert caught.value.code == "SILENT_SOUND"
    assert caught.value.remedy
