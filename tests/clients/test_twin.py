"""Guards that the two clients are one: the one is made from the other, and asks the same."""

import importlib.util
import inspect
import sys
from pathlib import Path

from kinora_client import AsyncKinora, Kinora

FILE = Path(__file__).parents[2] / "clients" / "python" / "twin.py"


def test_the_client_that_waits_is_made_from_the_other() -> None:
    spec = importlib.util.spec_from_file_location("kinora_twin", FILE)
    assert spec is not None and spec.loader is not None
    twin = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = twin
    spec.loader.exec_module(twin)
    kept = {path.name: path.read_text("utf-8") for path in twin.TARGET.glob("*.py")}
    assert twin.made() == kept, "run `python clients/python/twin.py`"


def test_both_have_the_same_surface() -> None:
    ours, theirs = Kinora(api_key="k"), AsyncKinora(api_key="k")
    for name, resource in vars(ours).items():
        other = vars(theirs)[name]
        if not name.startswith("_"):
            assert _signatures(resource) == _signatures(other)


def _signatures(resource: object) -> dict[str, list[str]]:
    methods = inspect.getmembers(resource, inspect.ismethod)
    return {
        name: list(inspect.signature(method).parameters)
        for name, method in methods
        if not name.startswith("_")
    }
