"""Guards what makes edits of a film that moves cheap: one changed word buys one clip.

Director, shot list, prompts, keys and layout run for real; speech is a length drawn from words, and
what a model makes is known by the key under which it is asked for.
"""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from media.cast import Likeness
from media.footage import Footage
from media.ids import digest_of
from media.layout import LayoutOptions, Voice, lay_out
from media.model import canonical_json
from media.shot_list import ShotList, direct
from media.shots import Shot
from media.types import Image, Size, Video
from models.preview.director.engine import PreviewDirector
from pipelines.catalog import node_type
from pipelines.keys import cache_key
from pipelines.nodes.panel.cast import Cast
from pipelines.nodes.panel.motion import Move
from tests.fakes import FolderWorkspace
from tests.pipelines.test_locality import panel, script, sentences, voice

OPTIONS = LayoutOptions.model_validate({"size": Size(width=640, height=360), "rate": "24"})


class Made(NamedTuple):
    """What was asked of models, by key, and the segments."""

    pictures: list[str]
    clips: list[str]
    segments: set[str]


class Maker:
    def __init__(self, folder: Path) -> None:
        self.work = FolderWorkspace(folder)
        self.listed = ShotList()
        self.cast: dict[str, Likeness] = {}
        self.pace = 1.0

    async def make(self, text: str) -> Made:
        plan = PreviewDirector().plan(
            self.work, script=text, title="t", language="en", seed=7, pace=1.0
        )
        directed = direct(self.work, plan=plan, shot_list=self.listed, assets={})
        self.listed = directed.shot_list
        shots = directed.plan.shots
        voices = tuple(self.voice(shot) for shot in shots)
        asked = [await self.asked(shot, said) for shot, said in zip(shots, voices, strict=True)]
        laid = lay_out(
            self.work, plan=directed.plan, voices=voices,
            panels=tuple(panel(shot) for shot in shots), options=OPTIONS,
            footage=tuple(footage(clip) for _, clip in asked),
        )  # fmt: skip
        return Made(
            [picture for picture, _ in asked if picture],
            [clip for _, clip in asked if clip],
            {canonical_json(spec) for spec in laid.segments},
        )

    def voice(self, shot: Shot) -> Voice:
        said = voice(shot)
        if said.audio is None:
            return said
        samples = round(said.audio.samples * self.pace)
        return said.model_copy(
            update={"audio": said.audio.model_copy(update={"samples": samples}), "words": ()}
        )

    async def asked(self, shot: Shot, said: Voice) -> tuple[str, str]:
        """The keys of a shot's edited picture and of its clip; empty where nothing is asked."""
        nowhere: Any = None
        who = await Cast(shot=shot, cast=self.cast, most_pictures=2).run(nowhere)
        node = Move(shot=shot, voice=said, cast=who.told, options=OPTIONS)
        motion = (await node.run(nowhere)).motion
        if motion is None:
            return "", ""
        drawn = panel(shot).model_dump(mode="json")
        cast = [one.model_dump(mode="json") for one in who.shown]
        edited = key("panel.likeness", panel=drawn, cast=cast)
        picture = edited if any(one.pictures for one in who.shown) else ""
        return picture, key("panel.animate", panel=picture or drawn, motion=motion.model_dump())


def key(kind: str, **bound: Any) -> str:
    found = node_type(kind)
    return cache_key(found, bound, dict.fromkeys(found.uses, "x"))


def footage(clip: str) -> Footage:
    if not clip:
        return Footage()
    made = Video(digest=digest_of(clip.encode()), num_bytes=1, width=64, height=36,
                 rate=OPTIONS.rate, frames=120)  # fmt: skip
    return Footage(clip=made)


def picture(name: str) -> Image:
    return Image(digest=digest_of(name.encode()), num_bytes=1, format="png", width=8, height=8)


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


async def test_one_changed_word_makes_one_clip_and_at_most_three_segments(maker: Maker) -> None:
    lines = sentences(40, 3)
    before = await maker.make(script(lines, 1))
    assert len(before.clips) >= 40
    changed = [*lines]
    changed[20] = changed[20].replace(" number ", " silver number ")
    after = await maker.make(script(changed, 1))
    assert len(set(after.clips) - set(before.clips)) == 1
    assert len(after.segments - before.segments) <= 3


async def test_another_voice_keeps_the_clips_that_are_long_enough(maker: Maker) -> None:
    text = script(sentences(40, 3), 1)
    before = await maker.make(text)
    maker.pace = 1.02
    after = await maker.make(text)
    assert before.segments != after.segments
    # A shot of four seconds passes a whole one for every twelfth of its length.
    assert len(set(after.clips) - set(before.clips)) <= 8


async def test_another_picture_of_somebody_touches_the_shots_with_them_alone(maker: Maker) -> None:
    text = (
        "# The Pier\n\nThe keeper raised his lamp over the pier. Waves broke on the stones below. "
        "A girl came along the beach at noon. The keeper waved his arms at the distant boat."
    )
    maker.cast = {
        "the keeper": Likeness(phrase="a tall man", pictures=(picture("old"),)),
        "girl": Likeness(phrase="a small girl", pictures=(picture("girl"),)),
    }
    before = await maker.make(text)
    assert len(before.pictures) == 3
    maker.cast = maker.cast | {
        "the keeper": Likeness(phrase="a tall man", pictures=(picture("new"),))
    }
    after = await maker.make(text)
    assert len(set(after.pictures) - set(before.pictures)) == 2
    assert len(set(after.clips) - set(before.clips)) == 2
