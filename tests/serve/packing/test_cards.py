"""Guards how machines are written, and that a slip is told with its remedy."""

import pytest

from media.errors import InputError
from serve.packing.cards import KNOWN, MOST_CARDS, parse_gpus


def test_each_term_is_a_machine() -> None:
    gpus = parse_gpus("2xH100, l4,2xfoo:32.5")
    assert [(gpu.card.name, gpu.card.memory_gb, gpu.node) for gpu in gpus] == [
        ("H100", 80, "h100-1"),
        ("H100", 80, "h100-1"),
        ("L4", 24, "l4-2"),
        ("foo", 32.5, "foo-3"),
        ("foo", 32.5, "foo-3"),
    ]
    assert [gpu.card.accelerator_type for gpu in gpus] == ["H100", "H100", "L4", "", ""]


def test_the_two_sizes_of_a_card_share_rays_name() -> None:
    large, small = parse_gpus("A100-80GB,A100-40G")
    assert (large.card.memory_gb, small.card.memory_gb) == (80, 40)
    assert large.card.accelerator_type == small.card.accelerator_type == "A100"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no machine"),
        ("2xH100,,L4", "names no machine"),
        ("2 H100", "names no machine"),
        ("-1xL4", "names no machine"),
        ("0xL4", "has no card"),
        ("2xfoo", "foo is no card that is known here"),
        ("2xfoo:0", "has no memory"),
        ("2xfoo:", "names no machine"),
        ("2xfoo:1e9", "names no machine"),
        ("H100x2", "no card that is known here"),
        (f"{MOST_CARDS}xL4,1xL4", "more than 4096 cards"),
        ("999999999xL4", "more than 4096 cards"),
    ],
)
def test_anything_else_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_gpus(text)
    assert caught.value.field == "gpus" and caught.value.remedy


def test_names_that_ray_knows_are_rays() -> None:
    accelerators = pytest.importorskip("ray.util.accelerators.accelerators")
    rays = {value for name, value in vars(accelerators).items() if name.startswith("NVIDIA_")}
    ours = {card.accelerator_type for card in KNOWN.values()}
    # Ray makes names for these of what the driver says; it has no constants for them.
    made = {"A10", "L40", "RTX-A6000"} | {name for name in ours if name.startswith("GeForce")}
    assert ours - rays == made
