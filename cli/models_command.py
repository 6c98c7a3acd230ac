"""The `kinora models` commands: their words and options; what they do is in `cli.models`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from cli.home import Home

MODELS_HELP = """See which models there are, bring their weights, add your own, try and plan them.

\b
Examples:
  kinora models
  kinora models list --modality image
  kinora models list --names
  kinora models show my-sdxl
  kinora models pull my-sdxl --yes
  kinora models pull my-sdxl --update
  kinora models add my-models.yaml
  kinora models add --id my-sdxl --family sdxl --source /data/sdxl --licence OpenRAIL++
  kinora models check my-sdxl --deep
  kinora models try preview-speech "The sea was calm."
  kinora models plan --gpus 2xH100,4xL4

ID is a model's id or another of its names; show takes names of models elsewhere too. Weights are
in KINORA_WEIGHTS, your own rows in the file that KINORA_MODELS names; both are usually in Kinora's
home.
"""

models_app = typer.Typer(help=MODELS_HELP, invoke_without_command=True)

Id = Annotated[str, typer.Argument(metavar="ID", show_default=False)]
Place = Literal["file", "database"]
Object = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
Modality = Annotated[
    str, typer.Option(help="Only those that do this, as in image.", show_default=False)
]


@models_app.callback()
def home(ctx: typer.Context) -> None:
    """See `MODELS_HELP`."""
    from cli.home import Home

    look_at_database(Home.find())
    if ctx.invoked_subcommand is None:
        list_models()


def look_at_database(home: Home) -> None:
    """Know of the operator's models too, where a database runs: none is started for it."""
    url = home.server().get("database_url") or os.environ.get("KINORA_DATABASE_URL")
    if url:
        from models.catalog.watching import look_once

        asyncio.run(look_once(url))


@models_app.command("list", help="List the models; who serves when none is named has a star.")
def list_models(
    modality: Modality = "",
    names: Annotated[
        bool, typer.Option("--names", help="Names of models elsewhere, and who stands for them.")
    ] = False,
    as_json: Object = False,
) -> None:
    """All rows."""
    from cli.models import listing
    from cli.progress import write_json
    from media.errors import InputError

    if names:
        listed, show = listing.names(modality), listing.show_names
    else:
        listed, show = listing.rows(modality), listing.show_list
    if modality and not listed:
        raise InputError(f"no model does {modality}", "see kinora models list", "modality")
    if not as_json:
        show(listed)
        return
    for row in listed:
        write_json(row)


@models_app.command(help="Print all that is known of a model: its row, its weights, its state.")
def show(id: Id, as_json: Object = False) -> None:
    """One row."""
    from cli.models import listing
    from cli.progress import write_json

    known = listing.all_of(id)
    if as_json:
        write_json(known)
    else:
        listing.show_one(known)


@models_app.command(help="Bring a model's weights here; stopped, it goes on where it was.")
def pull(
    id: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to its licence.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Take what its source offers now.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Bring all files anew.")] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Check all files, and bring the damaged ones.")
    ] = False,
    as_json: Object = False,
) -> None:
    """Its weights."""
    from cli.models import pulling
    from cli.progress import write_json

    done = pulling.pull(
        id, pulling.Manner(yes=yes, update=update, again=again, repair=repair, lines=as_json)
    )
    if as_json:
        write_json(done)
    else:
        pulling.show(done)


ADD_HELP = """Add rows to your own file: from FILE (- for standard input), or one by options.

\b
Examples:
  kinora models add my-models.yaml
  kinora models add --id my-sdxl --family sdxl --source /data/sdxl --memory-gb 9
  kinora models add my-provider.yaml --to database
  kinora models add --id tuned --family sdxl --source hub:me/tuned --revision v2 --licence MIT

FILE holds a row, a list of rows, or `engines` and `families`: see models/README.md.
"""


