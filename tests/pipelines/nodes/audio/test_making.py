"""Guards sounds made from text: speech, its words, music."""

from pathlib import Path

import numpy as np

from tests.pipelines.nodes.audio.listening import decoded, level_db, loudness
from tests.pipelines.nodes.running import run_example


def test_a_text_is_spoken_word_by_word(tmp_path: Path) -> None:
    ran = run_example("audio.speech", tmp_path)
    sound = decoded(ran.path(ran.out.sound), 1)
    assert [word.text.strip(".,") for word in ran.out.words] == (
        ["The", "light", "is", "on", "Nobody", "has", "lived", "here", "for", "years"]
    )
    assert 2.0 < len(sound) / 48_000 < 6.0
    for word in ran.out.words:
        assert level_db(sound[word.start : word.end]) > -45


def test_words_are_placed_where_the_voice_said_them(tmp_path: Path) -> None:
    ran = run_example("audio.align", tmp_path)
    spoken = ran.outputs["sound"]
    lead = spoken.words[0].start
    late_s = [
        abs(found.start - (said.start - lead)) / 48_000
        for found, said in zip(ran.out.words, spoken.words, strict=True)
    ]
    assert np.median(late_s) < 0.12 and max(late_s) < 0.35


def test_music_lasts_as_long_as_asked_and_ends_in_silence(tmp_path: Path) -> None:
    ran = run_example("audio.compose", tmp_path)
    sound = decoded(ran.path(ran.out.sound))
    assert len(sound) == 6 * 48_000
    assert -40 < loudness(ran.path(ran.out.sound))[0] < -10
    assert level_db(sound[-2_400:]) < level_db(sound) - 20


def test_a_seed_is_a_piece(tmp_path: Path) -> None:
    one, again, other = (
        run_example("audio.compose", tmp_path / name, seed=seed, seconds=2.0).out.sound
        for name, seed in (("one", 1), ("again", 1), ("other", 9))
    )
    assert one.digest == again.digest != other.digest
