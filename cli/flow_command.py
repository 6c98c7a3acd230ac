"""The `kinora flow` and `kinora nodes` commands: their words and options."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

FLOW_HELP = """Check, draw and run flows: graphs of typed nodes, as JSON or YAML.

\b
Examples:
  kinora flow validate flow.json
  kinora flow show flow.json > flow.mmd
  kinora flow show flow.json --png flow.png
  kinora flow estimate flow.json --input title="Two boats"
  kinora flow run flow.json --input title="Two boats" --out films/boats
  kinora flow run flow.json --until title
  kinora flow run flow.json --input clip=@holiday.mov --input clips=@a.mp4,@b.mp4
  kinora nodes video.trim --example > trim.json && kinora flow run trim.json

FILE is a flow, or - for standard input. The outputs of a run are what its edges to `outputs` name,
or else what no other node needs.
"""

flow_app = typer.Typer(help=FLOW_HELP, no_args_is_help=True)

Inputs = Annotated[
    list[str] | None,
    typer.Option(help="A value for a port of the flow: name=value, or name=@file."),
]
Png = Annotated[Path | None, typer.Option(help="Draw it to this file.", show_default=False)]
Svg = Annotated[Path | None, typer.Option(help="Draw it to this file.", show_default=False)]
File = Annotated[str, typer.Argument(metavar="FILE", show_default=False)]


@flow_app.command(help="Tell every fault of a flow at once; the status is 0 where there is none.")
def validate(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Check a flow."""
    from cli.flows import faults
    from cli.progress import write_json

    found = faults(file)
    for fault in found:
        if as_json:
            write_json(fault.model_dump())
        else:
            typer.echo(str(fault))
    if found:
        raise typer.Exit(2)
    if not as_json:
        typer.echo("nothing is wrong with it", err=True)


@flow_app.command(help="Print a flow as a Mermaid chart, or draw it.")
def show(file: File, png: Png = None, svg: Svg = None) -> None:
    """Draw a flow."""
    from cli.flows import load

    flow = load(file)
    if png is None and svg is None:
        from pipelines.mermaid import mermaid

        typer.echo(mermaid(flow), nl=False)
        return
    from cli.drawing import save
    from pipelines.validation import validate as check

    check(flow)
    typer.echo(save(flow, as_png=png, as_svg=svg))


@flow_app.command(help="Tell what a flow will take here, before anything runs.")
def estimate(
    file: File,
    input: Inputs = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Estimate a flow."""
    from cli import estimating
    from cli.flows import given_inputs, load
    from cli.progress import write_json
    from cli.session import ask
    from pipelines.validation import validate as check

    flow = load(file)
    check(flow)
    inputs = given_inputs(flow, input or [], some=True)
    told = ask(lambda client: estimating.estimated(client, flow, inputs))
    if as_json:
        write_json(told.model_dump(mode="json"))
    else:
        estimating.show(told)


@flow_app.command(help="Run a flow, and fetch the files that it made.")
def run(
    file: File,
    input: Inputs = None,
    out: Annotated[Path, typer.Option(help="Folder for what it makes.")] = Path("out"),
    until: Annotated[
        list[str] | None, typer.Option(help="Run only this node and what it needs.")
    ] = None,
    priority: Annotated[str, typer.Option(help="interactive, standard or batch.")] = "interactive",
    budget: Annotated[str, typer.Option(help="What it may spend, in dollars.")] = "none",
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on standard output.")] = False,
) -> None:
    """Run a flow."""
    from cli.flows import given_inputs, load, part
    from cli.flows import run as run_flow
    from cli.money import micros
    from cli.progress import write_json
    from cli.tell import near

    flow = part(load(file), until or [])
    lines = as_json or not sys.stderr.isatty()
    outputs, files = run_flow(
        flow,
        inputs=given_inputs(flow, input or []),
        out=out.resolve(),
        lines=lines,
        priority=priority,
        budget=micros(budget),
    )
    if lines:
        told = {"event": "done", "outputs": outputs, "files": [str(path) for path in files]}
        write_json(told)
        return
    for path in files:
        typer.echo(near(path))
    if not files:
        typer.echo(json.dumps(outputs, ensure_ascii=False, indent=1))


NODES_HELP = """List the node types, or print all of NAME.

\b
Examples:
  kinora nodes
  kinora nodes video
  kinora nodes video.trim
  kinora nodes video.trim --example
"""


def nodes(
    name: Annotated[str, typer.Argument(metavar="[NAME]", show_default=False)] = "",
    example: Annotated[
        bool, typer.Option("--example", help="Print the node's example as a flow to run.")
    ] = False,
) -> None:
    """See `NODES_HELP`."""
    from pipelines.catalog import node_type
    from pipelines.documents import write_flow
    from pipelines.examples import example_flow
    from pipelines.reference import kinds, section

    if "." in name:
        kind = node_type(name)
        lines = [write_flow(example_flow(kind)).strip()] if example else section(kind)
        typer.echo("\n".join(lines))
        return
    listed = [kind for kind in kinds() if kind.id.startswith(f"{name}.") or not name]
    for kind in listed:
        state = f"waits for {kind.needs}" if kind.needs else "works here"
        typer.echo(f"{kind.id:<26} {state:<12} {kind.summary}")
    works = sum(not kind.needs for kind in listed)
    typer.echo(f"{works} of {len(listed)} work here", err=True)
