"""Pictures of known content, and how to read what nodes made of them."""

from pathlib import Path

import cv2
import numpy as np

from media.samples.picture import SUBJECT_RADIUS
from media.types import Image
from tests.pipelines.nodes.running import Ran, run_example

BALL = (round(0.42 * 640), round(0.6 * 360))
RADIUS = SUBJECT_RADIUS * 360 + 2
"""Of the sample photo's ball, with half of its rim."""


def read(ran: Ran, image: Image) -> np.ndarray:
    found = cv2.imdecode(
        np.frombuffer(ran.path(image).read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED
    )
    assert found.shape[:2] == (image.height, image.width)
    return found


def ran(name: str, folder: Path, **params: object) -> tuple[np.ndarray, np.ndarray]:
    """What a node made of the sample photo, and the photo."""
    done = run_example(name, folder, **params)
    main = next(value for _, value in done.out)
    source = done.outputs["image" if "image" in done.outputs else "picture"]
    return read(done, main), read(done, next(value for _, value in source))


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = np.mean(np.square(one.astype(float) - other))
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def in_ball(shape: tuple[int, ...], radius: float = RADIUS) -> np.ndarray:
    y, x = np.indices(shape[:2])
    return (x - BALL[0]) ** 2 + (y - BALL[1]) ** 2 <= radius**2
