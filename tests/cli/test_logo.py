"""Guards a film's logo at the door: what it may be, what is kept of it, what is refused."""

import cv2
import numpy as np
import pytest

from cli.home import Home
from cli.logo import SIDE, imported_logo
from cli.project import written
from media.errors import InputError
from media.ids import LOCAL_TENANT
from store.objects.objects import open_objects

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{}</svg>'
RING = '<circle cx="50" cy="50" r="40" fill="#ff0000" fill-opacity="0.5"/>'


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    return Home.find()


def kept(home, image):
    objects = open_objects(home.objects_url, home.scratch / "copies")
    path = objects.local(LOCAL_TENANT, image.digest)
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def test_a_bitmap_keeps_its_transparency_and_loses_its_empty_edges(home, tmp_path):
    pixels = np.zeros((300, 3000, 4), np.uint8)
    pixels[100:200, 500:2500] = (10, 20, 30, 128)
    cv2.imwrite(str(tmp_path / "a.png"), pixels)

    image = imported_logo(tmp_path / "a.png", "logo")

    assert (image.format, image.width, image.height) == ("png", SIDE, round(100 * SIDE / 2000))
    assert tuple(kept(home, image)[20, 500]) == (10, 20, 30, 128)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "grey.png"])
def test_a_picture_without_transparency_is_opaque(home, tmp_path, name):
    shape = (40, 80) if "grey" in name else (40, 80, 3)
    cv2.imwrite(str(tmp_path / name), np.full(shape, 200, np.uint8))

    image = imported_logo(tmp_path / name, "logo")

    assert (image.width, image.height) == (80, 40)
    assert (kept(home, image)[:, :, 3] == 255).all()


def test_an_svg_becomes_pixels(home, tmp_path):
    (tmp_path / "a.svg").write_text(SVG.format(RING))

    image = imported_logo(tmp_path / "a.svg", "logo")

    blue, green, red, alpha = kept(home, image)[image.height // 2, image.width // 2]
    assert image.width == image.height
    assert red > 250 and blue < 5 and green < 5 and 120 < alpha < 136


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"no picture"),
        ("a.svg", b"<html/>"),
        ("a.svg", SVG.format("<text>Kinora</text>").encode()),
        ("a.svg", SVG.format("<script>1</script>").encode()),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(RING).encode()),
        ("a.svg", SVG.format("").encode()),
        ("a.png", b"\x89PNG\r\n\x1a\n broken"),
    ],
)
def test_what_is_no_logo_is_refused(home, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError) as raised:
        imported_logo(tmp_path / name, "logo")

    assert (raised.value.code, raised.value.field) == ("BAD_LOGO", "logo")


def test_a_missing_file_is_named(home, tmp_path):
    with pytest.raises(InputError, match=r"a\.png"):
        imported_logo(tmp_path / "a.png", "logo")


@pytest.mark.parametrize(
    "credits",
    [
        "{Music: [Ana, Bo], For: Eva}",
        "['Music: Ana', {Music: Bo}, 'For: Eva']",
    ],
)
def test_credits_are_lines_or_roles(tmp_path, credits):
    found = written(f"---\ncredits: {credits}\n---\nText.", tmp_path).settings["credits"]

    assert [name for credit in found for name in credit.names] == ["Ana", "Bo", "Eva"]
    assert {credit.role for credit in found} == {"Music", "For"}


def test_a_line_without_a_role_is_a_name(tmp_path):
    found = written("---\ncredits: [For Grandmother]\n---\nText.", tmp_path).settings["credits"]

    assert (found[0].role, found[0].names) == ("", ("For Grandmother",))
