"""The files of a finished film: what they are called, and which node and port made them."""

from __future__ import annotations

from typing import NamedTuple


class FilmFile(NamedTuple):
    """Where a file comes from, and what it is."""

    node: str
    port: str
    media_type: str


FILES = {
    "film.mp4": FilmFile("film", "film", "video/mp4"),
    "film.srt": FilmFile("captions", "srt", "application/x-subrip"),
    "film.vtt": FilmFile("captions", "vtt", "text/vtt"),
    "film.ass": FilmFile("captions", "ass", "text/x-ssa"),
    "contact_sheet.png": FilmFile("sheet", "sheet", "image/png"),
    "contact_sheet.html": FilmFile("page", "page", "text/html"),
}
"""What is always delivered."""
STEMS = {"dialogue.wav": FilmFile("mix", "dialogue", "audio/wav")}
"""What is delivered when the user asks for it."""
