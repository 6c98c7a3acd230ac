"""Guards the error tree: every error survives pickling, has its own code, and says what to do."""

import pickle

import pytest

import actors.attempts
import actors.dispatch
import models.net.faults
import pipelines.graph
import pipelines.orders
import store.journal
from media.errors import KinoraError
from pipelines.orders import Fault, WorkFailed

assert (
    actors.attempts and actors.dispatch and models.net.faults and pipelines.graph and store.journal
)


def all_errors(root: type[KinoraError] = KinoraError) -> list[type[KinoraError]]:
    found = [root]
    for child in root.__subclasses__():
        found += all_errors(child)
    return found


@pytest.mark.parametrize("kind", [k for k in all_errors() if not issubclass(k, WorkFailed)])
def test_an_error_crosses_a_process_boundary_unchanged(kind: type[KinoraError]) -> None:
    error = kind("the message", "the remedy", "the_field")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.code) == (kind, str(error), error.code)
    assert str(error) == "the message (the_field): the remedy"


@pytest.mark.parametrize("kind", [WorkFailed, *all_errors(WorkFailed)])
def test_failed_work_keeps_its_fault(kind: type[WorkFailed]) -> None:
    fault = Fault(code="DISK_FULL", message="no room", remedy="free some", field="out")
    again = pickle.loads(pickle.dumps(kind(fault.model_dump())))
    assert (again.fault, again.code, str(again)) == (fault, "DISK_FULL", "no room (out): free some")


def test_a_wait_that_a_server_asks_for_is_kept() -> None:
    error = models.net.faults.ServerBusy("busy")
    error.retry_after_s = 7.0
    assert Fault.of(pickle.loads(pickle.dumps(error))).retry_after_s == 7.0


def test_a_foreign_error_becomes_a_fault_with_its_name() -> None:
    assert Fault.of(ZeroDivisionError("by nought")).message == "ZeroDivisionError: by nought"
