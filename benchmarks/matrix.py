"""Every example in three formats at three frame rates, examined by tools that did not make it.

Each film must decode without a warning in ffmpeg (Debian's, not the one that encoded it), be read
by MP4Box, end with sound and picture within one frame, and start each caption that follows 200 ms
of silence within one frame of the speech. Chromium seeks to 20 places in one of them. Needs
`ffmpeg`, `chromium` and its driver from the system, and `npm` for GPAC's mp4box.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import wave
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.driving import EXAMPLES, Made, folder, make, say

FORMATS = ("16:9", "9:16", "1:1")
RATES = ("24", "29.97", "60")
LANGUAGES = {"el_faro.md": "es"}
SILENCE_S, WINDOW_S = 0.2, 0.002
RUNNING_S = 0.04
"""A cue whose last 40 ms before it shows are heard starts within running speech."""
ONSET_DB = -42.0
"""Speech begins where the stem rises this near full scale; its noise floor is digital zero."""
DEADLINE_S = 900.0
READ_MP4 = """
const {createFile} = require("mp4box"), fs = require("fs");
const file = createFile(), data = fs.readFileSync(process.argv[1]);
file.onReady = (info) => console.log(JSON.stringify(info.tracks.map(
  (t) => ({codec: t.codec, samples: t.nb_samples, duration: t.duration / t.timescale}))));
file.onError = (error) => { console.error(error); process.exit(1); };
const part = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
part.fileStart = 0; file.appendBuffer(part); file.flush();
"""


def ffmpeg(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the system's ffmpeg."""
    return subprocess.run(
        ["/usr/bin/ffmpeg", "-nostdin", "-v", "warning", *arguments],
        capture_output=True,
        check=True,
        timeout=DEADLINE_S,
    )


def warnings(film: Path) -> str:
    """What ffmpeg has to complain of while it decodes the whole film."""
    return ffmpeg("-i", str(film), "-f", "null", "-").stderr.decode()


