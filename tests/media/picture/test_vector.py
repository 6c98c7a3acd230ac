"""SVG to pixels: what comes out, and what is left behind in a process that draws for hours."""

from __future__ import annotations

import gc
import sys

import numpy as np
import pytest

from media.errors import InputError
from media.picture.vector import rasterise


def square(name: str, width: int = 40, height: int = 20) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect id="{name}" x="10" width="10" height="{height}" fill="#ff8000"/></svg>'
    ).encode()


def test_draws_over_the_whole_picture() -> None:
    pixels = rasterise(square("a"), 80, 40)
    assert pixels.shape == (40, 80, 4)
    assert (pixels[:, 21:39] == (255, 128, 0, 255)).all()
    assert not pixels[:, :19].any()
    assert not pixels[:, 41:].any()


@pytest.mark.parametrize("length", [1, 700, 5_000])
def test_length_of_the_document_does_not_show(length: int) -> None:
    assert np.array_equal(rasterise(square("a" * length), 80, 40), rasterise(square("a"), 80, 40))


def test_refuses_what_is_no_svg() -> None:
    with pytest.raises(InputError):
        rasterise(b"no picture", 8, 8)


def test_many_documents_leave_nothing_behind() -> None:
    def blocks_after(lengths: range) -> int:
        for length in lengths:
            rasterise(square("a" * length, 40 + length % 50), 40 + length % 50, 20)
        gc.collect()
        return sys.getallocatedblocks()

    before = blocks_after(range(400))
    assert blocks_after(range(400, 800)) - before < 400
