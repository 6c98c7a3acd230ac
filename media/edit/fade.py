"""A clip that comes from black or white and goes there, its sound with it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from media.audio.pcm import Block
from media.clock import sample_at_frame
from media.codec.clips import Frame
from media.edit.modes import Tone
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.span import whole_frames
from media.errors import InputError
from media.picture.blend import smooth
from media.types import Video
from media.workspace import Workspace


def fade(work: Workspace, clip: Video, in_s: float, out_s: float, tone: Tone) -> Video:
    """Fade a clip in and out.

    Raises:
        InputError: the two fades are longer than the clip.
    """
    rising, falling = whole_frames(in_s, clip.rate), whole_frames(out_s, clip.rate)
    if rising + falling > clip.frames:
        raise InputError(
            f"fades of {in_s + out_s:g} s do not fit into {clip.seconds:g} s",
            "shorten one of them",
            "out_s",
            "FADES_TOO_LONG",
        )
    alpha = clip.alpha or tone == "transparent"

    def faded() -> Iterator[Frame]:
        for index, frame in enumerate(frames_of(work, clip, alpha=alpha)):
            yield _lit(frame, _light(index, clip.frames, rising, falling), tone)

    sound = sound_of(work, clip)
    if sound is not None:
        sound = _swelled(
            sound, sample_at_frame(rising, clip.rate), sample_at_frame(falling, clip.rate)
        )
    return remade(work, clip, faded(), sound=sound, alpha=alpha)


def _light(index: int, frames: int, rising: int, falling: int) -> float:
    """How bright a frame is: the first is dark, and so is the last."""
    light = 1.0
    if index < rising:
        light = smooth(index / rising)
    if frames - 1 - index < falling:
        light = min(light, smooth((frames - 1 - index) / falling))
    return light


def _lit(frame: Frame, light: float, tone: Tone) -> Frame:
    if light == 1:
        return frame
    if tone == "transparent":
        faint = np.rint(frame[..., 3:] * light).astype(np.uint8)
        return np.concatenate([frame[..., :3], faint], axis=2)
    beta = 255 * (1 - light) if tone == "white" else 0.0
    lit = np.asarray(cv2.convertScaleAbs(frame[..., :3], alpha=light, beta=beta), np.uint8)
    return np.concatenate([lit, frame[..., 3:]], axis=2)


def _swelled(sound: Block, rising: int, falling: int) -> Block:
    gain = np.ones((len(sound), 1), np.float32)
    gain[:rising, 0] *= np.linspace(0, 1, rising, endpoint=False, dtype=np.float32)
    gain[len(sound) - falling :, 0] *= np.linspace(1, 0, falling, dtype=np.float32)
    return sound * gain
