"""`kinora models list`, `show` and `check`: what there is, what is live, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.models.finding import found, lacking, lacking_elsewhere, preferred
from models.catalog.aliases import Outside, by_name, outside, stands_for
from models.catalog.row import Engine
from models.catalog.rows import engines
from models.weights.hub import page_of
from models.weights.manifest import folder_of, manifest_of
from models.weights.measured import measured, needed_gb
from models.weights.serving import states
from models.weights.verifying import verify

Told = dict[str, Any]


def rows(modality: str = "") -> list[Told]:
    """What is said of each row, in the order of preference."""
    first = preferred()
    return [told(row, first) for row in engines() if not modality or modality in row.does]


def told(row: Engine, first: dict[str, str]) -> Told:
    """One row in short."""
    manifest = manifest_of(folder_of(row)) if row.weights else None
    lacks = lacking(row)
    return {
        "id": row.id,
        "does": list(row.does),
        "runs": row.runs,
        "licence": row.licence,
        "weights_bytes": manifest.num_bytes if manifest else None,
        "card_gb": row.gpu.needed_gb if row.gpu else None,
        "measured_gb": needed_gb(row) or None,
        "num_gpus": row.gpu.num_gpus if row.gpu else None,
        "live": not lacks,
        "missing": [one.model_dump() for one in lacks],
        "preferred_for": [name for name, one in first.items() if one == row.id],
    }


def show_list(listed: Sequence[Told]) -> None:
    """A table for a person; who is asked when nobody is named has a star."""
    table = Table(box=None)
    for name in ("", "id", "does", "runs", "weights", "card", "licence", "state"):
        table.add_column(name, no_wrap=name == "id")
    for row in listed:
        table.add_row(
            "*" if row["preferred_for"] else "",
            row["id"],
            ", ".join(row["does"]),
            row["runs"],
            _gb(row["weights_bytes"]),
            _card(row),
            escape(row["licence"]),
            escape(_state(row)),
        )
    Console(highlight=False).print(table)


def names(modality: str = "") -> list[Told]:
    """The names of models that are served elsewhere, and who stands for them here."""
    return [_outside(model) for model in outside() if not modality or modality in model.engines]


def show_names(listed: Sequence[Told]) -> None:
    """A line for each model, and one for what differs."""
    console = Console(highlight=False, soft_wrap=True)
    for model in listed:
        stands = ", ".join(f"{row or 'nobody'} ({does})" for does, row in model["engines"].items())
        console.print(f"{', '.join(model['names'])}: {stands}", markup=False)
        console.print(f"    {model['differs']}", markup=False)


def _outside(model: Outside) -> Told:
    return model.model_dump(mode="json")


def all_of(name: str) -> Told:
    """Everything that is known of one row, or of a model for which rows stand in."""
    model = stands_for(name)
    if model is not None and by_name(engines(), name) is None:
        here = {does: row or "nobody" for does, row in model.engines.items()}
        return {"id": name, **_outside(model), "engines": here}
    row = found(name)
    manifest = manifest_of(folder_of(row)) if row.weights else None
    state = states().get(row.id)
    return {
        **row.model_dump(mode="json", exclude_defaults=True),
        **told(row, preferred()),
        "folder": str(folder_of(row)) if row.weights else None,
        "page": page_of(row.weights.source) if row.weights else "",
        "pulled": manifest.model_dump(mode="json", exclude={"files"}) if manifest else None,
        "measured": [one.model_dump(mode="json", exclude={"identity"}) for one in measured(row)],
        "files": len(manifest.files) if manifest else 0,
        "served": state.model_dump() if state else None,
    }


def show_one(known: Told) -> None:
    """A line for each thing that is known."""
    console = Console(highlight=False, soft_wrap=True)
    for name, value in known.items():
        if value in (None, "", [], {}, 0):
            continue
        for number, line in enumerate(_lines(value)):
            console.print(f"{'' if number else name:<14} {line}", markup=False)


def checked(name: str, *, deep: bool, progress: Callable[[int, int], None]) -> list[Told]:
    """Whether one row, or each, can be asked here.

    Args:
        name: an id; empty: all of them.
        deep: whether the weights that are here are hashed again.
        progress: told of that hashing.
    """
    asked = [found(name)] if name else list(engines())
    return [_checked(row, deep=deep, progress=progress) for row in asked]


def _checked(row: Engine, *, deep: bool, progress: Callable[[int, int], None]) -> Told:
    lacks = [one.model_dump() for one in lacking(row)]
    if deep and row.weights and manifest_of(folder_of(row)):
        lacks += [
            {"what": f"{one.path}, which {one.what}",
             "remedy": f"kinora models pull {row.id} --repair"}
            for one in verify(row, progress)
        ]  # fmt: skip
    if not lacks:
        lacks = [one.model_dump() for one in lacking_elsewhere(row)]
    return {"id": row.id, "live": not lacks, "missing": lacks}


def show_checked(results: Sequence[Told]) -> None:
    """A line a row, and one for each thing that it lacks."""
    console = Console(highlight=False, soft_wrap=True)
    for one in results:
        mark = "[green]live   [/green]" if one["live"] else "[red]missing[/red]"
        console.print(f"{mark} {one['id']}")
        for lack in one["missing"]:
            console.print(f"        {_lack(lack)}", markup=False)


def _state(row: Told) -> str:
    if row["live"]:
        return "live"
    return "lacks " + ", ".join(one["what"] for one in row["missing"])


def _card(row: Told) -> str:
    if not row["card_gb"]:
        return ""
    if not row["measured_gb"]:
        return f"{row['card_gb']:g} GB"
    return f"{row['card_gb']:g} GB, measured {row['measured_gb']:g}"


def _gb(num_bytes: int | None) -> str:
    return f"{num_bytes / 1e9:.2f} GB" if num_bytes else ""


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{name}: {_plain(part)}" for name, part in value.items() if part not in ("", {})]
    if isinstance(value, list):
        return [_lack(part) if _is_lack(part) else _plain(part) for part in value]
    return [_plain(value)]


def _is_lack(part: Any) -> bool:
    return isinstance(part, dict) and set(part) == {"what", "remedy"}


def _lack(part: Told) -> str:
    return f"{part['what']}: {part['remedy']}"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(part)}" for name, part in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
