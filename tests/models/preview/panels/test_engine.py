"""Guards the panel engine: all it knows can be drawn, the same every time, and never by halves."""

import itertools
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from media.errors import InputError
from media.picture.panel import open_panel
from media.shots import Angle, Look, Shot, ShotSize
from media.text.faces import face_of_script
from media.text.typeface import FONT_TYPE, Typeface
from media.types import Document, Size
from models.preview.panels.engine import PreviewPanels
from models.preview.panels.lexicon import SETTINGS, STYLES, SUBJECTS
from tests.fakes import FolderWorkspace

WIDE, TALL, SQUARE = (
    Size(width=320, height=180),
    Size(width=180, height=320),
    Size(width=200, height=200),
)


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def shot(title="", **look):
    return Shot(
        id="s", section_id="a", text="", title=title, look=Look(**{"setting": "sea", **look})
    )


def drawn(work, style="cinema", size=WIDE, **look):
    return PreviewPanels().draw(work, shot=shot(**look), style=style, size=size)


def luma(work, image, size=WIDE):
    return open_panel(work, image, size).layers[0].planes.y.astype(int)


def test_the_lexicon_is_wide():
    assert len(SETTINGS) >= 20
    assert len(SUBJECTS) >= 220
    assert len(STYLES) >= 8


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_each_setting_is_drawn_in_layers(work, setting):
    image = drawn(work, setting=setting, subjects=("woman",))
    layers = open_panel(work, image, WIDE).layers

    assert (image.width, image.height) == (1920, 1080)
    assert len(layers) >= 2
    assert layers[0].planes.y.std() > 2


@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_each_subject_changes_the_picture(work, subject):
    assert drawn(work, subjects=(subject,)) != drawn(work)


@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE], ids=str)
def test_every_framing_fits_every_shape(work, size):
    for shot_size, angle in itertools.product(get_args(ShotSize), get_args(Angle)):
        image = drawn(work, size=size, subjects=("man", "cup", "dog"), angle=angle)
        assert image == drawn(work, size=size, subjects=("man", "cup", "dog"), angle=angle)
        framed = shot(subjects=("man", "boat"), angle=angle).look.model_copy(
            update={"size": shot_size}
        )
        picture = PreviewPanels().draw(
            work, shot=shot().model_copy(update={"look": framed}), style="cinema", size=size
        )
        assert open_panel(work, picture, size).layers


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_seeds_give_different_pictures(work, setting):
    one, other = (luma(work, drawn(work, setting=setting, seed=seed)) for seed in (1, 2))

    assert np.abs(one - other).mean() > 0.5


@pytest.mark.parametrize(
    "change",
    [
        {"time_of_day": "night"},
        {"time_of_day": "dusk"},
        {"weather": "fog"},
        {"weather": "rain"},
        {"mood": "tense"},
        {"mood": "joyful"},
        {"angle": "low"},
        {"angle": "high"},
        {"flip": True},
    ],
    ids=str,
)
def test_the_look_is_seen(work, change):
    assert np.abs(luma(work, drawn(work)) - luma(work, drawn(work, **change))).mean() > 1


def test_night_is_darker_than_day(work):
    day, night = (luma(work, drawn(work, time_of_day=hour)).mean() for hour in ("day", "night"))

    assert night < 0.6 * day


def test_a_flipped_picture_is_its_mirror_image(work):
    straight = luma(work, drawn(work, setting="mountain"))
    mirrored = luma(work, drawn(work, setting="mountain", flip=True))

    assert np.abs(straight - mirrored[:, ::-1]).mean() < 1.5


def test_styles_are_told_apart(work):
    looks = {
        style: open_panel(work, drawn(work, style, setting="harbour"), WIDE).layers[0].planes
        for style in STYLES
    }
    for one, other in itertools.combinations(STYLES, 2):
        apart = [
            np.abs(a.astype(int) - b).mean() for a, b in zip(looks[one], looks[other], strict=True)
        ]
        assert max(apart) > 6, (one, other, apart)


def test_an_unknown_style_is_refused(work):
    with pytest.raises(InputError, match="no style is called 'oil'"):
        drawn(work, "oil")


