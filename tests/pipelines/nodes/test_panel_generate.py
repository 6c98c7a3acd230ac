"""Guards what is drawn by a model and what is set in type."""

from typing import Any

from media.cards import Card
from media.ids import SectionId, ShotId, digest_of
from media.shots import Look, Shot
from media.types import Image
from pipelines.nodes.panel.generate import GeneratePanel

PNG = Image(digest=digest_of(b"picture"), num_bytes=9, format="png", width=16, height=16)
SHOT = Shot(
    id=ShotId("a"), section_id=SectionId("b"), text="Rain.", look=Look(setting="sea", seed=7)
)


class Asked:
    """A context that keeps what an engine was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def infer(self, modality: str, returns: type[Any], **arguments: Any) -> Any:
        self.asked.append((modality, arguments))
        return PNG


async def drawn(**shot: Any) -> Asked:
    context = Asked()
    node = GeneratePanel(shot=SHOT.model_copy(update=shot), model="painter")
    made = await node.run(context)  # pyright: ignore[reportArgumentType]
    assert made.panel == PNG
    return context


async def test_a_shot_is_drawn_by_the_model_that_is_named() -> None:
    ((modality, arguments),) = (await drawn()).asked
    assert (modality, arguments["model"], arguments["seed"]) == ("image", "painter", 7)
    assert "by the sea" in arguments["prompt"] and "letters" in arguments["avoid"]


async def test_titles_and_cards_are_set_in_type() -> None:
    for shot in ({"title": "The sea"}, {"card": Card(kind="quote")}):
        ((modality, arguments),) = (await drawn(**shot)).asked
        assert modality == "panel" and "model" not in arguments


async def test_a_picture_of_ones_own_is_shown_as_it_is() -> None:
    assert (await drawn(picture=PNG)).asked == []
