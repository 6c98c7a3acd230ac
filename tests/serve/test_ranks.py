"""Guards where an order goes: to who has its style at hand, unless others wait less."""

import pytest

from serve.ranks import ranked


@pytest.mark.parametrize(
    ("waiting", "ranks"),
    [
        ([], []),
        ([("a", 0, False), ("b", 0, True)], [["b"], ["a"]]),
        ([("a", 0, False), ("b", 1, True)], [["b"], ["a"]]),
        ([("a", 0, False), ("b", 2, True)], [["a"], ["b"]]),
        ([("a", 3, False), ("b", 4, True), ("c", 5, False)], [["b"], ["a"], ["c"]]),
        ([("a", 0, False), ("b", 0, False), ("c", 1, False)], [["a", "b"], ["c"]]),
    ],
)
def test_ranks(waiting: list[tuple[str, int, bool]], ranks: list[list[str]]) -> None:
    assert ranked(waiting) == ranks
