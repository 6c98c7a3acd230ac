"""Who serves a modality here, and who stands in; what a cache key says of them."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version

from media.errors import EngineUnavailable
from media.ids import short_hash
from media.model import canonical_json
from models.catalog.aliases import by_name, stands_for
from models.catalog.live import is_live, missing
from models.catalog.own import USERS_ROWS
from models.catalog.row import Engine
from models.catalog.rows import document, engines
from models.weights.manifest import folder_of, manifest_of


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


def live_identities(names: Iterable[str], model: str = "") -> dict[str, str]:
    """Who is behind those of some modalities that an engine serves here.

    Args:
        names: modalities that whoever asks could do without.
        model: the engine that is wanted; empty: the preferred one.
    """
    found: dict[str, str] = {}
    for name in names:
        with suppress(EngineUnavailable):
            found[name] = identity(name, model)
    return found


def identity_of(engine: Engine) -> str:
    """What a cache key says of an engine: its row, its weights, and how they are run."""
    named = f"{engine.id}@{engine.revision}"
    manifest = manifest_of(folder_of(engine)) if engine.weights else None
    if manifest is None:
        return named
    run = short_hash(canonical_json({"options": engine.options, "defaults": engine.defaults}))
    return f"{named}+{manifest.digest[:16]}+{run}"


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
            f"no engine {model} can do {modality}", f"add it to the file {USERS_ROWS} names"
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
