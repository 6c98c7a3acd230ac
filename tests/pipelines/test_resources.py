"""Guards what work asks for: it is told to Ray in full, and refused where nobody can give it."""

import pytest

from media.errors import AuthorError
from pipelines.resources import GB, USUAL, Resources, lacking, ray_options

NODES = [{"CPU": 4.0, "memory": 8.0 * GB}, {"CPU": 2.0, "GPU": 4.0, "memory": 64.0 * GB}]


def test_cpus_and_gpus_are_always_told() -> None:
    assert ray_options(USUAL) == {"num_cpus": 1.0, "num_gpus": 0.0}
    assert ray_options(Resources(num_cpus=0, num_gpus=0.6, memory_gb=2)) == {
        "num_cpus": 0.0,
        "num_gpus": 0.6,
        "memory": 2 * GB,
    }


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (USUAL, True),
        (Resources(num_gpus=0.6), True),
        (Resources(num_gpus=4), True),
        (Resources(num_gpus=5), False),
        (Resources(num_cpus=4, num_gpus=1), False),
        (Resources(memory_gb=65), False),
    ],
)
def test_it_must_fit_one_node(wanted: Resources, fits: bool) -> None:
    assert (lacking(wanted, NODES) == "") is fits


def test_a_refusal_says_what_is_asked_and_what_there_is() -> None:
    told = lacking(Resources(num_gpus=5), NODES)
    assert "5 GPU" in told and "a node with 2 CPU, 4 GPU, 64.0 GB" in told
    assert "no node" in lacking(USUAL, [])


def test_a_part_of_the_second_gpu_cannot_be_asked_for() -> None:
    with pytest.raises(AuthorError, match=r"1\.5 GPUs"):
        Resources(num_gpus=1.5)
