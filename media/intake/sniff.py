"""What kind of file it is, by how it begins.

The demuxer follows from here and is named to FFmpeg: left to guess, it would take a playlist of
other files, or of addresses, for a film.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from media.intake.refusals import damaged, unsupported

HEAD_BYTES = 4096
ID3_BYTES = 10

Sort = Literal["still", "clip", "sound"]
"""What a form is used for; a container of clips may yet hold sound alone."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file format."""

    name: str
    """As people say it."""
    demuxer: str
    """FFmpeg's name of what reads it; of a still, of its decoder."""
    sort: Sort

    def called(self, noun: str) -> str:
        """The form with its article, as in `an MP4 clip`."""
        return f"{'an' if self.name.startswith(_WITH_AN) else 'a'} {self.name} {noun}"


_WITH_AN = ("A", "M4A", "MKV", "MP", "O")
"""Names that are spoken with a vowel first."""


PNG, JPEG = Form("PNG", "png", "still"), Form("JPEG", "mjpeg", "still")
WEBP, GIF = Form("WebP", "webp", "still"), Form("GIF", "gif", "clip")
MP4, MOV = Form("MP4", "mov", "clip"), Form("MOV", "mov", "clip")
AVI, WMV = Form("AVI", "avi", "clip"), Form("WMV", "asf", "clip")
MKV, WEBM = Form("MKV", "matroska", "clip"), Form("WebM", "matroska", "clip")
OGG = Form("Ogg", "ogg", "sound")
MP3, AAC = Form("MP3", "mp3", "sound"), Form("AAC", "aac", "sound")
M4A, WAV, FLAC = (
    Form("M4A", "mov", "sound"),
    Form("WAV", "wav", "sound"),
    Form("FLAC", "flac", "sound"),
)

EBML = b"\x1aE\xdf\xa3"
_STARTS: tuple[tuple[bytes, Form], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), WMV),
    (b"OggS", OGG),
    (b"fLaC", FLAC),
)
_RIFF = {b"AVI ": AVI, b"WAVE": WAV, b"WEBP": WEBP}
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""With which QuickTime files begin that are older than `ftyp`."""
_BRANDS = {b"qt  ": MOV, b"M4A ": M4A, b"M4B ": M4A}
_STILL_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"8BPS", "a Photoshop document"),
    (b"%PDF", "a PDF document"),
    (b"FLV\x01", "an FLV clip"),
    (b"\0\0\x01\xba", "an MPEG programme stream"),
    (b"FORM", "an AIFF sound"),
    (b"MThd", "a MIDI file"),
    (b"#!AMR", "an AMR sound"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"#EXTM3U", "a playlist"),
    (b"<svg", "an SVG drawing"),
)


def sniff(path: Path) -> Form:
    """The form of a file.

    Raises:
        InputError: it is empty, or none that Kinora takes.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if head.startswith(b"ID3") and len(head) >= ID3_BYTES:
            file.seek(id3_bytes(head))
            head = file.read(HEAD_BYTES)
    if not head:
        raise damaged("it is empty")
    form = form_of(head)
    if form is None:
        raise unsupported(
            f"it is {_called(head)}",
            "use MP4, MOV, MKV, WebM, AVI, WMV, GIF, PNG, JPEG, WebP, WAV, MP3, M4A, FLAC or Ogg",
        )
    return form


def id3_bytes(head: bytes) -> int:
    """The length of the ID3 tag with which a file begins: four times seven bits."""
    size = 0
    for byte in head[6:ID3_BYTES]:
        size = size << 7 | byte & 0x7F
    return size + ID3_BYTES


def form_of(head: bytes) -> Form | None:
    """The form of a file that begins like this."""
    for start, form in _STARTS:
        if head.startswith(start):
            return form
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return None if brand in _STILL_BRANDS else _BRANDS.get(brand, MP4)
    if head.startswith(EBML):
        return WEBM if b"webm" in head[:64] else MKV
    if head[4:8] in _ATOMS:
        return MOV
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return _synced(head[1])
    return None


def _synced(flags: int) -> Form | None:
    """MPEG audio by the layer in its second byte: none for ADTS, one for MP3."""
    layer = flags >> 1 & 3
    if layer == 0 and flags & 0xF0 == 0xF0:
        return AAC
    return MP3 if layer == 1 else None


def _called(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return f"{_STILL_BRANDS[head[8:12]]}, a kind of picture that is not read"
    for start, name in _FOREIGN:
        if head.startswith(start):
            return name
    if b"\0" not in head:
        return "text, or a kind of file that is not known"
    return "of a kind that is not known"
