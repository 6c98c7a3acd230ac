"""`kinora doctor`: whether this machine has what Kinora needs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psutil
from rich.console import Console

from cli.home import Home
from cli.tell import near
from media.errors import KinoraError

MIN_SHARED_BYTES = 150 << 20
MIN_MEMORY_BYTES = 3 << 30
MIN_DISK_BYTES = 2 << 30

Check = tuple[bool, str]


def doctor() -> bool:
    """Print one line for each check; whether all passed."""
    console = Console(highlight=False)
    good = True
    for name, check in CHECKS.items():
        try:
            passed, told = check()
        except (KinoraError, ImportError, OSError) as error:
            passed, told = False, str(error)
        mark = "[green]ok[/green]  " if passed else "[red]bad[/red] "
        console.print(f"{mark} {name:<14} {told}")
        good = good and passed
    return good


def _home() -> Check:
    home = Home.find()
    free = shutil.disk_usage(home.path).free
    return free > MIN_DISK_BYTES, f"{near(home.path)}, {free / 1e9:.1f} GB free"


def _memory() -> Check:
    available = psutil.virtual_memory().available
    cores = len(os.sched_getaffinity(0))
    return available > MIN_MEMORY_BYTES, f"{available / 1e9:.1f} GB available, {cores} cores"


def _shared_memory() -> Check:
    path = Path("/dev/shm")
    if not path.exists():
        return False, "/dev/shm is missing: Ray falls back to the disk, slowly"
    free = shutil.disk_usage(path).free
    return free > MIN_SHARED_BYTES, f"/dev/shm has {free / 1e6:.0f} MB free"


def _codecs() -> Check:
    import av

    missing = [name for name in ("libx264", "aac") if name not in av.codecs_available]
    return not missing, f"PyAV {av.__version__}" + (f", without {missing}" if missing else "")


def _speech() -> Check:
    from models.preview.speech.voices import list_voices

    return True, f"eSpeak NG with {len(list_voices())} voices"


def _fonts() -> Check:
    from media.text.faces import scripts_by_extra
    from media.text.font import missing, shape

    good = bool(shape("Kinora", 20.0).glyphs) and not missing("Kinora äñçő")
    core, *extras = scripts_by_extra().items()
    lines = [f"Noto Sans {version('fontpkg-noto-sans')} has {', '.join(core[1][0])}"]
    for extra, (names, here) in extras:
        bringing = f"from {extra}" if here else f'need pip install "kinora\\[{extra}]"'
        lines.append(f"{', '.join(names)} {bringing}")
    told = f"\n{'':20}".join(lines)
    return good, told


def _drawing() -> Check:
    from media.picture.vector import rasterise

    pixels = rasterise(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"/>', 2, 2)
    return pixels.shape == (2, 2, 4), f"ThorVG {version('thorvg-python')}"


def _database() -> Check:
    named = os.environ.get("KINORA_DATABASE_URL")
    return True, "KINORA_DATABASE_URL" if named else "PostgreSQL 18, embedded"


def _ray() -> Check:
    return True, f"Ray {version('ray')}"


CHECKS: dict[str, Callable[[], Check]] = {
    "home": _home,
    "memory": _memory,
    "shared memory": _shared_memory,
    "codecs": _codecs,
    "speech": _speech,
    "fonts": _fonts,
    "drawing": _drawing,
    "database": _database,
    "ray": _ray,
}
