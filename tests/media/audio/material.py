"""Sounds and timelines for tests of the film's sound."""

import numpy as np

from media.audio.pcm import PcmWriter
from media.clock import SAMPLE_RATE, FrameRate
from media.ids import SectionId, ShotId
from media.timeline import Chapter, Cue, SoundClip, Soundtrack, Timeline
from media.types import Audio, Size

RATE = FrameRate(30)


def save_sound(work, sound, name="sound.wav", depth="s16") -> Audio:
    """An array of shape (samples, channels) as an asset."""
    path = work.scratch(name)
    with PcmWriter(path, channels=sound.shape[1], depth=depth) as writer:
        writer.write(sound.astype(np.float32))
    return work.save(path, Audio, channels=sound.shape[1], samples=len(sound))


def voice(seconds: float, seed: int = 1, level: float = 0.1) -> np.ndarray:
    """Something like speech: noise in the band of a voice, in syllables; mono."""
    count = int(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum *= np.exp(-np.square((hertz - 700) / 500))
    noise = np.fft.irfft(spectrum, count)
    syllables = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * np.arange(count) / SAMPLE_RATE)
    return (level * noise / noise.std() * syllables)[:, None]


def tone(seconds: float, hertz: float = 220.0, level: float = 0.1) -> np.ndarray:
    """A stereo sine."""
    time_s = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.repeat(level * np.sin(2 * np.pi * hertz * time_s)[:, None], 2, axis=1)


def timeline_of(
    frames: int,
    clips: list[tuple[Audio, int]],
    *,
    rate: FrameRate = RATE,
    cues: tuple[Cue, ...] = (),
    chapters: tuple[Chapter, ...] = (),
    title: str = "A film",
    size: tuple[int, int] = (64, 48),
) -> Timeline:
    """A timeline of sound alone; clips are (recording, start in samples)."""
    return Timeline(
        title=title,
        language="en",
        size=Size(width=size[0], height=size[1]),
        rate=rate,
        frames=frames,
        clips=(),
        transitions=(),
        dialogue=tuple(
            SoundClip(shot_id=ShotId(f"shot{i}"), audio=audio, start_sample=start)
            for i, (audio, start) in enumerate(clips)
        ),
        cues=cues,
        chapters=chapters,
    )


def chapter_of(title: str, start: int, end: int) -> Chapter:
    """A chapter by title and frames."""
    return Chapter(
        section_id=SectionId(title or "s"),
        title=title,
        start=start,
        end=end,
        mood="calm",
        energy=0.4,
    )


def soundtrack_of(
    frames: int,
    clips: list[tuple[Audio, int]],
    *,
    rate: FrameRate = RATE,
    chapters: tuple[Chapter, ...] = (),
) -> Soundtrack:
    """The sound of such a timeline."""
    return timeline_of(frames, clips, rate=rate, chapters=chapters).soundtrack
