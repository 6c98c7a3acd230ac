"""The `kinora runs` commands: their words and options; what they do is in `cli.runs`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.flow_command import Png, Svg

if TYPE_CHECKING:
    from cli.client import Client
    from store.repositories.commands import Kind

RUNS_HELP = """See what ran and what runs, and say a word to it. Alone it lists the latest runs.

\b
Examples:
  kinora runs
  kinora runs show last
  kinora runs show 3f9a --png run.png
  kinora runs signal 3f9a gate '{"approve": true}'
  kinora runs cancel 3f9a --node render
  kinora runs retry 3f9a --from render
  kinora runs list --failed
  kinora runs retry --failed --since 1d

RUN is the beginning or the end of an id, or `last`.
"""

runs_app = typer.Typer(help=RUNS_HELP, invoke_without_command=True)

Run = Annotated[str, typer.Argument(metavar="RUN", show_default=False)]
Node = Annotated[str, typer.Option("--node", help="A node of it, and all steps of that.")]
Failed = Annotated[bool, typer.Option("--failed", help="Those that failed, and nobody retried.")]
Since = Annotated[
    str,
    typer.Option(help="With --failed: at most so long ago, as in 12h or 1d.", show_default=False),
]
Lines = Annotated[bool, typer.Option("--json", help="JSON lines.")]


@runs_app.callback()
def latest(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(help="How many.", min=1)] = 20,
    as_json: Lines = False,
) -> None:
    """See `RUNS_HELP`."""
    if ctx.invoked_subcommand is None:
        list_runs(limit=limit, as_json=as_json)


@runs_app.command("list", help="List the latest runs, or those that failed.")
def list_runs(
    limit: Annotated[int, typer.Option(help="How many.", min=1)] = 20,
    failed: Failed = False,
    since: Since = "",
    as_json: Lines = False,
) -> None:
    """The latest runs, newest first."""
    from cli import retrying
    from cli import runs as listing
    from cli.progress import write_json
    from cli.session import ask

    if failed:
        rows = ask(lambda client: retrying.failed(client, since, limit))
    else:
        _check_since(since, failed=failed)
        rows = ask(lambda client: listing.newest(client, limit))
    if not as_json:
        (retrying.show if failed else listing.show)(rows)
        return
    for row in rows:
        write_json(row)


@runs_app.command(help="Print a run's steps with their states, times and errors, or draw them.")
def show(run: Run = "last", as_json: Lines = False, png: Png = None, svg: Svg = None) -> None:
    """One run."""
    from cli import runs as listing
    from cli.progress import write_json
    from cli.session import ask

    if png is not None or svg is not None:
        from cli.drawing import flow_and_states, save

        flow, states = ask(lambda client: flow_and_states(client, run))
        typer.echo(save(flow, states, as_png=png, as_svg=svg))
        return

    async def found(client: Client) -> tuple[list[dict[str, Any]], str]:
        return await listing.steps(client, run), await listing.left(client, run)

    steps, left = ask(found)
    if not as_json:
        listing.show_steps(steps, left)
        return
    for step in steps:
        write_json(step)


@runs_app.command(help="Follow a run until it ends, as JSON lines.")
def watch(run: Run = "last") -> None:
    """One run's events as they come."""
    from cli import runs as listing
    from cli.session import ask

    ask(lambda client: listing.follow(client, run))


@runs_app.command(help="Cancel a run, or the steps of one of its nodes.")
def cancel(run: Run, node: Node = "") -> None:
    """End it."""
    _tell(run, "cancel", node or None)


@runs_app.command(help="Begin no further step of a run; what is under way ends.")
def pause(run: Run) -> None:
    """Pause it."""
    _tell(run, "pause")


@runs_app.command(help="Let a paused run go on; `kinora up` or the next command carries it out.")
def resume(run: Run) -> None:
    """Go on."""
    _tell(run, "resume")


@runs_app.command(help="Answer a step that waits: DATA is JSON, as in '{\"approve\": true}'.")
def signal(
    run: Run,
    node: Annotated[str, typer.Argument(metavar="NODE")],
    data: Annotated[str, typer.Argument(metavar="DATA")] = "null",
) -> None:
    """Send a word."""
    from cli.runs import answer

    _tell(run, "signal", node, answer(data))


@runs_app.command(help="Run again what failed, or what hangs on a node, in a run of its own.")
def retry(
    run: Annotated[str, typer.Argument(metavar="[RUN]", show_default=False)] = "",
    from_: Annotated[
        list[str] | None, typer.Option("--from", help="Make this node and all behind it again.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A value in place of what a step gave: node.port=value."),
    ] = None,
    failed: Failed = False,
    since: Since = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Go on from another run, or from all that failed."""
    from cli.flows import go_on
    from media.errors import InputError

    _check_since(since, failed=failed)
    if failed == bool(run) or (failed and (from_ or set_)):
        remedy = "give a RUN, with --from and --set as you like, or --failed alone"
        raise InputError("it is not clear what is to run again", remedy, "RUN")
    if failed:
        _retry_failed(since, yes=yes)
    else:
        go_on(run, from_ or [], set_ or [])


def _retry_failed(since: str, *, yes: bool) -> None:
    """Begin again whatever failed, once somebody has agreed."""
    from cli import retrying
    from cli.progress import write_json
    from cli.session import ask
    from media.errors import InputError

    rows = ask(lambda client: retrying.failed(client, since))
    count = f"{len(rows)} failed run{'' if len(rows) == 1 else 's'}"
    if not rows:
        typer.echo("no failed runs", err=True)
        return
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(f"{count} would run again", "add --yes", "yes", "NOT_CONFIRMED")
        retrying.show(rows)
        typer.confirm(f"Run {count} again?", abort=True)
    states = retrying.retry_all([row["run"] for row in rows])
    write_json({"event": "done", **{state: states[state] for state in ("succeeded", "failed")}})
    if states["failed"]:
        raise typer.Exit(1)


def _check_since(since: str, *, failed: bool) -> None:
    from media.errors import InputError

    if since and not failed:
        raise InputError("--since is for failed runs", "add --failed", "since")


def _tell(run: str, kind: Kind, node: str | None = None, data: object = None) -> None:
    from cli import runs as listing
    from cli.session import ask

    ask(lambda client: listing.tell(client, run, kind, node, data))
