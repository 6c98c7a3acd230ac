"""A text from outside."""

from __future__ import annotations

from pathlib import Path

from media.errors import InputError
from media.intake.limits import MAX_DOCUMENT_BYTES
from media.intake.refusals import too_large


def read_text(path: Path) -> str:
    """A file's text.

    Raises:
        InputError: it is too large, or no text in UTF-8.
    """
    num_bytes = path.stat().st_size
    if num_bytes > MAX_DOCUMENT_BYTES:
        raise too_large(f"{path.name}: it has {num_bytes / 1e6:,.0f} MB of text")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name}: it is no text in UTF-8 (byte {error.start:,})",
            "save it as UTF-8",
            code="BAD_DOCUMENT",
        ) from error
    if "\0" in text:
        raise InputError(f"{path.name}: it is no text", "save it as UTF-8", code="BAD_DOCUMENT")
    return text
