"""The ways in which a file is refused. What they say follows the file's name and a colon."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from av.error import FFmpegError

from media.errors import InputError


def damaged(what: str) -> InputError:
    """The file is broken."""
    return InputError(what, "export it or fetch it again", code="BAD_MEDIA")


def cut_short(what: str) -> InputError:
    """The end of the file is missing."""
    return damaged(f"it is cut short: {what}")


def unsupported(what: str, remedy: str) -> InputError:
    """The file is sound, and of a kind that Kinora does not take."""
    return InputError(what, remedy, code="UNSUPPORTED_MEDIA")


def too_large(what: str, remedy: str = "make it smaller") -> InputError:
    """The file asks for more than it may have."""
    return InputError(what, remedy, code="MEDIA_TOO_LARGE")


def another_kind(found: str, wanted: str) -> InputError:
    """The file is sound, and another was asked for."""
    return InputError(
        f"{found} where {wanted} is wanted", f"give {wanted} instead", code="WRONG_MEDIA"
    )


@contextmanager
def decoding(place: Callable[[], str]) -> Generator[None]:
    """Turns what a decoder complains of into a refusal.

    Args:
        place: says where in the file that was, as in `at 1.2 s`.
    """
    try:
        yield
    except MemoryError as error:
        raise too_large(f"it asks for too much memory {place()}") from error
    except (FFmpegError, ValueError, OverflowError) as error:
        # PyAV raises the latter two for numbers that no sound file has.
        said = getattr(error, "strerror", None) or str(error)
        raise damaged(f"it is damaged {place()}: {said}") from error
