"""A segment's spec to its video: where panels, camera, blends, captions and encoder meet."""

from __future__ import annotations

import cv2

from media.captions.burn import BurnedCaptions
from media.codec.encode import SegmentEncoder
from media.picture.blend import darken, dissolve, smooth
from media.picture.scene import Scene
from media.picture.yuv import Planes
from media.segments.spec import SegmentSpec
from media.types import Video
from media.workspace import Workspace

_REPORT_EVERY = 24


def render(work: Workspace, *, spec: SegmentSpec) -> Video:
    """Render a segment: equal specs give equal bytes.

    Raises:
        InputError: a panel cannot be read, or a caption's letters are not in the font.
    """
    cv2.setNumThreads(1)
    path = work.scratch("segment.mp4")
    painter = _Painter(work, spec)
    captions = BurnedCaptions(spec.cues, spec.size, spec.caption_style)
    with SegmentEncoder(path, size=spec.size, rate=spec.rate, encoding=spec.encoding) as encoder:
        for frame in range(spec.frames):
            painter.paint(encoder.frame, frame)
            captions.draw(encoder.frame, frame)
            encoder.write()
            if frame % _REPORT_EVERY == 0:
                work.progress(frame / spec.frames)
    return work.save(
        path,
        Video,
        width=spec.size.width,
        height=spec.size.height,
        rate=spec.rate,
        frames=spec.frames,
    )


class _Painter:
    """Paints the pictures of a spec, blended as it says."""

    def __init__(self, work: Workspace, spec: SegmentSpec) -> None:
        fps = float(spec.rate)
        self.spec = spec
        self.scenes = [Scene(work, picture, spec.size, fps) for picture in spec.pictures]
        self._other = Planes.blank(spec.size.width, spec.size.height)

    def paint(self, target: Planes, frame: int) -> None:
        # The middle of the frame's time: a fade neither repeats nor skips its neighbour's level.
        share = (frame + 0.5) / self.spec.frames
        blend = self.spec.blend
        if blend == "dip":
            self._dip(target, frame, share)
            return
        self._show(0, target, frame)
        if blend == "dissolve":
            self._show(1, self._other, frame)
            dissolve(target, self._other, smooth(share))
        elif blend == "fade_in":
            darken(target, smooth(share))
        elif blend == "fade_out":
            darken(target, smooth(1 - share))

    def _dip(self, target: Planes, frame: int, share: float) -> None:
        leaving = share < 0.5
        self._show(0 if leaving else 1, target, frame)
        darken(target, smooth(abs(1 - 2 * share)))

    def _show(self, number: int, target: Planes, frame: int) -> None:
        scene = self.scenes[number]
        scene.paint(target, scene.picture.first + frame)
