"""`kinora models plan`: which model goes on which card, before any card is paid for."""

from __future__ import annotations

from typing import Any

import typer

from cli.models.finding import found
from media.errors import InputError
from models.catalog.row import Engine
from models.catalog.rows import engines
from serve.packing.cards import parse_gpus
from serve.packing.demands import planned
from serve.packing.plan import Plan
from serve.packing.table import text


def plan(gpus: str, names: str) -> Plan:
    """Place models on cards.

    Args:
        gpus: machines, as in `2xH100,4xL4`.
        names: ids with commas between; empty: all that work on cards.

    Raises:
        InputError: machines or models are not named as they are to be.
    """
    return planned(_asked(names), parse_gpus(gpus))


def as_data(placed: Plan) -> dict[str, Any]:
    """The plan as one JSON object."""
    return {
        "placements": [
            {
                "model": one.demand, "replica": one.replica, "node": one.node,
                "card": one.card.name, "cards": list(one.cards), "num_gpus": one.num_gpus,
                "memory_fraction": one.memory_fraction, "reason": one.reason,
            }
            for one in placed.placements
        ],
        "cards": [
            {
                "node": one.node, "index": one.index, "card": one.card.name,
                "used_gb": one.used_gb, "memory_gb": one.card.memory_gb,
                "models": list(one.demands),
            }
            for one in placed.cards
        ],
        "refused": [
            {
                "model": one.demand, "replicas": one.replicas, "wholly": one.wholly,
                "reason": one.reason, "remedy": one.remedy,
            }
            for one in placed.refused
        ],
    }  # fmt: skip


def show(placed: Plan) -> None:
    """Tables for a person."""
    typer.echo(text(placed))


def _asked(names: str) -> list[Engine]:
    if not names:
        asked = [row for row in engines() if row.gpu is not None]
        if not asked:
            raise InputError(
                "no row of the catalog works on a card", "kinora models add adds one", "models"
            )
        return asked
    asked = [found(name.strip()) for name in names.split(",") if name.strip()]
    for row in asked:
        if row.gpu is None:
            raise InputError(
                f"{row.id} says of no card that it needs it",
                "leave it out, or give its row a `gpu` with its memory", "models",
            )  # fmt: skip
    return asked
