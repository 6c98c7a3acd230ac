"""Chooses among the engines of this machine, as they are at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from media.errors import EngineUnavailable
from models.catalog.capability import beyond
from models.catalog.live import missing
from models.catalog.lookup import chain, engine_for, resolved, serving
from models.catalog.routing import Candidate, Considered, Decision, Wants, against, route
from models.catalog.row import Engine
from models.catalog.styling import incompatible, unfit

Pace = Callable[[Engine, str], float | None]
"""What an engine is expected to take for a request of a modality, in seconds."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who is asked: the one that was chosen, and behind it those that stand in for it."""

    engines: tuple[Engine, ...]
    decision: Decision


def unknown(engine: Engine, modality: str) -> float | None:
    """Nobody knows what it takes."""
    return None


def choose(wants: Wants, pace: Pace = unknown) -> Choice:
    """Choose who serves a step.

    Raises:
        EngineUnavailable: nobody can, or the one that is named cannot.
        InputError: nobody that is live may draw its style.
    """
    if wants.plain:
        return _plain(wants, pace)
    able = serving(wants.modality)
    asked = [resolved(wants.modality, wants.model)] if wants.model else able
    candidates = [_candidate(engine, wants, pace) for engine in asked]
    decision = route(candidates, wants)
    if not decision.engine:
        _refuse(candidates, decision, wants)
    first = next(engine for engine in asked if engine.id == decision.engine)
    by_id = {engine.id: engine for engine in able}
    others = (by_id[name] for name in first.fallback if name in by_id)
    fit = (each for each in others if not against(_candidate(each, wants, pace), wants))
    return Choice(engines=(first, *fit), decision=decision)


def _plain(wants: Wants, pace: Pace) -> Choice:
    engines = chain(wants.modality, wants.model)
    asked = [engines[0]] if wants.model else serving(wants.modality)
    candidates = [_candidate(engine, wants, pace) for engine in asked]
    return Choice(engines=engines, decision=route(candidates, wants))


def _candidate(engine: Engine, wants: Wants, pace: Pace) -> Candidate:
    return Candidate(
        engine=engine,
        lacks=", ".join(each.what for each in missing(engine)),
        beyond=beyond(engine, wants.modality, wants.arguments),
        micros=engine.price.of(dict(wants.arguments)),
        seconds=pace(engine, wants.modality),
    )


def _refuse(candidates: list[Candidate], decision: Decision, wants: Wants) -> None:
    """Say why nobody would do: a style by its own code."""
    style, live = wants.style, [one.engine for one in candidates if not one.lacks]
    if style is not None and live and all(unfit(engine, style) for engine in live):
        raise incompatible(style, serving(wants.modality), wants.model)
    if wants.model:
        engine_for(wants.modality, wants.model)  # says what it lacks, and the command
    raise EngineUnavailable(
        f"no engine would do this {wants.modality}: {_said(decision.considered)}"[:1000],
        "ask for less, or name a model: kinora models list",
    )


def _said(considered: tuple[Considered, ...]) -> str:
    return "; ".join(f"{one.engine}: {one.against}" for one in considered) or "there is none"
