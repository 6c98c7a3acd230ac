"""Guards cards: their text stays where it is read, in every format and style, and stands out."""

import cv2
import numpy as np
import pytest

from media.cards import Bar, Card, Credit
from media.contrast import contrast
from media.errors import InputError
from media.picture.bleed import BLEED
from media.picture.panel import OVERSAMPLE, open_panel
from media.picture.yuv import to_bgr
from media.segments.check import BLACK_LUMA
from media.shots import Look, Shot
from media.types import Image, Size
from models.preview.panels.cards.catalog import card_board
from models.preview.panels.engine import PreviewPanels
from models.preview.panels.lexicon import STYLES
from models.preview.panels.mark import open_mark
from models.preview.panels.strips import strip_look
from tests.fakes import FolderWorkspace

FRAMES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080)}
LOOK = Look(setting="sea", size="wide", seed=7)
WORDS = "of all the oldest and most valuable trees that were standing in 1990"
LONG = "The most beautiful thing we can experience is the mysterious. " * 4
ROWS = tuple(
    Credit(role=f"Deputy assistant in department {n}", names=("Maximiliane von Hohenzollern",))
    for n in range(7)
)
CARDS = {
    "number": Card(kind="number", figure="40", unit="%", above="Sales rose", below="in one year"),
    "number, short": Card(kind="number", figure="2×", below="as many"),
    "number, long": Card(
        kind="number", figure="1,234,567,890", unit="square kilometres", above=WORDS, below=WORDS
    ),
    "year": Card(kind="year", figure="1969", below="two men walked on the moon"),
    "year, long": Card(kind="year", figure="1969", below=WORDS),
    "share": Card(kind="share", figure="3 of 10", share=0.3, of=10, below="patients recover"),
    "share, long": Card(kind="share", figure="999 of 1,000", share=0.999, above=WORDS, below=WORDS),
    "compare": Card(
        kind="compare",
        above="Exports rose",
        unit="tonnes",
        bars=(Bar(value=12, figure="12", label="2010"), Bar(value=30, figure="30", label="2020")),
    ),
    "compare, long": Card(
        kind="compare",
        above=WORDS,
        below=WORDS,
        unit="square kilometres",
        bars=(
            Bar(value=0, figure="0", label="before the great storm of the century"),
            Bar(value=1e9, figure="1,234,567,890 million", label="after it"),
        ),
    ),
    "quote": Card(kind="quote", text="Less is more.", by="Mies"),
    "quote, long": Card(kind="quote", text=LONG.strip(), by="Johann Wolfgang von Goethe, a poet"),
    "credits": Card(kind="credits", credits=(Credit(names=("For Grandmother",)),)),
    "credits, long": Card(kind="credits", credits=ROWS),
    "logo": Card(kind="logo", text="The Coast"),
    "logo, long": Card(kind="logo", text=WORDS),
}


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def pasted(work, colour):
    """A mark of one colour with transparency around it."""
    pixels = np.zeros((40, 80, 4), np.uint8)
    pixels[8:32, 8:72] = (*(int(colour[at : at + 2], 16) for at in (5, 3, 1)), 255)
    path = work.scratch("mark.png")
    cv2.imwrite(str(path), pixels)
    return work.save(path, Image, format="png", width=80, height=40)


def luma_of(work, image, size):
    return open_panel(work, image, size).layers[0].planes.y


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", CARDS)
def test_text_stays_in_the_safe_area(name, frame):
    board = card_board(CARDS[name], LOOK, "cinema", (), FRAMES[frame])

    silent = CARDS[name].kind in ("credits", "logo")
    safe = board.whole if silent else board.area
    assert board.boxes
    assert [box for box in board.boxes if not box.within(safe)] == []
    assert board.area.bottom <= 0.75 * board.stage.height


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", [name for name in CARDS if "quote" not in name])
def test_no_text_lies_over_another(name, frame):
    boxes = card_board(CARDS[name], LOOK, "cinema", (), FRAMES[frame]).boxes

    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert across <= 1 or down <= 1


