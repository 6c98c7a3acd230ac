"""A sound from outside as a WAV of 16 bits at 48 kHz, with one channel or two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from media.audio.pcm import PcmWriter
from media.clock import SAMPLE_RATE
from media.intake import limits
from media.intake.heard import shelve
from media.intake.refusals import cut_short, damaged
from media.intake.sniff import Form
from media.intake.telling import Tell
from media.intake.tracks import declared_s, opened, sound_of

SLACK_S, EXACT_S = 0.25, 0.002
"""How far the end may be from where the header has it; and in FLAC, which counts samples."""


def sound(path: Path, form: Form, target: Path, tell: Tell) -> dict[str, Any]:
    """Bring a sound to Kinora's form.

    Args:
        path: the file from outside.
        form: what it is.
        target: where the WAV goes, without its ending.
        tell: takes how much is done.

    Returns:
        The fields of an `Audio`, and the file's `path`.

    Raises:
        InputError: it is damaged, too long, or not as long as it says.
    """
    with opened(path, form) as container:
        stream = sound_of(container)
        if stream is None:
            raise damaged("it holds no sound")
        told = declared_s(container, form)
        limits.check_seconds(told)
        shelf = shelve(container, stream, target.with_suffix(".pcm"))
    seconds = len(shelf) / SAMPLE_RATE
    if not len(shelf):
        raise cut_short("it holds no sound")
    slack = EXACT_S if form.demuxer == "flac" else SLACK_S
    if told and seconds < told - slack:
        raise cut_short(f"it ends at {seconds:.2f} s, and its header says {told:.2f} s")
    tell(0.5)
    finished = target.with_suffix(".wav")
    with PcmWriter(finished, channels=shelf.channels) as writer:
        for block in shelf.blocks():
            limits.go_on()
            writer.write(block)
    return {"path": str(finished), "channels": shelf.channels, "samples": writer.samples}
