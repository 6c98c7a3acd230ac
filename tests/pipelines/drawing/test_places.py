"""Guards the layout: nothing overlaps, all runs rightwards, and lines end at their ports."""

from itertools import combinations, pairwise

import pytest

from pipelines.drawing.boxes import Box, Sheet, laid_out
from pipelines.drawing.places import monotone, placed
from pipelines.drawing.ranks import Item, Link, ranked
from pipelines.graph import Flow
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from tests.pipelines.drawing.flows import ladder, nested

FLOWS = [nested(), ladder(40), film_flow("A word.", FilmOptions())]


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def sheets(sheet: Sheet) -> list[Sheet]:
    inside = [found for box in sheet.boxes if box.body for found in sheets(box.body)]
    return [sheet, *inside]


@pytest.mark.parametrize("flow", FLOWS)
def test_no_boxes_overlap_and_groups_hold_their_bodies(flow: Flow) -> None:
    for sheet in sheets(laid_out(flow)):
        for one, other in combinations(sheet.boxes, 2):
            assert not overlap(one, other), (one.name, other.name)
        for box in sheet.boxes:
            for part in box.body.boxes if box.body else ():
                assert part.left >= 0 and part.left + part.width <= box.width + 0.01
                assert part.top >= 0 and part.top + part.height <= box.height


@pytest.mark.parametrize("flow", FLOWS)
def test_lines_go_rightwards_from_port_to_port(flow: Flow) -> None:
    sheet = laid_out(flow)
    leaves = {
        (round(b.left + b.width, 3), round(b.top + m.top, 3)) for b in sheet.boxes for m in b.outs
    }
    enters = {(round(b.left, 3), round(b.top + m.top, 3)) for b in sheet.boxes for m in b.ins}

    assert len(sheet.lines) >= len(flow.edges)
    for line in sheet.lines:
        assert all(a[0] <= b[0] + 1e-6 for a, b in pairwise(line.points))
        begin, end = ((round(x, 3), round(y, 3)) for x, y in (line.points[0], line.points[-1]))
        assert begin in leaves
        assert end in enters or not line.handle


@pytest.mark.parametrize("flow", FLOWS)
def test_lines_pass_beside_boxes(flow: Flow) -> None:
    sheet = laid_out(flow)
    for line in sheet.lines:
        # Straight pieces cross layers, where boxes are; curves keep between them.
        for (x1, y), (x2, _) in list(pairwise(line.points))[2::2]:
            for box in sheet.boxes:
                beside = x2 <= box.left or x1 >= box.left + box.width
                assert beside or not box.top < y < box.top + box.height, box.name


def test_an_order_without_crossings_is_found() -> None:
    names = ["a", "b", "c", "d", "e", "f"]
    items = [Item(id=name, width=10, height=10) for name in names]
    links = [Link("a", 5, "f", 5), Link("b", 5, "e", 5), Link("c", 5, "d", 5)]
    (left, right) = ranked(items, links).layers

    partner = dict(zip("abc", "fed", strict=True))
    assert [partner[slot.id] for slot in left] == [slot.id for slot in right]


def test_a_chain_is_straight_and_a_long_edge_too() -> None:
    items = [Item(id=name, width=10, height=40) for name in "abcd"]
    links = [Link("a", 20, "b", 20), Link("b", 20, "c", 20), Link("c", 20, "d", 20)]
    alone = placed(items, links)
    beside = placed(items, [*links, Link("a", 30, "d", 30)])

    assert {round(top, 3) for _, top in alone.at.values()} == {0.0}
    assert len({y for _, y in beside.routes[3][2:-1]}) == 1


@pytest.mark.parametrize(
    ("wanted", "weights", "found"),
    [
        ([1, 2, 3], [1, 1, 1], [1, 2, 3]),
        ([3, 1], [1, 1], [2, 2]),
        ([3, 1], [3, 1], [2.5, 2.5]),
        ([1, 9, 2, 4], [1, 1, 1, 1], [1, 5, 5, 5]),
        ([], [], []),
    ],
)
def test_what_is_out_of_order_meets_in_its_middle(wanted, weights, found) -> None:
    assert monotone(wanted, weights) == pytest.approx(found)
