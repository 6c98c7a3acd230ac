"""Ambience without weights: the air of places and single sounds, synthesised."""

from __future__ import annotations

import numpy as np

from media.audio.air import BED_LEVEL_DB
from media.audio.pcm import PcmWriter
from media.ids import uuid7
from media.sounds import Sound
from media.types import Audio
from media.workspace import Workspace
from models.preview.ambience.beds import BEDS
from models.preview.ambience.noise import Mono, Stereo, dice
from models.preview.ambience.spots import SPOTS

SPOT_PEAK = 0.2
"""Highest sample of a single sound: about as much above a bed as it should be heard."""


class PreviewAmbience:
    """An `AmbienceEngine` by shaped noise."""

    def sound(self, work: Workspace, *, name: Sound, seed: int) -> Audio:
        """Make a sound of a film."""
        draw = dice(name, seed)
        made = _peaked(SPOTS[name](draw)) if name in SPOTS else _levelled(BEDS[name](draw))
        path = work.scratch(f"{uuid7()}.wav")
        with PcmWriter(path, channels=2) as writer:
            writer.write(made.astype(np.float32))
        return work.save(path, Audio, channels=2, samples=writer.samples)


def _levelled(sound: Stereo) -> Stereo:
    """A bed at the level that the mix counts on."""
    return sound * (10 ** (BED_LEVEL_DB / 20) / max(float(sound.std()), 1e-9))


def _peaked(sound: Mono) -> Stereo:
    """A single sound from both speakers, at one peak."""
    return np.repeat(
        (sound * SPOT_PEAK / max(float(np.abs(sound).max()), 1e-9))[:, None], 2, axis=1
    )
