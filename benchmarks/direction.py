"""A person's hand on a film: ten edits of the script under pins, then a word on single shots.

A third of the shots of the 60-sentence script get a pinned size, move and mood. Ten seeded edits of
the script follow, each on the pinned list. Goals: every pin of a shot that is still there holds,
and at most three segments are rendered. Then one shot is approved, locked, drawn anew and replaced:
the first two render nothing, the others one panel and its segments.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import yaml

from benchmarks.driving import ROOT, Made, environment, folder, make, say
from benchmarks.edits import KINDS, MAX_SEGMENTS, SCRIPT, WORDS, edit

PINS = {"size": "close", "move": "hold", "mood": "mysterious"}
PINNED_EACH = 3
PLAN = "plan.yaml"
SHOT = 12
"""The shot on which a word is said, from 1: somewhere within a section."""
DEADLINE_S = 120.0

Listed = dict[str, Any]


def shots_of(film: Path) -> list[Listed]:
    """The shot list of a film."""
    return yaml.safe_load((film / PLAN).read_text())["shots"]


def pin(film: Path) -> None:
    """Change the look of every third shot, as a person does in an editor."""
    path = film / PLAN
    plan = yaml.safe_load(path.read_text())
    for shot in plan["shots"][::PINNED_EACH]:
        shot["look"] |= PINS
    path.write_text(yaml.safe_dump(plan, allow_unicode=True))


def lost_pins(before: list[Listed], after: list[Listed]) -> int:
    """Pins that do not hold in shots of the same words."""
    pinned = {shot["id"] for shot in before if set(PINS) <= set(shot.get("pin", ()))}
    return sum(
        shot["look"][name] != value
        for shot in after
        if shot["id"] in pinned
        for name, value in PINS.items()
    )


def made_of(made: Made, step: str) -> int:
    """How many steps of a node type were carried out."""
    return made.report["steps"].get(step, {}).get("made", 0)


def edited(home: Path, film: Path, base: Path, height: str, number: int) -> bool:
    """Make one edit on the pinned list; whether pins held and few segments were rendered."""
    draw = random.Random(f"{number}")
    kind = KINDS[number % len(KINDS)]
    script = base / f"edit{number}" / SCRIPT.name
    out = script.parent / "film"
    out.mkdir(parents=True)
    script.write_text(edit(SCRIPT.read_text(), kind, WORDS[number], draw))
    shutil.copy(film / PLAN, out / PLAN)
    made = make(home, script, out, "--height", height)
    lost = lost_pins(shots_of(film), shots_of(out))
    rendered = made_of(made, "video.segment")
    say(edit=kind, pins_lost=lost, rendered=rendered, drawn=made_of(made, "panel.draw"))
    return lost == 0 and rendered <= MAX_SEGMENTS


def word(home: Path, film: Path, height: str, *words: str) -> bool:
    """Say a word on one shot and make the film again; whether that touched the shot alone."""
    line = [sys.executable, "-m", "cli.main", "shots", words[0], str(SHOT), *words[1:]]
    subprocess.run(
        [*line, "--out", str(film)],
        check=True,
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        timeout=DEADLINE_S,
    )
    before = shots_of(film)
    made = make(home, SCRIPT, film, "--height", height)
    others = sum(
        old != new
        for number, (old, new) in enumerate(zip(before, shots_of(film), strict=True), 1)
        if number != SHOT
    )
    rendered, drawn = made_of(made, "video.segment"), made_of(made, "panel.draw")
    say(word=words[0], others_changed=others, rendered=rendered, drawn=drawn)
    most_drawn, most_rendered = (0, 0) if words[0] in ("approve", "lock") else (1, MAX_SEGMENTS)
    return others == 0 and drawn <= most_drawn and rendered <= most_rendered


def picture(path: Path) -> Path:
    """A picture of one's own: a gradient."""
    ramp = np.linspace(0, 255, 640, dtype=np.uint8)
    cv2.imwrite(str(path), np.dstack([np.tile(ramp, (360, 1))] * 3))
    return path


def main() -> None:
    """Print a line for each edit and each word; the exit status says whether all goals were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--height", default="360")
    height = parser.parse_args().height
    with folder() as base:
        home, film = base / "home", base / "film"
        home.mkdir()
        make(home, SCRIPT, film, "--height", height)
        pin(film)
        make(home, SCRIPT, film, "--height", height)
        pinned = sum(set(PINS) <= set(shot.get("pin", ())) for shot in shots_of(film))
        say(shots=len(shots_of(film)), pinned=pinned)
        met = [edited(home, film, base, height, number) for number in range(10)]
        own = str(picture(base / "own.png"))
        words = (("approve",), ("reroll",), ("replace", own), ("lock",))
        met += [word(home, film, height, *each) for each in words]
    raise SystemExit(0 if all(met) and pinned else f"{met.count(False)} of {len(met)} missed")


if __name__ == "__main__":
    main()
