"""2,700 sentences beside 300: does sound stay on its picture, and does memory stay where it was.

The examples' sentences in a seeded shuffle, at 360p. Goals: the start of each hundredth sentence in
the decoded sound within one frame of its picture, and the resident maximum of the whole tree of
processes within 10 % of that of the short film. The rate is stated as a multiple of playing time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.driving import EXAMPLES, Made, folder, make, say

SAMPLE_RATE = 48_000
SEARCH_S, SHOWN_S = 0.25, 0.6
"""How far around its place a sentence is looked for, and how much of it is compared."""
MAX_GROWTH = 1.10
SECTION = 45
DEADLINE_S = 3600.0


def sentences() -> list[str]:
    """The English examples' sentences."""
    found: list[str] = []
    for script in ("five_rooms.md", "lighthouse.md"):
        for line in (EXAMPLES / script).read_text().splitlines():
            if line and not line.startswith("#"):
                found += re.split(r"(?<=[.!?]) ", line)
    return found


def script(count: int, seed: int) -> str:
    """A script of `count` sentences in titled sections."""
    draw = random.Random(seed)
    pool: list[str] = []
    while len(pool) < count:
        batch = sentences()
        draw.shuffle(batch)
        pool += batch
    lines = pool[:count]
    parts = [lines[start : start + SECTION] for start in range(0, count, SECTION)]
    return "\n\n".join(f"## Part {n}\n\n" + " ".join(part) for n, part in enumerate(parts, 1))


def decoded_sound(film: Path, at_s: float, length_s: float) -> NDArray[np.float32]:
    """A stretch of the film's sound by the system's ffmpeg, mono; exact from the film's start."""
    done = subprocess.run(
        ["/usr/bin/ffmpeg", "-nostdin", "-v", "error", "-i", str(film), "-map", "0:a", "-af",
         f"atrim=start_sample={round(at_s * SAMPLE_RATE)}:"
         f"end_sample={round((at_s + length_s) * SAMPLE_RATE)}", "-ac", "1", "-f", "f32le", "-"],
        capture_output=True, check=True, timeout=DEADLINE_S,
    )  # fmt: skip
    return np.frombuffer(done.stdout, np.float32)


def lag_frames(film: Path, voice: NDArray[np.float32], start_s: float, rate: Fraction) -> float:
    """How far, in frames, a recording lies from where the film's clock says it starts."""
    lead = min(SEARCH_S, start_s)
    heard = decoded_sound(film, start_s - lead, lead + SHOWN_S + SEARCH_S)
    wanted = voice[: round(SHOWN_S * SAMPLE_RATE)]
    match = np.correlate(heard, wanted, mode="valid")
    return (int(np.argmax(np.abs(match))) / SAMPLE_RATE - lead) * float(rate)


def drift(made: Made, home: Path) -> list[float]:
    """The lag of each hundredth sentence, in frames."""
    timeline: dict[str, Any] = json.loads((made.out / "timeline.json").read_text())
    rate = Fraction(timeline["rate"])
    clips = {clip["shot_id"]: clip for clip in timeline["clips"]}
    objects = next((home / "objects").iterdir())
    lags: list[float] = []
    for sound in timeline["dialogue"][::100]:
        digest = sound["audio"]["digest"]
        raw = (objects / digest[:2] / digest).read_bytes()
        voice = np.frombuffer(raw[-2 * sound["audio"]["samples"] :], np.int16).astype(np.float32)
        start = float(clips[sound["shot_id"]]["start"] / rate)
        lags.append(lag_frames(made.out / "film.mp4", voice, start, rate))
    return lags


def main() -> None:
    """Make both films and compare; the exit status says whether the goals were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2700)
    parser.add_argument("--seed", type=int, default=4)
    chosen = parser.parse_args()
    with folder() as base:
        home = base / "home"
        home.mkdir()
        peaks: list[int] = []
        worst = 0.0
        for count in (min(300, chosen.count // 9), chosen.count):
            path = base / f"{count}.md"
            path.write_text(script(count, chosen.seed))
            made = make(home, path, base / f"film{count}", "--height", "360")
            lags = drift(made, home)
            worst = max(worst, *(abs(lag) for lag in lags))
            peaks.append(made.report["peak_bytes"])
            seconds = made.report["film"]["seconds"]
            say(
                sentences=count,
                playing_s=seconds,
                seconds=round(made.seconds, 1),
                times_playing=round(seconds / made.seconds, 1),
                cpu_s=made.report["cpu_s"],
                peak_mb=round(made.report["peak_bytes"] / 1e6),
                places=len(lags),
                worst_lag_frames=round(worst, 3),
            )
    growth = peaks[1] / peaks[0]
    say(growth=round(growth, 3))
    raise SystemExit(0 if growth <= MAX_GROWTH and worst <= 1 else 1)


if __name__ == "__main__":
    main()
