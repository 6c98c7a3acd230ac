"""Guards that the rule by which a plan is made is the one that Ray goes by."""

import subprocess
import sys

import pytest

from serve.packing.demand import Share
from serve.packing.ray_rule import allocate, always_deploys, deploy


def parts(*twentieths: int) -> list[Share]:
    return [Share(1, one) for one in twentieths]


def test_a_fraction_goes_where_it_leaves_least() -> None:
    assert allocate((20, 9, 7), Share(1, 7)) == (2,)
    assert allocate((20, 9, 9), Share(1, 7)) == (1,)
    assert allocate((6, 6), Share(1, 7)) is None


def test_whole_cards_are_the_first_idle_ones() -> None:
    assert allocate((19, 20, 20, 20), Share(2, 20)) == (1, 2)
    assert allocate((19, 20), Share(1, 20)) == (1,)
    assert allocate((19, 20), Share(2, 20)) is None


def test_a_bad_order_leaves_one_waiting() -> None:
    assert deploy(2, parts(6, 6, 14, 14)) is None
    assert deploy(2, parts(14, 14, 6, 6)) == [(0,), (1,), (0,), (1,)]


def test_a_choice_of_machines_is_safe_only_if_all_its_ways_are() -> None:
    assert always_deploys((1, 1), parts(20, 20))
    assert always_deploys((2, 2), parts(10, 10, 10, 10))
    # Both halves may go to one machine, or to two: then no machine has two idle cards.
    assert not always_deploys((2, 2), [Share(1, 20), Share(1, 20), Share(2, 20)])
    assert always_deploys((2, 2), [Share(2, 20), Share(1, 20), Share(1, 20)])
    # Enough in sum on either machine, and on no one card.
    assert not always_deploys((2,), parts(12, 12, 11))


REAL = """
import ray
from serve.packing.demand import Share
from serve.packing.ray_rule import deploy

ray.init(num_gpus=3, num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1")

@ray.remote(num_cpus=0)
class Replica:
    def cards(self):
        return tuple(map(int, ray.get_runtime_context().get_accelerator_ids()["GPU"]))

wanted = [Share(1, t) for t in (11, 13, 7, 6, 20, 3)]
replicas, found = [], []
for share in wanted:
    replicas.append(Replica.options(num_gpus=share.num_gpus).remote())
    found.append(ray.get(replicas[-1].cards.remote(), timeout=60))
assert found == deploy(3, wanted), found
print("as foretold")
"""


@pytest.mark.slow
def test_ray_itself_takes_the_cards_that_the_rule_foretells() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REAL], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.stdout.split("\n")[-2:] == ["as foretold", ""], done.stderr[-2000:]