def test_unknown_names_are_drawn_as_something_plain(work):
    assert drawn(work, setting="atlantis", subjects=("griffin",)) == drawn(work, setting="abstract")


@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE], ids=str)
@pytest.mark.parametrize(
    "title",
    [
        "Light",
        "A Rather Long Title for so Short a Film, and Then Some More of It",
        "عنوان طويل جدا لفيلم قصير، ثم مزيد منه",
        "宁静的大海与古老的灯塔：很长很长的第一章，还有更多",
    ],
)
def test_titles_stay_in_the_safe_area(work, size, title):
    panels = PreviewPanels()
    image = panels.draw(work, shot=shot(title), style="cinema", size=size)
    ends = [end for line in title_lines(work, image) for end in line]

    assert min(ends) >= 0.05 * image.width
    assert max(ends) <= 0.95 * image.width


def title_lines(work, image):
    """The left and the right end of each of a title's lines, in panel units."""
    lettering = ET.fromstring(work.open(image).read_bytes()).findall("*")[-1]
    lines = []
    for letters in lettering.iter():
        if letters.get("transform", "").startswith("translate"):
            x = float(letters.get("transform").split("(")[1].split()[0])
            path = next(iter(letters)).get("d")
            reach = [
                float(v) for v in path.translate(str.maketrans("MLQCZ", "     ")).split()[0::2]
            ]
            lines.append((x + min(reach), x + max(reach)))
    return lines


@pytest.mark.parametrize(
    ("title", "flush"),
    [
        ("The Quiet Sea and the Old Lighthouse of it", 0),
        ("البحر الهادئ ونور المنارة القديمة هنا", 1),
    ],
)
def test_a_title_is_flush_where_reading_begins(work, title, flush):
    image = PreviewPanels().draw(
        work, shot=shot(title, subjects=("boat",)), style="cinema", size=WIDE
    )
    lines = title_lines(work, image)
    spread = [max(edge) - min(edge) for edge in zip(*lines, strict=True)]

    assert len(lines) > 1
    assert spread[flush] < 0.01 * image.width
    assert spread[1 - flush] > spread[flush]


def test_a_title_is_set_in_the_forms_of_its_language_and_in_a_chosen_font(work):
    def titled(**how):
        panels = PreviewPanels()
        typeface = Typeface(**how)
        return panels.draw(work, shot=shot("骨"), style="cinema", size=WIDE, typeface=typeface)

    hebrew = face_of_script("Hebr")
    copy = work.scratch("own.ttf")
    copy.write_bytes(hebrew.path.read_bytes())
    font = work.save(copy, Document, media_type=FONT_TYPE)

    assert titled(language="zh") != titled(language="ja")
    # What the chosen font lacks is drawn as without it.
    assert titled(language="zh", font=font) == titled(language="zh")


def test_a_title_is_never_mirrored(work):
    flipped = PreviewPanels().draw(work, shot=shot("Light", flip=True), style="cinema", size=WIDE)
    straight = PreviewPanels().draw(work, shot=shot("Light"), style="cinema", size=WIDE)

    def letters(image):
        return ET.tostring(ET.fromstring(work.open(image).read_bytes()).findall("*")[-1])

    assert letters(flipped) == letters(straight)


def test_a_title_without_letters_in_the_font_is_refused(work):
    with pytest.raises(InputError, match="no letters"):
        PreviewPanels().draw(work, shot=shot("ᏣᎳᎩ"), style="cinema", size=WIDE)


def test_another_process_draws_the_same_bytes(work, tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.fakes import FolderWorkspace;"
        "from tests.models.preview.panels.test_engine import drawn;"
        "work = FolderWorkspace(Path(sys.argv[1]));"
        "print(drawn(work, setting='forest', subjects=('crowd', 'tree'), seed=77).digest)"
    )
    root = Path(__file__).resolve().parents[4]
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(root)}
    other = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "other")],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=root,
    )

    here = drawn(work, setting="forest", subjects=("crowd", "tree"), seed=77)
    assert other.stdout.strip() == here.digest
