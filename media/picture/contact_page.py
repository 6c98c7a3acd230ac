"""A film's shots as one HTML file that needs no other: pictures, words, states and times."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

import cv2

from media.clock import FrameRate
from media.overview import Overview, ShownShot, time_text
from media.picture.thumbnail import thumbnail
from media.shot_list import ListedShot, ShotList
from media.types import Document, Size
from media.workspace import Workspace

WIDE = 480
"""Width of a picture in pixels; one as tall as wide, or taller, is drawn narrower."""
QUALITY = 82

_STYLE = (Path(__file__).parent / "contact_page.css").read_text(encoding="utf-8")


def contact_page(work: Workspace, *, overview: Overview, shot_list: ShotList) -> Document:
    """Write the page.

    Args:
        work: where panels come from and the page goes.
        overview: the film.
        shot_list: what is known of its shots.
    """
    cv2.setNumThreads(1)
    listed = {shot.id: shot for shot in shot_list.shots}
    size = _thumb_size(overview.size)
    path = work.scratch("contact_sheet.html")
    with path.open("w", encoding="utf-8") as page:
        page.write(_head(overview, shot_list))
        for done, shown in enumerate(overview.shown, 1):
            picture = thumbnail(work, shown.clip, size, overview.rate)
            _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
            data = base64.b64encode(jpeg.tobytes()).decode()
            shot = listed.get(shown.clip.shot_id)
            page.write(_card(shown, shot, data, size, overview.rate))
            work.progress(done / len(overview.shown))
        page.write("</main></html>\n")
    return work.save(path, Document, media_type="text/html")


def _thumb_size(size: Size) -> Size:
    width = WIDE if size.width > size.height else WIDE * 2 // 3
    return Size(width=width, height=2 * round(width * size.height / size.width / 2))


def _head(overview: Overview, shot_list: ShotList) -> str:
    counts = {state: 0 for state in ("approved", "locked", "draft")}
    for shot in shot_list.shots:
        counts[shot.state] += 1
    states = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    title, length = escape(overview.title), time_text(overview.frames, overview.rate)
    return (
        f'<!doctype html><html lang="{escape(shot_list.language)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style>"
        f"<header><h1>{title}</h1><p>{length} · {overview.num_shots} shots · {overview.size} · "
        f"{float(overview.rate):g} fps · {states}</p></header><main>\n"
    )


def _card(shown: ShownShot, shot: ListedShot | None, data: str, size: Size, rate: FrameRate) -> str:
    clip = shown.clip
    state = shot.state if shot else "draft"
    span = f"{time_text(clip.start, rate)} – {time_text(clip.start + clip.frames, rate)}"
    return (
        f'<figure id="{escape(clip.shot_id)}" class="{state}">'
        f'<img alt="Shot {shown.number}" width="{size.width}" height="{size.height}" '
        f'src="data:image/jpeg;base64,{data}">'
        f"<figcaption><p class=facts><b>{shown.number}</b> <time>{span}</time>"
        f"<span class=state>{state}</span></p>"
        f"<p dir=auto>{escape(shown.words)}</p>{_decided(shot) if shot else ''}"
        "</figcaption></figure>\n"
    )


def _decided(shot: ListedShot) -> str:
    look = shot.look
    facts = [look.size, look.angle, look.move, look.setting, look.time_of_day, look.mood]
    said = f"<p class=look>{escape(' · '.join(fact.replace('_', ' ') for fact in facts))}</p>"
    if shot.pin:
        said += f"<p class=look>pinned: {escape(', '.join(shot.pin))}</p>"
    return said + (f"<p class=note dir=auto>{escape(shot.note)}</p>" if shot.note else "")
