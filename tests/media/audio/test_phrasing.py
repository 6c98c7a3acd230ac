"""Guards which silence is which comma: readers pause unasked, and run over commas."""

import pytest

from media.audio.phrasing import Silence, paired


def test_an_even_reader_pauses_at_every_comma() -> None:
    silences = [Silence(1_050, 400), Silence(1_960, 300)]
    assert paired([1_000, 2_000], silences, 3_000) == {0: 0, 1: 1}


def test_a_pause_that_nobody_wrote_is_passed_over() -> None:
    silences = [Silence(500, 180), Silence(1_000, 400), Silence(2_000, 400)]
    assert paired([1_000, 2_000], silences, 3_000) == {0: 1, 1: 2}


def test_a_comma_may_be_run_over() -> None:
    assert paired([1_000, 2_000], [Silence(2_050, 400)], 3_000) == {1: 0}


def test_a_slow_start_does_not_push_later_commas_to_the_next_pause() -> None:
    silences = [Silence(at, 350) for at in (1_300, 2_300, 3_300)]
    assert paired([1_000, 2_000, 3_000], silences, 4_000) == {0: 0, 1: 1, 2: 2}


@pytest.mark.parametrize(
    ("commas", "silences"), [([], []), ([1_000], []), ([], [Silence(1_000, 400)])]
)
def test_what_has_no_partner_is_left_out(commas, silences) -> None:
    assert paired(commas, silences, 2_000) == {}


def test_pairs_never_cross() -> None:
    silences = [Silence(at, 200 + at % 300) for at in range(150, 9_000, 371)]
    pairs = sorted(paired([700.0 * n for n in range(1, 13)], silences, 9_100).items())
    assert len(pairs) > 6
    assert [silence for _, silence in pairs] == sorted({silence for _, silence in pairs})
