"""Music that makes way for speech: down ahead of a word, up after a pause that is worth it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from media.audio.activity import FLOOR
from media.audio.duck import Curve, gain_at, glided, held, power_by_hop
from media.audio.pcm import Block
from media.model import Model
from media.tape.layers import bounced
from media.tape.reel import record, reel
from media.types import Audio
from media.workspace import Workspace


class Ducked(Model):
    """Both together, and the bed alone as it goes under the speech."""

    sound: Audio
    bed: Audio


def duck(
    work: Workspace, *, bed: Audio, speech: Audio, under_db: float, peak_dbtp: float
) -> Ducked:
    """Lay speech over a bed that goes down by `under_db` while somebody speaks.

    Both begin together; the bed decides how long it lasts.
    """
    music, voice = reel(work, bed, "bed"), reel(work, speech, "speech")
    curve = _curve(voice.stereo(), under_db)
    lowered = record(work, _under(music.stereo(), curve), 2)
    quiet = reel(work, lowered)
    return Ducked(
        sound=bounced(work, _over(quiet.stereo(), voice.stereo()), peak_dbtp), bed=lowered
    )


def _curve(speech: Iterable[Block], under_db: float) -> Curve:
    """The bed's gain for each 10 ms, up to where the speech has ended and the bed is back."""
    power = np.concatenate([power_by_hop(block) for block in speech] + [np.zeros(200, np.float32)])
    target_db = np.where(held(power > FLOOR * FLOOR), -under_db, 0.0)
    return (10 ** (glided(target_db) / 20)).astype(np.float32)


def _under(music: Iterable[Block], curve: Curve) -> Iterator[Block]:
    at = 0
    for block in music:
        yield block * gain_at(curve, at, len(block))[:, None]
        at += len(block)


def _over(bed: Iterable[Block], speech: Iterable[Block]) -> Iterator[Block]:
    waiting = np.zeros((0, 2), np.float32)
    voice = iter(speech)
    for block in bed:
        while len(waiting) < len(block):
            more = next(voice, None)
            if more is None:
                break
            waiting = np.concatenate((waiting, more))
        mixed = block.copy()
        part, waiting = waiting[: len(block)], waiting[len(block) :]
        mixed[: len(part)] += part
        yield mixed
