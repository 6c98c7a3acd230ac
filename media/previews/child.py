"""The process that makes a preview: `python -m media.previews.child HANDLE FILE TARGET`.

Of a picture and of a clip's first frame it is a small picture, of a sound its waveform. What it
reads was normalised here, yet it holds itself to the limits of files from outside.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TypeVar

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from media.errors import InputError
from media.hearing.waveform import draw
from media.ids import digest_of_file
from media.intake import limits
from media.still.files import load_opaque
from media.types import Asset, Audio, Image, Size

A = TypeVar("A", bound=Asset)
LONGEST = 320
"""Pixels of the longer side."""
WAVEFORM = Size(width=LONGEST, height=80)
COLOUR, BACKGROUND = "#4a6fa5", "#f4f4f2"
QUALITY = 82


class _OneFile:
    """A workspace with one file to read and one to write."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source, self._target = source, target

    def open(self, asset: Asset) -> Path:
        return self._source

    def save(self, path: Path, kind: type[A], **facts: Any) -> A:
        digest, num_bytes = digest_of_file(path), path.stat().st_size
        path.replace(self._target)
        return kind(digest=digest, num_bytes=num_bytes, **facts)

    def scratch(self, name: str) -> Path:
        return self._target.with_name(f"{self._target.name}-{name}")

    def progress(self, fraction: float, **facts: Any) -> None:
        limits.go_on()


def make(handle: dict[str, Any], source: Path, target: Path) -> Image:
    """Make the preview of an asset, as a file at `target`.

    Raises:
        InputError: there is none of such a thing.
    """
    work = _OneFile(source, target)
    if handle["kind"] == "audio":
        limits.go_on(limits.MAX_STILL_PIXELS)
        return draw(
            work, sound=Audio.model_validate(handle), size=WAVEFORM, columns=WAVEFORM.width // 2,
            colour=COLOUR, background=BACKGROUND, scaled=True,
        ).image  # fmt: skip
    if handle["kind"] == "video":
        frame = _first_frame(source)
    else:
        image = Image.model_validate(handle)
        limits.go_on(image.width * image.height)
        frame = load_opaque(work, image)
    small = _small(frame)
    done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise InputError("the picture cannot be written")
    part = work.scratch("jpeg")
    part.write_bytes(data.tobytes())
    height, width = small.shape[:2]
    return work.save(part, Image, format="jpeg", width=width, height=height)


def _first_frame(source: Path) -> NDArray[np.uint8]:
    with av.open(str(source)) as container:
        container.streams.video[0].thread_count = 1
        frame = next(container.decode(video=0))
        return np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def _small(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = frame.shape[:2]
    factor = min(1.0, LONGEST / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)


def main() -> None:
    """Do what the command line asks for; the handle of what came of it goes to standard output."""
    limits.hold()
    cv2.setNumThreads(1)
    handle, source, target = sys.argv[1:]
    made = make(json.loads(handle), Path(source), Path(target))
    sys.stdout.write(made.model_dump_json() + "\n")


if __name__ == "__main__":
    main()