@pytest.mark.parametrize("style", STYLES)
def test_ink_stands_out_from_the_ground_of_every_style(work, style):
    size = Size(width=320, height=180)
    board = card_board(CARDS["number"], LOOK, style, (), FRAMES["16:9"])
    shot = Shot(id="s", section_id="a", text="", card=CARDS["number"], look=LOOK)
    image = PreviewPanels().draw(work, shot=shot, style=style, size=size)

    bgr = to_bgr(open_panel(work, image, size).layers[0].planes)
    left, top = (round(side * BLEED * OVERSAMPLE) for side in (320, 180))
    seen = np.median(bgr[top + 20 : top + 130, left + 30 : left + 290].reshape(-1, 3), axis=0)
    ground = "#" + "".join(f"{round(value):02x}" for value in seen[::-1])
    for colour in (board.inks.ink, board.inks.quiet, board.inks.accent):
        assert contrast(colour, ground) >= 4.5
    # What is nearly black counts as a fault of the film.
    assert np.mean(luma_of(work, image, size) <= BLACK_LUMA) < 0.5


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("brand", [(), ("#0b0d12",), ("#ffffff",), ("#808080", "#112233")])
def test_a_brand_colour_is_made_readable(style, brand):
    inks = card_board(CARDS["quote"], LOOK, style, brand, FRAMES["16:9"]).inks
    strip = strip_look(style, brand)

    assert contrast(inks.accent, inks.seen) >= 4.5
    assert contrast(strip.ink, strip.plate) >= 4.5 and contrast(strip.quiet, strip.plate) >= 4.5


def test_a_card_is_the_same_every_time_and_changes_with_its_words(work):
    def drawn(card):
        shot = Shot(id="s", section_id="a", text="", card=card, look=LOOK)
        return PreviewPanels().draw(work, shot=shot, style="ink", size=Size(width=320, height=180))

    once = drawn(CARDS["share"])

    assert drawn(CARDS["share"]) == once
    assert drawn(CARDS["share"].model_copy(update={"share": 0.4})) != once


def test_letters_that_the_font_lacks_are_refused(work):
    with pytest.raises(InputError) as raised:
        card_board(Card(kind="quote", text="\u13e3\u13b3", by="x"), LOOK, "ink", (), (1920, 1080))

    assert raised.value.code == "FONT_LACKS_SCRIPT"


@pytest.mark.parametrize(
    ("colour", "ground", "plated"),
    [
        ("#101820", "#141d33", True),
        ("#f5f5f5", "#141d33", False),
        ("#f5f5f5", "#fbf7ec", True),
        ("#101820", "#fbf7ec", False),
    ],
)
def test_a_mark_has_a_plate_where_its_ground_would_hide_it(work, colour, ground, plated):
    mark = open_mark(work, pasted(work, colour))

    assert bool(mark.plate(ground)) == plated
    assert mark.contrast(mark.plate(ground) or ground) >= 2.3


@pytest.mark.parametrize("frame", FRAMES)
def test_a_mark_stands_in_the_frame_on_the_title_and_on_the_last_card(work, frame):
    width, height = FRAMES[frame]
    size = Size(width=width, height=height)
    logo = pasted(work, "#ff00ff")
    title = "The Extraordinarily Long Journey of the Last Keeper of the Northern Lighthouse"
    last = Card(kind="logo", text="t")
    shots = [
        Shot(id="s", section_id="a", text="", logo=logo, title=title, look=LOOK),
        Shot(id="s", section_id="a", text="", logo=logo, card=last, look=LOOK),
    ]
    areas = []
    for shot in shots:
        image = PreviewPanels().draw(work, shot=shot, style="ink", size=size)
        small = Size(width=width // 4 // 2 * 2, height=height // 4 // 2 * 2)
        text = open_panel(work, image, small).layers[-1]
        red, green = to_bgr(text.planes)[:, :, 2].astype(int), to_bgr(text.planes)[:, :, 1]
        rows, columns = np.nonzero((red - green > 120) & (red > 200))
        areas.append(len(rows))
        edge = BLEED * OVERSAMPLE * np.array([small.height, small.width])
        top, left = rows.min() + text.y - edge[0], columns.min() + text.x - edge[1]
        bottom = rows.max() + text.y - edge[0]
        assert top > 0.04 * small.height and left > 0.05 * small.width
        assert bottom < 0.9 * small.height * OVERSAMPLE
    assert areas[1] > 4 * areas[0]
