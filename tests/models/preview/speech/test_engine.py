"""Guards speech: the same bytes every time, words on their sound, and clear refusals."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from media.audio.activity import HOP_SAMPLES, heard
from media.audio.loudness import measure
from media.audio.pcm import PcmReader
from media.errors import InputError
from models.preview.speech.engine import PreviewSpeech
from models.protocols.animatic import Speech
from tests.fakes import FolderWorkspace

SAILORS = (
    "The old lighthouse stood alone. Rain fell, all night; nobody came. "
    "Then, at dawn, a small boat drifted into the harbour! Who was it?"
)
ONE_FRAME = 1_600
"""Samples of a frame at 30 frames a second."""


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def say(
    work: FolderWorkspace, text: str, *, language="en", voice="auto", pace=1.0, **more
) -> Speech:
    return PreviewSpeech().say(work, text=text, language=language, voice=voice, pace=pace, **more)


def sound_of(work: FolderWorkspace, speech: Speech) -> np.ndarray:
    with PcmReader(work.open(speech.audio)) as reader:
        return reader.read(0, reader.samples)


def test_a_text_is_the_same_recording_every_time(work):
    first = say(work, SAILORS)
    say(work, "Something else in between.")
    assert say(work, SAILORS) == first


def test_another_process_makes_the_same_recording(work, tmp_path):
    script = (
        "import sys; from pathlib import Path; from tests.fakes import FolderWorkspace\n"
        "from models.preview.speech.engine import PreviewSpeech\n"
        "speech = PreviewSpeech().say(FolderWorkspace(Path(sys.argv[1])), text=sys.argv[2],"
        " language='en', voice='auto', pace=1.0)\n"
        "print(speech.model_dump_json())"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "other"), SAILORS]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert Speech.model_validate_json(said.stdout) == say(work, SAILORS)


def test_every_word_is_timed_and_spells_the_text(work):
    words = say(work, SAILORS).words
    assert [word.text for word in words] == SAILORS.split()
    assert all(SAILORS[word.offset :].startswith(word.text) for word in words)


def test_words_rise_and_lie_inside_the_recording(work):
    speech = say(work, SAILORS)
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= speech.audio.samples for word in speech.words)


@pytest.mark.parametrize(("language", "voice"), [("en", "auto"), ("en", "female"), ("de", "auto")])
@pytest.mark.parametrize("pace", [0.7, 1.0, 1.5])
def test_a_word_after_silence_starts_with_its_sound(work, language, voice, pace):
    text = "Tired and cold. Pale people came, to the tall tower. Kind men came."
    speech = say(work, text, language=language, voice=voice, pace=pace)
    audible = heard(sound_of(work, speech))
    checked = 0
    for word in speech.words:
        start = word.start // HOP_SAMPLES
        if not audible[max(0, start - 60) : max(0, start - 16)].any():
            onset = start - 16 + np.flatnonzero(audible[max(0, start - 16) : start + 400])[0]
            assert abs(max(0, onset) - start) <= 16
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize("mood", ["tense", "joyful", "sad", "grand"])
@pytest.mark.parametrize("speaker", ["", "mara", "grandfather"])
def test_words_stay_on_their_sound_in_every_mood_and_voice(work, mood, speaker):
    text = "Tired and cold… Pale people came — to the tall tower. Kind men came!"
    speech = say(work, text, mood=mood, energy=0.9, speaker=speaker)
    audible = heard(sound_of(work, speech))
    checked = 0
    for word in speech.words:
        start = word.start // HOP_SAMPLES
        if not audible[max(0, start - 60) : max(0, start - 16)].any():
            onset = start - 16 + np.flatnonzero(audible[max(0, start - 16) : start + 400])[0]
            assert abs(max(0, onset) - start) * HOP_SAMPLES <= ONE_FRAME
            checked += 1
    assert checked >= 2


def test_words_are_the_written_ones_whatever_is_said_for_them(work):
    text = "Dr. Kvothe paid $3.50 on 12/03/2024 for 5 km."
    words = say(work, text, pronunciations={"kvothe": "[[kwoUT]]"}).words
    assert [word.text for word in words] == text.split()
    spans = {word.text: word.end - word.start for word in words}
    assert spans["12/03/2024"] > 3 * spans["on"]
    assert spans["$3.50"] > 1.5 * spans["paid"]


def test_a_pronunciation_is_heard(work):
    plain = say(work, "Kvothe came home.")
    respelt = say(work, "Kvothe came home.", pronunciations={"KVOTHE": "a very long respelling"})
    assert respelt.words[1].start > 2 * plain.words[1].start
    assert [word.text for word in respelt.words] == [word.text for word in plain.words]


def test_a_speaker_and_a_mood_are_heard(work):
    narrated = say(work, SAILORS)
    assert say(work, SAILORS, speaker="mara").audio.digest != narrated.audio.digest
    sad = say(work, SAILORS, mood="sad", energy=0.2)
    tense = say(work, SAILORS, mood="tense", energy=0.8)
    assert 1.08 < sad.audio.seconds / tense.audio.seconds < 1.3


def test_a_recording_begins_and_ends_with_its_sound(work):
    sound = sound_of(work, say(work, SAILORS))
    audible = np.flatnonzero(heard(sound)) * HOP_SAMPLES
    assert audible[0] <= 10 * HOP_SAMPLES
    assert len(sound) - audible[-1] <= 80 * HOP_SAMPLES
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3


@pytest.mark.parametrize("voice", ["en-us", "en-gb", "es", "fr-fr", "de", "en-us+f3", "hi"])
def test_voices_speak_at_one_level(work, voice):
    text = "One hundred twenty three, four hundred fifty six. 7 8 9 10 11 12 13 14."
    measured = measure(work.open(say(work, text, voice=voice).audio))
    assert measured.integrated_lufs == pytest.approx(-20.5, abs=2.0)
    assert measured.true_peak_dbtp < -1.0


def test_pace_changes_length(work):
    slow, fast = say(work, SAILORS, pace=0.7), say(work, SAILORS, pace=1.4)
    assert slow.audio.seconds > 1.6 * fast.audio.seconds


def test_a_pictogram_is_a_silent_beat(work):
    speech = say(work, "😀 \0 🎬")
    assert speech.words == ()
    assert speech.audio.seconds == 0.5
    assert not sound_of(work, speech).any()


def test_control_characters_do_not_cut_the_text(work):
    words = say(work, "before\0 after\x07 the bell").words
    assert [word.text.strip("\0\x07") for word in words] == ["before", "after", "the", "bell"]


def test_a_dash_on_its_own_joins_the_word_before_it(work):
    assert [w.text for w in say(work, "Years — of rest").words] == ["Years —", "of", "rest"]


def test_a_language_without_spaces_gets_phrases_in_order(work):
    text = "老灯塔孤零零地矗立着。整夜下着雨，没有人来。"
    words = say(work, text, language="zh").words
    assert "".join(word.text for word in words) == text
    assert [word.start for word in words] == sorted({word.start for word in words})


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("a" * 20_000, {}, "TEXT_TOO_LONG"),
        ("a" * 3_000, {}, "WORD_TOO_LONG"),
        ("word " * 2_000, {}, "TEXT_TOO_LONG"),
        ("hello", {"voice": "en-ux"}, "VOICE_UNKNOWN"),
        ("hello", {"language": "tlh-none"}, "LANGUAGE_UNKNOWN"),
        ("hello", {"pace": 9.0}, "PACE_OUT_OF_RANGE"),
    ],
)
def test_what_cannot_be_spoken_is_refused_with_a_remedy(work, text, options, code):
    with pytest.raises(InputError) as caught:
        say(work, text, **options)
    assert caught.value.code == code
    assert caught.value.remedy
