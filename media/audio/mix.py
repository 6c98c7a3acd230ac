"""The sound of a film: speech on its samples, music under it, one loudness over the whole.

Everything is PCM on disk until one final encode; nothing is normalised or encoded per clip, which
is what makes the sound of long films drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from media.audio.dialogue import Dialogue
from media.audio.duck import HOP_SAMPLES, Curve, gain_at, music_gain, power_by_hop
from media.audio.loudness import Loudness, Meter, amplitude
from media.audio.master import master
from media.audio.pcm import Block, PcmReader, PcmWriter
from media.clock import SAMPLE_RATE, sample_at_frame
from media.errors import InputError
from media.model import Model
from media.timeline import Timeline
from media.types import Audio
from media.workspace import Workspace

MIX_SAMPLES = 128 * HOP_SAMPLES
"""A block of mixing: 1.28 s, whole hops."""
BOTH_SPEAKERS_LU = 3.01
"""One sound from two speakers is this much louder than from one, as EBU R128 counts."""


class Mixed(Model):
    """The finished sound of a film."""

    dialogue: Audio
    """The speech alone, mono, at its level in the film: what captions are checked against."""
    sound: Audio
    """The whole, encoded."""
    loudness: Loudness
    """Measured on `sound`, decoded again."""


def mix(
    work: Workspace,
    *,
    timeline: Timeline,
    music: Audio | None,
    loudness_lufs: float = -16.0,
    peak_dbtp: float = -1.0,
) -> Mixed:
    """Mix, master and encode the sound of a whole film.

    Args:
        work: where recordings come from and the sound goes.
        timeline: says which recording starts at which sample, and how long the film is.
        music: a WAV of the film's length at 48 kHz; a shorter one ends early.
        loudness_lufs: integrated loudness of the film.
        peak_dbtp: highest true peak of the film after encoding.

    Raises:
        InputError: a recording or the music has the wrong format.
    """
    samples = sample_at_frame(timeline.frames, timeline.rate)
    dialogue = Dialogue(work, timeline.dialogue, samples)
    premaster, encoded = work.scratch("premaster.wav"), work.scratch("sound.m4a")
    premaster_lufs = write_premaster(work, premaster, dialogue, music, samples)
    work.progress(0.3)
    mastered = master(
        premaster,
        encoded,
        premaster_lufs=premaster_lufs,
        target_lufs=loudness_lufs,
        peak_dbtp=peak_dbtp,
    )
    stem = work.scratch("dialogue.wav")
    write_stem(stem, dialogue, mastered.gain_db)
    work.progress(1.0)
    return Mixed(
        dialogue=work.save(stem, Audio, channels=1, samples=samples),
        sound=work.save(encoded, Audio, format="m4a", channels=2, samples=samples),
        loudness=mastered.loudness,
    )


def write_premaster(
    work: Workspace, path: Path, dialogue: Dialogue, music: Audio | None, samples: int
) -> float:
    """Write speech and ducked music as stereo floats, and give the loudness of that."""
    curve = duck_curve(work, dialogue, music, samples) if music else None
    meter = Meter(2, true_peak=False)
    with PcmWriter(path, channels=2, depth="f32") as writer:
        backing = music_blocks(work, music, samples)
        for speech, bed in zip(dialogue.blocks(MIX_SAMPLES), backing, strict=True):
            if curve is None:
                mixed = np.repeat(speech, 2, axis=1)
            else:
                mixed = bed * gain_at(curve, writer.samples, len(bed))[:, None] + speech
            writer.write(mixed)
            meter.feed(mixed)
    return meter.result().integrated_lufs


def duck_curve(work: Workspace, dialogue: Dialogue, music: Audio, samples: int) -> Curve | None:
    """The gain of the music over the film; None stands for speech alone."""
    speech_meter, music_meter = Meter(1, true_peak=False), Meter(2, true_peak=False)
    speech_power: list[Curve] = []
    music_power: list[Curve] = []
    backing = music_blocks(work, music, samples)
    for speech, bed in zip(dialogue.blocks(MIX_SAMPLES), backing, strict=True):
        speech_meter.feed(speech)
        music_meter.feed(bed)
        speech_power.append(power_by_hop(speech))
        music_power.append(power_by_hop(bed))
    speech_lufs = speech_meter.result().integrated_lufs + BOTH_SPEAKERS_LU
    music_lufs = music_meter.result().integrated_lufs
    heard = np.concatenate(speech_power)
    if not heard.any():
        return np.ones(len(heard), np.float32)
    return music_gain(heard, np.concatenate(music_power), speech_lufs, music_lufs)


def music_blocks(work: Workspace, music: Audio | None, samples: int) -> Iterator[Block]:
    """Stereo blocks of exactly the film's length; silence where there is no music.

    Raises:
        InputError: the music is not a WAV at 48 kHz.
    """
    if music is None:
        for start in range(0, samples, MIX_SAMPLES):
            yield np.zeros((min(MIX_SAMPLES, samples - start), 2), np.float32)
        return
    if music.format != "wav" or music.sample_rate != SAMPLE_RATE:
        raise InputError(
            f"the music is {music.format} at {music.sample_rate} Hz",
            "fit it to the film first, by the node audio.fit",
            "music",
            "BAD_AUDIO",
        )
    with PcmReader(work.open(music)) as reader:
        for start in range(0, samples, MIX_SAMPLES):
            block = np.zeros((min(MIX_SAMPLES, samples - start), 2), np.float32)
            part = reader.read(start, len(block))
            block[: len(part)] = part
            yield block


def write_stem(path: Path, dialogue: Dialogue, gain_db: float) -> None:
    """Write the speech alone at its final gain."""
    factor = np.float32(amplitude(gain_db))
    with PcmWriter(path, channels=1) as writer:
        for block in dialogue.blocks(MIX_SAMPLES):
            writer.write(block * factor)
