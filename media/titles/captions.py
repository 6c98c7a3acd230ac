"""Captions with times, burned into a clip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from media.captions.burn import BurnedCaptions, CaptionStyle
from media.captions.rules import lay_cues
from media.clock import SAMPLE_RATE
from media.codec.clips import Frame, read_frames, read_sound, save_clip
from media.errors import InputError
from media.picture.yuv import Planes, from_rgba, to_bgr
from media.shots import Word
from media.text.typeface import Typeface
from media.timeline import CaptionLook, Cue
from media.titles.kinds import Line, Titled
from media.types import Video
from media.workspace import Workspace

MOST_CHARS, LEAST_CHARS = 42, 22
_WORD = re.compile(r"\S+")


def burn(
    work: Workspace,
    *,
    clip: Video,
    lines: tuple[Line, ...],
    look: CaptionLook,
    style: CaptionStyle,
    language: str,
) -> Titled:
    """Show lines while they are said, over a clip.

    Raises:
        InputError: a line ends before it starts, two overlap, or no font draws some letters.
    """
    if clip.alpha:
        raise InputError("the clip is transparent", "lay it over something first", "clip")
    cues = tuple(_cues(_checked(lines), clip))
    captions = BurnedCaptions(
        cues, clip.size, style, look, Typeface(language=language).opened(work)
    )
    path = work.open(clip)

    def shown() -> Iterator[Frame]:
        for index, frame in enumerate(read_frames(path)):
            busy = any(cue.start <= index < cue.end for cue in cues)
            yield _captioned(frame, captions, index) if busy else frame

    sound = read_sound(path) if clip.sound else None
    return Titled(clip=save_clip(work, shown(), size=clip.size, rate=clip.rate, sound=sound))


def _checked(lines: tuple[Line, ...]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: line.start_s)
    end_s = 0.0
    for line in ordered:
        if line.end_s <= line.start_s:
            raise InputError(f"{line.text[:30]!r} ends before it starts", "", "lines", "BAD_RANGE")
        if line.start_s < end_s:
            raise InputError(
                f"{line.text[:30]!r} starts before the line before it ends", "part them", "lines",
                "BAD_RANGE",
            )  # fmt: skip
        end_s = line.end_s
    return ordered


def _cues(lines: list[Line], clip: Video) -> Iterator[Cue]:
    """Lines parted as readers need it; a word is said as long as its letters are many."""
    wide = clip.width / clip.height
    chars = round(max(LEAST_CHARS, min(MOST_CHARS, MOST_CHARS * wide * 9 / 16)))
    for line in lines:
        first = round(line.start_s * float(clip.rate))
        behind = max(first + 1, round(line.end_s * float(clip.rate)))
        words = tuple(_words(line))
        for cue in lay_cues(line.text, words, clip.rate, chars) if words else ():
            start, end = first + cue.start, min(behind, first + cue.end)
            if start < end:
                yield cue.model_copy(update={"start": start, "end": end})


def _words(line: Line) -> Iterator[Word]:
    matches = list(_WORD.finditer(line.text))
    lengths = np.concatenate(([0], np.cumsum([len(match[0]) + 1 for match in matches])))
    samples = (line.end_s - line.start_s) * SAMPLE_RATE
    for match, first, last in zip(matches, lengths[:-1], lengths[1:], strict=True):
        start, end = (round(samples * int(edge) / int(lengths[-1])) for edge in (first, last))
        yield Word(text=match[0], start=start, end=end, offset=match.start())


def _captioned(frame: Frame, captions: BurnedCaptions, index: int) -> Frame:
    """The frame with what is captioned on it; where no caption is, to the pixel as it was."""
    opaque = np.full((*frame.shape[:2], 1), 255, np.uint8)
    rgba = np.ascontiguousarray(np.concatenate((frame[:, :, ::-1], opaque), axis=2))
    before = from_rgba(rgba)
    after = Planes(before.y.copy(), before.u.copy(), before.v.copy())
    captions.draw(after, index)
    changed = np.flatnonzero((after.y != before.y).any(axis=1))
    if not len(changed):
        return frame
    rows = slice(max(0, int(changed[0]) - 2), int(changed[-1]) + 3)
    columns = np.flatnonzero((after.y != before.y).any(axis=0))
    across = slice(max(0, int(columns[0]) - 2), int(columns[-1]) + 3)
    found = frame.copy()
    found[rows, across] = to_bgr(after)[rows, across]
    return found
