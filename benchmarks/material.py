"""Clips for the comparisons, made and joined by Kinora's own parts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np

from media.audio.aac import encode_aac
from media.audio.pcm import Block
from media.clock import SAMPLE_RATE, FrameRate
from media.codec.encode import SegmentEncoder
from media.film.join import join
from media.ids import LOCAL_TENANT, SectionId, ShotId
from media.picture.blend import dissolve
from media.picture.yuv import Planes
from media.segments.spec import Encoding, Picture, SegmentSpec
from media.shots import Figure, Look, Shot
from media.timeline import Timeline
from media.types import Audio, Image, Size, Video
from store.objects.objects import FolderObjects
from store.workspace import StoreWorkspace

SIZE = Size(width=1280, height=720)
CANVAS = Size(width=1920, height=1080)
ENCODING = Encoding(preset="veryfast", crf=20)
SETTINGS = ("sea", "kitchen", "city_street", "forest", "harbour", "field")
SUBJECTS = ("boat", "woman", "man", "bird", "ship", "horse")


def shot(number: int) -> Shot:
    """A shot of a kind of its own."""
    look = Look(
        setting=SETTINGS[number % len(SETTINGS)],
        subjects=(Figure(kind=SUBJECTS[number % len(SUBJECTS)]),),
        move=("push_in", "pan_left", "pull_out", "pan_right", "tilt_up", "push_in")[number % 6],
        seed=number,
    )
    return Shot(id=ShotId(f"s{number}"), section_id=SectionId("s"), text="", look=look)


def render_clips(base: Path, clips: int, clip_frames: int, fade: int, fps: int) -> None:
    """Render each clip as head, body and tail, and keep a silent sound beside them."""
    from models.preview.panels.engine import PreviewPanels

    with _workspace(base) as work:
        for number in range(clips):
            panel = PreviewPanels().draw(work, shot=shot(number), style="cinema", size=CANVAS)
            parts = {
                "head": (0, fade),
                "body": (fade, clip_frames - 2 * fade),
                "tail": (clip_frames - fade, fade),
            }
            for name, (first, frames) in parts.items():
                picture = Picture(
                    panel=panel,
                    move=shot(number).look.move,
                    energy=0.4,
                    seed=number,
                    clip_frames=clip_frames,
                    first=first,
                )
                spec = SegmentSpec(
                    size=SIZE,
                    rate=FrameRate(fps),
                    frames=frames,
                    pictures=(picture,),
                    encoding=ENCODING,
                )
                _keep(work, spec, base / f"clip{number}-{name}.mp4")
    length = clips * clip_frames - (clips - 1) * fade
    encode_aac(base / "silence.m4a", _silence(length * SAMPLE_RATE // fps))


def render_film(
    base: Path, clips: int, clip_frames: int, fade: int, fps: int, workers: int
) -> None:
    """Draw, render, encode and join the same film from nothing, on `workers` processes."""
    from models.preview.panels.engine import PreviewPanels

    frames = clips * clip_frames - (clips - 1) * fade
    with _workspace(base) as work, ProcessPoolExecutor(max_workers=workers) as pool:
        silence = work.scratch("silence.m4a")
        panels = [
            PreviewPanels().draw(work, shot=shot(number), style="cinema", size=CANVAS)
            for number in range(clips)
        ]
        specs = _film_specs(panels, clip_frames, fade, FrameRate(fps))
        rendered = pool.map(_render_apart, [base] * len(specs), specs)
        encode_aac(silence, _silence(frames * SAMPLE_RATE // fps))
        sound = work.save(
            silence, Audio, format="m4a", channels=2, samples=frames * SAMPLE_RATE // fps
        )
        film = join(work, segments=rendered, sound=sound, text=_timeline(frames, fps).text)
        (base / "film.mp4").unlink(missing_ok=True)
        work.open(film).replace(base / "film.mp4")


def _film_specs(
    panels: list[Image], clip_frames: int, fade: int, rate: FrameRate
) -> list[SegmentSpec]:
    """Head, bodies and dissolves between them, tail."""

    def picture(number: int, first: int) -> Picture:
        look = shot(number).look
        return Picture(
            panel=panels[number],
            move=look.move,
            energy=look.energy,
            seed=number,
            clip_frames=clip_frames,
            first=first,
        )

    def spec(frames: int, *pictures: Picture) -> SegmentSpec:
        return SegmentSpec(
            size=SIZE,
            rate=rate,
            frames=frames,
            pictures=pictures,
            blend="dissolve" if len(pictures) > 1 else None,
        )

    last = len(panels) - 1
    specs: list[SegmentSpec] = []
    for number in range(len(panels)):
        first = 0 if number == 0 else fade
        end = clip_frames if number == last else clip_frames - fade
        specs.append(spec(end - first, picture(number, first)))
        if number < last:
            specs.append(spec(fade, picture(number, clip_frames - fade), picture(number + 1, 0)))
    return specs


def _render_apart(base: Path, spec: SegmentSpec) -> Video:
    from media.segments.render import render

    with _workspace(base) as work:
        return render(work, spec=spec)


def _timeline(frames: int, fps: int) -> Timeline:
    return Timeline(
        title="",
        language="en",
        size=SIZE,
        rate=FrameRate(fps),
        frames=frames,
        clips=(),
        transitions=(),
        dialogue=(),
        cues=(),
        chapters=(),
    )


def _keep(work: StoreWorkspace, spec: SegmentSpec, path: Path) -> None:
    from media.segments.render import render

    path.write_bytes(work.open(render(work, spec=spec)).read_bytes())


def _silence(samples: int) -> Iterator[Block]:
    while samples > 0:
        taken = min(samples, SAMPLE_RATE)
        yield np.zeros((taken, 2), np.float32)
        samples -= taken


def compose(base: Path, clips: int, clip_frames: int, fade: int, fps: int) -> None:
    """Encode the fades, copy the rest."""
    frames = clips * clip_frames - (clips - 1) * fade
    rate = FrameRate(fps)
    timeline = _timeline(frames, fps)
    with _workspace(base) as work:
        sound = _asset(work, base / "silence.m4a", frames * SAMPLE_RATE // fps)
        film = join(
            work,
            segments=_segments(work, base, clips, clip_frames, fade, rate),
            sound=sound,
            text=timeline.text,
        )
        work.open(film).replace(base / "kinora.mp4")


def _segments(
    work: StoreWorkspace, base: Path, clips: int, clip_frames: int, fade: int, rate: FrameRate
) -> Iterator[Video]:
    """The film's segments in order; fades are encoded on all cores while the join goes on."""
    paths = [work.scratch(f"fade{number}.mp4") for number in range(clips - 1)]
    with ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        fades = [
            pool.submit(_fade, base, number, path, fade, rate) for number, path in enumerate(paths)
        ]
        yield _video(work, base / "clip0-head.mp4", fade, rate)
        for number in range(clips):
            yield _video(work, base / f"clip{number}-body.mp4", clip_frames - 2 * fade, rate)
            if number + 1 < clips:
                fades[number].result(timeout=60)
                yield _video(work, paths[number], fade, rate)
        yield _video(work, base / f"clip{clips - 1}-tail.mp4", fade, rate)


