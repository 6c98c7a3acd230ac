"""The `kinora` command."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.budget_command import budget_app
from cli.flow_command import NODES_HELP, flow_app, nodes
from cli.models_command import models_app
from cli.people_command import key_app, tenant_app, user_app
from cli.runs_command import runs_app
from cli.shots_command import shots_app
from media.errors import CallerError, Interrupted, KinoraError

app = typer.Typer(
    name="kinora",
    help="Turns a script into a finished film, and keeps it editable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

TYPED = ("COMMANDLINE", "ENVIRONMENT", "PROMPT")
"""Click's names for where a value comes from that somebody gave."""
EXIT_INPUT, EXIT_WORLD, EXIT_INTERRUPTED = 2, 1, 130

MAKE_HELP = """Make a film from SCRIPT: a .txt, .md or .fountain file, or - for standard input.

\b
Examples:
  kinora make story.md
  kinora make story.md --format 9:16 --height 720 --fps 24
  kinora make cuento.md --language es --captions lines
  cat notes.txt | kinora make - --draft --out films/notes

Headings in Markdown are sections. Options can stand in front matter at the script's head or in a
kinora.toml beside it; what is typed here counts first. The same command after an edit makes again
only what the edit touches; after an interruption it goes on where it stopped.
"""

PLAN_HELP = """Write the shot list of SCRIPT to plan.yaml, to read and edit before the film is made.

\b
Examples:
  kinora plan story.md
  kinora plan story.md && $EDITOR films/story/plan.yaml && kinora make story.md

An earlier shot list in that folder is carried over: what was pinned, approved or locked stays.
"""

READING_HELP = (
    "words, or meaning: an English sentence that names no place is set where sentences of its "
    "meaning take place."
)
PRESET_HELP = (
    "Way to direct: auto, documentary, thriller, product, fairy_tale, news, social or lecture."
)


def _print_voices(value: bool) -> None:
    if not value:
        return
    from models.preview.speech.voices import list_voices

    for voice in list_voices():
        typer.echo(f"{voice.name:<24} {voice.title:<36} {voice.gender}")
    raise typer.Exit


