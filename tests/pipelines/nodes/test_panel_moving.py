"""Guards the nodes that let a film's pictures move and that give those in them their looks."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from actors.context import StepContext
from media.cards import Card
from media.cast import Character, Likeness
from media.clock import FrameRate
from media.footage import Footage, Motion
from media.ids import LOCAL_TENANT, SectionId, ShotId, digest_of
from media.layout import LayoutOptions, Voice
from media.segments.spec import Picture, SegmentSpec
from media.shots import Figure, Look, Shot
from media.types import Audio, Image, Size, Video
from models.catalog.own import USERS_ROWS
from pipelines.nodes.panel.animate import AnimatePanel
from pipelines.nodes.panel.draw import DrawPanel
from pipelines.nodes.panel.likeness import GiveLikeness
from pipelines.nodes.panel.motion import Move
from pipelines.nodes.panel.prolong import Prolong
from pipelines.nodes.video.segment import Segment
from pipelines.orders import Place
from pipelines.prices import price_of
from tests.pipelines.nodes.running import Here
from tests.provider import row, write_rows

PNG = Image(digest=digest_of(b"picture"), num_bytes=9, format="png", width=64, height=36)
CLIP = Video(
    digest=digest_of(b"clip"), num_bytes=9, width=64, height=36, rate=FrameRate(24), frames=120
)
LOOK = Look(setting="harbour", subjects=(Figure(kind="woman", who="mara"),), seed=7, weather="rain")
SHOT = Shot(id=ShotId("a"), section_id=SectionId("b"), text="Mara waits in the rain.", look=LOOK)
MOTION = Motion(prompt="Rain falls.", avoid="text", amount=0.5, seconds=12, seed=7)
OPTIONS = LayoutOptions(size=Size(width=64, height=36), rate=FrameRate(24))
SMALL = Size(width=160, height=90)


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self, answer: Any = CLIP) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.asked.append((modality, arguments))
        return self.answer

    async def compute(self, target: str, returns: type[Any], **arguments: Any) -> Any:
        assert target == "media.picture.still:still"
        return PNG


async def moved(seconds: float, **shot: Any) -> Motion | None:
    audio = Audio(digest=digest_of(b"a"), num_bytes=1, channels=1, samples=round(48_000 * seconds))
    node = Move(shot=SHOT.model_copy(update=shot), voice=Voice(audio=audio), options=OPTIONS)
    nowhere: Any = None
    return (await node.run(nowhere)).motion


async def test_a_clip_is_as_long_as_its_shot_is_seen_in_whole_seconds() -> None:
    found = [await moved(seconds) for seconds in (3.0, 3.2, 3.5, 4.0)]
    # With its pause and the blends at both ends it is seen for a little more than a second longer.
    assert [one.seconds for one in found if one] == [5, 5, 5, 6]
    assert len({one.model_dump_json() for one in found[:3] if one}) == 1


@pytest.mark.parametrize("set_in_type", [{"title": "The sea"}, {"card": Card(kind="quote")}])
async def test_what_is_set_in_type_does_not_move(set_in_type: dict[str, Any]) -> None:
    assert await moved(3.0, **set_in_type) is None
    context: Any = Asked()
    made = await AnimatePanel(panel=PNG, motion=None).run(context)
    assert (made.footage, context.asked) == (Footage(), [])


async def test_a_model_is_asked_for_no_more_than_it_makes_at_once() -> None:
    context: Any = Asked()
    node = AnimatePanel(panel=PNG, motion=MOTION, longest_s=5.0, model="mover")
    assert (await node.run(context)).footage.clip == CLIP
    ((modality, told),) = context.asked
    assert (modality, told["seconds"], told["seed"]) == ("video_from_image", 5.0, 7)
    assert (told["image"], told["sound"], told["model"]) == (PNG, False, "mover")


async def test_a_clip_goes_on_until_it_is_as_long_as_the_shot() -> None:
    context: Any = Asked()
    node = Prolong(footage=Footage(clip=CLIP), motion=MOTION, longest_s=5.0, model="mover")
    assert (await node.run(context)).footage.clip == CLIP
    assert [told["by_s"] for _, told in context.asked] == [3.5, 3.5]
    assert {modality for modality, _ in context.asked} == {"video_extend"}


async def test_what_is_long_enough_or_a_still_is_asked_of_nobody() -> None:
    context: Any = Asked()
    short = MOTION.model_copy(update={"seconds": 6})
    for footage, motion in ((Footage(clip=CLIP), short), (Footage(), None)):
        node = Prolong(footage=footage, motion=motion, longest_s=5.0)
        assert (await node.run(context)).footage == footage
        assert node.cost().seconds == 0 and node.counted() is None
    assert context.asked == []


def test_what_a_clip_costs_goes_by_its_seconds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    price = {"call_micros": 5, "per": {"seconds": 100, "by_s": 1000}}
    rows = [
        row(name, "https://shop.example", price=price) | {"modality": modality}
        for name, modality in (("mover", "video_from_image"), ("goer", "video_extend"))
    ]
    write_rows(tmp_path / "models.yaml", rows)
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
    asked: dict[str, Any] = {"panel": PNG, "motion": MOTION, "model": "mover"}
    assert price_of(AnimatePanel(longest_s=5.0, **asked)) == 505
    assert price_of(AnimatePanel(**asked)) == 1205
    assert price_of(AnimatePanel(**(asked | {"motion": None}))) == 0
    longer = Prolong(footage=Footage(clip=CLIP), motion=MOTION, longest_s=5.0, model="goer")
    assert price_of(longer) == 7005


def test_a_clip_is_foreseen_in_its_size_and_length() -> None:
    node = AnimatePanel(panel=PNG, motion=MOTION, size=SMALL, rate=FrameRate(25), longest_s=5.0)
    clip = node.foresee().footage.clip
    assert clip is not None and (clip.size, clip.frames) == (SMALL, 125)
    assert node.cost().gpu_s == pytest.approx(125 * 160 * 90 / 1e6)


async def test_somebody_is_redrawn_by_the_pictures_of_them() -> None:
    context: Any = Asked(PNG)
    cast = (Character(name="Mara", pictures=(PNG, PNG)),)
    await GiveLikeness(shot=SHOT, panel=PNG, cast=cast, model="editor").run(context)
    ((modality, told),) = context.asked
    assert (modality, told["references"], told["seed"]) == ("image_edit", [PNG, PNG], 7)
    assert "pictures 2 and 3" in told["prompt"]


async def test_nobody_is_redrawn_in_type_in_a_persons_own_picture_or_without_pictures() -> None:
    context: Any = Asked(PNG)
    cast = (Character(name="Mara", pictures=(PNG,)),)
    words = (Character(name="Mara", phrase="tall"),)
    for shot, who in (({"title": "A"}, cast), ({"picture": PNG}, cast), ({}, words), ({}, ())):
        node = GiveLikeness(shot=SHOT.model_copy(update=shot), panel=PNG, cast=who)
        assert (await node.run(context)).panel == PNG
        assert node.counted() is None
    assert context.asked == []


def test_likenesses_are_named_by_whoever_chooses_them() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        Likeness(pictures=(PNG,) * 5)


@pytest.fixture
def here(tmp_path: Path) -> StepContext:
    objects, scratch = str(tmp_path / "objects"), str(tmp_path / "scratch")
    return StepContext(Here(), Place(tenant=LOCAL_TENANT, objects=objects, scratch=scratch))


def test_a_drawn_panel_is_animated_and_seen_in_a_segment(here: StepContext) -> None:
    async def made() -> tuple[Video, Video]:
        size = Size(width=1920, height=1080)
        panel = (await DrawPanel(shot=SHOT, size=size).run(here)).panel
        motion = MOTION.model_copy(update={"seconds": 1})
        node = AnimatePanel(
            panel=panel, motion=motion, size=SMALL, rate=FrameRate(24), model="preview-videos"
        )
        clip = (await node.run(here)).footage.clip
        assert clip is not None
        shown = Picture.model_validate({
            "panel": panel, "move": "hold", "energy": 0, "seed": 1, "clip_frames": 24, "first": 0,
            "footage": {"clip": clip, "lead": 0, "frames": 24},
        })  # fmt: skip
        spec = SegmentSpec(size=SMALL, rate=FrameRate(24), frames=24, pictures=(shown,))
        return clip, (await Segment(spec=spec).run(here)).clip

    clip, segment = asyncio.run(made())
    assert (clip.size, clip.frames) == (SMALL, 24)
    assert (segment.size, segment.frames) == (SMALL, 24)
