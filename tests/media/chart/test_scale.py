"""Guards axes: round steps around all figures, and figures as readers want them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.chart.pen import apart
from media.chart.scale import in_column, nice, written

FIGURES = st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=8)


@given(FIGURES, st.booleans())
def test_a_scale_holds_its_figures_in_few_steps(values: list[float], zero: bool) -> None:
    scale = nice(values, zero=zero)
    room = 1e-6 * max(1.0, abs(scale.low), abs(scale.high))
    assert scale.low - room <= min(values) and max(values) <= scale.high + room
    assert 2 <= len(scale.ticks) <= 8
    assert not zero or scale.low <= 0 <= scale.high


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 38.1), (0, 10, 20, 30, 40)),
        ((53.6, 84.5), (50, 60, 70, 80, 90)),
        ((-300_000, 1_900_000), (-5e5, 0, 5e5, 1e6, 1.5e6, 2e6)),
    ],
)
def test_steps_are_round(values: tuple[float, ...], ticks: tuple[float, ...]) -> None:
    assert nice(values, zero=False).ticks == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2450, "$", "$2,450"),
        (12_500, "", "12.5k"),
        (-1_250_000, "€", "−€1.25m"),
        (34, "%", "34%"),
        (6.94, "%", "6.94%"),
        (0, "$", "$0"),
        (3e9, "", "3bn"),
        (21, "kg", "21"),
    ],
)
def test_figures_are_short(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text


def test_figures_below_one_another_have_as_many_decimals() -> None:
    assert in_column([35, 35.9, 36.25], "%") == ["35.0%", "35.9%", "36.2%"]
    assert in_column([-500_000, 0, 1_500_000]) == ["−0.5m", "0", "1.5m"]


@given(st.lists(st.floats(0, 400), min_size=1, max_size=10))
def test_labels_stand_apart_in_their_order(wanted: list[float]) -> None:
    places = apart(wanted, 30.0, 0.0, 400.0)
    ordered = sorted(places)
    assert all(b - a >= 30 - 1e-6 for a, b in pairwise(ordered))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert [places[index] for index in order] == ordered
