"""What FFmpeg logs as an error while it reads a file.

Some decoders say that data are damaged and go on with what they make up for it; nothing but the log
tells. One process reads one file, so all that is logged is about it.
"""

from __future__ import annotations

from av import logging

from media.intake.refusals import damaged

OWN = ("swscaler", "SWR", "libx264", "mp4")
"""Components of the way out, whose complaints are not about the file."""
HARMLESS = (
    "QT chapter track not found",
    "unable to decode APP fields",
    "mmco: unref short failure",
    "reference picture missing during reorder",
)
"""Said of files that play well everywhere: what was cut between other than key frames, for one."""

_logged: list[tuple[int, str, str]] = []


def listen() -> None:
    """Keep from now on what is logged as an error."""
    logging.set_level(logging.ERROR)
    logging.set_skip_repeated(True)
    capture = logging.Capture(local=False)
    global _logged
    _logged = capture.__enter__()


def check(place: str) -> None:
    """Refuse the file where something was logged.

    Args:
        place: where the reading is.

    Raises:
        InputError: with what was said.
    """
    for _, component, text in _logged:
        if component not in OWN and not any(known in text for known in HARMLESS):
            raise damaged(f"it is damaged {place}: {text.strip()} ({component})")
    _logged.clear()
