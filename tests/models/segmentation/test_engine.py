"""Guards masks of what words name: the picture's size, soft edges, the same for the same."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import Frame, save_clip
from media.edit.reading import frames_of
from media.errors import EngineUnavailable, InputError, Interrupted
from media.still.files import load_mask, save
from media.types import Image, Mask, Size, Video
from models.catalog.row import Engine, Weights
from models.segmentation.clips import (
    _steadied,  # pyright: ignore[reportPrivateUsage]
    cut_out,
)
from models.setup import Setup, made
from tests.fakes import FolderWorkspace

pytest.importorskip("transformers")
WIDE, TALL = 90, 50


def setup(folder: Path, **options: Any) -> Setup:
    row = Engine(
        id="tiny-segmenter",
        family="clipseg",
        licence="-",
        weights=Weights(source="/nowhere"),
        options=options,
    )
    return Setup(row=row, folder=folder)


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.models.segmentation.tiny import save_tiny_segmenter

    return save_tiny_segmenter(tmp_path_factory.mktemp("segmenter"))


@pytest.fixture(scope="module")
def engine(weights: Path) -> Any:
    return made(setup(weights))


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


@pytest.fixture
def image(work: FolderWorkspace) -> Image:
    frame = np.full((TALL, WIDE, 3), (200, 160, 90), np.uint8)
    cv2.circle(frame, (30, 25), 15, (40, 60, 220), -1)
    return save(work, frame)


def values(work: FolderWorkspace, mask: Mask) -> Any:
    return load_mask(work, mask, (WIDE, TALL))


def test_a_mask_has_the_pictures_size_and_is_of_the_words(
    engine: Any, work: FolderWorkspace, image: Image
) -> None:
    ball = engine.segment(work, image=image, prompt="a red ball")
    assert (ball.width, ball.height) == (WIDE, TALL)
    assert engine.segment(work, image=image, prompt=" a red ball ").digest == ball.digest
    assert engine.segment(work, image=image, prompt="sky").digest != ball.digest
    assert work.reports[:2] == [0.0, 1.0]


def test_edges_are_soft_unless_they_are_to_be_hard(
    weights: Path, engine: Any, work: FolderWorkspace, image: Image
) -> None:
    soft = values(work, engine.segment(work, image=image, prompt="ball"))
    assert {0, 255} <= set(np.unique(soft)) and ((soft > 0) & (soft < 255)).any()
    hard = made(setup(weights, softness=0.0)).segment(work, image=image, prompt="ball")
    assert set(np.unique(values(work, hard))) == {0, 255}
    assert np.array_equal(values(work, hard) > 0, soft > 127)


def test_the_higher_the_threshold_the_less_is_seen(
    weights: Path, work: FolderWorkspace, image: Image
) -> None:
    shares = [
        values(
            work, made(setup(weights, threshold=at)).segment(work, image=image, prompt="ball")
        ).mean()
        for at in (0.05, 0.5, 0.95)
    ]
    assert shares[0] > shares[1] > shares[2]


def test_without_a_prompt_any_of_what_is_mostly_a_subject_is_looked_for(
    weights: Path, work: FolderWorkspace, image: Image
) -> None:
    words = ("ball", "sky")
    both = made(setup(weights, subject=words))
    apart = [values(work, both.segment(work, image=image, prompt=word)) for word in words]
    together = values(work, both.segment(work, image=image))
    assert not np.array_equal(apart[0], apart[1])
    assert np.abs(together.astype(int) - np.maximum(*apart)).mean() < 2


def test_wrong_weights_and_options_are_named(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="tiny-segmenter"):
        made(setup(tmp_path))
    with pytest.raises(InputError, match="option threshold"):
        made(setup(weights, threshold=1.5))


@pytest.fixture
def clip(work: FolderWorkspace) -> Video:
    frames: list[Frame] = []
    for place in range(20, 70, 10):
        frame = np.full((TALL, WIDE, 3), (200, 160, 90), np.uint8)
        cv2.circle(frame, (place, 25), 12, (40, 60, 220), -1)
        frames.append(frame)
    return save_clip(work, frames, size=Size(width=WIDE, height=TALL), rate=FrameRate(24))


def test_what_words_name_is_cut_out_of_every_frame(
    engine: Any, work: FolderWorkspace, clip: Video
) -> None:
    cut = engine.cut_clip(work, clip=clip, prompt="a red ball")
    assert (cut.frames, cut.size, cut.alpha) == (clip.frames, clip.size, True)
    alphas = [frame[:, :, 3] for frame in frames_of(work, cut)]
    assert all(alpha.max() > 0 for alpha in alphas)
    assert not all(np.array_equal(alpha, alphas[0]) for alpha in alphas)
    assert engine.cut_clip(work, clip=clip, prompt="a red ball").digest == cut.digest
    assert engine.cut_clip(work, clip=clip, prompt="the sky").digest != cut.digest


def test_a_cut_waits_for_nothing_when_it_is_cancelled(
    engine: Any, work: FolderWorkspace, clip: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(fraction: float) -> None:
        raise Interrupted("cancelled")

    monkeypatch.setattr(work, "progress", cancelled)
    with pytest.raises(Interrupted):
        engine.cut_clip(work, clip=clip, prompt="a red ball")


def test_what_is_nowhere_in_a_clip_is_refused(work: FolderWorkspace, clip: Video) -> None:
    nothing = np.zeros((TALL, WIDE), np.float32)
    with pytest.raises(InputError) as caught:
        cut_out(work, clip, lambda frame: nothing, lambda likely: likely)
    assert (caught.value.code, caught.value.field) == ("NO_SUBJECT", "prompt")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_every_frame_comes_once_in_turn_and_is_steadied(count: int) -> None:
    found = [
        (np.full((1, 1, 3), n, np.uint8), np.full((1, 1), 3.0 * n, np.float32))
        for n in range(count)
    ]
    steadied = list(_steadied(iter(found)))
    assert [int(frame[0, 0, 0]) for frame, _ in steadied] == list(range(count))
    last = count - 1
    wanted = [max(n - 1, 0) + n + min(n + 1, last) for n in range(count)]
    assert [float(likely[0, 0]) for _, likely in steadied] == pytest.approx(wanted)
