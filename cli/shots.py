"""`kinora shots`: a person's word on single shots, written into the film's shot list."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.assets import imported_picture, imported_sound
from cli.shot_list import FILE, read, write
from media.errors import InputError
from media.ids import short_hash
from media.shot_list import ListedShot, ShotList
from media.shots import Figure

SOUNDS = frozenset({".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aac"})

Change = Callable[[ListedShot], ListedShot]


def load(folder: Path) -> ShotList:
    """The shot list of a film.

    Raises:
        InputError: there is none.
    """
    listed = read(folder)
    if listed is None:
        raise InputError(
            f"{folder} has no {FILE}", "write one: kinora plan SCRIPT", "out", "NO_PLAN"
        )
    return listed


def chosen(listed: ShotList, names: list[str]) -> list[int]:
    """Indices of the shots that were named: `all`, numbers from 1, ranges `3-7`, or ids.

    Raises:
        InputError: naming what is no shot.
    """
    count = len(listed.shots)
    ids = {shot.id: index for index, shot in enumerate(listed.shots)}
    found: list[int] = []
    for name in ",".join(names).split(","):
        first, dash, last = name.partition("-")
        if name == "all":
            found += range(count)
        elif name in ids:
            found.append(ids[name])  # pyright: ignore[reportArgumentType]
        elif first.isdigit() and (last.isdigit() or not dash):
            found += [_index(number, count) for number in range(int(first), int(last or first) + 1)]
        else:
            raise _no_shot(name, count)
    return list(dict.fromkeys(found))


def _index(number: int, count: int) -> int:
    if not 1 <= number <= count:
        raise _no_shot(str(number), count)
    return number - 1


def _called(figure: Figure, film: str) -> str:
    """Who or what it is: people without a name are somebody `of` their film."""
    return figure.who.removesuffix(f" of {film}") or figure.kind


def _no_shot(name: str, count: int) -> InputError:
    return InputError(
        f"there is no shot {name!r}", f"use 1 to {count}, a range, an id or all", "SHOT", "NO_SHOT"
    )


def change(folder: Path, names: list[str], by: Change) -> list[tuple[int, ListedShot]]:
    """Change the shots that were named; the file is written once, after all of them."""
    listed = load(folder)
    shots = list(listed.shots)
    changed = [(index, by(shots[index])) for index in chosen(listed, names)]
    for index, shot in changed:
        shots[index] = shot
    write(folder, listed.model_copy(update={"shots": tuple(shots)}))
    return [(index + 1, shot) for index, shot in changed]


def approve(shot: ListedShot) -> ListedShot:
    """A person is content with it."""
    return shot if shot.state == "locked" else shot.model_copy(update={"state": "approved"})


def lock(shot: ListedShot) -> ListedShot:
    """It stays as it is, whatever becomes of the script."""
    return shot.model_copy(update={"state": "locked"})


def unlock(shot: ListedShot) -> ListedShot:
    """It follows the script again."""
    return shot.model_copy(update={"state": "draft"})


def reroll(shot: ListedShot) -> ListedShot:
    """Draw it anew: another seed, and so another composition of the same look.

    Raises:
        InputError: it is locked.
    """
    _refuse_locked(shot)
    seed = int(short_hash(shot.id, str(shot.look.seed), length=8), 16)
    return shot.model_copy(
        update={
            "look": shot.look.model_copy(update={"seed": seed}),
            "pin": tuple(dict.fromkeys((*shot.pin, "seed"))),
            "state": "draft",
            "picture": "",
        }
    )


def replace(folder: Path, file: Path) -> Change:
    """Show a picture, or hear a recording, of one's own; the file is copied beside the film.

    Raises:
        InputError: it is neither, or the shot is locked.
    """
    sound = file.suffix.lower() in SOUNDS
    # Checked by its content before anything is written.
    asset = (imported_sound if sound else imported_picture)(file, "FILE")
    kept = folder / "own" / f"{file.stem}-{asset.digest[:8]}{file.suffix.lower()}"

    def by(shot: ListedShot) -> ListedShot:
        _refuse_locked(shot)
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, kept)
        name = kept.relative_to(folder).as_posix()
        return shot.model_copy(
            update={"sound" if sound else "picture": name, "state": "draft"},
        )

    return by


def _refuse_locked(shot: ListedShot) -> None:
    if shot.state == "locked":
        raise InputError(
            f"the shot is locked: {shot.text or shot.title}",
            f"unlock it: kinora shots unlock {shot.id}",
            "SHOT",
            "LOCKED",
        )


def _carded(shot: ListedShot) -> str:
    """What is written on a wordless card."""
    return " · ".join(word for word in shot.card.words if word) if shot.card else ""


def show_list(listed: ShotList) -> None:
    """A table for a person."""
    table = Table("shot", "state", "size", "move", "shows", "who", "text", box=None)
    for number, shot in enumerate(listed.shots, 1):
        look = shot.look
        table.add_row(
            str(number),
            shot.state,
            look.size,
            look.move,
            shot.card.kind if shot.card else look.setting,
            ", ".join(_called(figure, listed.title) for figure in look.subjects),
            shot.text or f"[b]{shot.title or _carded(shot)}[/b]",
        )
    Console(highlight=False).print(table)
