"""Cards: what is known of each kind, and how a set of machines is written on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from media.errors import InputError

MOST_CARDS = 4096
"""More than any one Ray cluster is asked to hold; a bound on what a typing slip costs."""

WRITTEN = "write machines as COUNTxNAME, with commas between: 2xH100,4xL4, or 2xname:32 in GB"


@dataclass(frozen=True, kw_only=True, order=True)
class Card:
    """A kind of card."""

    memory_gb: float
    """10^9 bytes, as sold."""
    name: str
    accelerator_type: str = ""
    """What Ray calls it, as in `ray.util.accelerators`; empty where Ray has no name for it."""


@dataclass(frozen=True, kw_only=True)
class Gpu:
    """One card in one machine."""

    card: Card
    node: str
    """The machine. All cards of one are of one kind: Ray names a machine by its first card."""


def _kinds(*rows: tuple[str, float, str]) -> dict[str, Card]:
    return {
        name.upper(): Card(name=name, memory_gb=memory_gb, accelerator_type=accelerator_type)
        for name, memory_gb, accelerator_type in rows
    }


KNOWN = _kinds(
    ("A10", 24, "A10"),
    ("A10G", 24, "A10G"),
    ("A100", 80, "A100"),
    ("A100-40GB", 40, "A100"),
    ("B200", 180, "B200"),
    ("GB200", 186, "GB200"),
    ("H20", 96, "H20"),
    ("H100", 80, "H100"),
    ("H200", 141, "H200"),
    ("L4", 24, "L4"),
    ("L40", 48, "L40"),
    ("L40S", 48, "L40S"),
    ("P100", 16, "P100"),
    ("RTX3090", 24, "GeForce-RTX-3090"),
    ("RTX4090", 24, "GeForce-RTX-4090"),
    ("RTX5090", 32, "GeForce-RTX-5090"),
    ("RTX-A6000", 48, "RTX-A6000"),
    ("RTX-PRO-6000", 96, "RTX-PRO-6000"),
    ("T4", 16, "T4"),
    ("V100", 16, "V100"),
    ("V100-32GB", 32, "V100"),
)
"""The cards that need no size. Memory is that of NVIDIA's data sheets, read as 10^9 bytes: the
driver never reports less (L4 23,034 MiB, T4 15,360 MiB, H100 81,559 MiB), so a share of the size
here fits the card. Names are those that Ray 2.60 makes of the driver's (`nvidia_gpu.py`); it tells
the two sizes of A100 and of V100 apart by no name of its own."""

ALSO = {"A100-80GB": "A100", "A100-80G": "A100", "A100-40G": "A100-40GB", "V100-16GB": "V100"}

_TERM = re.compile(
    r"(?:(?P<count>\d{1,9})x)?(?P<name>[A-Za-z][\w-]*)(?::(?P<memory>\d+(?:\.\d+)?))?"
)


def parse_gpus(text: str) -> tuple[Gpu, ...]:
    """Read machines with cards: `2xH100,4xL4` is one machine with two H100, one with four L4.

    A count left out is one. A card that is not known states its memory: `2xname:32`.

    Raises:
        InputError: the text says no such thing, or more cards than `MOST_CARDS`.
    """
    found: list[Gpu] = []
    for number, term in enumerate(text.split(","), start=1):
        count, card = _machine(term.strip())
        if len(found) + count > MOST_CARDS:
            raise InputError(f"more than {MOST_CARDS} cards", "plan for fewer at a time", "gpus")
        node = f"{card.name.lower()}-{number}"
        found += [Gpu(card=card, node=node)] * count
    return tuple(found)


def _machine(term: str) -> tuple[int, Card]:
    match = _TERM.fullmatch(term)
    if match is None:
        raise InputError(f"{term[:40]!r} names no machine", WRITTEN, "gpus")
    count = int(match["count"] or 1)
    if not count:
        raise InputError(f"{term[:40]!r} has no card", WRITTEN, "gpus")
    return count, _card(match["name"], match["memory"])


def _card(name: str, memory: str | None) -> Card:
    known = KNOWN.get(ALSO.get(name.upper(), name.upper()))
    if memory is None and known is None:
        raise InputError(
            f"{name[:40]} is no card that is known here",
            f"say its memory in GB, {name[:40]}:32, or name one of {', '.join(_names())}",
            "gpus",
        )
    if memory is None:
        assert known is not None
        return known
    if not float(memory):
        raise InputError(f"{name[:40]} has no memory", WRITTEN, "gpus")
    accelerator_type = known.accelerator_type if known else ""
    return Card(name=name, memory_gb=float(memory), accelerator_type=accelerator_type)


def _names() -> Sequence[str]:
    return [card.name for card in KNOWN.values()]
