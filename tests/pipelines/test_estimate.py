"""Guards estimates: facts go forward, history sets words right, and the longest chain counts."""

import pytest

from pipelines.estimate import Estimate, estimate
from pipelines.foresight import foreseen
from pipelines.graph import Flow
from store.repositories.history import Learnt
from tests.actors.flows import flow, node

CLIP_S = 0.01 * 30
"""What `sample.clip` says for each second of clip."""


def told(document: Flow, history=None, cores=2, **inputs) -> Estimate:
    return estimate(foreseen(document, inputs), history or {}, cores)


def rows(found: Estimate):
    return {row.node: row for row in found.nodes}


def trimmed(**steering) -> Flow:
    return flow(
        node("clip", "sample.clip", seconds=8.0),
        node("part", "video.trim", end_s=2.0, **steering),
        node("fade", "video.fade"),
        edges=[("clip.clip", "part.clip"), ("part.clip", "fade.clip")],
    )


def test_a_node_is_weighed_by_what_those_before_it_leave() -> None:
    found = rows(told(trimmed()))
    megapixels = 640 * 360 * 30 * 2 / 1e6

    assert found["clip"].seconds == pytest.approx(8 * CLIP_S)
    assert found["fade"].seconds == pytest.approx(0.045 * megapixels)
    assert found["part"].seconds == pytest.approx(4 * 0.045 * megapixels)
    assert not found["fade"].guess


def test_history_sets_a_word_right_and_speaks_where_there_is_none() -> None:
    history = {
        "video.fade": Learnt(steps=7, ratio=3.0, median_s=99.0),
        "audio.mix": Learnt(steps=2, ratio=None, median_s=4.5),
    }
    document = flow(
        node("clip", "sample.clip", seconds=2.0),
        node("fade", "video.fade"),
        edges=[("clip.clip", "fade.clip")],
    )
    plain, learnt = rows(told(document))["fade"], rows(told(document, history))["fade"]

    assert learnt.seconds == pytest.approx(3 * plain.seconds)
    assert (learnt.source, learnt.learnt_from) == ("history", 7)
    mix = rows(told(flow(node("mix", "audio.mix")), history))["mix"]
    assert (mix.seconds, mix.source) == (4.5, "history")


def test_a_node_that_nobody_knows_makes_the_whole_a_lower_bound() -> None:
    found = told(flow(node("mix", "audio.mix")))

    assert rows(found)["mix"].source == "unknown"
    assert not found.whole


def test_a_list_of_known_length_multiplies_and_another_is_told_per_item() -> None:
    def listed(source: str) -> Flow:
        return flow(
            node("items", "flow.items", items=[1.0, 2.0, 4.0]),
            node("clip", "sample.clip", each=source),
            edges=[(source, "clip.seconds")],
        )

    known = rows(told(listed("items.items")))["clip"]
    unknown = told(listed("inputs.items"))

    assert (known.steps, known.seconds) == (3, pytest.approx(7 * CLIP_S))
    assert rows(unknown)["clip"].steps is None
    assert not unknown.whole
    given = told(listed("inputs.items"), items=[1.0, 1.0])
    assert rows(given)["clip"].steps == 2 and given.whole


def test_what_is_handed_on_item_by_item_keeps_its_facts() -> None:
    document = flow(
        node("items", "flow.items", items=[1.0, 3.0]),
        node("clip", "sample.clip", each="items.items"),
        node("fade", "video.fade", each="items.items"),
        node("film", "video.concat"),
        edges=[
            ("items.items", "clip.seconds"),
            ("clip.clip", "fade.clip"),
            ("fade.clip", "film.clips"),
        ],
    )
    megapixels = 640 * 360 * 30 * 4 / 1e6
    found = rows(told(document))

    assert found["fade"].seconds == pytest.approx(0.045 * megapixels)
    assert found["film"].seconds == pytest.approx(0.04 * megapixels)


def test_a_condition_makes_what_hangs_on_it_at_most() -> None:
    document = trimmed(when="clip.frames > 10")

    assert [row.at_most for row in told(document).nodes] == [False, True, True]


def test_a_group_counts_for_each_item_and_each_round() -> None:
    body = {
        "nodes": [node("clip", "sample.clip", seconds=1.0)],
        "edges": [{"from": "clip.clip", "to": "outputs.clip"}],
    }
    loop = node("loop", "flow.group", body=body, retry={"tries": 4, "until": "true"})
    wide = node("wide", "flow.group", body=body, each="items.items")
    items = node("items", "flow.items", items=["a", "b"])

    found = rows(told(flow(loop, items, wide)))
    assert (found["loop/clip"].steps, found["loop/clip"].at_most) == (4, True)
    assert (found["wide/clip"].steps, found["wide/clip"].at_most) == (2, False)


def chain(count: int, **steering) -> Flow:
    return flow(
        node("items", "flow.items", items=[1.0] * count),
        node("clip", "sample.clip", each="items.items", **steering),
        edges=[("items.items", "clip.seconds")],
    )


@pytest.mark.parametrize(
    ("document", "cores", "units"),
    [
        (chain(6), 1, 6),
        (chain(6), 3, 2),
        (chain(6), 100, 1),
        (chain(6, width=2), 100, 3),
        (chain(0), 2, 0),
    ],
)
def test_the_wall_time_is_the_longer_of_the_chain_and_the_shared_work(
    document: Flow, cores: int, units: int
) -> None:
    assert told(document, cores=cores).wall_s == pytest.approx(units * CLIP_S)


def test_what_waits_takes_time_and_no_core() -> None:
    document = flow(
        node("wait", "flow.wait", seconds=30.0),
        node("clip", "sample.clip", seconds=1.0),
        edges=[("wait.done", "clip.after")],
    )
    found = told(document)

    assert found.seconds == pytest.approx(CLIP_S)
    assert found.wall_s == pytest.approx(30 + CLIP_S)


def test_what_a_node_refuses_is_not_known_rather_than_an_error() -> None:
    document = flow(
        node("clip", "sample.clip", seconds=1.0),
        node("crop", "video.crop", region={"x": 0.9, "width": 0.8}),
        node("fade", "video.fade"),
        edges=[("clip.clip", "crop.clip"), ("crop.clip", "fade.clip")],
    )
    found = rows(told(document))

    assert found["fade"].guess and found["fade"].seconds
