"""The gallery: eight films of a minute, one per style, made by the command as a user runs it.

Each script in `examples/gallery` says in its front matter how it is to look. The films go to
`films/gallery`, a small sheet of each to `docs/images/gallery`, and what can be measured of their
craft is printed: how far neighbouring pictures differ, shimmer, loudness, speech, captions,
findings.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.craft import Craft
from benchmarks.driving import ROOT, say

SCRIPTS = Path("examples/gallery")
FILMS = Path("films/gallery")
SHEETS = Path("docs/images/gallery")
SHEET_WIDTH, SHEET_QUALITY = 1100, 80
MIN_APART = 6
"""Bits of 64 by which the hashes of neighbouring pictures differ at least; equal ones have 0."""
MAX_SHIMMER = 1.0
"""Levels of luma of 255 by which a still corner may flicker; nobody sees one."""
MIN_OVER_BED_DB = 12.0
LOUDNESS_LUFS, LOUDNESS_OFF_LU, PEAK_DBTP = -16.0, 0.5, -1.0
DEADLINE_S = 600.0


def make(script: Path, *options: str) -> dict[str, Any]:
    """Make one film; its report."""
    out = FILMS / script.stem
    subprocess.run(
        [sys.executable, "-m", "cli.main", "make", str(script), "--out", str(out), *options],
        check=True,
        timeout=DEADLINE_S,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return json.loads((out / "report.json").read_text())


def write_sheet(film: Path) -> None:
    """The contact sheet, small."""
    sheet = np.asarray(cv2.imread(str(film / "contact_sheet.png")), np.uint8)
    height = round(sheet.shape[0] * SHEET_WIDTH / sheet.shape[1])
    small = cv2.resize(sheet, (SHEET_WIDTH, height), interpolation=cv2.INTER_AREA)
    SHEETS.mkdir(parents=True, exist_ok=True)
    path = SHEETS / f"{film.name}.jpg"
    cv2.imwrite(str(path), small, [cv2.IMWRITE_JPEG_QUALITY, SHEET_QUALITY])


def measured(script: Path, report: dict[str, Any]) -> bool:
    """Print a film's figures; whether they are as they should be."""
    film = FILMS / script.stem
    craft = Craft(film)
    bits, shimmer = craft.apart, craft.shimmer or 0.0
    quality = report["quality"]
    loudness, speech = quality["loudness"], quality["speech"]
    good = (
        not quality["findings"]
        and min(bits) >= MIN_APART
        and shimmer <= MAX_SHIMMER
        and speech["least_over_bed_db"] >= MIN_OVER_BED_DB
        and abs(loudness["integrated_lufs"] - LOUDNESS_LUFS) <= LOUDNESS_OFF_LU
        and loudness["true_peak_dbtp"] <= PEAK_DBTP
        and not quality["clipped_samples"]
    )
    say(
        film=script.stem,
        good=good,
        seconds=report["film"]["seconds"],
        wall_s=round(sum(report["times"].values()), 1),
        cpu_s=report["cpu_s"],
        shots=report["film"]["shots"],
        least_apart=min(bits),
        median_apart=int(np.median(bits)),
        shimmer=round(shimmer, 2),
        over_bed_db=round(speech["over_bed_db"], 1),
        least_over_bed_db=round(speech["least_over_bed_db"], 1),
        fastest_wpm=round(speech["fastest_words_per_min"]),
        unbroken_s=round(speech["longest_unbroken_s"], 1),
        lufs=round(loudness["integrated_lufs"], 2),
        peak_dbtp=round(loudness["true_peak_dbtp"], 2),
        worst_caption_frames=quality["captions"]["worst_frames"],
        findings=len(quality["findings"]),
    )
    return good


def main() -> None:
    """Make and measure them all; the exit status says whether every figure holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="scripts to make; all unless named")
    parser.add_argument("--height", default="720")
    chosen = parser.parse_args()
    good = True
    for script in sorted(SCRIPTS.glob("*.md")):
        if chosen.names and script.stem not in chosen.names:
            continue
        report = make(script, "--height", chosen.height)
        write_sheet(FILMS / script.stem)
        good &= measured(script, report)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
