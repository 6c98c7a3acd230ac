"""Guards the places outdoors: each seed, hour and style shows, in every framing, in few bytes."""

import itertools
import re
import xml.etree.ElementTree as ET
from typing import get_args

import cv2
import numpy as np
import pytest

from media.picture.panel import open_panel
from media.shots import Angle, Look, Shot, ShotSize
from media.types import Size
from models.preview.panels.engine import PreviewPanels
from models.preview.panels.lexicon import SETTINGS, STYLES
from models.preview.panels.palette import palette_for
from tests.fakes import FolderWorkspace

OUTDOORS = (
    "airport", "alley", "arctic", "battlefield", "bridge", "camp", "castle", "cave", "cemetery",
    "construction_site", "farm", "island", "jungle", "lake", "launch_site", "market", "park",
    "planet", "playground", "rooftop", "ruins", "square", "stadium", "station", "suburb", "swamp",
    "underwater", "vineyard", "volcano", "waterfall",
)  # fmt: skip
LIT = (
    "airport", "alley", "bridge", "camp", "castle", "cemetery", "construction_site", "farm",
    "market", "park", "rooftop", "square", "station", "suburb", "vineyard",
)  # fmt: skip
WIDE, TALL, SQUARE = (
    Size(width=320, height=180),
    Size(width=180, height=320),
    Size(width=200, height=200),
)
MOST_BYTES = 90_000


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def drawn(work, setting, *, style="cinema", frame=WIDE, **look):
    shot = Shot(id="s", section_id="a", text="", look=Look(setting=setting, **look))
    return PreviewPanels().draw(work, shot=shot, style=style, size=frame)


def svg(work, setting, **how):
    return work.open(drawn(work, setting, **how)).read_bytes()


def picture(work, setting, *, frame=WIDE, **how):
    """The panel's layers laid over each other, as lightness."""
    panel = open_panel(work, drawn(work, setting, frame=frame, **how), frame)
    paper = panel.layers[0].planes.y.astype(float)
    for layer in panel.layers[1:]:
        height, width = layer.planes.y.shape
        part = (slice(layer.y, layer.y + height), slice(layer.x, layer.x + width))
        paper[part] = layer.planes.y + paper[part] * (layer.veil_y / 255.0)
    return paper


def test_every_place_outdoors_is_known():
    assert set(OUTDOORS) <= SETTINGS


@pytest.mark.parametrize("setting", OUTDOORS)
def test_neighbouring_seeds_move_more_than_the_grain(work, setting):
    """The sun is put out, so that what differs is the place itself."""
    several = [
        cv2.GaussianBlur(picture(work, setting, size="wide", weather="fog", seed=seed), (0, 0), 2)
        for seed in (1, 2, 3)
    ]
    for one, other in itertools.pairwise(several):
        assert np.abs(one - other).mean() > 2, setting


@pytest.mark.parametrize("setting", OUTDOORS)
def test_every_hour_has_its_own_light(work, setting):
    hours = {
        hour: picture(work, setting, size="wide", time_of_day=hour)
        for hour in ("dawn", "day", "dusk", "night")
    }
    for one, other in itertools.combinations(hours, 2):
        assert np.abs(hours[one] - hours[other]).mean() > 2, (one, other)
    assert hours["night"].mean() < 0.75 * hours["day"].mean()


@pytest.mark.parametrize("setting", LIT)
def test_lamps_burn_after_dark(work, setting):
    def lamps(hour):
        look = Look(setting=setting, size="wide", time_of_day=hour, seed=5)
        light = palette_for(look, "cinema").glow
        return svg(work, setting, size="wide", time_of_day=hour, seed=5).decode().count(light)

    assert lamps("night") > lamps("day")


@pytest.mark.parametrize("setting", OUTDOORS)
def test_every_framing_is_drawn_in_every_shape(work, setting):
    for frame, size, angle in itertools.product(
        (WIDE, TALL, SQUARE), get_args(ShotSize), get_args(Angle)
    ):
        data = svg(work, setting, frame=frame, size=size, angle=angle, weather="snow", seed=9)
        numbers = re.findall(r"(?<![a-z])(?:nan|inf)(?![a-z])", data.decode())
        assert not numbers, (size, angle)
        assert len(data) < MOST_BYTES, (frame, size, angle)
        ET.fromstring(data)


@pytest.mark.parametrize("setting", OUTDOORS)
def test_the_picture_is_deep(work, setting):
    """Something lies at three depths, the figure's among them."""
    data = svg(work, setting, size="wide", subjects=("woman",))
    depths = {
        group.get("data-depth") for group in ET.fromstring(data).iter() if group.get("data-depth")
    }

    assert len(depths) >= 3


@pytest.mark.parametrize("setting", ["cave", "underwater"])
def test_no_weather_comes_in(work, setting):
    def strokes(weather):
        data = svg(work, setting, size="wide", weather=weather)
        groups = [each for each in ET.fromstring(data) if each.get("data-depth") == "0.5"]
        return sum(len(list(group.iter())) for group in groups)

    assert strokes("rain") == strokes("clear")


@pytest.mark.parametrize("style", STYLES)
def test_each_style_takes_a_place_outdoors(work, style):
    paper = picture(work, "castle", style=style, size="wide", subjects=("man",))

    assert paper.std() > 8


def foot_of_last(work, setting, subject):
    """How far down in the frame the subject is set, which is drawn last."""
    data = svg(work, setting, size="wide", subjects=(subject,), seed=3)
    cast = [group for group in ET.fromstring(data) if group.get("data-depth") == "0.5"][-1]
    placed = [each.get("transform") for each in cast[0] if "scale" in each.get("transform", "")]
    return float(re.findall(r"translate\([\d.-]+ ([\d.-]+)\)", placed[-1])[0]) / 1080


@pytest.mark.parametrize("setting", ["arctic", "bridge", "harbour", "lake", "swamp"])
def test_boats_float_beyond_the_bank(work, setting):
    assert foot_of_last(work, setting, "boat") < foot_of_last(work, setting, "man") - 0.05


def test_under_water_fish_swim_and_hulls_lie_on_the_ground(work):
    swims, lies = (foot_of_last(work, "underwater", name) for name in ("fish", "boat"))

    assert swims < lies - 0.15
