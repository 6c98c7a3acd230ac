"""Guards sums of money as people write and read them."""

import pytest

from cli.money import dollars, micros
from media.errors import InputError


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.50", 12_500_000), ("$3", 3_000_000), ("0", 0), ("0.000001", 1), ("none", None)],
)
def test_sums_are_exact(text: str, amount: int | None) -> None:
    assert micros(text) == amount


@pytest.mark.parametrize("text", ["", "ten", "-1", "0.0000001", "nan", "inf", "1e-9"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        micros(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "$0.00"), (12_500_000, "$12.50"), (1, "$0.000001"), (40_000, "$0.04")],
)
def test_sums_are_shown_in_cents_or_finer(amount: int, text: str) -> None:
    assert dollars(amount) == text
