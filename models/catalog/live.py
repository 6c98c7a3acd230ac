"""Whether an engine can be asked here, and if not, what is missing and which command adds it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from media.model import Model
from models.catalog.family import family
from models.catalog.row import Engine
from models.weights.manifest import folder_of, manifest_of
from models.weights.serving import states


class Missing(Model):
    """One thing without which an engine cannot be asked."""

    what: str
    remedy: str


def missing(engine: Engine) -> tuple[Missing, ...]:
    """All that an engine lacks; empty where it is live."""
    if engine.runs == "http":
        return ()
    return (*_packages(engine), *_weights(engine), *_served(engine))


def is_live(engine: Engine) -> bool:
    """Whether it can be asked."""
    return not missing(engine)


def is_whole(engine: Engine) -> bool:
    """Whether all of it is here, so that it could be served."""
    return not (_packages(engine) or _weights(engine))


def _packages(engine: Engine) -> list[Missing]:
    if not engine.family:
        return []
    known = family(engine.family)
    lacking = [name for name in known.packages if not _importable(name)]
    if not lacking:
        return []
    # A family of the user's own may name packages that no extra of Kinora brings.
    brings = f"'kinora[{known.extra}]'" if known.extra else " ".join(lacking)
    return [Missing(what=", ".join(lacking), remedy=f"pip install {brings}")]


def _weights(engine: Engine) -> list[Missing]:
    if engine.weights is None or manifest_of(folder_of(engine)) is not None:
        return []
    return [Missing(what="its weights", remedy=f"kinora models pull {engine.id}")]


def _served(engine: Engine) -> list[Missing]:
    """What whoever serves it says against it; while nobody serves anything, nothing is known."""
    told = states().get(engine.id)
    if engine.runs != "serve" or told is None or told.state in ("starting", "running"):
        return []
    return [Missing(what=told.detail, remedy=told.remedy or "see the log of Ray Serve")]


@cache
def _importable(name: str) -> bool:
    return find_spec(name) is not None