@app.command(help=MAKE_HELP)
def make(
    ctx: typer.Context,
    script: Annotated[str, typer.Argument(metavar="SCRIPT", show_default=False)],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the film.", show_default="films/<script>")
    ] = None,
    format: Annotated[str, typer.Option(help="16:9, 9:16 or 1:1.")] = "16:9",
    formats: Annotated[
        str, typer.Option(help="Several, as in 16:9,9:16,1:1, each into a folder of its own.")
    ] = "",
    height: Annotated[
        int, typer.Option(help="Shorter side in pixels, 360 to 2160.", min=360, max=2160)
    ] = 1080,
    fps: Annotated[str, typer.Option(help="23.976, 24, 25, 29.97, 30, 50 or 60.")] = "30",
    language: Annotated[str, typer.Option(help="Language of the script, as in en or es.")] = "en",
    voice: Annotated[str, typer.Option(help="A voice from --list-voices.")] = "auto",
    list_voices: Annotated[
        bool,
        typer.Option(
            "--list-voices", help="Print all voices.", callback=_print_voices, is_eager=True
        ),
    ] = False,
    voice_sample: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]FILE",
            help="A recording in whose voice the narrator, or who is named, speaks; what is said "
            "in it may stand in a .txt file beside it. Repeatable.",
        ),
    ] = None,
    voice_model: Annotated[
        str, typer.Option(help="A speech model of `kinora models list`, as in kokoro-82m.")
    ] = "",
    pace: Annotated[float, typer.Option(help="Speed of speech, 0.5 to 2.")] = 1.0,
    image_model: Annotated[
        str,
        typer.Option(
            help="An image model of `kinora models list`, as in flux-schnell: it draws the shots "
            "in place of panels."
        ),
    ] = "",
    lora: Annotated[
        str,
        typer.Option(
            metavar="FILE[:STRENGTH]",
            help="LoRA weights in safetensors, as in ink.safetensors:0.7: --image-model draws by "
            "them.",
        ),
    ] = "",
    cast: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=FILE[,FILE]",
            help="Pictures of somebody who appears, for models that draw; once for each of them.",
            show_default=False,
        ),
    ] = None,
    edit_model: Annotated[
        str,
        typer.Option(
            help="A model that edits by instruction, as in qwen-image-edit-2509: it gives those "
            "in the shots the looks of --cast."
        ),
    ] = "",
    video_model: Annotated[
        str,
        typer.Option(
            help="A model of clips from pictures, as in wan-2.2-i2v-a14b: it lets the shots' "
            "pictures move."
        ),
    ] = "",
    style: Annotated[
        str,
        typer.Option(
            help="Look of the panels: cinema, ink, charcoal, flat, papercut, watercolour, noir or "
            "blueprint."
        ),
    ] = "cinema",
    preset: Annotated[str, typer.Option(help=PRESET_HELP)] = "auto",
    reading: Annotated[str, typer.Option(help=READING_HELP)] = "words",
    seed: Annotated[int, typer.Option(help="Another seed draws another film.")] = 0,
    music: Annotated[str, typer.Option(help="auto, none, or a sound file.")] = "auto",
    ambience: Annotated[
        str, typer.Option(help="auto or none: the sound of the film's places.")
    ] = "auto",
    captions: Annotated[str, typer.Option(help="karaoke, lines or none.")] = "karaoke",
    burn_in: Annotated[
        bool, typer.Option("--burn-in/--track", help="Captions in the picture, or a track alone.")
    ] = True,
    caption_look: Annotated[
        str,
        typer.Option(
            help="plate (soft and dark), outline (letters alone), pop (a few big words) or bar "
            "(across the frame)."
        ),
    ] = "plate",
    transition: Annotated[
        str,
        typer.Option(
            help="auto (each cut by what it means), none, dissolve, dip, dip_white, blur, "
            "pixelize, zoom_in, radial, cover_left, wipe_left/right/up/down, smooth_left/right, "
            "slide_left/right or circle_open/close."
        ),
    ] = "auto",
    transition_s: Annotated[
        float, typer.Option(help="Length of a plain transition in seconds.")
    ] = 0.4,
    lower_thirds: Annotated[
        str, typer.Option(help="auto or none: names laid over the picture (documentary, news).")
    ] = "auto",
    loudness: Annotated[float, typer.Option(help="Integrated loudness in LUFS.")] = -16.0,
    peak: Annotated[float, typer.Option(help="Highest true peak in dBTP.")] = -1.0,
    draft: Annotated[bool, typer.Option("--draft", help="Small and fast, 360 lines.")] = False,
    stems: Annotated[
        bool, typer.Option("--stems", help="Write dialogue.wav, the speech alone, too.")
    ] = False,
    only_approved: Annotated[
        bool, typer.Option("--only-approved", help="Leave out shots that nobody approved.")
    ] = False,
    section: Annotated[
        str, typer.Option(help="Make one section alone, by its title or its number.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on standard output.")] = False,
) -> None:
    """See `MAKE_HELP`."""
    from cli.make import Job
    from cli.make import make as run_make
    from cli.options import check_letters, default_out, each_format, project_options, section_folder
    from cli.tell import tell

    text, options = project_options(script, ctx.params, _given(ctx))
    check_letters(text, options)
    folder = (out or default_out(script)).resolve()
    lines = as_json or not sys.stderr.isatty()
    films = each_format(options, formats, folder / section_folder(section))
    jobs = [
        Job(
            script=text,
            options=shaped,
            out=place,
            listed=folder,
            lines=lines,
            stems=stems,
            only_approved=only_approved,
            section=section,
        )
        for shaped, place in films
    ]
    for delivered in run_make(jobs):
        tell(delivered, lines=lines)


def _given(ctx: typer.Context) -> frozenset[str]:
    """The options that were typed: a project's settings do not touch them."""
    sources = {name: ctx.get_parameter_source(name) for name in ctx.params}
    return frozenset(name for name, source in sources.items() if source and source.name in TYPED)


