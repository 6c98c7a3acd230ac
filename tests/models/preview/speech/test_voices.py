"""Guards the choice of a voice: every language finds one, and a slip is answered with a guess."""

import pytest

from media.errors import InputError
from models.preview.speech.voices import list_voices, resolve_voice


@pytest.mark.parametrize(
    ("language", "voice", "identifier"),
    [
        ("en", "auto", "gmw/en-US"),
        ("en-GB", "auto", "gmw/en"),
        ("en_US", "auto", "gmw/en-US"),
        ("es", "auto", "roa/es"),
        ("fr", "auto", "roa/fr"),
        ("de-AT", "auto", "gmw/de"),
        ("pt-PT", "auto", "roa/pt"),
        ("zh-Hans-CN", "auto", "sit/cmn"),
        ("en", "female", "gmw/en-US+f3"),
        ("de", "f3", "gmw/de+f3"),
        ("de", "en-gb+F3", "gmw/en+f3"),
        ("en", "Spanish (Spain)", "roa/es"),
    ],
)
def test_a_name_finds_its_voice(language, voice, identifier):
    assert resolve_voice(language, voice) == identifier


def test_every_listed_language_has_a_voice():
    voices = list_voices()
    assert len(voices) > 100
    for voice in voices:
        for language in voice.languages:
            assert resolve_voice(language, "auto")


def test_every_listed_name_is_that_voice():
    for voice in list_voices():
        assert resolve_voice("en", voice.name) == voice.identifier


@pytest.mark.parametrize(("voice", "guess"), [("en-ux", "en-us"), ("en-us+f33", "f3")])
def test_a_misspelt_voice_is_answered_with_a_close_one(voice, guess):
    with pytest.raises(InputError, match=f"did you mean .*{guess}"):
        resolve_voice("en", voice)
