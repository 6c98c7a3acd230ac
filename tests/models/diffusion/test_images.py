"""Guards pictures: exact sizes, equal bytes for equal requests, and pixels that have to stay."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from media.errors import EngineUnavailable, InputError
from media.still.files import load, save, save_mask
from media.types import Image, Mask, Size
from models.setup import Setup, made
from tests.fakes import FolderWorkspace

SMALL = {"min_edge": 0}
WIDE = Size(width=70, height=38)
"""No multiple of what any model draws."""


@pytest.fixture(scope="module")
def sdxl(build: Callable[..., Any]) -> Any:
    return build("sdxl", "sdxl", **SMALL)


def picture(work: FolderWorkspace, width: int = 70, height: int = 38) -> Image:
    across = np.linspace(0, 255, width, dtype=np.float32)[None, :, None]
    down = np.linspace(0, 255, height, dtype=np.float32)[:, None, None]
    frame = np.concatenate(np.broadcast_arrays(across, down, (across + down) / 2), axis=2)
    return save(work, frame.astype(np.uint8))


def hole(work: FolderWorkspace, width: int = 70, height: int = 38) -> Mask:
    mask = np.zeros((height, width), np.uint8)
    cv2.circle(mask, (width // 2, height // 2), height // 4, 255, -1)
    return save_mask(work, mask)


def test_a_picture_is_as_large_as_asked_and_the_seeds_own(sdxl: Any, work: FolderWorkspace) -> None:
    asked: dict[str, Any] = {"prompt": "a cat", "size": WIDE}
    one = sdxl.generate(work, seed=1, **asked)
    assert (one.width, one.height, one.format) == (70, 38, "png")
    assert load(work, one).shape == (38, 70, 3)
    assert work.reports == pytest.approx([1 / 3, 2 / 3, 1])
    assert sdxl.generate(work, seed=1, **asked).digest == one.digest
    assert sdxl.generate(work, seed=2, **asked).digest != one.digest
    assert sdxl.generate(work, seed=1, **asked, avoid="dogs").digest != one.digest
    assert sdxl.generate(work, seed=1, **asked, guidance=1.0).digest != one.digest


def test_steps_of_a_request_go_before_the_rows(sdxl: Any, work: FolderWorkspace) -> None:
    sdxl.generate(work, prompt="a cat", size=WIDE, seed=1, steps=5)
    assert len(work.reports) == 5


def test_an_edit_keeps_more_of_the_picture_the_weaker_it_is(
    sdxl: Any, work: FolderWorkspace
) -> None:
    image = picture(work)
    asked: dict[str, Any] = {"image": image, "prompt": "snow", "references": [], "seed": 1}
    weak = sdxl.edit(work, strength=0.1, steps=10, **asked)
    strong = sdxl.edit(work, strength=1.0, steps=10, **asked)
    assert (weak.width, weak.height) == (image.width, image.height)
    assert len(work.reports) == 1 + 10
    assert weak.digest != strong.digest
    kept = sdxl.edit(work, strength=0.0, **asked)
    assert np.array_equal(load(work, kept), load(work, image))


def test_one_that_looks_at_no_references_refuses_them(sdxl: Any, work: FolderWorkspace) -> None:
    image = picture(work)
    with pytest.raises(InputError, match="no references") as caught:
        sdxl.edit(work, image=image, prompt="snow", references=[image], seed=1)
    assert caught.value.field == "references"


def test_black_pixels_of_a_mask_stay_to_the_bit(sdxl: Any, work: FolderWorkspace) -> None:
    image, mask = picture(work), hole(work)
    filled = load(work, sdxl.inpaint(work, image=image, mask=mask, prompt="a door", seed=1))
    before, where = load(work, image), load(work, mask)[:, :, 0]
    assert np.array_equal(filled[where == 0], before[where == 0])
    assert not np.array_equal(filled[where == 255], before[where == 255])


def test_transparent_pixels_stay_transparent_outside_of_the_mask(
    sdxl: Any, work: FolderWorkspace
) -> None:
    frame = np.dstack((load(work, picture(work)), np.full((38, 70), 9, np.uint8)))
    image, mask = save(work, frame), hole(work)
    filled = load(work, sdxl.inpaint(work, image=image, mask=mask, prompt="a door", seed=1))
    where = load(work, mask)[:, :, 0]
    assert np.array_equal(filled[where == 0], frame[where == 0])
    assert (filled[where == 255][:, 3] == 255).all()


def test_a_picture_beyond_the_limits_is_refused(build: Callable[..., Any], work: Any) -> None:
    engine = build("sdxl", "sdxl", min_edge=0, max_pixels=32 * 32, enlarge=2)
    made = engine.generate(work, prompt="a cat", size=Size(width=64, height=64), seed=1)
    assert (made.width, made.height) == (64, 64)
    with pytest.raises(InputError, match="66x66 is larger") as caught:
        engine.generate(work, prompt="a cat", size=Size(width=66, height=66), seed=1)
    assert "64x64" in caught.value.remedy


def test_components_are_loaded_once(sdxl: Any) -> None:
    first = sdxl.runner.pipeline("image").components
    for modality in ("image_edit", "image_inpaint"):
        assert sdxl.runner.pipeline(modality).unet is first["unet"]
        assert sdxl.runner.pipeline(modality).vae is first["vae"]


def test_a_warm_up_needs_no_workspace(sdxl: Any) -> None:
    sdxl.warm_up()
    assert sdxl.measured_peak_gb() == 0


def test_weights_in_pickles_are_refused(setup_for: Callable[..., Setup], tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    setup = setup_for("sdxl", "sdxl")
    shutil.copytree(setup.folder, folder)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))
    with pytest.raises(EngineUnavailable, match=r"unet/diffusion_pytorch_model\.bin is a pickle"):
        made(replace(setup, folder=folder))