@app.command(help=PLAN_HELP)
def plan(
    ctx: typer.Context,
    script: Annotated[str, typer.Argument(metavar="SCRIPT", show_default=False)],
    out: Annotated[
        Path | None, typer.Option(help="The film's folder.", show_default="films/<script>")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the script, as in en or es.")] = "en",
    pace: Annotated[float, typer.Option(help="Speed of speech, 0.5 to 2.")] = 1.0,
    preset: Annotated[str, typer.Option(help=PRESET_HELP)] = "auto",
    reading: Annotated[str, typer.Option(help=READING_HELP)] = "words",
    seed: Annotated[int, typer.Option(help="Another seed draws another film.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on standard output.")] = False,
) -> None:
    """See `PLAN_HELP`."""
    from cli.make import Job
    from cli.options import default_out, project_options
    from cli.plan import plan as run_plan
    from cli.tell import tell_plan

    text, options = project_options(script, ctx.params, _given(ctx))
    job = Job(
        script=text,
        options=options,
        out=(out or default_out(script)).resolve(),
        lines=as_json or not sys.stderr.isatty(),
    )
    tell_plan(run_plan(job), script, lines=job.lines)


app.add_typer(shots_app, name="shots")


app.add_typer(flow_app, name="flow")
app.add_typer(runs_app, name="runs")
app.add_typer(models_app, name="models")
app.command(help=NODES_HELP)(nodes)


@app.command(help="Print the events of RUN, one JSON object a line. RUN is an id's end, or `last`.")
def logs(run: Annotated[str, typer.Argument(metavar="RUN")] = "last") -> None:
    """What happened in a run."""
    from cli import runs as listing
    from cli.client import Client
    from cli.progress import write_json
    from cli.session import ask

    async def events(client: Client) -> list[dict[str, Any]]:
        return await listing.events(client, (await listing.find(client, run)).id)

    for event in ask(events):
        write_json(event)


@app.command(help="Say why the segments of SHOT (a number or an id) were made again.")
def why(
    shot: Annotated[str, typer.Argument(metavar="SHOT")],
    out: Annotated[
        Path | None, typer.Option(help="The film's folder.", show_default="the latest film")
    ] = None,
) -> None:
    """Explain a shot of the latest film."""
    from cli.session import ask
    from cli.why import why as explain

    project = str(out.resolve()) if out else None
    for line in ask(lambda client: explain(client, shot, project)):
        typer.echo(line)


cache_app = typer.Typer(help="What is kept from earlier films.", no_args_is_help=True)
app.add_typer(cache_app, name="cache")
app.add_typer(budget_app, name="budget")
app.add_typer(user_app, name="user")
app.add_typer(tenant_app, name="tenant")
app.add_typer(key_app, name="key")


@cache_app.command(help="Print how much is kept, by kind of step, and what that has saved so far.")
def du() -> None:
    """Size of the cache, and its hits."""
    from cli import cache
    from cli.session import ask

    cache.show(ask(cache.du))


@cache_app.command(help="Drop what was not used for some days, and the files that nothing needs.")
def prune(
    days: Annotated[float, typer.Option(help="Unused for so long.", min=0)] = 30.0,
    keep_gb: Annotated[
        float | None, typer.Option(help="And what was used longest ago, above this size.", min=0)
    ] = None,
) -> None:
    """Make room."""
    from cli import cache
    from cli.session import ask

    done = ask(lambda client: cache.prune(client, days, keep_gb))
    typer.echo(
        f"{done['steps']} steps forgotten, {done['objects']} files of "
        f"{done['bytes'] / 1e6:.1f} MB deleted"
    )


UP_HELP = """Start database, engine and API together on this machine, and stop them on Ctrl-C.

\b
Examples:
  kinora up
  kinora up --port 9000
  kinora up --host 0.0.0.0      reached from other machines: put TLS before it

Prints where the API is, its interactive documentation and, at the first start, the operator's key.
"""


@app.command(help=UP_HELP)
def up(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on standard output.")] = False,
) -> None:
    """See `UP_HELP`."""
    from cli import up as running
    from cli.progress import write_json

    with running.serving(running.Address(host=host, port=port)) as (started, system, process):
        if as_json:
            write_json(
                {"event": "up", "url": started.url, "docs": started.docs, "key": started.key}
            )
        else:
            typer.echo(f"Kinora is up at {started.url}; try it at {started.docs}")
            if started.key:
                typer.echo(f"The operator's key, shown this once: {started.key}")
            typer.echo("Ctrl-C stops it; runs go on from where they were at the next start.")
        running.wait(system, process)


@app.command(help="Check that this machine has what Kinora needs.")
def doctor() -> None:
    """Libraries, fonts, disk and shared memory."""
    from cli.doctor import doctor as examine

    if not examine():
        raise typer.Exit(EXIT_WORLD)


def run() -> None:
    """Entry point: run the command; an error is one line with its code and remedy."""
    sys.exit(guarded(lambda: app(standalone_mode=False)))


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and turn what it raises into an exit status and one line on standard error."""
    try:
        done = command()
        return done if isinstance(done, int) else 0
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return EXIT_INTERRUPTED
    except KinoraError as error:
        _complain(error)
        if isinstance(error, Interrupted):
            return EXIT_INTERRUPTED
        return EXIT_INPUT if isinstance(error, CallerError) else EXIT_WORLD
    except Exception as error:
        # Click's own complaints about options print themselves; anything else is our fault.
        show = getattr(error, "show", None)
        if show is None or os.environ.get("KINORA_DEBUG"):
            raise
        show()
        return EXIT_INPUT


def _complain(error: KinoraError) -> None:
    if sys.stderr.isatty():
        typer.secho(f"{error.code}: ", fg="red", nl=False, err=True)
        typer.echo(str(error), err=True)
        return
    told = {
        "event": "error",
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
        "field": error.field,
    }
    typer.echo(json.dumps(told, ensure_ascii=False), err=True)


if __name__ == "__main__":
    run()
