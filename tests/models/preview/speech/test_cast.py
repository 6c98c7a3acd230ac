"""Guards who sounds how: always the same, of a fitting sex, unlike the narrator."""

import pytest

from media.errors import InputError
from models.preview.speech.cast import PITCHES, VARIANTS, sort_of, timbre
from models.preview.speech.voices import catalog


def variant(voice: str) -> str:
    return voice.partition("+")[2]


def test_the_narrator_keeps_the_voice_that_was_asked_for() -> None:
    assert timbre("en", "auto", "") == ("gmw/en-US", 50)
    assert timbre("en", "female", "") == ("gmw/en-US+f3", 50)


@pytest.mark.parametrize(
    ("speaker", "sort"),
    [
        ("mara", "woman"),
        ("TOM", "man"),
        ("old woman", "old_woman"),
        ("grandfather", "old_man"),
        ("boy", "child"),
        ("queen", "woman"),
    ],
)
def test_names_and_roles_say_who_speaks(speaker: str, sort: str) -> None:
    assert sort_of(speaker, "en") == sort


def test_a_speaker_has_one_voice_however_the_name_is_written() -> None:
    assert timbre("en", "auto", "mara") == timbre("en", "auto", " MARA")


@pytest.mark.parametrize("narrator", ["auto", "female", "en-gb+f2", "f5"])
def test_nobody_sounds_like_the_narrator(narrator: str) -> None:
    own = timbre("en", narrator, "")
    for speaker in ("mara", "tom", "ana", "lucy", "peter", "keeper", "baker", "queen"):
        drawn = timbre("en", narrator, speaker)
        assert variant(drawn.identifier) != variant(own.identifier)
        assert drawn.identifier.partition("+")[0] == own.identifier.partition("+")[0]


def test_a_cast_has_many_voices() -> None:
    names = ("mara", "ana", "lucy", "emma", "tom", "peter", "james", "robert")
    assert len({timbre("en", "auto", name) for name in names}) == len(names)


def test_a_sex_may_be_given() -> None:
    for speaker in ("x", "y", "z", "tom"):
        assert variant(timbre("en", "woman:auto", speaker).identifier) in VARIANTS["woman"]
        assert variant(timbre("es", "man:", speaker).identifier) in VARIANTS["man"]
    assert timbre("en", "woman:", "").identifier == "gmw/en-US+f3"


def test_every_variant_exists_and_every_sort_has_pitches() -> None:
    assert {name for names in VARIANTS.values() for name in names} <= set(catalog().variants)
    assert VARIANTS.keys() == PITCHES.keys()


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(InputError):
        timbre("en", "woman:en-ux", "mara")
