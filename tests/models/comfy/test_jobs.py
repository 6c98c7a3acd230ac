"""Guards a job's way: what is cancelled, cut, refused, failed, lost, and never made twice."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import to_json

from media.errors import DeadlineExceeded, InputError, OutOfMemory
from media.ids import LOCAL_TENANT
from media.types import Size
from models.catalog.row import Engine
from models.comfy.faults import JobLost, WorkflowFailed, WorkflowRefused
from models.comfy.job import id_of
from models.net.faults import BadResponse, FetchFailed, ResponseTooLarge, ServerBusy, ServerRefused
from pipelines.orders import Outcome, Place, WorkOrder
from pipelines.performing import perform
from tests.fakes import FolderWorkspace
from tests.models.comfy import flows
from tests.models.comfy.fake import DEADLINE_S, FakeComfy
from tests.models.comfy.nodes import Unlucky

Make = Callable[..., Any]
ASKED = {"prompt": "a boat", "size": Size(width=64, height=64), "seed": 1}


class Cancelled(Exception):
    """What a replica's report raises."""


class Watched(FolderWorkspace):
    """A workspace that calls something at each report of progress."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.at: Callable[[float], None] = lambda fraction: None

    def progress(self, fraction: float, **facts: Any) -> None:
        super().progress(fraction)
        self.at(fraction)


@pytest.fixture
def work(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "work")


@pytest.fixture
def engine(engine_of: Make) -> Any:
    return engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < ends, "it never came to be"
        time.sleep(0.01)


def filled(engine: Any) -> tuple[dict[str, Any], str]:
    """The workflow of what is asked for, and its job's id."""
    values = engine.words("a boat", "", None, None, 1) | {"width": 64, "height": 64}
    workflow = engine.form.filled(values, {})
    return workflow, id_of(engine.form, workflow)


def performed(row: Engine, root: Path, report: Callable[[float], None] | None = None) -> Outcome:
    place = Place(tenant=LOCAL_TENANT, objects=str(root / "objects"), scratch=str(root / "scratch"))
    order = WorkOrder(
        target=row.does["image"],
        arguments={name: to_json(value).decode() for name, value in ASKED.items()},
        engine=row,
        place=place,
    )
    return perform(order, report=report)


def test_an_order_is_carried_out_with_a_row_of_a_users_file(
    row_of: Callable[..., Engine], tmp_path: Path, comfy: FakeComfy
) -> None:
    row = row_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9")
    reports: list[float] = []
    outcome = performed(row, tmp_path, reports.append)
    assert outcome.fault is None
    assert outcome.made_by is not None
    assert outcome.made_by.engine == "mine"
    assert reports == sorted(reports)
    again = performed(row, tmp_path)
    assert again.value == outcome.value
    assert len(comfy.asked.prompts) == 1