def ends(film: Path, rate: Fraction) -> float:
    """How many frames sound and picture end apart, counted on what decodes."""
    crc = ffmpeg("-i", str(film), "-map", "0:v", "-f", "framecrc", "-").stdout.decode()
    pictures = sum(not line.startswith("#") for line in crc.splitlines())
    pcm = ffmpeg("-i", str(film), "-map", "0:a", "-ac", "1", "-f", "s16le", "-").stdout
    return abs(float(Fraction(len(pcm) // 2, 48_000) * rate) - pictures)


def mp4box(tools: Path, film: Path) -> list[dict[str, Any]]:
    """The tracks that GPAC's reader finds."""
    done = subprocess.run(
        ["node", "-e", READ_MP4, str(film)],
        cwd=tools,
        capture_output=True,
        text=True,
        check=True,
        timeout=DEADLINE_S,
    )
    return json.loads(done.stdout)


def late_cues(made: Made) -> tuple[int, float]:
    """Cues whose speech follows silence: how many, and how far in frames the worst is from it."""
    timeline = json.loads((made.out / "timeline.json").read_text())
    rate = Fraction(timeline["rate"])
    with wave.open(str(made.out / "dialogue.wav")) as file:
        stem = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    loud = loud_windows(stem)
    onsets = speech_onsets(loud)
    distances: list[float] = []
    previous_end = 0.0
    for cue in sorted(timeline["cues"], key=lambda cue: cue["start"]):
        at = float(cue["start"] / rate)
        onset = onset_of(onsets, loud, previous_end, at)
        previous_end = float(cue["end"] / rate)
        if onset is not None:
            distances.append(abs(onset - at) * float(rate))
    return len(distances), max(distances, default=0.0)


def onset_of(
    onsets: list[float], loud: NDArray[np.bool_], previous_end: float, at: float
) -> float | None:
    """Where the speech of a cue that shows at `at` began out of silence, if it did.

    It is the last onset since the cue before ended. Without one, a cue that stands in silence
    waits for the next onset, however far off; one that stands in speech follows no silence.
    """
    before = [onset for onset in onsets if previous_end <= onset <= at]
    if before:
        return before[-1]
    window = int(at / WINDOW_S)
    if loud[max(0, window - round(RUNNING_S / WINDOW_S)) : window].any():
        return None
    behind = next((onset for onset in onsets if onset > at), None)
    if behind is None or loud[window : int(behind / WINDOW_S) - 1].any():
        # Its speech came after a shorter silence; the next onset is that of a later word.
        return None
    return behind


def loud_windows(stem: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Whether something is heard, by window."""
    step = round(48_000 * WINDOW_S)
    peaks = np.abs(stem[: len(stem) // step * step].astype(np.int32)).reshape(-1, step).max(1)
    return peaks > 32767 * 10 ** (ONSET_DB / 20)


def speech_onsets(loud: NDArray[np.bool_]) -> list[float]:
    """Seconds at which sound begins after 200 ms of silence."""
    quiet_needed = round(SILENCE_S / WINDOW_S)
    onsets, quiet = [], quiet_needed
    for index, sounding in enumerate(loud):
        if sounding:
            if quiet >= quiet_needed:
                onsets.append(index * WINDOW_S)
            quiet = 0
        else:
            quiet += 1
    return onsets


def examine(tools: Path, made: Made) -> dict[str, Any]:
    """All that is asked of one film, as figures."""
    film = made.out / "film.mp4"
    rate = Fraction(made.report["film"]["rate"])
    checked, worst = late_cues(made)
    tracks = mp4box(tools, film)
    return {
        "warnings": len(warnings(film).splitlines()),
        "ends_apart_frames": round(ends(film, rate), 3),
        "mp4box_frames": tracks[0]["samples"] - made.report["film"]["frames"],
        "cues_checked": checked,
        "worst_cue_frames": round(worst, 2),
        "findings": len(made.report["quality"]["findings"]),
    }


def good(figures: dict[str, Any]) -> bool:
    """Whether the film meets every demand."""
    return (
        not figures["warnings"]
        and figures["ends_apart_frames"] <= 1
        and not figures["mp4box_frames"]
        and figures["cues_checked"] > 0
        and figures["worst_cue_frames"] <= 1
    )


def main() -> None:
    """Make and examine all films; the exit status says whether all were good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a regular expression on `script format fps`")
    chosen = parser.parse_args()
    bad = 0
    with folder() as base:
        home = base / "home"
        home.mkdir()
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(base), "mp4box@1"],
            check=True,
            timeout=DEADLINE_S,
            stdout=subprocess.DEVNULL,
        )
        for script, shape, fps in product(sorted(EXAMPLES.glob("*.md")), FORMATS, RATES):
            name = f"{script.stem} {shape} {fps}"
            if not re.search(chosen.only, name):
                continue
            out = base / name.replace(" ", "_").replace(":", "x")
            made = make(
                home, script, out, "--height", "360", "--format", shape, "--fps", fps, "--stems",
                "--language", LANGUAGES.get(script.name, "en"),
            )  # fmt: skip
            figures = examine(base, made)
            say(film=name, good=good(figures), seconds=round(made.seconds, 1), **figures)
            bad += not good(figures)
            if (shape, fps) == ("16:9", "29.97") and script.stem == "lighthouse":
                bad += not seek(made)
    raise SystemExit(f"{bad} films were not good" if bad else 0)


def seek(made: Made) -> bool:
    """Let Chromium seek to 20 places; whether it showed the frame that is there each time."""
    from benchmarks.browser import seek_places

    worst = seek_places(made.out / "film.mp4", 20, Fraction(made.report["film"]["rate"]))
    say(chromium_seeks=20, worst_difference=round(worst, 2))
    return worst < 6.0


if __name__ == "__main__":
    main()
