"""Damaged media files at the door: what becomes of each kind of damage, in what time and memory."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.media.intake.damage import damaged
from tests.media.intake.samples import made
from tests.media.intake.trial import CPU_S, MEMORY_BYTES, Trial, Trier

OUTCOMES = ("refused", "unharmed", "unseen", "overlooked", "fallen")
AT_ONCE = 2


def kind(trial: Trial) -> str:
    """The kind of damage."""
    how = trial.case.how
    for word in ("cut", "flips", "wiped", "begins", "absurd"):
        if word in how:
            return {"begins": "another's header", "absurd": "absurd sizes"}.get(word, word)
    return how


def table(trials: Sequence[Trial], title: str, rows: Sequence[str]) -> None:
    """Print outcomes by some property of the trials."""
    print(f"\n| {title:<16} | {' | '.join(f'{name:>10}' for name in OUTCOMES)} |")
    print(f"|{'-' * 18}|{'|'.join(['-----------:'] * len(OUTCOMES))}|")
    for name in dict.fromkeys(rows):
        counts = Counter(t.outcome for t, row in zip(trials, rows, strict=True) if row == name)
        print(f"| {name:<16} | {' | '.join(f'{counts[each]:>10}' for each in OUTCOMES)} |")


def main() -> None:
    """Try them all; the status is 1 where one was not as it must be."""
    with tempfile.TemporaryDirectory(prefix="kinora-damaged-") as folder:
        files = made(Path(folder))
        cases = list(damaged(files))
        trier = Trier(Path(folder), files)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            trials = list(pool.map(trier.tried, cases))
    table(trials, "damage", [kind(trial) for trial in trials])
    table(trials, "form", [trial.case.source for trial in trials])
    slowest = max(trials, key=lambda trial: trial.cpu_s)
    largest = max(trials, key=lambda trial: trial.peak_bytes)
    print(f"\n{len(trials)} files, {sum(t.outcome == 'refused' for t in trials)} refused")
    print(f"slowest {slowest.cpu_s:.2f} CPU s: {slowest.case.source}, {slowest.case.how}")
    print(f"largest {largest.peak_bytes / 1e6:.0f} MB: {largest.case.source}, {largest.case.how}")
    codes = Counter(trial.code for trial in trials if trial.code)
    print(", ".join(f"{code} {count}" for code, count in codes.most_common()))
    wrong = [trial for trial in trials if trial.outcome in ("overlooked", "fallen")]
    for trial in wrong:
        print(f"{trial.outcome}: {trial.case.source}, {trial.case.how}: {trial.said}")
    sys.exit(bool(wrong) or slowest.cpu_s > CPU_S or largest.peak_bytes > MEMORY_BYTES)


if __name__ == "__main__":
    main()