def test_a_cancel_ends_the_job_that_runs_at_once_and_the_engine_goes_on(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.step_s = 0.05

    def cancel(fraction: float) -> None:
        if fraction > 0.3:
            raise Cancelled

    work.at = cancel
    began = time.monotonic()
    with pytest.raises(Cancelled):
        engine.generate(work, **ASKED, steps=100)
    until(lambda: not comfy.busy)
    assert time.monotonic() - began < 5
    assert comfy.asked.interrupts == [comfy.asked.prompts[0]["prompt_id"]]
    work.at = lambda fraction: None
    assert engine.generate(work, **ASKED, steps=2).width == 64


def test_a_cancel_takes_a_job_that_waits_out_of_the_queue_and_leaves_others(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.block()
    other = str(uuid.uuid4())
    engine.server.submit(flows.TEXT_TO_IMAGE, other, "somebody")
    until(lambda: other in engine.server.queue().running)

    def cancel(fraction: float) -> None:
        if engine.server.queue().waiting:
            raise Cancelled

    work.at = cancel
    with pytest.raises(Cancelled):
        engine.generate(work, **ASKED)
    assert not engine.server.queue().waiting
    assert not comfy.asked.interrupts
    comfy.executor.stall.set()
    until(lambda: not comfy.busy)
    assert comfy.history[other]["status"]["completed"]


def test_after_a_crash_the_job_under_way_is_gone_on_with(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.block()

    def crash(fraction: float) -> None:
        # A worker that is killed ends nothing on the server.
        if comfy.busy:
            raise FetchFailed("the worker is gone")

    work.at = crash
    with pytest.raises(FetchFailed):
        engine.generate(work, **ASKED)
    assert comfy.busy
    work.at = lambda fraction: comfy.executor.stall.set()
    assert engine.generate(work, **ASKED).width == 64
    assert len(comfy.asked.prompts) == 1
    assert comfy.executor.sampled == 1
    assert not comfy.asked.interrupts


def test_what_has_ended_meanwhile_is_found_in_the_history(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    made = engine.generate(work, **ASKED)
    assert engine.generate(work, **ASKED) == made
    assert len(comfy.asked.prompts) == 1


def test_a_cut_socket_is_opened_again_by_the_same_client(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.step_s = 0.05
    comfy.executor.at_step = lambda number: comfy.cut() if number == 5 else None
    assert engine.generate(work, **ASKED, steps=80).width == 64
    assert len(comfy.asked.sockets) >= 2
    assert len(set(comfy.asked.sockets)) == 1
    assert len(comfy.asked.prompts) == 1


def test_a_client_that_comes_again_shows_its_key(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.wants_key = True
    comfy.executor.step_s = 0.05
    comfy.executor.at_step = lambda number: comfy.cut() if number == 5 else None
    assert engine.generate(work, **ASKED, steps=80).width == 64
    assert len(comfy.asked.sockets) >= 2


def test_who_comes_second_with_the_same_request_follows_the_first(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.block()
    engine.server.submit(*filled(engine), "the first")
    comfy.hides_queue = True
    work.at = lambda fraction: comfy.executor.stall.set()
    assert engine.generate(work, **ASKED).width == 64
    assert len(comfy.asked.prompts) == 2
    assert comfy.executor.sampled == 1


@pytest.mark.parametrize("redirects", ["", "http://127.0.0.1:9/ws"])
def test_a_server_without_websockets_is_looked_at(
    engine: Any, work: Watched, comfy: FakeComfy, redirects: str
) -> None:
    comfy.deaf, comfy.redirects = not redirects, redirects
    assert engine.generate(work, **ASKED).width == 64
    assert not comfy.asked.sockets


def test_a_server_that_names_jobs_itself_is_followed_by_its_name(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.gives_own_ids = True
    assert engine.generate(work, **ASKED).width == 64
    (asked,) = comfy.asked.prompts
    assert asked["prompt_id"] not in comfy.history


def test_what_the_server_refuses_names_the_argument(engine: Any, work: Watched) -> None:
    with pytest.raises(WorkflowRefused, match=r"node 3 \(KSampler\).*bigger") as refused:
        engine.generate(work, **ASKED, steps=200)
    assert refused.value.field == "steps"


def test_a_node_that_the_server_has_not_is_named(engine_of: Make, work: Watched) -> None:
    workflow = flows.changed(n5=("EmptyFancyLatent", {"width": 8, "height": 8}))
    engine = engine_of("comfy-image", workflow, flows.IMAGE, output="9")
    with pytest.raises(InputError, match="EmptyFancyLatent does not exist"):
        engine.generate(work, **ASKED)


def test_a_failed_node_is_named_and_the_next_attempt_begins_anew(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.fails = Unlucky("no such luck")
    with pytest.raises(
        WorkflowFailed, match=r"node 3 \(KSampler\).*Unlucky no such luck"
    ) as failed:
        engine.generate(work, **ASKED)
    assert failed.value.retryable
    assert engine.generate(work, **ASKED).width == 64


def test_a_full_card_is_told_as_such(engine: Any, work: Watched, comfy: FakeComfy) -> None:
    comfy.executor.fails = Unlucky("Allocation on device \nThis error means you ran out of memory")
    with pytest.raises(OutOfMemory):
        engine.generate(work, **ASKED)


def test_who_interrupts_on_the_server_is_no_result(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.at_step = lambda number: comfy.executor.interrupted.set()
    with pytest.raises(JobLost, match="interrupted"):
        engine.generate(work, **ASKED)
    comfy.executor.at_step = lambda number: None
    assert engine.generate(work, **ASKED).width == 64


def test_a_restarted_server_knows_nothing_of_the_job(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.at_step = lambda number: comfy.restart()
    with pytest.raises(JobLost, match="knows nothing") as lost:
        engine.generate(work, **ASKED)
    assert lost.value.retryable


def test_a_server_that_is_gone_is_an_error_to_try_again(engine_of: Make, work: Watched) -> None:
    engine = engine_of(
        "comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", server="http://127.0.0.1:9"
    )
    with pytest.raises(FetchFailed, match="ComfyUI") as gone:
        engine.generate(work, **ASKED)
    assert gone.value.retryable


def test_a_server_that_goes_in_the_middle_is_an_error_to_try_again(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    comfy.executor.at_step = lambda number: setattr(comfy, "gone", comfy.gone or number == 2)
    comfy.executor.step_s = 0.2
    with pytest.raises(ServerBusy, match="502"):
        engine.generate(work, **ASKED, steps=20)
    assert not comfy.asked.interrupts
    comfy.gone = False
    assert engine.generate(work, **ASKED, steps=20).width == 64
    assert len(comfy.asked.prompts) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(500, ServerBusy), (503, ServerBusy), (401, ServerRefused)]
)
def test_a_server_that_will_not_is_told_by_its_status(
    engine: Any, work: Watched, comfy: FakeComfy, status: int, error: type[Exception]
) -> None:
    comfy.statuses = [status]
    with pytest.raises(error, match=str(status)):
        engine.generate(work, **ASKED)


@pytest.mark.parametrize("limit", ["silence_s", "deadline_s"])
def test_a_job_that_never_ends_is_ended(
    engine_of: Make, work: Watched, comfy: FakeComfy, limit: str
) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", **{limit: 0.5})
    comfy.block()
    with pytest.raises(DeadlineExceeded, match=limit):
        engine.generate(work, **ASKED)
    until(lambda: not comfy.busy)
    assert len(comfy.asked.interrupts) == 1


def test_waiting_behind_others_is_no_silence(
    engine_of: Make, work: Watched, comfy: FakeComfy
) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", silence_s=0.6)
    comfy.block()
    engine.server.submit(flows.TEXT_TO_IMAGE, "other", "somebody")
    ends = time.monotonic() + 1.5
    work.at = lambda fraction: comfy.executor.stall.set() if time.monotonic() > ends else None
    assert engine.generate(work, **ASKED).width == 64


def test_an_output_without_files_is_told(engine_of: Make, work: Watched) -> None:
    workflow = flows.changed(n20=("PreviewText", {"text": "hm"}))
    engine = engine_of("comfy-image", workflow, flows.IMAGE, output="20")
    with pytest.raises(BadResponse, match=r"node 20 \(PreviewText\) gave no image, but text"):
        engine.generate(work, **ASKED)


def test_a_file_that_is_no_picture_is_the_servers_fault(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    def spoil(fraction: float) -> None:
        for path in comfy.executor.outputs.iterdir():
            path.write_bytes(b"<html>no picture</html>")

    work.at = spoil
    with pytest.raises(BadResponse):
        engine.generate(work, **ASKED)


def test_a_file_that_was_deleted_is_made_again(
    engine: Any, work: Watched, comfy: FakeComfy
) -> None:
    made = engine.generate(work, **ASKED)
    for path in comfy.executor.outputs.iterdir():
        path.unlink()
    with pytest.raises(JobLost):
        engine.generate(work, **ASKED)
    comfy.executor.cache.clear()
    assert engine.generate(work, **ASKED) == made


def test_no_file_beyond_the_limit_is_fetched(engine_of: Make, work: Watched) -> None:
    engine = engine_of("comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", limit_mb=0.0001)
    with pytest.raises(ResponseTooLarge):
        engine.generate(work, **ASKED)


def test_a_key_is_sent_with_all_that_is_asked(
    engine_of: Make, work: Watched, comfy: FakeComfy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMFY_KEY", "secret")
    engine = engine_of(
        "comfy-image", flows.TEXT_TO_IMAGE, flows.IMAGE, output="9", key_env="COMFY_KEY"
    )
    engine.generate(work, **ASKED)
    assert comfy.asked.headers == ["Bearer secret"] * 2
