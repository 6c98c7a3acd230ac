"""What a decoder complains of, as an error of the input."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from av.error import FFmpegError

from media.errors import InputError


@contextmanager
def readable(name: str) -> Generator[None]:
    """Turns what a decoder complains of into an error of the input."""
    try:
        yield
    except FFmpegError as error:
        raise InputError(f"{name} cannot be decoded: {error.strerror}", code="BAD_MEDIA") from error
