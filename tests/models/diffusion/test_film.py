"""Guards a shot's clip by a model with weights: made from a drawn panel, made longer, and shown."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from media.clock import FrameRate
from media.footage import Footage, Motion, first_s
from media.picture.still import still
from media.segments.render import render
from media.segments.spec import Picture, SegmentSpec
from media.types import Image, Size, Video
from models.catalog.capability import longest_s
from models.catalog.row import Engine, Weights
from pipelines.nodes.panel.animate import AnimatePanel
from pipelines.nodes.panel.prolong import Prolong
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import panel

SIZE = Size(width=64, height=36)
RATE = FrameRate(24)


class Beside:
    """A context whose engine stands here."""

    def __init__(self, engine: Any, work: FolderWorkspace) -> None:
        self.engine = engine
        self.work = work
        self.asked: list[str] = []

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.asked.append(modality)
        arguments.pop("model")
        call = {"video_from_image": self.engine.animate, "video_extend": self.engine.extend}
        return call[modality](self.work, **arguments)

    async def compute(self, target: str, returns: type[Any], **arguments: Any) -> Any:
        assert target == "media.picture.still:still" and returns is Image
        return still(self.work, **arguments)


@pytest.mark.parametrize(
    ("family", "name", "most", "seconds"),
    [("wan-image", "wan_image", 9, 1), ("ltx-conditions", "ltx", 65, 4)],
)
def test_a_shot_is_filled_by_what_a_model_makes_in_parts(
    build: Callable[..., Any],
    work: FolderWorkspace,
    family: str,
    name: str,
    most: int,
    seconds: int,
) -> None:
    limits: dict[str, Any] = {"min_edge": 0, "max_frames": most}
    row = Engine(
        id="tiny", family=family, weights=Weights(source="here"), licence="-", options=limits
    )
    reach = longest_s(row)
    motion = Motion(prompt="Waves.", avoid="text", amount=0.5, seconds=seconds, seed=3)
    context: Any = Beside(build(family, name, **limits), work)

    async def made() -> tuple[Video, Video]:
        node = AnimatePanel(panel=panel(work), motion=motion, size=SIZE, rate=RATE, longest_s=reach)
        first = (await node.run(context)).footage.clip
        assert first is not None
        rest = Prolong(footage=Footage(clip=first), motion=motion, longest_s=reach)
        longer = (await rest.run(context)).footage.clip
        assert longer is not None
        return first, longer

    first, longer = asyncio.run(made())
    assert first.frames == pytest.approx(first_s(motion, reach) * 24, abs=1)
    assert longer.frames == pytest.approx(24 * seconds, abs=len(context.asked))
    assert context.asked[0] == "video_from_image" and "video_extend" in context.asked
    shown = Picture.model_validate({
        "panel": panel(work), "move": "hold", "energy": 0, "seed": 1, "clip_frames": 24, "first": 0,
        "footage": {"clip": longer, "lead": 0, "frames": 24},
    })  # fmt: skip
    spec = SegmentSpec(size=SIZE, rate=RATE, frames=24, pictures=(shown,))
    assert render(work, spec=spec).frames == 24
