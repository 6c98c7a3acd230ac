"""Guards what a run holds: each step's inputs while somebody needs them, and no longer."""

import pytest

from actors.binding import Board, Bound, summary
from actors.schedule import Schedule, StepId
from actors.steps import Step
from media.model import canonical_json
from pipelines.ports import Sealed
from pipelines.values import Held
from tests.actors.toys import toy_flow

REFERENCE = {"$ref": {"digest": "d", "num_bytes": 9000}}


def held(value: object) -> Held:
    return Held(canonical_json(value), lambda text: text)


class Progress:
    """A toy run of two numbers, its steps finished by hand."""

    def __init__(self) -> None:
        self.flow = toy_flow(2)
        self.schedule = Schedule(self.flow)
        self.board = Board(self.flow, self.schedule, {})
        self.schedule.start()
        self.finish(StepId("list"), {"numbers": held([4, 5]), "essay": held(REFERENCE)})

    def finish(self, step_id: StepId, outputs: dict[str, Held]) -> None:
        self.board.add(step_id, outputs)
        self.schedule.finish(step_id, {"numbers": 2} if step_id.node == "list" else {})
        if self.schedule.complete(step_id.node):
            self.board.release(step_id.node)

    def bound(self, node: str, path: int = -1) -> Bound:
        bound = self.board.bind(self.step(node, path))
        assert bound is not None
        return bound

    def step(self, node: str, path: int = -1) -> Step:
        return Step(id=StepId(node, path), node=self.flow.by_id[node], name=node)


def test_items_are_bound_one_by_one_and_documents_sealed() -> None:
    run = Progress()
    assert run.bound("double", 1).values == {"number": 5}
    bound = run.bound("sum")
    assert bound.values == {"essay": Sealed.of(REFERENCE)}
    assert bound.streams["numbers"].length == 2


def test_outputs_are_held_until_the_last_who_needs_them_is_done() -> None:
    run = Progress()
    for path in range(2):
        run.finish(StepId("double", path), {"number": held(8)})
    assert run.bound("sum").values["numbers"] == [8, 8]
    run.finish(StepId("sum"), {"number": held(16)})
    for step in (run.step("sum"), run.step("double", 0)):
        with pytest.raises(KeyError):
            run.board.bind(step)


def test_a_summary_names_what_it_leaves_out() -> None:
    bound = {"short": 1, "sealed": Sealed("[1]"), "long": "x" * 50, "far": Sealed(f'"{"x" * 50}"')}
    assert summary(bound, 20) == {"short": 1, "sealed": [1], "$left_out": ["far", "long"]}
