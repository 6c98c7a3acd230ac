"""A full render beside the plain x264 encode of the very same frames.

Six shots of 5 s at 720p30 with five dissolves are drawn, moved, blended, encoded and joined,
imports and worker start included. The limit is x264 itself with the same settings, on all cores,
fed with the finished frames as raw video. Goal: within 1.25 of it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.compose import (
    CLIP_FRAMES,
    CLIPS,
    FADE_FRAMES,
    FPS,
    SEARCH,
    ffmpeg,
    frames,
    timed,
)
from benchmarks.driving import folder, say

REPEATS = 3
GOAL = 1.25
DEADLINE_S = 300.0


def main() -> None:
    """Time both in turn, several times; print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path, help="run as the contender on this folder")
    chosen = parser.parse_args()
    if chosen.ours:
        from benchmarks.material import render_film

        workers = len(os.sched_getaffinity(0))
        render_film(chosen.ours, CLIPS, CLIP_FRAMES, FADE_FRAMES, FPS, workers)
        return
    with folder() as base:
        raise SystemExit(race(base))


def race(base: Path) -> int:
    """Render, decode to raw frames, then time both; 1 when the goal is missed."""
    ours = [sys.executable, "-m", "benchmarks.render", "--ours", str(base)]
    timed(ours)
    raw, film = base / "frames.yuv", base / "film.mp4"
    subprocess.run(
        [ffmpeg(), "-v", "error", "-y", "-i", str(film), "-map", "0:v", "-f", "rawvideo", str(raw)],
        check=True,
        timeout=DEADLINE_S,
    )
    plain = [
        ffmpeg(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "1280x720",
        "-r", str(FPS), "-i", str(raw), "-c:v", "libx264", "-preset", "veryfast", "-crf", "21",
        "-x264-params", SEARCH, str(base / "plain.mp4"),
    ]  # fmt: skip
    taken: dict[str, list[float]] = {"kinora": [], "x264": []}
    for _ in range(REPEATS):
        taken["kinora"].append(timed(ours).seconds)
        taken["x264"].append(timed(plain).seconds)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratio = medians["kinora"] / medians["x264"]
    say(
        kinora_s=round(medians["kinora"], 2),
        x264_s=round(medians["x264"], 2),
        ratio=round(ratio, 2),
        frames=frames(film),
        bytes_kinora=film.stat().st_size,
        bytes_x264=(base / "plain.mp4").stat().st_size,
    )
    return int(ratio > GOAL)


if __name__ == "__main__":
    main()
