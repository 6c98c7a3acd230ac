"""Where a clip is cut: its shots, and each of them as a clip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import cv2
import numpy as np
from scenedetect.common import FrameTimecode
from scenedetect.detectors import AdaptiveDetector

from media.clock import FrameRate
from media.codec.clips import Frame
from media.edit.modes import Scene, Scenes, Sensitivity
from media.edit.reading import frames_between, frames_of, sound_of
from media.edit.remake import remade, reported
from media.edit.span import Span, whole_frames
from media.types import Video
from media.workspace import Workspace

LOOKED_AT = 256
"""Width at which frames are compared."""

_THRESHOLDS: dict[Sensitivity, tuple[float, float]] = {
    "low": (4.5, 22.0),
    "normal": (3.0, 15.0),
    "high": (2.0, 9.0),
}
"""How much more a frame has to differ than those around it, and how much at all."""


class CutFinder:
    """Is shown frames one by one; knows at the end where a shot begins."""

    def __init__(
        self, rate: FrameRate, sensitivity: Sensitivity = "normal", shortest: int = 8
    ) -> None:
        factor, least = _THRESHOLDS[sensitivity]
        self._detector = AdaptiveDetector(
            adaptive_threshold=factor, min_content_val=least, min_scene_len=shortest
        )
        self._rate = rate.fraction
        self._seen = 0
        self._cuts: list[int] = []

    def look(self, frame: Frame) -> None:
        """Compare the next frame with those before it."""
        timecode = FrameTimecode(self._seen, self._rate)
        found = self._detector.process_frame(timecode, small(frame, LOOKED_AT))
        self._note(found)
        self._seen += 1

    def shots(self) -> list[Span]:
        """All shots in order."""
        self._note(self._detector.post_process(FrameTimecode(max(0, self._seen - 1), self._rate)))
        edges = [0, *sorted(set(self._cuts)), self._seen]
        return [Span(*pair) for pair in pairwise(edges)]

    def _note(self, found: Iterable[FrameTimecode]) -> None:
        self._cuts += [cut.frame_num for cut in found if cut.frame_num > 0]


def small(frame: Frame, width: int) -> Frame:
    """An opaque frame at a smaller width; a frame that is small already as it is."""
    colours = np.ascontiguousarray(frame[..., :3])
    if colours.shape[1] <= width:
        return colours
    height = max(2, round(colours.shape[0] * width / colours.shape[1]))
    return np.asarray(cv2.resize(colours, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def scenes(
    work: Workspace, clip: Video, sensitivity: Sensitivity, shortest_s: float, split: bool
) -> Scenes:
    """Find the hard cuts of a clip.

    Args:
        work: where the clip is, and where its parts go.
        clip: what is looked through.
        sensitivity: how small a change is a cut.
        shortest_s: no shot is shorter.
        split: give every shot as a clip too.
    """
    finder = CutFinder(clip.rate, sensitivity, max(1, whole_frames(shortest_s, clip.rate)))
    for frame in reported(work, frames_of(work, clip), clip.frames):
        finder.look(frame)
    shots = finder.shots()
    fps = float(clip.rate)
    return Scenes(
        scenes=tuple(
            Scene(
                start_s=shot.first / fps,
                end_s=shot.end / fps,
                first_frame=shot.first,
                frames=shot.end - shot.first,
            )
            for shot in shots
        ),
        clips=tuple(_parts(work, clip, shots)) if split else (),
    )


def _parts(work: Workspace, clip: Video, shots: list[Span]) -> Iterator[Video]:
    sound, path = sound_of(work, clip), work.open(clip)
    for shot in shots:
        yield remade(
            work,
            clip,
            frames_between(path, clip.rate, shot.first, shot.end, alpha=clip.alpha),
            sound=None if sound is None else sound[shot.samples(clip.rate)],
            expected=shot.end - shot.first,
        )
