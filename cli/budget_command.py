"""The `kinora budget` commands: their words and options; what they do is in `cli.budget`."""

from __future__ import annotations

from typing import Annotated

import typer

BUDGET_HELP = """Say what paid engines may cost, and see what they did cost.

\b
Examples:
  kinora budget
  kinora budget set 25.00
  kinora budget set 2.50 --project films/boats
  kinora budget set none --run last
  kinora budget use --days 30

Each call's price is reserved before it is sent. At four fifths of a limit the run says so; at the
limit its paid steps wait, until a higher one is set.
"""

budget_app = typer.Typer(help=BUDGET_HELP, invoke_without_command=True)

Lines = Annotated[bool, typer.Option("--json", help="JSON lines.")]


@budget_app.callback()
def budget(ctx: typer.Context, as_json: Lines = False) -> None:
    """See `BUDGET_HELP`."""
    from cli import budget as money
    from cli.progress import write_json
    from cli.session import ask

    if ctx.invoked_subcommand is not None:
        return
    rows, wrong = ask(money.all_of)
    if as_json:
        for row in money.plain(rows):
            write_json(row)
    else:
        money.show(rows)
    money.complain(wrong)


@budget_app.command("set", help="Set the LIMIT in dollars, or none; runs that wait for it go on.")
def set_limit(
    limit: Annotated[str, typer.Argument(metavar="LIMIT", show_default=False)],
    project: Annotated[str, typer.Option(help="Of a project: the folder of its output.")] = "",
    run: Annotated[str, typer.Option(help="Of a run: the beginning or end of its id.")] = "",
) -> None:
    """Set a limit."""
    from cli import budget as money
    from cli.money import dollars, micros
    from cli.session import ask

    amount = micros(limit)
    woken = ask(lambda client: money.limit(client, amount, project, run))
    told = "no limit" if amount is None else dollars(amount)
    typer.echo(f"{told}{f'; {woken} waiting runs go on' if woken else ''}", err=True)


@budget_app.command(help="What each engine took: calls, dollars, seconds of GPUs.")
def use(
    days: Annotated[float, typer.Option(help="How far to look back.", min=0)] = 30.0,
    as_json: Lines = False,
) -> None:
    """What was used."""
    from cli import budget as money
    from cli.progress import write_json
    from cli.session import ask

    rows = ask(lambda client: money.used(client, days))
    if not as_json:
        money.show_use(rows)
        return
    for row in money.plain(rows):
        write_json(row)
