"""The sound of a film: speech on its samples, music and places under it, one loudness over all.

Everything is PCM on disk until one final encode; nothing is normalised or encoded per clip, which
is what makes the sound of long films drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from media.audio.air import Air, air_gain
from media.audio.duck import HOP_SAMPLES, Curve, gain_at, music_gain, power_by_hop
from media.audio.loudness import SILENCE_LUFS, Loudness, Meter, amplitude
from media.audio.master import master
from media.audio.pcm import Block, PcmWriter
from media.audio.track import Placed, Track
from media.clock import sample_at_frame
from media.model import Model
from media.timeline import Soundtrack
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
    soundtrack: Soundtrack,
    music: tuple[Audio, ...] = (),
    ambience: tuple[Audio, ...] = (),
    loudness_lufs: float = -16.0,
    peak_dbtp: float = -1.0,
) -> Mixed:
    """Mix, master and encode the sound of a whole film.

    Args:
        work: where recordings come from and the sound goes.
        soundtrack: which recording starts at which sample, and how long the film is.
        music: WAVs at 48 kHz: one for the whole film, or one for each chapter, each of which may
            ring on into the next.
        ambience: the sounds that the soundtrack names, in its order; or none, and no place is
            heard.
        loudness_lufs: integrated loudness of the film.
        peak_dbtp: highest true peak of the film after encoding.

    Raises:
        InputError: a recording or the music has the wrong format.
    """
    samples = sample_at_frame(soundtrack.frames, soundtrack.rate)
    spoken = [Placed(clip.start_sample, clip.audio) for clip in soundtrack.dialogue]
    dialogue = Track(work, spoken, samples=samples, channels=1, name="dialogue")
    bed = Track(work, placed_music(soundtrack, music), samples=samples, channels=2, name="music")
    premaster, encoded = work.scratch("premaster.wav"), work.scratch("sound.m4a")
    air = Air(work, soundtrack, ambience) if ambience else None
    premaster_lufs = write_premaster(premaster, Parts(dialogue, bed if music else None, air))
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


def placed_music(soundtrack: Soundtrack, music: tuple[Audio, ...]) -> list[Placed]:
    """Where each piece of the music starts."""
    if len(music) != len(soundtrack.music_starts):
        return [Placed(0, audio) for audio in music[:1]]
    return [
        Placed(sample_at_frame(start, soundtrack.rate), audio)
        for start, audio in zip(soundtrack.music_starts, music, strict=True)
    ]


class Parts(NamedTuple):
    """What is mixed."""

    dialogue: Track
    bed: Track | None
    """The music."""
    air: Air | None


def write_premaster(path: Path, parts: Parts) -> float:
    """Write speech, ducked music and ambience as stereo floats, and give the loudness of that."""
    meter = Meter(2, true_peak=False)
    with PcmWriter(path, channels=2, depth="f32") as writer:
        for mixed in mixed_blocks(parts):
            writer.write(mixed)
            meter.feed(mixed)
    return meter.result().integrated_lufs


def mixed_blocks(parts: Parts) -> Iterator[Block]:
    """Speech from both speakers, over what else there is."""
    under = [each for each in (parts.bed, parts.air) if each is not None]
    levels = measured(parts) if under else None
    curves: list[Curve] = []
    if levels is not None and parts.bed is not None:
        curves.append(levels.music_gain())
    if levels is not None and parts.air is not None:
        curves.append(air_gain(levels.speech, levels.speech_lufs, levels.music_lufs))
    at = 0
    streams = (each.blocks(MIX_SAMPLES) for each in (parts.dialogue, *under))
    for speech, *backings in zip(*streams, strict=True):
        mixed = np.repeat(speech, 2, axis=1)
        for curve, backing in zip(curves, backings, strict=True):
            mixed += backing * gain_at(curve, at, len(backing))[:, None]
        yield mixed
        at += len(speech)


class Levels(NamedTuple):
    """How loud speech and music are, by hop and over the film."""

    speech: Curve
    speech_lufs: float
    music: Curve
    music_lufs: float

    def music_gain(self) -> Curve:
        """The gain of the music over the film."""
        if not self.speech.any():
            return np.ones(len(self.speech), np.float32)
        return music_gain(self.speech, self.music, self.speech_lufs, self.music_lufs)


def measured(parts: Parts) -> Levels:
    """Listen to speech and music once."""
    speech, speech_lufs = listened(parts.dialogue, 1)
    music, music_lufs = (
        listened(parts.bed, 2) if parts.bed else (np.zeros_like(speech), SILENCE_LUFS)
    )
    return Levels(speech, speech_lufs + BOTH_SPEAKERS_LU, music, music_lufs)


def listened(track: Track, channels: Literal[1, 2]) -> tuple[Curve, float]:
    """A track's power by hop and its loudness."""
    meter = Meter(channels, true_peak=False)
    power: list[Curve] = []
    for block in track.blocks(MIX_SAMPLES):
        meter.feed(block)
        power.append(power_by_hop(block))
    return np.concatenate(power), meter.result().integrated_lufs


def write_stem(path: Path, dialogue: Track, gain_db: float) -> None:
    """Write the speech alone at its final gain."""
    factor = np.float32(amplitude(gain_db))
    with PcmWriter(path, channels=1) as writer:
        for block in dialogue.blocks(MIX_SAMPLES):
            writer.write(block * factor)