def _fade(base: Path, number: int, path: Path, fade: int, rate: FrameRate) -> None:
    """Dissolve one clip's tail into the next one's head, as ffmpeg's xfade does: linearly."""
    with (
        av.open(str(base / f"clip{number}-tail.mp4")) as leaving,
        av.open(str(base / f"clip{number + 1}-head.mp4")) as entering,
        SegmentEncoder(path, size=SIZE, rate=rate, encoding=ENCODING) as encoder,
    ):
        pairs = zip(leaving.decode(video=0), entering.decode(video=0), strict=True)
        for index, (before, after) in enumerate(pairs):
            for target, plane in zip(encoder.frame, _planes(before), strict=True):
                target[:] = plane
            dissolve(encoder.frame, _planes(after), index / fade)
            encoder.write()


def _planes(frame: av.VideoFrame) -> Planes:
    array = frame.to_ndarray().astype(np.uint8, copy=False)
    height, width = SIZE.height, SIZE.width
    chroma = array[height:].reshape(2, height // 2, width // 2)
    return Planes(array[:height], chroma[0], chroma[1])


def _workspace(base: Path) -> StoreWorkspace:
    return StoreWorkspace(FolderObjects(base / "objects"), LOCAL_TENANT, base / "scratch")


def _video(work: StoreWorkspace, path: Path, frames: int, rate: FrameRate) -> Video:
    copy = work.scratch(path.name)
    if copy != path:
        copy.write_bytes(path.read_bytes())
    return work.save(copy, Video, width=SIZE.width, height=SIZE.height, rate=rate, frames=frames)


def _asset(work: StoreWorkspace, path: Path, samples: int) -> Audio:
    copy = work.scratch(path.name)
    copy.write_bytes(path.read_bytes())
    return work.save(copy, Audio, format="m4a", channels=2, samples=samples)
