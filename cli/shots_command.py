"""The `kinora shots` commands: their words and options; what they do is in `cli.shots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.shots import Change

SHOTS_HELP = """See and decide on single shots of a film.

\b
Examples:
  kinora shots list
  kinora shots reroll 7 && kinora make story.md
  kinora shots replace 3 harbour.jpg
  kinora shots approve 1-12,15
  kinora make story.md --only-approved

SHOT is a number, a range, an id or all. The film is the one worked on last, or that of --out.
What is decided is written to its plan.yaml; the next `kinora make` renders what that touches.
"""

shots_app = typer.Typer(help=SHOTS_HELP, no_args_is_help=True)

Shots = Annotated[list[str], typer.Argument(metavar="SHOT...", show_default=False)]
Out = Annotated[
    Path | None, typer.Option(help="The film's folder.", show_default="the film worked on last")
]


def _folder(out: Path | None) -> Path:
    from cli.options import latest_film

    return (out or latest_film()).resolve()


def _tell(names: list[str], out: Path | None, by: Change) -> None:
    from cli.shots import change

    for number, shot in change(_folder(out), names, by):
        typer.echo(f"{number:>4}  {shot.state:<9} {shot.text or shot.title}")


@shots_app.command("list", help="List all shots with their states.")
def list_shots(out: Out = None) -> None:
    """A table."""
    from cli.shots import load, show_list

    show_list(load(_folder(out)))


@shots_app.command(help="Print all that is known of a shot.")
def show(shot: Annotated[str, typer.Argument(metavar="SHOT")], out: Out = None) -> None:
    """One shot as the shot list has it."""
    from cli.shot_list import as_text
    from cli.shots import chosen, load

    listed = load(_folder(out))
    for index in chosen(listed, [shot]):
        typer.echo(as_text(listed.shots[index]), nl=False)


@shots_app.command(help="Approve shots: they are in `make --only-approved`.")
def approve(shots: Shots, out: Out = None) -> None:
    """A person is content."""
    from cli import shots as states

    _tell(shots, out, states.approve)


@shots_app.command(help="Draw shots anew, from another seed.")
def reroll(shots: Shots, out: Out = None) -> None:
    """Another seed."""
    from cli import shots as states

    _tell(shots, out, states.reroll)


@shots_app.command(help="Show the picture FILE in a shot, or hear the recording FILE over it.")
def replace(
    shot: Annotated[str, typer.Argument(metavar="SHOT")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Out = None,
) -> None:
    """A file of one's own."""
    from cli import shots as states

    _tell([shot], out, states.replace(_folder(out), file))


@shots_app.command(help="Lock shots: they keep their look whatever becomes of the script.")
def lock(shots: Shots, out: Out = None) -> None:
    """No more changes."""
    from cli import shots as states

    _tell(shots, out, states.lock)


@shots_app.command(help="Let locked or approved shots follow the script again.")
def unlock(shots: Shots, out: Out = None) -> None:
    """Changes again."""
    from cli import shots as states

    _tell(shots, out, states.unlock)
