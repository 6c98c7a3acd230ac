"""Guards the way to a model's sizes and back: what is not drawn over comes back to the bit."""

import numpy as np
import pytest
import torch

from media.errors import InputError, WorldError
from models.diffusion.holes import kept
from models.diffusion.pictures import drawn, shown, side_by_side
from models.diffusion.sizes import Canvas, canvas_for
from models.diffusion.traits import Traits

TRAITS = Traits(pipelines={"image": "Any"}, multiple_of=16)


def noise(width: int, height: int, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (height, width, channels), np.uint8)


@pytest.mark.parametrize("wanted", [(1920, 1080), (64, 64), (70, 38), (1, 1)])
def test_a_picture_laid_on_its_canvas_is_cut_out_unchanged(wanted: tuple[int, int]) -> None:
    canvas, frame = canvas_for(wanted, TRAITS), noise(*wanted)
    laid = canvas.laid(frame)
    assert (laid.shape[1], laid.shape[0]) == canvas.edges
    assert np.array_equal(canvas.cut(laid), frame)


def test_small_pictures_are_drawn_larger_and_large_ones_smaller() -> None:
    traits = TRAITS.but(min_edge=512, max_pixels=1024 * 1024, enlarge=2)
    assert canvas_for((256, 128), traits) == Canvas((1024, 512), (1024, 512), (256, 128))
    assert canvas_for((2048, 2048), traits) == Canvas((1024, 1024), (1024, 1024), (2048, 2048))
    with pytest.raises(InputError) as caught:
        canvas_for((4096, 1024), traits.but(enlarge=1))
    assert (caught.value.code, caught.value.field) == ("SIZE_OUT_OF_RANGE", "size")


def test_a_model_of_few_sizes_draws_the_nearest_in_shape() -> None:
    traits = TRAITS.but(sizes=((1280, 704), (704, 1280)), enlarge=3)
    assert canvas_for((1280, 720), traits) == Canvas((1280, 704), (1252, 704), (1280, 720))
    assert canvas_for((1080, 1920), traits).edges == (704, 1280)
    assert canvas_for((64, 64), traits).inner == (704, 704)


def test_colours_are_the_same_there_and_back() -> None:
    frame = noise(8, 6)
    assert np.array_equal(
        drawn(torch.from_numpy(np.asarray(shown(frame), np.float32) / 255).permute(2, 0, 1)), frame
    )


def test_what_is_no_number_is_no_picture() -> None:
    with pytest.raises(WorldError, match="no picture"):
        drawn(torch.full((3, 4, 4), float("nan")))


def test_grey_of_a_mask_is_part_of_both() -> None:
    mask = np.array([[0, 128, 255]], np.uint8)
    found = kept(np.zeros((1, 3, 3), np.uint8), np.full((1, 3, 3), 200, np.uint8), mask)
    assert found[0, :, 0].tolist() == [0, 100, 200]


def test_pictures_side_by_side_are_equally_high() -> None:
    assert side_by_side([noise(20, 10), noise(30, 60), noise(4, 5, 4)]).shape == (10, 20 + 5 + 8, 3)
