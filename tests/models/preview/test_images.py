"""Guards the preview engines of pictures and clips: exact, repeatable, and as they are asked."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.errors import InputError
from media.types import Image, Size, Video
from models.catalog.lookup import engine_for
from models.preview.images.engine import PreviewImages
from models.preview.images.reading import pictured
from models.preview.videos.engine import PreviewVideos
from models.setup import setup_of
from tests.fakes import FolderWorkspace

SIZE = Size(width=320, height=200)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


@pytest.fixture
def videos() -> PreviewVideos:
    return PreviewVideos(setup_of(engine_for("video", "sora-2"), "cpu"))


def drawn(work: FolderWorkspace, prompt: str, **more: object) -> Image:
    wanted = {"size": SIZE, "seed": 1} | more
    return PreviewImages().generate(work, prompt=prompt, **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prompt", "style", "kind"),
    [
        ("a lighthouse at dusk, oil on canvas", "cinema", "lighthouse"),
        ("a red fox in a snowy forest, watercolour", "watercolour", "fox"),
        ("A product photo of a white sneaker", "cinema", "shoe"),
        ("blueprint of a steam locomotive", "blueprint", "train"),
        ("waves against a pier, slow pan left", "cinema", ""),
    ],
)
def test_words_on_how_it_looks_are_nothing_that_is_seen(
    work: FolderWorkspace, prompt: str, style: str, kind: str
) -> None:
    found = pictured(work, prompt, seed=0)
    assert found.style == style
    assert ",".join(one.kind for one in found.look.subjects) == kind


def test_a_prompt_moves_the_camera(work: FolderWorkspace) -> None:
    assert pictured(work, "waves against a pier, slow pan left", seed=0).look.move == "pan_left"
    assert pictured(work, "a castle, the camera pushes in", seed=0).look.move == "push_in"


def test_a_picture_has_its_size_and_is_always_the_same(work: FolderWorkspace) -> None:
    first, again = drawn(work, "a castle"), drawn(work, "a castle")
    frame = cv2.imread(str(work.open(first)))
    assert frame is not None and frame.shape == (200, 320, 3)
    assert frame.std() > 10, "there is something to be seen"
    assert first == again != drawn(work, "a castle", seed=2)
    assert drawn(work, "🦊").format == "png"


def test_what_cannot_be_drawn_is_refused(work: FolderWorkspace) -> None:
    with pytest.raises(InputError, match="pixels"):
        drawn(work, "a castle", size=Size(width=8192, height=8192))
    with pytest.raises(InputError, match="no style"):
        drawn(work, "a castle", style="baroque")


def frames(work: FolderWorkspace, clip: Video) -> list[np.ndarray]:
    with av.open(str(work.open(clip))) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]


def test_a_clip_is_exact_moves_and_is_silent(work: FolderWorkspace, videos: PreviewVideos) -> None:
    clip = videos.generate(
        work, prompt="a castle, pan left", seconds=1, size=SIZE, rate=FrameRate(25), sound=True,
        seed=1,
    )  # fmt: skip
    found = frames(work, clip)
    assert (clip.size, clip.rate, clip.frames, len(found)) == (SIZE, FrameRate(25), 25, 25)
    assert np.abs(found[0].astype(int) - found[-1]).mean() > 1
    with av.open(str(work.open(clip))) as container:
        heard = [frame.to_ndarray() for frame in container.decode(audio=0)]
    assert np.abs(np.concatenate(heard, axis=1)).max() < 1e-3


def test_a_picture_becomes_the_last_one(work: FolderWorkspace, videos: PreviewVideos) -> None:
    first, last = drawn(work, "a castle"), drawn(work, "the sea at night")
    clip = videos.animate(
        work, image=first, last=last, prompt="hold", seconds=1, rate=FrameRate(24), sound=False,
        seed=1,
    )  # fmt: skip
    found = frames(work, clip)
    shown = cv2.imread(str(work.open(last)))
    assert shown is not None
    near = shown.mean()
    assert not clip.sound and len(found) == 24
    assert abs(found[-1].mean() - near) < abs(found[0].mean() - near) / 3