@models_app.command(help=ADD_HELP)
def add(
    file: Annotated[str, typer.Argument(metavar="[FILE]", show_default=False)] = "",
    id: Annotated[str, typer.Option(help="Its name.", show_default=False)] = "",
    family: Annotated[str, typer.Option(help="Whose code serves it.", show_default=False)] = "",
    source: Annotated[
        str,
        typer.Option(help="hub:owner/name, s3://bucket/prefix or a folder.", show_default=False),
    ] = "",
    revision: Annotated[
        str, typer.Option(help="A branch, tag or commit of a hub.", show_default=False)
    ] = "",
    licence: Annotated[str, typer.Option(help="Under which it may be used.")] = "not stated",
    runs: Annotated[str, typer.Option(help="task or serve.")] = "serve",
    memory_gb: Annotated[
        float, typer.Option(help="What it holds of a card; 0: it works on processors.", min=0)
    ] = 0.0,
    only: Annotated[
        list[str] | None, typer.Option(help="Take only files like this: *.safetensors.")
    ] = None,
    pickles: Annotated[
        bool, typer.Option("--pickles", help="Take files that run code when loaded.")
    ] = False,
    to: Annotated[
        Place, typer.Option(help="Your own file, or the database: for all, without a restart.")
    ] = "file",
) -> None:
    """A row of one's own."""
    from cli.models import adding
    from cli.tell import near
    from media.errors import InputError

    if bool(file) == bool(id):
        raise InputError("it is not clear what is to be added", "give FILE, or --id", "FILE")
    if file:
        more = adding.described(file)
    else:
        weights: dict[str, Any] = {"source": _whole(source), "revision": revision}
        weights |= {"only": only or [], "pickles": pickles}
        row: dict[str, Any] = {"id": id, "family": family, "runs": runs, "licence": licence}
        row |= {"weights": {name: value for name, value in weights.items() if value}}
        row |= {"gpu": {"memory_gb": memory_gb}} if memory_gb else {}
        more = {"engines": [row], "families": {}}
    where = near(adding.add(more)) if to == "file" else "the database"
    if to == "database":
        adding.add_to_database(more)
    typer.echo(f"{', '.join(adding.names_of(more))} added to {where}")


@models_app.command(help="Take a model of yours out of where you added it; its weights stay.")
def remove(
    id: Id,
    place: Annotated[
        Place, typer.Option("--from", help="Your own file, or the database.")
    ] = "file",
) -> None:
    """A row of one's own."""
    from cli.models import adding
    from cli.tell import near
    from models.weights.manifest import root

    if place == "database":
        adding.remove_from_database(id)
        where = "the database"
    else:
        where = near(adding.remove(id))
    typer.echo(f"{id} removed from {where}")
    folder = root() / id
    if folder.exists():
        typer.echo(f"its weights are still in {near(folder)}", err=True)


@models_app.command(
    help="Say which models are live, and what the others lack; 1 if ID is not live."
)
def check(
    id: Annotated[str, typer.Argument(metavar="[ID]", show_default=False)] = "",
    deep: Annotated[bool, typer.Option("--deep", help="Hash the weights again.")] = False,
    as_json: Object = False,
) -> None:
    """What is missing."""
    from cli.models import listing
    from cli.models.pulling import showing
    from cli.progress import write_json

    if deep:
        with showing("checking", lines=as_json) as progress:
            results = listing.checked(id, deep=True, progress=progress)
    else:
        results = listing.checked(id, deep=False, progress=_unseen)
    if as_json:
        for one in results:
            write_json(one)
    else:
        listing.show_checked(results)
    if id and not results[0]["live"]:
        raise typer.Exit(1)


@models_app.command("try", help="Ask a model for something small, in this process.")
def attempt(
    id: Id,
    prompt: Annotated[str, typer.Argument(metavar="[PROMPT]", show_default=False)] = "",
    out: Annotated[Path, typer.Option(help="Folder for what it makes.")] = Path("out"),
    as_json: Object = False,
) -> None:
    """One request."""
    from cli.models import trying
    from cli.progress import write_json

    done = trying.attempt(id, prompt, out.resolve())
    if as_json:
        write_json(done)
    else:
        trying.show(done)


PLAN_HELP = """Say which model goes on which card, and why; 1 if one has no place.

\b
Examples:
  kinora models plan --gpus 2xH100,4xL4
  kinora models plan --gpus 1xmy-card:32 --models my-sdxl,whisper

--gpus is machines with commas between: 4xL4 is one machine with four cards. No card need be here.
"""


@models_app.command(help=PLAN_HELP)
def plan(
    gpus: Annotated[str, typer.Option(help="Machines with cards.", show_default=False)],
    models: Annotated[
        str, typer.Option(help="Ids with commas between.", show_default="all that need a card")
    ] = "",
    as_json: Object = False,
) -> None:
    """The packing."""
    from cli.models import planning
    from cli.progress import write_json

    placed = planning.plan(gpus, models)
    if as_json:
        write_json(planning.as_data(placed))
    else:
        planning.show(placed)
    if placed.refused:
        raise typer.Exit(1)


@models_app.command(help="Print the JSON Schema of a file of rows and families.")
def schema() -> None:
    """The form of a row."""
    from cli.models.schema import schema as form
    from cli.progress import write_json

    write_json(form())


def _whole(source: str) -> str:
    """A folder's path as it is from everywhere."""
    if not source or source.startswith(("hub:", "s3://", "file:")):
        return source
    return str(Path(source).expanduser().resolve())


def _unseen(done: int, total: int) -> None:
    """Nobody waits for it."""
