"""Says at the end of a command what was made and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console

from cli.deliver import Delivered
from cli.progress import write_json
from cli.shot_list import FILE


def tell(delivered: Delivered, *, lines: bool) -> None:
    """The summary: for a person, or as the last JSON line."""
    report = delivered.report
    if lines:
        kept = {name: report[name] for name in ("film", "shots", "times", "cpu_s", "peak_bytes")}
        if report["absent"]:
            kept["absent"] = report["absent"]
        kept["film"] = {name: kept["film"][name] for name in ("seconds", "frames", "shots")}
        write_json({"event": "done", "out": str(delivered.out), **kept})
        return
    console = Console(stderr=True, highlight=False)
    film, shots, times = report["film"], report["shots"], report["times"]
    total = times["start_s"] + times["run_s"]
    console.print(
        f"[bold]{near(delivered.out / 'film.mp4')}[/bold]: {film['seconds']:.1f} s, "
        f"{film['size']['width']}x{film['size']['height']}, made in {total:.1f} s"
    )
    console.print(sentence(shots))
    for name in report["absent"]:
        console.print(f"[yellow]NOT_SEEN[/yellow] nobody in {FILE} is called {name}")
    for finding in report["quality"]["findings"]:
        console.print(f"[yellow]{finding['code']}[/yellow] {finding['message']}")


def tell_plan(path: Path, script: str, *, lines: bool) -> None:
    """Where the shot list is, and what comes next."""
    if lines:
        write_json({"event": "done", "plan": str(path)})
        return
    console = Console(stderr=True, highlight=False)
    console.print(f"[bold]{near(path)}[/bold]: change what you like, then: kinora make {script}")


def near(path: Path) -> str:
    """A path as a person would type it from here."""
    here, home = Path.cwd(), Path.home()
    if path.is_relative_to(here):
        return str(path.relative_to(here))
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def sentence(shots: dict[str, Any]) -> str:
    """What was rendered and what was reused, in words."""
    total = shots["rendered"] + shots["reused"]
    text = f"{shots['rendered']} of {total} shots rendered, {shots['reused']} reused"
    blends = shots["transitions_rendered"]
    if blends:
        text += f"; {blends} transition{'s' if blends > 1 else ''} rendered"
    return text
