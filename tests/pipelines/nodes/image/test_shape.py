"""Guards the size and the frame of pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.still.files import load
from media.still.shape import convert
from media.types import Image
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.image.material import psnr, ran, read
from tests.pipelines.nodes.running import run_example


def test_cover_cuts_the_middle_out(tmp_path: Path) -> None:
    found, photo = ran("image.resize", tmp_path, width=180, height=180)
    due = cv2.resize(photo[:, 140:500], (180, 180), interpolation=cv2.INTER_AREA)
    assert found.shape == (180, 180, 3) and psnr(found, due) > 50


def test_contain_shows_all_on_its_page(tmp_path: Path) -> None:
    found, photo = ran("image.resize", tmp_path, width=320, height=320, fit="contain", fill="")
    due = cv2.resize(photo, (320, 180), interpolation=cv2.INTER_AREA)
    assert psnr(found[70:250, :, :3], due) > 50
    assert not found[:70, :, 3].any() and (found[70:250, :, 3] == 255).all()


def test_one_side_says_the_other(tmp_path: Path) -> None:
    assert ran("image.resize", tmp_path, width=None, height=90)[0].shape == (90, 160, 3)


def test_no_side_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="no size"):
        run_example("image.resize", tmp_path, width=None, height=None)


def test_a_crop_is_the_rectangle(tmp_path: Path) -> None:
    found, photo = ran("image.crop", tmp_path, left=10, top=20, width=33, height=44)
    assert np.array_equal(found, photo[20:64, 10:43])


def test_a_crop_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as caught:
        run_example("image.crop", tmp_path, left=600, top=0, width=100, height=10)
    assert (caught.value.field, caught.value.code) == ("width", "BAD_RANGE")


def test_quarters_are_exact(tmp_path: Path) -> None:
    found, photo = ran("image.rotate", tmp_path, degrees=90.0)
    assert np.array_equal(found, cv2.rotate(photo, cv2.ROTATE_90_CLOCKWISE))


def test_a_turn_and_its_inverse_give_the_picture_back(tmp_path: Path) -> None:
    found, photo = ran("image.rotate", tmp_path, degrees=20.0)
    tall, wide = found.shape[:2]
    matrix = cv2.getRotationMatrix2D(((wide - 1) / 2, (tall - 1) / 2), 20.0, 1.0)
    back = cv2.warpAffine(found, matrix, (wide, tall), flags=cv2.INTER_CUBIC)
    top, left = (tall - 360) // 2, (wide - 640) // 2
    inner = back[top + 40 : top + 320, left + 40 : left + 600, :3]
    assert psnr(inner, photo[40:320, 40:600]) > 30
    assert found[0, 0, 3] == 0


@pytest.mark.parametrize(("form", "start"), [("jpeg", b"\xff\xd8\xff"), ("webp", b"RIFF")])
def test_a_picture_changes_its_format(tmp_path: Path, form: str, start: bytes) -> None:
    done = run_example("image.convert", tmp_path, format=form)
    assert done.path(done.out.image).read_bytes().startswith(start)
    assert psnr(read(done, done.out.image), read(done, done.outputs["image"].image)) > 36


def saved(work: FolderWorkspace, pixels: np.ndarray, form: str) -> Image:
    path = work.scratch(f"p.{form}")
    cv2.imwrite(str(path), pixels)
    return work.save(path, Image, format=form, width=pixels.shape[1], height=pixels.shape[0])


def test_pictures_of_16_bits_and_of_grey_are_read(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    deep = load(work, saved(work, np.full((4, 6, 3), 0x8080, np.uint16), "png"))
    grey = load(work, saved(work, np.full((4, 6), 77, np.uint8), "png"))
    assert (deep.shape, deep[0, 0, 0], grey.shape, grey[0, 0, 2]) == ((4, 6, 3), 128, (4, 6, 3), 77)


def test_a_drawing_becomes_pixels(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    path = work.scratch("p.svg")
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        '<rect width="20" height="20" fill="#ff0000" fill-opacity="0.5"/></svg>'
    )
    drawing = work.save(path, Image, format="svg", width=40, height=20)
    found = load(work, convert(work, image=drawing, format="png", quality=90))
    assert found.shape == (20, 40, 4)
    assert found[10, 10].tolist() == pytest.approx([0, 0, 255, 128], abs=2)
    assert found[10, 30, 3] == 0
