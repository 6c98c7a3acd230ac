"""Guards drawings: they hold each node, are the same each time, and show states twice."""

import io
import xml.etree.ElementTree as ET

import av
import numpy as np

from media.contrast import contrast
from pipelines.drawing.looks import CARD, HANDLES, INK, LOOKS, PAPER, QUIET, URGENT, shown
from pipelines.drawing.png import png
from pipelines.drawing.svg import drawn
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from store.tables.runs import STEP_STATES
from tests.pipelines.drawing.flows import ladder, nested

SVG = "{http://www.w3.org/2000/svg}"
STATES = {"topics": {"succeeded": 1}, "per_topic": {"failed": 1, "succeeded": 2}}


def named(svg: str) -> set[str]:
    titles = ET.fromstring(svg).iter(f"{SVG}title")
    return {(title.text or "").split()[0] for title in titles}


def test_every_node_is_there_and_those_of_groups() -> None:
    svg, _, _ = drawn(nested())

    assert named(svg) >= {
        "topics", "film", "per_topic", "per_topic/say", "per_topic/refine/judge",
        "per_topic/refine/inputs.words", "outputs.film",
    }  # fmt: skip


def test_a_drawing_is_the_same_each_time() -> None:
    flow = film_flow("A word.", FilmOptions())

    assert drawn(flow, STATES) == drawn(flow, STATES)


def test_a_state_changes_the_colour_and_the_sign() -> None:
    plain, told = drawn(nested())[0], drawn(nested(), STATES)[0]

    for state in ("failed", "succeeded"):
        assert LOOKS[state].sign not in plain
        assert LOOKS[state].sign in told and LOOKS[state].strong in told


def test_every_state_of_a_step_has_a_look_of_its_own() -> None:
    assert set(URGENT) == set(LOOKS)
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)
    # Those that a step leaves at once are drawn as what comes next.
    assert set(STEP_STATES) - set(LOOKS) == {"ready", "cancelling"}
    assert shown({"succeeded": 9, "failed": 1}) == "failed"
    assert shown({}) == shown({"ready": 2}) == "pending"


def test_letters_and_lines_stand_out_of_the_ground() -> None:
    for ground in (PAPER, CARD, *(look.fill for look in LOOKS.values())):
        assert contrast(INK, ground) >= 7
        assert contrast(QUIET, ground) >= 3.5
    for look in LOOKS.values():
        assert contrast(look.strong, CARD) >= 3
    for handle in ("video", "image", "audio", "text", "json"):
        assert contrast(HANDLES[handle], PAPER) >= 3


def test_the_picture_is_what_the_drawing_says() -> None:
    svg, width, height = drawn(nested(), STATES)
    with av.open(io.BytesIO(png(svg, width, height))) as file:
        pixels = next(file.decode(video=0)).to_ndarray(format="rgb24")

    assert pixels.shape == (2 * height, 2 * width, 3)
    paper = np.array([int(PAPER[at : at + 2], 16) for at in (1, 3, 5)])
    assert np.abs(pixels[0, 0].astype(int) - paper).max() <= 1
    red = np.array([int(LOOKS["failed"].strong[at : at + 2], 16) for at in (1, 3, 5)])
    assert (np.abs(pixels.astype(int) - red).max(axis=2) <= 2).sum() > 200
    dark = pixels.astype(int).max(axis=2) < 60
    assert dark.sum() > 2000, "letters"


def test_a_flow_of_hundreds_of_nodes_is_drawn() -> None:
    svg, width, height = drawn(ladder(200))

    assert len(named(svg)) == 200
    assert width > 0 and height > 0
