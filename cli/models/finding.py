"""Which row is meant, and what it lacks on this machine."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path

from media.errors import NotFound
from models.catalog.live import Missing, missing
from models.catalog.row import Engine
from models.catalog.rows import engines
from models.weights.serving import states

CARDS = Path("/proc/driver/nvidia/gpus")
"""Where the driver lists the cards of this machine."""


def found(name: str) -> Engine:
    """The row of an id, or of another name that one goes by.

    Raises:
        NotFound: there is none; its message names those that are called nearly so.
    """
    rows = engines()
    for row in rows:
        if row.id == name:
            return row
    for row in rows:
        if name in row.aliases:
            return row
    near = get_close_matches(name, [one for row in rows for one in row.called], n=3, cutoff=0.5)
    remedy = f"did you mean {' or '.join(near)}?" if near else "kinora models list names all"
    raise NotFound(f"there is no model {name}", remedy, "ID")


def lacking(engine: Engine) -> tuple[Missing, ...]:
    """All that an engine lacks here: what any process would miss, a key, and a card."""
    return (*missing(engine), *lacking_key(engine), *lacking_card(engine))


def num_cards() -> int:
    """How many cards this machine has."""
    try:
        return sum(1 for _ in CARDS.iterdir())
    except OSError:
        return 0


def lacking_key(engine: Engine) -> list[Missing]:
    """The key of a provider, where the environment has none."""
    named = engine.remote.key_env if engine.remote else str(engine.options.get("key_env", ""))
    if not named or os.environ.get(named):
        return []
    return [Missing(what=f"its key in {named}", remedy=f"export {named}=...")]


def lacking_card(engine: Engine) -> list[Missing]:
    """A card, where none is here and nobody serves it elsewhere."""
    if engine.gpu is None or num_cards() or engine.id in states():
        return []
    many = f"{engine.gpu.num_gpus} cards" if engine.gpu.num_gpus > 1 else "a card"
    return [
        Missing(
            what=f"{many} with {engine.gpu.needed_gb:g} GB of memory",
            remedy=f"add it; kinora models plan --gpus 1xL4 --models {engine.id} says what fits",
        )
    ]


def preferred() -> dict[str, str]:
    """For each modality, the id of the row that serves it when none is named."""
    first: dict[str, str] = {}
    for row in engines():
        for modality in row.does:
            if modality not in first and not missing(row):
                first[modality] = row.id
    return first
