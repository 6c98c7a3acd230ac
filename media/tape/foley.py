"""Sounds for what is seen to hit something, made from nothing and laid on its frames."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE, sample_at_frame
from media.codec.clips import read_frames
from media.foley import Foley, Impact
from media.hearing.impacts import impacts
from media.tape.layers import bounced
from media.types import Video
from media.workspace import Workspace

Material = Literal["rubber", "wood", "thud"]

LENGTH_S = 0.6
LOUDEST = 0.5
QUIET = 0.35
"""What the weakest impact has of the strongest's level."""
WIDE = 0.7
"""How far to the side an impact at the edge is heard."""

Mono = NDArray[np.float64]


def foley(work: Workspace, *, clip: Video, material: Material, seed: int) -> Foley:
    """Sound for the impacts that are seen in a clip; silence where there is none."""
    found = impacts(read_frames(work.open(clip)), float(clip.rate))
    sound = np.zeros((sample_at_frame(clip.frames, clip.rate), 2), np.float32)
    dice = np.random.default_rng(seed)
    for impact in found:
        _lay(sound, impact, struck(material, dice))
    return Foley(sound=bounced(work, [sound], -1.0), impacts=found)


def _lay(sound: Block, impact: Impact, hit: Mono) -> None:
    """A hit from its moment on, as loud as it is strong, from its side."""
    start = round(impact.at_s * SAMPLE_RATE)
    part = hit[: len(sound) - start] * (QUIET + (1 - QUIET) * impact.strength)
    turn = np.pi / 4 * (1 + WIDE * (2 * impact.across - 1))
    sound[start : start + len(part), 0] += np.float32(np.cos(turn)) * part.astype(np.float32)
    sound[start : start + len(part), 1] += np.float32(np.sin(turn)) * part.astype(np.float32)


def struck(material: Material, dice: np.random.Generator) -> Mono:
    """One hit, each a little unlike the last."""
    at = np.arange(round(LENGTH_S * SAMPLE_RATE)) / SAMPLE_RATE
    tune = 2 ** (dice.uniform(-1.5, 1.5) / 12)
    touch = dice.standard_normal(len(at)) * np.exp(-at / 0.004)
    if material == "rubber":
        # The pitch falls while the ball springs back.
        body = _swept(at, 210 * tune, 120 * tune, 0.05) * np.exp(-at / 0.06)
        hit = body + 0.25 * _dull(touch, 9)
    elif material == "wood":
        modes = ((410, 1.0, 0.045), (1130, 0.5, 0.025), (2210, 0.25, 0.014))
        hit = 0.5 * _dull(touch, 3)
        for hertz, gain, fall_s in modes:
            hit = hit + gain * np.sin(2 * np.pi * hertz * tune * at) * np.exp(-at / fall_s)
    else:
        hit = _swept(at, 95 * tune, 48 * tune, 0.08) * np.exp(-at / 0.13) + 0.4 * _dull(touch, 40)
    return np.asarray(hit * LOUDEST / np.abs(hit).max())


def _swept(at: Mono, first: float, last: float, fall_s: float) -> Mono:
    """A tone whose pitch falls, and then stays."""
    phase = last * at + (first - last) * fall_s * (1 - np.exp(-at / fall_s))
    return np.sin(2 * np.pi * phase)


def _dull(noise: Mono, width: int) -> Mono:
    return np.convolve(noise, np.ones(width) / width, "full")[: len(noise)]
