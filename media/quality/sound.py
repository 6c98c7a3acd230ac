"""The film's sound, decoded once: loudness, clipping, silence, and its lag behind the mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from media.audio.activity import spans
from media.audio.duck import HOP_SAMPLES, HOPS_PER_S, power_by_hop
from media.audio.loudness import Loudness, Meter
from media.audio.pcm import Block, PcmReader, regular
from media.clock import SAMPLE_RATE
from media.quality.findings import Finding, Lag
from media.quality.speech import Separation
from media.timeline import SoundClip, Timeline

BLOCK_HOPS = 100
FULL_SCALE = 0.9999
CLIPPED_RUN = 3
"""As many samples at full scale in a row are a clipped peak; one or two may just reach it."""
SILENT_POWER = 1e-6
"""-60 dB: no bed of music is that quiet, no room tone that loud."""
LONGEST_SILENCE_S = 2.0
LOUDNESS_TOLERANCE_LU = 1.0
"""EBU R128 s1 grants live programmes as much."""
PEAK_TOLERANCE_DB = 0.05

LAG_WINDOW = 2 * SAMPLE_RATE
LAG_REACH = SAMPLE_RATE // 10
"""Sound and picture further apart than 100 ms would be no drift but another film."""
LAG_TOLERANCE = 48
"""1 ms: far below what is seen or heard, and far above what a correct join shows, which is none."""


@dataclass(kw_only=True)
class SoundFigures:
    """What one decoding found."""

    samples: int = 0
    loudness: Loudness
    separation: Separation
    clipped_samples: int = 0
    first_clipped: int | None = None
    silent: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Silent stretches in hops of 10 ms."""
    windows: dict[int, Block] = field(default_factory=dict[int, Block])
    """Mono sound from each sample asked for."""


def listen(blocks: Iterable[Block], dialogue: PcmReader, windows: Iterable[int]) -> SoundFigures:
    """Take a stereo sound's figures in one pass.

    Args:
        blocks: the decoded film.
        dialogue: the speech alone.
        windows: samples from which to keep `LAG_WINDOW` of mono sound.
    """
    meter = Meter(2)
    clipping = Clipping()
    separation = Separation()
    kept: dict[int, list[Block]] = {start: [] for start in windows}
    quiet: list[np.ndarray] = []
    samples = 0
    for block in regular(blocks, BLOCK_HOPS * HOP_SAMPLES):
        meter.feed(block)
        clipping.feed(block, samples)
        separation.feed(block, dialogue.read(samples, len(block)))
        quiet.append(power_by_hop(block) < SILENT_POWER)
        for start, parts in kept.items():
            part = block[max(0, start - samples) : max(0, start + LAG_WINDOW - samples)]
            if len(part):
                parts.append(part.mean(axis=1, keepdims=True))
        samples += len(block)
    return SoundFigures(
        samples=samples,
        loudness=meter.result(),
        separation=separation,
        clipped_samples=clipping.samples,
        first_clipped=clipping.first,
        silent=spans(np.concatenate([np.zeros(0, np.bool_), *quiet])),
        windows={start: np.concatenate(parts) for start, parts in kept.items() if parts},
    )


class Clipping:
    """Counts samples in runs at full scale; a run that crosses two blocks counts in each part."""

    def __init__(self) -> None:
        self.samples = 0
        self.first: int | None = None

    def feed(self, block: Block, start: int) -> None:
        """Count a block in."""
        full = np.abs(block).max(axis=1, initial=0.0) >= FULL_SCALE
        if not full.any():
            return
        for first, last in spans(full):
            if last - first >= CLIPPED_RUN:
                self.samples += last - first
                self.first = start + first if self.first is None else self.first


