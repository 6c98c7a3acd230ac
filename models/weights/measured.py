"""What engines were seen to take of cards, kept beside the weights: rows declare estimates.

Of each row and kind of card the most that was ever seen is kept, for the weights and options that
the row has now. Replicas write; whoever plans, or lists, reads.
"""

from __future__ import annotations

import fcntl
import math
import os
from functools import lru_cache
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from media.model import Model
from models.catalog.lookup import identity_of
from models.catalog.row import Engine
from models.weights.manifest import root

NAME = "measured.json"
CONTEXT_GB = 0.5
"""What CUDA itself holds in each process, which torch does not count."""


class Measured(Model):
    """What one engine took of one kind of card. 10^9 bytes, as torch counts them."""

    identity: str
    """The row's, weights and options included: of others it says nothing."""
    card: str
    """As its driver names it."""
    resident_gb: float = Field(ge=0)
    """Once loaded and warm."""
    peak_gb: float = Field(ge=0)
    """The most that a call took, or would have taken where it ran out."""

    @property
    def needed_gb(self) -> float:
        """What a process needs of a card, CUDA's own included, in tenths, rounded up."""
        return math.ceil(round((self.peak_gb + CONTEXT_GB) * 10, 6)) / 10


Known = dict[str, tuple[Measured, ...]]
"""By the row's id."""
_KNOWN: TypeAdapter[Known] = TypeAdapter(Known)


def keep(engine: Engine, card: str, resident_gb: float, peak_gb: float) -> None:
    """Note what was seen; the larger of it and what was seen before stays."""
    seen = Measured(
        identity=identity_of(engine), card=card, resident_gb=resident_gb, peak_gb=peak_gb
    )
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f"{NAME}.lock").open("w") as held:
        # Several replicas may have seen something at once.
        fcntl.flock(held, fcntl.LOCK_EX)
        known = _all()
        others = tuple(one for one in known.get(engine.id, ()) if one.card != card)
        same = [one for one in known.get(engine.id, ()) if one.card == card]
        _write(known | {engine.id: (*others, _larger([*same, seen], seen.identity))})


def measured(engine: Engine) -> tuple[Measured, ...]:
    """What was seen of a row as it is now, by kind of card."""
    identity = identity_of(engine)
    return tuple(one for one in _all().get(engine.id, ()) if one.identity == identity)


def needed_gb(engine: Engine) -> float:
    """The most that was seen of a row on any card, CUDA's own included; 0: nothing was."""
    return max((one.needed_gb for one in measured(engine)), default=0.0)


def _larger(seen: list[Measured], identity: str) -> Measured:
    now = [one for one in seen if one.identity == identity]
    return now[-1].model_copy(
        update={
            "resident_gb": max(one.resident_gb for one in now),
            "peak_gb": max(one.peak_gb for one in now),
        }
    )


def _write(known: Known) -> None:
    path = root() / NAME
    part = path.with_suffix(".part")
    part.write_bytes(_KNOWN.dump_json(known, indent=1))
    os.replace(part, path)


def _all() -> Known:
    path = root() / NAME
    try:
        stamp = path.stat()
    except OSError:
        return {}
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int, num_bytes: int) -> Known:
    try:
        return _KNOWN.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}
