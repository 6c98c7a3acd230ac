"""A segment's spec to its video: where panels, camera, blends, captions and encoder meet."""

from __future__ import annotations

import cv2

from media.captions.burn import BurnedCaptions
from media.codec.encode import SegmentEncoder
from media.picture.blend import darken, smooth
from media.picture.blends import CLOSER, DIPS, MIXES
from media.picture.lower_third import LowerThird
from media.picture.play import scene_of
from media.picture.yuv import Planes
from media.segments.spec import Picture, SegmentSpec
from media.timeline import Blend
from media.types import Video
from media.workspace import Workspace

_REPORT_EVERY = 24


def render(work: Workspace, *, spec: SegmentSpec) -> Video:
    """Render a segment: equal specs give equal bytes.

    Raises:
        InputError: a panel cannot be read, or no font has a caption's letters.
    """
    cv2.setNumThreads(1)
    path = work.scratch("segment.mp4")
    painter = _Painter(work, spec)
    captions = BurnedCaptions(
        spec.cues, spec.size, spec.caption_style, spec.caption_look, spec.typeface.opened(work)
    )
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
        self.scenes = [scene_of(work, picture, spec.size, fps) for picture in spec.pictures]
        self._strips = [_strip(picture, spec) for picture in spec.pictures]
        self._other = Planes.blank(spec.size.width, spec.size.height)

    def paint(self, target: Planes, frame: int) -> None:
        """Paint a frame of the segment."""
        blend, share = self.spec.blend, self.spec.blended(frame)
        if blend is None:
            self._show(0, target, frame)
        elif blend == "fade_in" or blend == "fade_out":
            self._show(0, target, frame)
            darken(target, smooth(share if blend == "fade_in" else 1 - share))
        elif share <= 0 or share >= 1:
            self._show(0 if share <= 0 else 1, target, frame)
        elif blend in DIPS:
            self._show(0 if share < 0.5 else 1, target, frame)
            darken(target, smooth(abs(1 - 2 * share)), DIPS[blend])
        else:
            self._mix(blend, target, frame, smooth(share))

    def _mix(self, blend: Blend, target: Planes, frame: int, share: float) -> None:
        closest = CLOSER.get(blend, 1.0)
        self._show(0, target, frame, 1 + (closest - 1) * share)
        self._show(1, self._other, frame)
        MIXES[blend](target, self._other, share)

    def _show(self, number: int, target: Planes, frame: int, closer: float = 1.0) -> None:
        scene = self.scenes[number]
        scene.paint(target, scene.picture.first + frame, closer)
        strip = self._strips[number]
        if strip is not None:
            strip.draw(target, scene.picture.first + frame)


def _strip(picture: Picture, spec: SegmentSpec) -> LowerThird | None:
    return LowerThird(picture.strip, spec.size, spec.rate) if picture.strip else None
