"""Which engine a step asks, and why: who was looked at, and what spoke against each.

`route` is pure: whoever calls it says what each engine lacks, costs and takes here and now, which
`models.catalog.choosing` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from media.model import Model
from media.style import Style
from models.catalog.row import Engine
from models.catalog.styling import unfit

Aim = Literal["first", "able", "cheapest", "fastest"]
"""`first`: the first that is live. `able`: the first that can do what is asked for, and for which
there is money. `cheapest`, `fastest`: of these, the one that costs or takes least."""


@dataclass(frozen=True, kw_only=True)
class Wants:
    """What a step wants of the engine that serves it."""

    modality: str
    model: str = ""
    """The one that it names."""
    style: Style | None = None
    aim: Aim = "first"
    pinned: str = ""
    """The id of the one that was chosen before an interruption: nothing is bought twice."""
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What is asked for, as JSON data."""
    budget_micros: int | None = None
    """What may still be spent; None: as much as it takes."""

    @property
    def plain(self) -> bool:
        """Whether the catalog's own order answers it."""
        return self.style is None and self.aim == "first"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An engine that serves the modality, as it is here and now."""

    engine: Engine
    lacks: str = ""
    """Without what it cannot be asked."""
    beyond: str = ""
    """What of the request is beyond it."""
    micros: int = 0
    """What the request would cost."""
    seconds: float | None = None
    """What it is expected to take; None: nobody knows."""


class Considered(Model):
    """An engine that was looked at."""

    engine: str
    against: str = ""
    """Why it was passed over; empty: it would do."""
    micros: int = 0
    seconds: float | None = None


class Decision(Model):
    """Which engine is asked, and why."""

    modality: str
    engine: str
    """Its id; empty: none would do."""
    why: str
    aim: Aim = "first"
    considered: tuple[Considered, ...] = ()


def route(candidates: Sequence[Candidate], wants: Wants) -> Decision:
    """Choose an engine.

    Args:
        candidates: in the catalog's order.
        wants: what decides.
    """
    judged = [(one, against(one, wants)) for one in candidates]
    considered = tuple(
        Considered(engine=one.engine.id, against=reason, micros=one.micros, seconds=one.seconds)
        for one, reason in judged
    )
    left = [one for one, reason in judged if not reason]
    chosen = _chosen(left, wants)
    return Decision(
        modality=wants.modality,
        engine=chosen.engine.id if chosen else "",
        why=_why(chosen, left, wants) if chosen else "none would do",
        aim=wants.aim,
        considered=considered,
    )


def against(one: Candidate, wants: Wants) -> str:
    """Why an engine is passed over; empty: it would do."""
    if one.lacks:
        return f"it lacks {one.lacks}"
    if wants.style is not None and (reason := unfit(one.engine, wants.style)):
        return reason
    if wants.aim == "first" or one.engine.id == wants.pinned:
        return ""
    if one.beyond:
        return one.beyond
    if wants.budget_micros is not None and one.micros > wants.budget_micros:
        return f"it costs {_dollars(one.micros)}, and {_dollars(wants.budget_micros)} is left"
    return ""


def _chosen(left: Sequence[Candidate], wants: Wants) -> Candidate | None:
    before = next((one for one in left if one.engine.id == wants.pinned), None)
    # Of equals, `min` takes the one that the catalog has first.
    return before or min(left, key=_WEIGHED[wants.aim], default=None)


def _cost(one: Candidate) -> float:
    return one.micros


def _time(one: Candidate) -> float:
    return float("inf") if one.seconds is None else one.seconds


def _nothing(one: Candidate) -> float:
    return 0.0


_WEIGHED: dict[Aim, Callable[[Candidate], float]] = {
    "first": _nothing, "able": _nothing, "cheapest": _cost, "fastest": _time,
}  # fmt: skip


def _why(chosen: Candidate, left: Sequence[Candidate], wants: Wants) -> str:
    if chosen.engine.id == wants.pinned:
        return "it was chosen before the step was interrupted"
    if wants.model:
        return "it was asked for by name"
    if len(left) == 1:
        return "no other would do"
    of = f"of {len(left)} that would do"
    if wants.aim == "cheapest":
        return f"the cheapest {of}: {_dollars(chosen.micros)}"
    if wants.aim == "fastest":
        took = "nobody knows how long any takes"
        if chosen.seconds is not None:
            took = f"about {chosen.seconds:.3g} s"
        return f"the fastest {of}: {took}"
    return f"the first {of}, in the catalog's order"


def _dollars(micros: int) -> str:
    return f"${micros / 1e6:.6g}"
