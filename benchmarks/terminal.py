"""A terminal that nobody sits at: runs a command in it, and draws what it shows as SVG."""

from __future__ import annotations

import io
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from itertools import groupby
from pathlib import Path

import pyte
from pyte.screens import Char, Screen
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

COLUMNS, LINES = 100, 60
DEADLINE_S = 900.0
LOOK_EVERY_S = 0.25
FONTS = "ui-monospace, Menlo, Consolas, DejaVu Sans Mono"
"""What a reader has: rich's own template would fetch a font."""


def screens(line: list[str], folder: Path, environment: dict[str, str]) -> Iterator[Text]:
    """Run a command in a terminal and give what it shows, again and again until it ends.

    Raises:
        TimeoutError: it does not end.
        subprocess.CalledProcessError: it fails.
    """
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        line,
        env=environment | {"TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield from _shown(ours)
        process.wait(timeout=DEADLINE_S)
    finally:
        os.close(ours)
        process.kill()
        process.wait()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, line)


def _shown(ours: int) -> Iterator[Text]:
    screen = Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    until, looked = time.monotonic() + DEADLINE_S, 0.0
    while (now := time.monotonic()) < until:
        if now - looked >= LOOK_EVERY_S:
            looked = now
            yield text_of(screen)
        ready, _, _ = select.select([ours], [], [], LOOK_EVERY_S)
        try:
            data = os.read(ours, 1 << 16) if ready else b""
        except OSError:
            # Linux says so when the last process has left the terminal.
            yield text_of(screen)
            return
        stream.feed(data)
    raise TimeoutError("the command does not end")


def text_of(screen: Screen) -> Text:
    """What a screen shows, with its colours, without empty lines at the end."""
    lines: list[Text] = []
    for row in range(screen.lines):
        cells = (screen.buffer[row][column] for column in range(screen.columns))
        runs = groupby(cells, _style)
        line = Text.assemble(*(("".join(cell.data for cell in run), style) for style, run in runs))
        line.rstrip()
        lines.append(line)
    while lines and not lines[-1].plain:
        lines.pop()
    return Text("\n").join(lines)


def _style(cell: Char) -> Style:
    return Style(color=_colour(cell.fg), bold=cell.bold, italic=cell.italics)


def _colour(name: str) -> str | None:
    """Our library's name for the terminal's: it gives six hex digits for colours without one."""
    if name == "default":
        return None
    if len(name) == 6 and all(digit in "0123456789abcdef" for digit in name):
        return f"#{name}"
    return name.replace("bright", "bright_").replace("brown", "yellow")


def write_svg(shown: Text, title: str, path: Path) -> None:
    """Draw what a terminal shows."""
    console = Console(width=COLUMNS, record=True, file=io.StringIO(), force_terminal=True)
    console.print(shown, no_wrap=True, overflow="crop")
    svg = console.export_svg(title=title, theme=DIMMED_MONOKAI)
    while "@font-face" in svg:
        start = svg.index("@font-face")
        svg = svg[:start] + svg[svg.index("}", start) + 1 :]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg.replace("Fira Code", FONTS))
