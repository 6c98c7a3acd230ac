"""Guards that a damaged file is an error of that input: never a crash, a hang, or a hog.

A file is refused with its code. It is taken where the damage is to something that nobody reads, and
then gives the very same bytes; and where the damage cannot be seen, since the form has no checksum
and the samples are others but possible ones: an FFmpeg that is told to stop at the slightest error
must then find none either.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.media.intake.damage import damaged
from tests.media.intake.trial import CPU_S, MEMORY_BYTES, Trial, Trier

SOME = 60
"""Of 304; `make damaged` tries them all."""
CODES = {"BAD_MEDIA", "UNSUPPORTED_MEDIA", "MEDIA_TOO_LARGE"}
WALL_S = 30.0


def test_damaged_files_are_refused(files: dict[str, Path], tmp_path: Path) -> None:
    trier = Trier(tmp_path, files)
    with ThreadPoolExecutor(2) as pool:
        trials = list(pool.map(trier.tried, list(damaged(files))[:SOME]))
    assert len({trial.case.source for trial in trials}) == len(files)
    assert [wrong for trial in trials if (wrong := fault(trial))] == []
    assert sum(trial.outcome == "refused" for trial in trials) > 0.8 * SOME


def fault(trial: Trial) -> str:
    """What a trial has against it; nothing where all is well."""
    about = f"{trial.case.source}, {trial.case.how}: {trial.outcome} {trial.said}"
    if trial.outcome == "refused" and trial.code not in CODES:
        return f"{about}: {trial.code}"
    if trial.outcome in ("overlooked", "fallen"):
        return about
    if trial.cpu_s > CPU_S or trial.peak_bytes > MEMORY_BYTES or trial.wall_s > WALL_S:
        return f"{about}: {trial.cpu_s:.2f} s, {trial.peak_bytes / 1e6:.0f} MB"
    return ""
