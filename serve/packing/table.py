"""A plan as rows for the command line, which draws them as it draws all tables."""

from __future__ import annotations

from collections.abc import Sequence

from serve.packing.demand import WHOLE
from serve.packing.plan import Plan

PLACEMENTS = ("model", "replica", "card", "fraction", "torch", "reason")
CARDS = ("card", "kind", "used", "of", "models")
REFUSED = ("model", "replicas", "reason", "what would help")


def placement_rows(plan: Plan) -> list[tuple[str, ...]]:
    """A row a replica, under `PLACEMENTS`."""
    return [
        (
            one.demand,
            str(one.replica),
            f"{one.node}/{','.join(map(str, one.cards))}",
            f"{one.num_gpus:g}",
            f"{one.memory_fraction:.3f}",
            one.reason,
        )
        for one in plan.placements
    ]


def card_rows(plan: Plan) -> list[tuple[str, ...]]:
    """A row a card, under `CARDS`."""
    return [
        (
            f"{use.node}/{use.index}",
            use.card.name,
            f"{use.twentieths / WHOLE:.2f}",
            f"{use.card.memory_gb:g} GB",
            ", ".join(use.demands) or "idle",
        )
        for use in plan.cards
    ]


def refused_rows(plan: Plan) -> list[tuple[str, ...]]:
    """A row a demand that is not wholly placed, under `REFUSED`."""
    return [(one.demand, str(one.replicas), one.reason, one.remedy) for one in plan.refused]


def text(plan: Plan) -> str:
    """All of it in plain columns."""
    parts = [_columns(PLACEMENTS, placement_rows(plan)), _columns(CARDS, card_rows(plan))]
    if plan.refused:
        parts.append(_columns(REFUSED, refused_rows(plan)))
    return "\n\n".join(parts)


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
