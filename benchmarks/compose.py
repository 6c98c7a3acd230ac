"""Six clips of 5 s at 720p30 with five half-second cross-fades, beside ffmpeg and MoviePy.

Every contender is a process of its own, imports included. Ours has the clips as Kinora keeps them:
each rendered in three segments, so that only the fades are decoded, blended and encoded, and the
rest is copied. The peers read the same frames as six whole clips. All encode by x264, veryfast,
crf 20, with the motion search of `media.codec.encode`, which is quicker than the preset's own.
Goals: 4 times ffmpeg's filter graph (stretch 5), 15 times MoviePy (stretch 20), at a structural
similarity to ffmpeg's film of at least 0.98.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.driving import folder, say

CLIPS, CLIP_FRAMES, FADE_FRAMES, FPS = 6, 150, 15, 30
FILM_FRAMES = CLIPS * CLIP_FRAMES - (CLIPS - 1) * FADE_FRAMES
PARTS = ("head", "body", "tail")
SEARCH = "subme=1:me=dia:b-adapt=0"
SETTINGS = ["-preset", "veryfast", "-crf", "20", "-x264-params", SEARCH]
REPEATS = 3
GOALS = {"ffmpeg": 4.0, "moviepy": 15.0}
MIN_SSIM = 0.98
DEADLINE_S = 600.0


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one process took."""

    seconds: float
    peak_bytes: int


def ffmpeg() -> str:
    """The ffmpeg of the wheel that MoviePy brings."""
    import imageio_ffmpeg

    return imageio_ffmpeg.get_ffmpeg_exe()


def prepare(base: Path) -> None:
    """Render the clips from real panels, in segments, and join each into a whole clip too."""
    from benchmarks.material import render_clips

    render_clips(base, CLIPS, CLIP_FRAMES, FADE_FRAMES, FPS)
    for clip in range(CLIPS):
        listing = base / f"clip{clip}.txt"
        parts = (f"file '{base / f'clip{clip}-{part}.mp4'}'" for part in PARTS)
        listing.write_text("\n".join(parts))
        subprocess.run(
            [ffmpeg(), "-v", "error", "-f", "concat", "-safe", "0", "-i", str(listing), "-c",
             "copy", str(base / f"clip{clip}.mp4")],
            check=True,
            timeout=DEADLINE_S,
        )  # fmt: skip


def ours_command(base: Path) -> list[str]:
    """This module again, as the contender."""
    return [sys.executable, "-m", "benchmarks.compose", "--ours", str(base)]


def ffmpeg_command(base: Path) -> list[str]:
    """One filter graph over six inputs."""
    inputs = [word for clip in range(CLIPS) for word in ("-i", str(base / f"clip{clip}.mp4"))]
    step = (CLIP_FRAMES - FADE_FRAMES) / FPS
    graph, last = [], "0:v"
    for clip in range(1, CLIPS):
        graph.append(
            f"[{last}][{clip}:v]xfade=transition=fade:duration={FADE_FRAMES / FPS}:"
            f"offset={clip * step:.4f}[x{clip}]"
        )
        last = f"x{clip}"
    return [
        ffmpeg(), "-v", "error", "-y", *inputs, "-filter_complex", ";".join(graph),
        "-map", f"[{last}]", "-c:v", "libx264", *SETTINGS, "-pix_fmt", "yuv420p",
        str(base / "ffmpeg.mp4"),
    ]  # fmt: skip


MOVIEPY = """
import sys
from moviepy import CompositeVideoClip, VideoFileClip, vfx
base, clips, fade, search = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
placed, at = [], 0.0
for number in range(clips):
    clip = VideoFileClip(f"{base}/clip{number}.mp4").with_start(at)
    placed.append(clip.with_effects([vfx.CrossFadeIn(fade)]) if number else clip)
    at += clip.duration - fade
CompositeVideoClip(placed).write_videofile(
    f"{base}/moviepy.mp4", codec="libx264", preset="veryfast", audio=False, logger=None,
    ffmpeg_params=["-crf", "20", "-x264-params", search],
)
"""


def moviepy_command(base: Path) -> list[str]:
    """MoviePy as its manual shows it."""
    return [sys.executable, "-c", MOVIEPY, str(base), str(CLIPS), str(FADE_FRAMES / FPS), SEARCH]


def timed(command: list[str]) -> Run:
    """Run a process; its wall time, and the peak memory of it and what it waited for."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{command[0]} failed with status {status}")
    return Run(seconds=seconds, peak_bytes=usage.ru_maxrss * 1024)


def ssim(base: Path, one: str, other: str) -> float:
    """Structural similarity of two films, over all planes and frames."""
    done = subprocess.run(
        [ffmpeg(), "-i", str(base / one), "-i", str(base / other), "-lavfi", "ssim", "-f", "null",
         "-"],
        capture_output=True, text=True, check=True, timeout=DEADLINE_S,
    )  # fmt: skip
    found = re.search(r"SSIM.*All:([0-9.]+)", done.stderr)
    assert found is not None
    return float(found[1])


def frames(path: Path) -> int:
    """Frames that decode."""
    done = subprocess.run(
        [ffmpeg(), "-v", "error", "-i", str(path), "-map", "0:v", "-f", "framecrc", "-"],
        capture_output=True, text=True, check=True, timeout=DEADLINE_S,
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return sum(not line.startswith("#") for line in done.stdout.splitlines())


def main() -> None:
    """Run all contenders in turn, several times; print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path, help="run as the contender on this folder")
    chosen = parser.parse_args()
    if chosen.ours:
        from benchmarks.material import compose

        compose(chosen.ours, CLIPS, CLIP_FRAMES, FADE_FRAMES, FPS)
        return
    with folder() as base:
        prepare(base)
        raise SystemExit(race(base))


def race(base: Path) -> int:
    """Time the contenders; the number of goals missed."""
    contenders = {
        "kinora": ours_command(base),
        "ffmpeg": ffmpeg_command(base),
        "moviepy": moviepy_command(base),
    }
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(REPEATS):
        for name, command in contenders.items():
            runs[name].append(timed(command))
    medians = {name: statistics.median(r.seconds for r in taken) for name, taken in runs.items()}
    for name, taken in runs.items():
        say(
            contender=name,
            seconds=round(medians[name], 2),
            peak_mb=round(max(run.peak_bytes for run in taken) / 1e6),
            frames=frames(base / f"{name}.mp4"),
        )
    ratios = {name: medians[name] / medians["kinora"] for name in GOALS}
    similarity = ssim(base, "kinora.mp4", "ffmpeg.mp4")
    say(times_ffmpeg=round(ratios["ffmpeg"], 1), times_moviepy=round(ratios["moviepy"], 1),
        ssim=similarity)  # fmt: skip
    missed = sum(ratios[name] < goal for name, goal in GOALS.items())
    return missed + (similarity < MIN_SSIM) + (frames(base / "kinora.mp4") != FILM_FRAMES)


if __name__ == "__main__":
    main()
