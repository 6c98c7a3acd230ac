"""The sound of a film: speech on its samples, music under it, one loudness over the whole.

Everything is PCM on disk until one final encode; nothing is normalised or encoded per clip, which
is what makes the sound of long films drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from media.audio.duck import HOP_SAMPLES, Curve, gain_at, music_gain, power_by_hop
from media.audio.loudness import Loudness, Meter, amplitude
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
    loudness_lufs: float = -16.0,
    peak_dbtp: float = -1.0,
) -> Mixed:
    """Mix, master and encode the sound of a whole film.

    Args:
        work: where recordings come from and the sound goes.
        soundtrack: which recording starts at which sample, and how long the film is.
        music: WAVs at 48 kHz: one for the whole film, or one for each chapter, each of which may
            ring on into the next.
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
    premaster_lufs = write_premaster(premaster, dialogue, bed if music else None)
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


def write_premaster(path: Path, dialogue: Track, bed: Track | None) -> float:
    """Write speech and ducked music as stereo floats, and give the loudness of that."""
    meter = Meter(2, true_peak=False)
    with PcmWriter(path, channels=2, depth="f32") as writer:
        for mixed in mixed_blocks(dialogue, bed):
            writer.write(mixed)
            meter.feed(mixed)
    return meter.result().integrated_lufs


def mixed_blocks(dialogue: Track, bed: Track | None) -> Iterator[Block]:
    """Speech from both speakers, over the music where there is any."""
    if bed is None:
        for speech in dialogue.blocks(MIX_SAMPLES):
            yield np.repeat(speech, 2, axis=1)
        return
    curve, at = duck_curve(dialogue, bed), 0
    for speech, backing in zip(dialogue.blocks(MIX_SAMPLES), bed.blocks(MIX_SAMPLES), strict=True):
        yield backing * gain_at(curve, at, len(backing))[:, None] + speech
        at += len(backing)


def duck_curve(dialogue: Track, bed: Track) -> Curve:
    """The gain of the music over the film."""
    speech_meter, music_meter = Meter(1, true_peak=False), Meter(2, true_peak=False)
    speech_power: list[Curve] = []
    music_power: list[Curve] = []
    for speech, backing in zip(dialogue.blocks(MIX_SAMPLES), bed.blocks(MIX_SAMPLES), strict=True):
        speech_meter.feed(speech)
        music_meter.feed(backing)
        speech_power.append(power_by_hop(speech))
        music_power.append(power_by_hop(backing))
    speech_lufs = speech_meter.result().integrated_lufs + BOTH_SPEAKERS_LU
    music_lufs = music_meter.result().integrated_lufs
    heard = np.concatenate(speech_power)
    if not heard.any():
        return np.ones(len(heard), np.float32)
    return music_gain(heard, np.concatenate(music_power), speech_lufs, music_lufs)


def write_stem(path: Path, dialogue: Track, gain_db: float) -> None:
    """Write the speech alone at its final gain."""
    factor = np.float32(amplitude(gain_db))
    with PcmWriter(path, channels=1) as writer:
        for block in dialogue.blocks(MIX_SAMPLES):
            writer.write(block * factor)
