"""The documentation's pictures, made from the commands themselves.

Each style draws the same four scenes; each command runs in a terminal of its own, on a copy of an
example. What is written to `docs/images` is what a user gets.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from benchmarks.driving import EXAMPLES, ROOT, folder, say
from benchmarks.terminal import screens, write_svg
from media.ids import SectionId, ShotId
from media.picture.scene import Scene
from media.picture.yuv import Planes
from media.segments.spec import Picture
from media.shots import Figure, Look, Shot
from media.types import Size
from models.preview.panels.engine import PreviewPanels
from models.preview.panels.palette import styles
from tests.fakes import FolderWorkspace

IMAGES = ROOT / "docs" / "images"
CANVAS, SHOWN, KEPT = Size(width=1920, height=1080), Size(width=1280, height=720), (544, 306)
QUALITY = 84
SCENES = (
    Look(
        setting="harbour",
        subjects=(Figure(kind="woman", who="mara", pose="point"), Figure(kind="boat")),
        size="wide",
        time_of_day="dusk",
        seed=11,
    ),
    Look(
        setting="kitchen",
        subjects=(Figure(kind="man", who="jon", role="cook", holds="knife"),),
        mood="joyful",
        seed=4,
    ),
    Look(
        setting="forest",
        subjects=(Figure(kind="fox"),),
        size="wide",
        time_of_day="night",
        weather="snow",
        season="winter",
        mood="mysterious",
        seed=7,
    ),
    Look(
        setting="city_street",
        subjects=(Figure(kind="woman", who="ines"),),
        size="close",
        weather="rain",
        mood="sad",
        seed=3,
    ),
)
COMMANDS = (
    ("plan", "plan story.md"),
    ("make", "make story.md --height 480 --style papercut"),
    ("shots_list", "shots list"),
    ("shots_show", "shots show 4"),
    ("shots_reroll", "shots reroll 4"),
    ("shots_replace", "shots replace 6 harbour.jpg"),
    ("shots_approve", "shots approve 1-8"),
    ("shots_lock", "shots lock 3"),
    ("shots_unlock", "shots unlock 3"),
    ("make_again", "make story.md --height 480 --style papercut"),
    ("why", "why 4"),
    ("runs", "runs"),
    ("logs", "logs last"),
    ("cache_du", "cache du"),
    ("cache_prune", "cache prune --days 7"),
    ("doctor", "doctor"),
)
"""In the order in which a person comes to them; the words behind `kinora`."""
MOST_LINES = 30


def drawn(work: FolderWorkspace, look: Look, style: str) -> NDArray[np.uint8]:
    """A panel as its film shows it, BGR."""
    shot = Shot(id=ShotId("shot"), section_id=SectionId("section"), text="", look=look)
    image = PreviewPanels().draw(work, shot=shot, style=style, size=CANVAS)
    picture = Picture(panel=image, move="hold", energy=0.3, seed=1, clip_frames=60, first=0)
    planes = Planes.blank(SHOWN.width, SHOWN.height)
    Scene(work, picture, SHOWN, 30.0).paint(planes, 0)
    flat = np.concatenate([plane.reshape(-1) for plane in (planes.y, planes.u, planes.v)])
    i420 = flat.reshape(SHOWN.height * 3 // 2, SHOWN.width)
    bgr = cv2.cvtColor(i420, cv2.COLOR_YUV2BGR_I420)
    return np.asarray(cv2.resize(bgr, KEPT, interpolation=cv2.INTER_AREA), np.uint8)


def draw_styles() -> None:
    """Four scenes in each style, two by two."""
    with tempfile.TemporaryDirectory() as name:
        work = FolderWorkspace(Path(name))
        for style in styles():
            cells = [drawn(work, look, style) for look in SCENES]
            sheet = np.vstack([np.hstack(cells[:2]), np.hstack(cells[2:])])
            path = IMAGES / "styles" / f"{style}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(path), sheet, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
            say(style=style, kb=path.stat().st_size // 1000)


def show_commands() -> None:
    """Every command in a terminal, one after the other on one film."""
    with folder() as base:
        shutil.copy(EXAMPLES / "lighthouse.md", base / "story.md")
        shutil.copy(IMAGES / "styles" / "cinema.jpg", base / "harbour.jpg")
        # What stands in the user's folder is shown from `~`.
        homes = {"HOME": str(base), "KINORA_HOME": str(base / ".kinora")}
        surroundings = os.environ | homes | {"PYTHONPATH": str(ROOT)}
        for name, words in COMMANDS:
            line = [sys.executable, "-m", "cli.main", *words.split()]
            seen = list(screens(line, base, surroundings))
            path = IMAGES / "commands" / f"{name}.svg"
            # A film in the making shows more than a finished one.
            shown = seen[len(seen) * 2 // 3] if name == "make" else seen[-1]
            lines = shown.split("\n")
            write_svg(Text("\n").join(lines[:MOST_LINES]), f"kinora {words}", path)
            say(command=words, kb=path.stat().st_size // 1000)


def main() -> None:
    """Draw them all."""
    draw_styles()
    show_commands()


if __name__ == "__main__":
    main()
