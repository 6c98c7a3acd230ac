"""Guards the HTML page: all in one file, with what a person decided, and nothing unescaped."""

import re

import pytest

from media.clock import FrameRate
from media.overview import Overview, ShownShot
from media.picture.contact_page import contact_page
from media.shot_list import ListedShot, ShotList
from media.shots import Look
from media.timeline import Clip
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import PLAIN, panel


@pytest.fixture
def page(tmp_path):
    work = FolderWorkspace(tmp_path)
    clips = [
        Clip(
            shot_id=f"s{n}",
            panel=panel(work, PLAIN.format(fill=fill)),
            move="hold",
            energy=0.4,
            seed=n,
            start=n * 75,
            frames=75,
        )
        for n, fill in enumerate(("#ff0000", "#00ff00"))
    ]
    overview = Overview(
        title="Salt & <Sea>",
        size=Size(width=640, height=360),
        rate=FrameRate(25),
        frames=150,
        num_shots=2,
        shown=tuple(
            ShownShot(number=n + 1, clip=clip, words=f"Words <{n}>") for n, clip in enumerate(clips)
        ),
    )
    shots = (
        ListedShot(id="s0", look=Look(setting="sea"), state="approved", note="more <red>"),
        ListedShot(id="s1", look=Look(setting="sea"), pin=("size",)),
    )
    made = contact_page(work, overview=overview, shot_list=ShotList(shots=shots))
    return work.open(made).read_text()


def test_every_shot_has_its_picture_time_state_and_words(page):
    assert len(re.findall(r'src="data:image/jpeg;base64,[A-Za-z0-9+/=]{500,}"', page)) == 2
    assert "0:00 – 0:03" in page and "0:03 – 0:06" in page
    assert 'class="approved"' in page and 'class="draft"' in page
    assert "pinned: size" in page


def test_nothing_is_loaded_and_nothing_unescaped(page):
    assert "Salt &amp; &lt;Sea&gt;" in page and "more &lt;red&gt;" in page
    assert "<Sea>" not in page and "Words <" not in page
    assert not re.search(r"(?:src|href)=.?https?:|@import|<script", page)
