"""Caption files: SubRip, WebVTT, and Advanced SubStation with karaoke timing."""

from __future__ import annotations

from fractions import Fraction

from media.clock import FrameRate
from media.model import Model
from media.timeline import CaptionWord, Cue, Timeline, line_text
from media.types import Document, Size
from media.workspace import Workspace


class CaptionFiles(Model):
    """The film's captions in three formats."""

    srt: Document
    vtt: Document
    ass: Document


def write(work: Workspace, *, timeline: Timeline) -> CaptionFiles:
    """Write the timeline's cues."""
    return CaptionFiles(
        srt=_saved(work, "film.srt", srt(timeline.cues, timeline.rate), "application/x-subrip"),
        vtt=_saved(work, "film.vtt", vtt(timeline.cues, timeline.rate), "text/vtt"),
        ass=_saved(work, "film.ass", ass(timeline), "text/x-ssa"),
    )


def _saved(work: Workspace, name: str, text: str, media_type: str) -> Document:
    path = work.scratch(name)
    path.write_text(text, encoding="utf-8", newline="\n")
    return work.save(path, Document, media_type=media_type)


def srt(cues: tuple[Cue, ...], rate: FrameRate) -> str:
    """SubRip text."""
    return "\n".join(
        f"{number}\n{_clock(cue.start, rate, ',')} --> {_clock(cue.end, rate, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues, 1)
    )


def vtt(cues: tuple[Cue, ...], rate: FrameRate) -> str:
    """WebVTT text, with the time of each word inside its cue."""
    blocks = [
        f"{_clock(cue.start, rate, '.')} --> {_clock(cue.end, rate, '.')}\n{_vtt_text(cue, rate)}\n"
        for cue in cues
    ]
    return "WEBVTT\n\n" + "\n".join(blocks)


def _vtt_text(cue: Cue, rate: FrameRate) -> str:
    def word(part: CaptionWord) -> str:
        text = part.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if not 0 < part.start < cue.end - cue.start:
            return text
        return f"<{_clock(cue.start + part.start, rate, '.')}>{text}"

    return "\n".join(line_text(line, map(word, line)) for line in cue.lines)


def _clock(frame: int, rate: FrameRate, mark: str) -> str:
    milliseconds = round(frame * rate.frame_duration * 1000)
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{milliseconds:03}"


def ass(timeline: Timeline) -> str:
    """Advanced SubStation text: each word lights up while it is spoken in centiseconds."""
    head = _ass_head(timeline.title, timeline.size)
    events = [
        f"Dialogue: 0,{_ass_clock(cue.start, timeline.rate)},{_ass_clock(cue.end, timeline.rate)},"
        f"Film,,0,0,0,,{_ass_text(cue, timeline.rate)}"
        for cue in timeline.cues
    ]
    return head + "\n".join(events) + "\n"


def _ass_head(title: str, size: Size) -> str:
    font = round(size.height * (0.05 if size.width >= size.height else 0.032))
    return (
        "[Script Info]\n"
        f"Title: {title}\n"
        "ScriptType: v4.00+\n"
        "WrapStyle: 2\n"
        "ScaledBorderAndShadow: yes\n"
        "YCbCr Matrix: TV.709\n"
        f"PlayResX: {size.width}\nPlayResY: {size.height}\n\n"
        "[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
        "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
        "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
        f"Style: Film,Noto Sans,{font},&H0066D9FF,&H00FFFFFF,&H00202020,&H80000000,-1,0,0,0,"
        f"100,100,0,0,1,{max(1, font // 16)},{max(1, font // 24)},2,"
        f"{size.width // 20},{size.width // 20},{size.height // 12},1\n\n"
        "[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )


def _ass_text(cue: Cue, rate: FrameRate) -> str:
    """Words with the time until the next begins; rounded on the running sum, so nothing drifts."""
    words = [part for line in cue.lines for part in line]
    starts = [part.start for part in words[1:]] + [max(words[-1].end, words[-1].start)]
    told, pieces, index = _centiseconds(words[0].start, rate), [], 0
    lead = f"{{\\k{told}}}" if told else ""
    for line in cue.lines:
        texts: list[str] = []
        for part in line:
            until = max(told, _centiseconds(starts[index], rate))
            clean = part.text.replace("{", "(").replace("}", ")").replace("\\", "/")
            texts.append(f"{{\\k{until - told}}}{clean}")
            told, index = until, index + 1
        pieces.append(line_text(line, texts))
    return lead + "\\N".join(pieces)


def _centiseconds(frames: int, rate: FrameRate) -> int:
    return round(Fraction(frames) * rate.frame_duration * 100)


def _ass_clock(frame: int, rate: FrameRate) -> str:
    centiseconds = _centiseconds(frame, rate)
    seconds, centiseconds = divmod(centiseconds, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{centiseconds:02}"
