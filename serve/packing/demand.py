"""What a model asks of cards, and what part of a card that is: counted in whole twentieths."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from media.errors import InputError
from models.weights.measured import CONTEXT_GB
from serve.packing.cards import Card

WHOLE = 20
"""A card in the steps in which it is shared: 0.05 each. Whole numbers add up; floats do not."""

MOST_REPLICAS = 4096


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A model that is to be hosted, with the memory that it needs."""

    id: str
    memory_gb: float
    """Of weights, resident. 10^9 bytes."""
    peak_gb: float
    """The most that a replica holds while it works: weights, CUDA's own and all else included."""
    declared_gb: float = 0.0
    """What its row says instead, where more than that was measured; 0: what it says holds."""
    replicas: int = 1
    min_replicas: int = 1
    """Fewer are not worth deploying: then it is refused wholly."""
    num_gpus: int = 1
    """Cards of one machine over which a replica is split evenly; more than one are whole cards."""
    priority: int = 0
    """Where not all fit, the higher ones are placed first."""

    def __post_init__(self) -> None:
        """Refuse what could never be meant."""
        if not self.id:
            raise InputError("a model without an id", "name it", "id")
        if not (math.isfinite(self.peak_gb) and 0 < self.memory_gb <= self.peak_gb):
            raise InputError(
                f"{self.id} declares {self.memory_gb:g} GB of weights and a peak of"
                f" {self.peak_gb:g} GB",
                "declare weights above 0, and a peak that includes them",
                "peak_gb",
            )
        if not 1 <= self.min_replicas <= self.replicas <= MOST_REPLICAS:
            raise InputError(
                f"{self.id} asks for {self.min_replicas} to {self.replicas} replicas",
                f"ask for at least 1 and at most {MOST_REPLICAS}",
                "replicas",
            )
        if self.num_gpus < 1:
            raise InputError(
                f"{self.id} asks for {self.num_gpus} cards", "ask for 1 or more", "num_gpus"
            )

    @property
    def each_gb(self) -> float:
        """What one replica holds on each of its cards at most."""
        return self.peak_gb / self.num_gpus


class Share(NamedTuple):
    """What one replica takes: so many cards, and this much of each."""

    num_cards: int
    twentieths: int

    @property
    def num_gpus(self) -> float:
        """As Ray counts: a fraction of one card, or a whole number of them."""
        return self.num_cards * self.twentieths / WHOLE


def share_of(demand: Demand, card: Card) -> Share | None:
    """What a replica takes of cards of this kind; None where one such card is too small."""
    # Exact: as floats, 20 * 8.4 / 24 is a hair above 7, and would be rounded up to 8.
    each = Fraction(str(demand.peak_gb)) / demand.num_gpus
    twentieths = math.ceil(each * WHOLE / Fraction(str(card.memory_gb)))
    if twentieths > WHOLE:
        return None
    return Share(demand.num_gpus, twentieths if demand.num_gpus == 1 else WHOLE)


def memory_fraction(card: Card, twentieths: int) -> float:
    """The argument of `torch.cuda.set_per_process_memory_fraction`, on each card of the process.

    Less than the share of the card by what CUDA holds beside torch, so that all processes of a
    card, each at its limit, fit it together.
    """
    granted = card.memory_gb * twentieths / WHOLE
    limit = granted - min(CONTEXT_GB, granted / 2)
    return math.floor(limit / card.memory_gb * 1e6) / 1e6