def lag_places(timeline: Timeline) -> tuple[int, ...]:
    """Samples at the start, the middle and the end of the film at which somebody speaks."""
    clips = sorted(timeline.dialogue, key=lambda clip: clip.start_sample)
    if not clips:
        return ()
    chosen = (clips[0], clips[len(clips) // 2], clips[-1])
    return tuple(dict.fromkeys(clip.start_sample for clip in chosen))


def lags(figures: SoundFigures, dialogue: PcmReader) -> tuple[Lag, ...]:
    """How late the film's sound is at each window."""
    found: list[Lag] = []
    for start, heard in figures.windows.items():
        spoken = dialogue.read(start, LAG_WINDOW)
        if np.square(spoken).mean() > SILENT_POWER:
            found.append(Lag(at_s=start / SAMPLE_RATE, samples=lag(heard[:, 0], spoken[:, 0])))
    return tuple(found)


def lag(heard: np.ndarray, spoken: np.ndarray) -> int:
    """The shift within `LAG_REACH` at which two mono sounds agree best."""
    size = 1 << (len(heard) + len(spoken) - 1).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(spoken, size))
    agreement = np.fft.irfft(spectrum, size)
    near = np.concatenate((agreement[-LAG_REACH:], agreement[: LAG_REACH + 1]))
    return int(np.argmax(near)) - LAG_REACH


def sound_findings(
    figures: SoundFigures,
    late: tuple[Lag, ...],
    timeline: Timeline,
    *,
    music: bool,
    loudness_lufs: float,
    peak_dbtp: float,
) -> Iterator[Finding]:
    """What is wrong with the sound."""
    measured = figures.loudness
    off = measured.integrated_lufs - loudness_lufs
    if (timeline.dialogue or music) and abs(off) > LOUDNESS_TOLERANCE_LU:
        yield whole("LOUDNESS_OFF", f"{measured.integrated_lufs:.1f} LUFS, not {loudness_lufs:g}")
    if measured.true_peak_dbtp > peak_dbtp + PEAK_TOLERANCE_DB:
        yield whole("PEAK_TOO_HIGH", f"true peak {measured.true_peak_dbtp:.1f} dBTP")
    if figures.first_clipped is not None:
        yield Finding(
            code="SOUND_CLIPPED",
            severity="error",
            at_s=figures.first_clipped / SAMPLE_RATE,
            message=f"{figures.clipped_samples} samples stand at full scale",
        )
    for each in late:
        if abs(each.samples) > LAG_TOLERANCE:
            yield Finding(
                code="SOUND_DRIFT",
                severity="error",
                at_s=each.at_s,
                message=f"the sound is {each.samples} samples late",
            )
    yield from silence_findings(figures, timeline, music=music)


def silence_findings(
    figures: SoundFigures, timeline: Timeline, *, music: bool
) -> Iterator[Finding]:
    """Stretches of silence in which somebody ought to speak or music to play."""
    expected = np.zeros(-(-figures.samples // HOP_SAMPLES), np.bool_)
    expected[:] = music
    for clip in timeline.dialogue:
        expected[slice(*clip_hops(clip))] = True
    missing = np.zeros(len(expected), np.bool_)
    for first, last in figures.silent:
        missing[first:last] = True
    for first, last in spans(missing & expected):
        if (last - first) / HOPS_PER_S > LONGEST_SILENCE_S:
            yield Finding(
                code="SILENCE",
                severity="error",
                at_s=first / HOPS_PER_S,
                message=f"{(last - first) / HOPS_PER_S:.1f} s of silence that is not planned",
            )


def clip_hops(clip: SoundClip) -> tuple[int, int]:
    """The hops that a recording touches."""
    return clip.start_sample // HOP_SAMPLES, -(-clip.end_sample // HOP_SAMPLES)


def longest_silence_s(figures: SoundFigures) -> float:
    """Length of the longest silent stretch, planned or not."""
    return max((last - first for first, last in figures.silent), default=0) / HOPS_PER_S


def whole(code: str, message: str) -> Finding:
    """An error about the film as a whole."""
    return Finding(code=code, severity="error", at_s=0.0, message=message)
