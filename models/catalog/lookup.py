"""Who serves a modality here, and who stands in; what a cache key says of them."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from types import MappingProxyType

from media.errors import EngineUnavailable
from media.ids import short_hash
from media.model import canonical_json
from models.catalog.aliases import by_name, stands_for
from models.catalog.family import family
from models.catalog.live import is_live, missing
from models.catalog.own import USERS_ROWS
from models.catalog.row import Engine
from models.catalog.rows import document, engines
from models.weights.manifest import folder_of, manifest_of

NOBODY: Mapping[str, Engine] = MappingProxyType({})


def engine_for(modality: str, model: str = "") -> Engine:
    """The engine that serves a modality here.

    Args:
        modality: what is to be done.
        model: the id or another name of the row that is wanted; empty: the preferred one.

    Raises:
        EngineUnavailable: there is none; its message names what is missing, or the model to add.
    """
    able = serving(modality)
    if model:
        return _named(able, modality, model)
    for engine in able:
        if is_live(engine):
            return engine
    raise EngineUnavailable(f"no engine here can do {modality}", _remedy(able))


def serving(modality: str) -> list[Engine]:
    """The rows that do something, the preferred one first; they need not be live."""
    return [engine for engine in engines() if modality in engine.does]


def resolved(modality: str, model: str) -> Engine:
    """The row that a model's name means, or that stands in for it; it need not be live.

    Raises:
        EngineUnavailable: no row does.
    """
    able = serving(modality)
    return by_name(able, model) or _standing_in(able, modality, model)


def chain(modality: str, model: str = "") -> tuple[Engine, ...]:
    """The engine that serves a modality here, and those to ask when it cannot.

    Raises:
        EngineUnavailable: there is none.
    """
    first = engine_for(modality, model)
    by_id = {engine.id: engine for engine in engines()}
    others = (by_id[name] for name in first.fallback)
    return (first, *(other for other in others if modality in other.does and is_live(other)))


def builds() -> frozenset[str]:
    """The names that stand for builds of libraries, and for no modality."""
    return frozenset(document()["builds"])


def identity(name: str, model: str = "") -> str:
    """Who is behind a name in a node's `uses`: an engine, or the builds of some libraries.

    Args:
        name: a modality, or a name among the builds.
        model: the engine that is wanted; empty: the preferred one.

    Raises:
        EngineUnavailable: there is no such engine.
    """
    if name in builds():
        return _built(name)
    return identity_of(engine_for(name, model))


def meant(modalities: Iterable[str], model: str) -> frozenset[str]:
    """For what of a step's modalities a model is wanted: what it can do.

    One that can do nothing of them is wanted for all, and refused by its name where it is asked.
    """
    names = frozenset(modalities) - builds()
    return frozenset(name for name in names if _can(name, model)) or names


def identities(
    uses: Iterable[str],
    prefers: Iterable[str],
    model: str = "",
    chosen: Mapping[str, Engine] = NOBODY,
) -> dict[str, str]:
    """Who is behind all that a step may ask.

    Args:
        uses: modalities that it needs, and names of builds.
        prefers: modalities that it could do without: those that nobody serves here are left out.
        model: the engine that is wanted for what it can do; for all else, and where it is empty,
            it is the preferred one.
        chosen: those that were chosen already, by modality.

    Raises:
        EngineUnavailable: somebody who is needed is not here.
    """
    needed, wanted = list(uses), list(prefers)
    its = meant((*needed, *wanted), model)

    def behind(name: str) -> str:
        if name in chosen:
            return identity_of(chosen[name])
        return identity(name, model if name in its else "")

    found = {name: behind(name) for name in needed}
    for name in wanted:
        with suppress(EngineUnavailable):
            found[name] = behind(name)
    return found


def identity_of(engine: Engine) -> str:
    """What a cache key says of an engine: its row, its weights, and how they are run."""
    named = f"{engine.id}@{engine.revision}"
    manifest = manifest_of(folder_of(engine)) if engine.weights else None
    run = short_hash(canonical_json({"options": engine.options, "defaults": engine.defaults}))
    if manifest is None:
        written = engine.family and family(engine.family).documents
        return f"{named}+{run}" if written else named
    return f"{named}+{manifest.digest[:16]}+{run}"


def _can(modality: str, model: str) -> bool:
    try:
        resolved(modality, model)
    except EngineUnavailable:
        return False
    return True


@cache
def _built(name: str) -> str:
    built = [f"{package}=={version(package)}" for package in document()["builds"][name]]
    return " ".join([*built, platform.machine()])


def _named(able: list[Engine], modality: str, model: str) -> Engine:
    found = by_name(able, model)
    said = ""
    if found is None:
        found = _standing_in(able, modality, model)
        said = f"{model} stands for {found.id} here, and "
    lacking = missing(found)
    if lacking:
        what = ", ".join(each.what for each in lacking)
        raise EngineUnavailable(f"{said}{found.id} lacks {what}", lacking[0].remedy)
    return found


def _standing_in(able: list[Engine], modality: str, model: str) -> Engine:
    """The row that does here what a model that is served elsewhere would."""
    known = stands_for(model)
    if known is None:
        raise EngineUnavailable(
            f"no engine {model} can do {modality}",
            f"see `kinora models list`, or add it to the file that {USERS_ROWS} names",
        )
    row = known.engines.get(modality)
    found = next((engine for engine in able if engine.id == row), None)
    if found is None:
        raise EngineUnavailable(
            f"nothing here stands for {model} in {modality}: {known.differs}",
            f"add a row of yours with `aliases: [{model}]`, or name another model",
        )
    return found


def _remedy(able: list[Engine]) -> str:
    if able:
        return f"add {able[0].id}: {missing(able[0])[0].remedy}"
    return f"add one to the file that {USERS_ROWS} names"
