"""A clip's sound taken off, changed for another, or mixed with one."""

from __future__ import annotations

import numpy as np

from media.audio.pcm import PcmWriter
from media.clock import SAMPLE_RATE, sample_at_frame
from media.codec.clips import read_sound
from media.codec.revoice import revoiced
from media.codec.voice import fitted
from media.edit.level import gain, held
from media.edit.modes import Lay
from media.edit.reading import sound_of
from media.edit.span import frame_index
from media.errors import InputError
from media.types import Audio, Video
from media.workspace import Workspace


def mute(work: Workspace, clip: Video) -> Video:
    """A clip without its sound."""
    return revoiced(work, clip, None)


def with_audio(
    work: Workspace,
    clip: Video,
    audio: Audio,
    lay: Lay,
    start_s: float,
    loop: bool,
    audio_db: float,
    clip_db: float,
) -> Video:
    """Give a clip another sound, or a further one.

    Args:
        work: where all comes from and goes.
        clip: the picture, and what is heard with it.
        audio: the further sound; what outlasts the clip is left out.
        lay: whether it takes the place of the clip's own.
        start_s: when it begins.
        loop: whether it begins again when it ends.
        audio_db: its gain.
        clip_db: the gain of the clip's own sound.

    Raises:
        InputError: it would begin after the end, or holds nothing.
    """
    frame_index(clip, start_s, "start_s")
    samples = sample_at_frame(clip.frames, clip.rate)
    heard = np.zeros((samples, 2), np.float32)
    own = sound_of(work, clip) if lay == "mix" else None
    if own is not None:
        heard += own * gain(clip_db)
    begin = min(samples, round(start_s * SAMPLE_RATE))
    further = read_sound(work.open(audio))
    if not len(further):
        raise InputError("the sound is empty", "use a file with sound", "audio", "EMPTY_AUDIO")
    room = samples - begin
    further = np.resize(further, (room, 2)) if loop else fitted(further, room)
    heard[begin:] += further * gain(audio_db)
    return revoiced(work, clip, held(heard))


def extract(work: Workspace, clip: Video) -> Audio:
    """A clip's sound as a file.

    Raises:
        InputError: it has none.
    """
    sound = sound_of(work, clip)
    if sound is None:
        raise InputError("the clip has no sound", "use a clip with sound", "clip", "NO_SOUND")
    target = work.scratch("sound.wav")
    with PcmWriter(target, channels=2) as writer:
        writer.write(sound)
    return work.save(target, Audio, channels=2, samples=len(sound))
