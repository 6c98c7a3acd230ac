"""Guards the colour arithmetic that every panel goes through."""

import pytest

from models.preview.panels.colour import from_lab, graded, lightness, mix, to_lab


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#c98f3e", "#123456", "#00ff7f"])
def test_a_colour_survives_the_way_there_and_back(colour):
    assert from_lab(to_lab(colour)) == colour


def test_white_is_as_light_as_it_gets():
    assert lightness("#ffffff") == pytest.approx(1, abs=1e-3)
    assert lightness("#000000") == pytest.approx(0, abs=1e-3)


def test_a_mix_has_its_ends():
    assert mix("#c98f3e", "#123456", 0) == "#c98f3e"
    assert mix("#c98f3e", "#123456", 1) == "#123456"


def test_halfway_looks_half_as_light():
    assert lightness(mix("#000000", "#ffffff", 0.5)) == pytest.approx(0.5, abs=0.01)


def test_without_chroma_a_colour_is_grey():
    grey = graded("#c98f3e", chroma=0)

    assert grey[1:3] == grey[3:5] == grey[5:7]


def test_light_never_overflows():
    assert graded("#ffffff", light=3) == "#ffffff"
