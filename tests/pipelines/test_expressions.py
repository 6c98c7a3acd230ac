"""Guards conditions: they are worked out, checked at the door, and reach nothing else."""

import pytest

from pipelines.expressions import BadExpression, check, holds, worked_out


def test_they_are_worked_out_over_json_data() -> None:
    assert holds(
        "value.score > 0.5 && size(items) == 2", {"value": {"score": 0.7}, "items": [1, 2]}
    )
    assert worked_out("items.map(x, x * 2)", {"items": [1, 2]}) == [2, 4]
    assert worked_out("has(value.a) ? value.a : 'none'", {"value": {}}) == "none"


@pytest.mark.parametrize("text", ["1 +", "", "value ===", "a b"])
def test_what_cannot_be_read_is_refused_at_the_door(text: str) -> None:
    with pytest.raises(BadExpression):
        check(text, {"value"})


def test_names_that_are_not_there_are_refused_at_the_door() -> None:
    with pytest.raises(BadExpression, match="names other"):
        check("value > 1 && other", {"value"})


@pytest.mark.parametrize("text", ["1 / 0", "value.missing", "'a' + 1", "[1][5]"])
def test_what_cannot_be_worked_out_is_an_error_of_the_expression(text: str) -> None:
    with pytest.raises(BadExpression):
        worked_out(text, {"value": {}})


def test_a_condition_is_true_or_false_and_nothing_between() -> None:
    with pytest.raises(BadExpression, match="neither true nor false"):
        holds("1", {})


@pytest.mark.parametrize("text", ["__import__('os')", "open('/etc/passwd')", "value.__class__"])
def test_it_reaches_nothing_but_its_values(text: str) -> None:
    with pytest.raises(BadExpression):
        check(text, {"value"})
        worked_out(text, {"value": {}})
