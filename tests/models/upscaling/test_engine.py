"""Guards enlarging: exact sizes, alpha and sound that stay, an end at once where it is asked."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from media import facts
from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.errors import EngineUnavailable, InputError, Interrupted
from media.still.files import load, save
from media.types import Image, Size, Video
from models.catalog.row import Engine, Weights
from models.setup import Setup, made
from tests.fakes import FolderWorkspace

pytest.importorskip("transformers")


def setup(folder: Path, **options: Any) -> Setup:
    row = Engine(
        id="tiny-upscaler",
        family="swin2sr",
        licence="-",
        weights=Weights(source="/nowhere"),
        options={"tile": 16, "overlap": 4} | options,
    )
    return Setup(row=row, folder=folder)


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.models.upscaling.tiny import save_tiny_upscaler

    return save_tiny_upscaler(tmp_path_factory.mktemp("upscaler") / "twice")


@pytest.fixture(scope="module")
def engine(weights: Path) -> Any:
    return made(setup(weights))


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def picture(work: FolderWorkspace, width: int = 37, height: int = 21, channels: int = 3) -> Image:
    ramp = np.linspace(20, 230, width * height * channels).reshape(height, width, channels)
    return save(work, ramp.astype(np.uint8))


@pytest.mark.parametrize("size", [(37, 21), (8, 8), (3, 2), (16, 50)])
def test_a_picture_is_exactly_so_many_times_as_large(
    engine: Any, work: FolderWorkspace, size: tuple[int, int]
) -> None:
    found = engine.upscale(work, image=picture(work, *size), factor=2)
    assert (found.width, found.height) == (size[0] * 2, size[1] * 2)
    assert load(work, found).shape == (size[1] * 2, size[0] * 2, 3)


def test_larger_factors_are_reached_by_repeating(engine: Any, work: FolderWorkspace) -> None:
    image = picture(work)
    found = engine.upscale(work, image=image, factor=4)
    assert (found.width, found.height) == (148, 84)
    twice = engine.upscale(work, image=engine.upscale(work, image=image, factor=2), factor=2)
    # Between the two the picture was rounded to whole levels.
    apart = np.abs(load(work, found).astype(int) - load(work, twice).astype(int))
    assert apart.max() <= 2


def test_other_factors_are_refused_by_those_there_are(
    engine: Any, work: FolderWorkspace, tmp_path: Path
) -> None:
    from tests.models.upscaling.tiny import save_tiny_upscaler

    for factor in (1, 3, 32):
        with pytest.raises(InputError, match="ask for 2 or 4 or 8 or 16") as caught:
            engine.upscale(work, image=picture(work), factor=factor)
        assert caught.value.field == "factor"
    fourfold = made(setup(save_tiny_upscaler(tmp_path / "fourfold", 4)))
    with pytest.raises(InputError, match="ask for 4 or 16"):
        fourfold.upscale(work, image=picture(work), factor=2)
    found = fourfold.upscale(work, image=picture(work), factor=4)
    assert (found.width, found.height) == (148, 84)


def test_what_would_be_too_large_is_refused_before_anything_is_read(
    engine: Any, work: FolderWorkspace
) -> None:
    image = facts.picture(9000, 9000)
    with pytest.raises(InputError) as caught:
        engine.upscale(work, image=image, factor=2)
    assert caught.value.code == "TOO_LARGE"


def test_the_same_picture_gives_the_same_bytes(engine: Any, work: FolderWorkspace) -> None:
    image = picture(work)
    first = engine.upscale(work, image=image, factor=2)
    assert (
        engine.upscale(work, image=image, factor=2, prompt="a cat", seed=5).digest == first.digest
    )


def test_alpha_is_carried_and_hidden_colours_do_not_show(
    engine: Any, work: FolderWorkspace
) -> None:
    frame = np.full((20, 30, 4), (60, 120, 200, 255), np.uint8)
    frame[:, 15:] = 0
    hidden = frame.copy()
    hidden[:, 15:, :3] = (0, 255, 0)
    found = load(work, engine.upscale(work, image=save(work, frame), factor=2))
    assert found.shape == (40, 60, 4)
    assert found[:, :26, 3].min() == 255 and found[:, 34:, 3].max() == 0
    other = load(work, engine.upscale(work, image=save(work, hidden), factor=2))
    assert np.array_equal(found, other)


def clip_of(work: FolderWorkspace, alpha: bool = False, sound: bool = False) -> Video:
    frames = [np.full((16, 24, 4 if alpha else 3), 40 * index, np.uint8) for index in range(1, 5)]
    heard = np.zeros((48_000 * 4 // 25, 2), np.float32) if sound else None
    return save_clip(
        work, frames, size=Size(width=24, height=16), rate=FrameRate(25), sound=heard, alpha=alpha
    )


def test_a_clip_keeps_its_length_its_rate_and_its_sound(engine: Any, work: FolderWorkspace) -> None:
    clip = clip_of(work, sound=True)
    found = engine.upscale_clip(work, clip=clip, factor=2)
    assert (found.width, found.height) == (48, 32)
    assert (found.frames, found.rate, found.sound) == (4, clip.rate, True)
    assert [frame.shape for frame in read_frames(work.open(found))] == [(32, 48, 3)] * 4


def test_a_clips_alpha_is_carried(engine: Any, work: FolderWorkspace) -> None:
    found = engine.upscale_clip(work, clip=clip_of(work, alpha=True), factor=2)
    assert found.alpha
    for index, frame in enumerate(read_frames(work.open(found), alpha=True), 1):
        assert np.array_equal(np.unique(frame[:, :, 3]), [40 * index])


def test_it_tells_how_far_it_is_and_ends_at_once(engine: Any, work: FolderWorkspace) -> None:
    engine.upscale_clip(work, clip=clip_of(work), factor=2)
    assert work.reports[0] == 0 and work.reports[-1] == 1
    assert work.reports == sorted(work.reports) and len(work.reports) == 1 + 4 * 2

    class Stopped(FolderWorkspace):
        def progress(self, fraction: float, **facts: Any) -> None:
            super().progress(fraction)
            if fraction > 0.2:
                raise Interrupted("it was cancelled")

    stopped = Stopped(work.root)
    with pytest.raises(Interrupted):
        engine.upscale_clip(stopped, clip=clip_of(work), factor=2)
    assert len(stopped.reports) == 3


def test_wrong_weights_and_options_are_named(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text((weights / "config.json").read_text())
    with pytest.raises(EngineUnavailable, match="tiny-upscaler"):
        made(setup(tmp_path))
    with pytest.raises(InputError, match="overlap"):
        made(setup(weights, tile=16, overlap=9))
    with pytest.raises(InputError, match="option tiles"):
        made(setup(weights, tiles=3))


def test_weights_that_lack_a_part_are_refused(weights: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    (tmp_path / "config.json").write_text((weights / "config.json").read_text())
    tensors = load_file(weights / "model.safetensors")
    lacking = next(name for name in tensors if "final_convolution" in name)
    del tensors[lacking]
    save_file(tensors, tmp_path / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EngineUnavailable, match="final_convolution"):
        made(setup(tmp_path))


def test_a_smooth_picture_has_no_seams(engine: Any, weights: Path, work: FolderWorkspace) -> None:
    across = np.linspace(30, 220, 64)[None, :, None]
    image = save(work, np.broadcast_to(across, (16, 64, 3)).astype(np.uint8).copy())
    whole = load(work, made(setup(weights, tile=64)).upscale(work, image=image, factor=2))
    tiled = load(work, engine.upscale(work, image=image, factor=2))
    steps = np.abs(np.diff(cv2.blur(tiled, (3, 3)).astype(int), axis=1)).max()
    smooth = np.abs(np.diff(cv2.blur(whole, (3, 3)).astype(int), axis=1)).max()
    assert steps <= smooth + 3
