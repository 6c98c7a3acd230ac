"""Lines of a transcript as files of subtitles."""

from __future__ import annotations

from collections.abc import Sequence

from media.clock import SAMPLE_RATE
from pipelines.nodes.audio.transcribe import Passage


def srt(passages: Sequence[Passage]) -> str:
    """SubRip."""
    blocks = (
        f"{number}\n{_clock(one.start, ',')} --> {_clock(one.end, ',')}\n{one.text.strip()}\n"
        for number, one in enumerate(passages, 1)
    )
    return "\n".join(blocks)


def vtt(passages: Sequence[Passage]) -> str:
    """WebVTT."""
    blocks = (
        f"{_clock(one.start, '.')} --> {_clock(one.end, '.')}\n{_escaped(one.text.strip())}\n"
        for one in passages
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(samples: int, mark: str) -> str:
    milliseconds = round(1000 * samples / SAMPLE_RATE)
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{milliseconds:03}"
