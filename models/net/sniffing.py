"""What bytes are, by themselves: what a server calls them decides nothing but between texts."""

from __future__ import annotations

import codecs
import re

HEAD_BYTES = 4096
"""How much of a file is looked at."""
BINARY = "application/octet-stream"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
)
_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"mif1": "image/heic",
}
"""What a file of the MP4 family holds, where its brand says so."""

_TEXT_TYPE = re.compile(r"text/[a-z0-9.+-]+|application/([a-z0-9.+-]+\+)?(json|xml|yaml)|image/svg")
_SINGLE = re.compile(r"cp125\d|iso8859-\d+|koi8-r")
_SEVERAL = re.compile(r"big5|cp932|euc_(jp|kr)|gb2312|gb18030|gbk|shift_jis|utf-16")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def media_type(head: bytes, declared: str) -> str:
    """The media type of a file that begins like this.

    Args:
        head: its first bytes, up to `HEAD_BYTES`.
        declared: the `Content-Type` that came with it.
    """
    for offset, signature, found in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            return found
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:1] == b"\xff" and head[1:2] and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    # The last letter of the head may be cut off.
    if _decoded(head, declared, whole=len(head) < HEAD_BYTES) is None:
        return BINARY
    called = declared.partition(";")[0].strip().lower()
    if _TEXT_TYPE.match(called):
        return called
    return "application/json" if head.lstrip()[:1] in (b"{", b"[") else "text/plain"


def text_of(data: bytes, declared: str) -> str | None:
    """A file's text; None where it has none."""
    return _decoded(data, declared, whole=True)


def _decoded(data: bytes, declared: str, *, whole: bool) -> str | None:
    """Bytes as text in UTF-8, or in the charset that they are said to be in."""
    for charset in _charsets(declared):
        try:
            text = codecs.getincrementaldecoder(charset)().decode(data, final=whole)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _charsets(declared: str) -> tuple[str, ...]:
    """The charsets to try: none but UTF-8 and those in use on the web.

    Any bytes are text in a charset of single bytes, so UTF-8 is tried before it; a few words of
    Chinese in GBK may be UTF-8 by chance, so it is tried behind those of several.
    """
    found = re.search(r"charset=\"?([\w.:-]{1,40})", declared, re.IGNORECASE)
    try:
        name = codecs.lookup(found[1]).name if found else ""
    except LookupError:
        name = ""
    if _SINGLE.fullmatch(name):
        return "utf-8-sig", name
    return (name, "utf-8-sig") if _SEVERAL.fullmatch(name) else ("utf-8-sig",)
