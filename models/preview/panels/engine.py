"""The preview panel engine: a shot's look to a storyboard panel, without weights."""

from __future__ import annotations

from media.picture.panel import canvas_of
from media.shots import Look, Shot
from media.text.typeface import PLAIN, Typeface
from media.types import Image, Size
from media.workspace import Workspace
from models.preview.panels.cards.catalog import card_board
from models.preview.panels.composition.compose import compose, focused
from models.preview.panels.document import document
from models.preview.panels.lettering import lettering
from models.preview.panels.mark import open_mark
from models.preview.panels.palette import palette_for
from models.preview.panels.scenery.catalog import setting_named
from models.preview.panels.stage import Stage


class PreviewPanels:
    """Draws a shot as a layered SVG: place, subjects, light and weather from its look."""

    def draw(
        self,
        work: Workspace,
        *,
        shot: Shot,
        style: str,
        size: Size,
        brand: tuple[str, ...] = (),
        typeface: Typeface = PLAIN,
    ) -> Image:
        """Draw a shot for a frame of `size`. What the lexicon lacks is drawn as something plain.

        Raises:
            InputError: the style is unknown, or no font has the letters of a title or a card.
        """
        width, height = canvas_of(size)
        family = typeface.opened(work)
        mark = open_mark(work, shot.logo) if shot.logo else None
        if shot.card is not None and shot.card.kind != "none":
            board = card_board(shot.card, shot.look, style, brand, (width, height), mark, family)
            drawn = document(board.stage, "".join(board.texts), board.shapes)
        else:
            titled = bool(shot.title.strip())
            stage = _stage(shot.look, style, brand, (width, height), titled)
            compose(stage)
            drawn = document(stage, lettering(stage, shot.title, mark, family) if titled else "")
        path = work.scratch("panel.svg")
        path.write_bytes(drawn)
        return work.save(path, Image, format="svg", width=width, height=height)


def _stage(
    look: Look, style: str, brand: tuple[str, ...], canvas: tuple[float, float], titled: bool
) -> Stage:
    """An empty stage in the light of its place: stars want a night, rooms have lamps."""
    place = setting_named(look.setting)
    if place.always_night:
        look = look.model_copy(update={"time_of_day": "night"})
    palette = palette_for(look, style, brand)
    palette = palette.indoors() if place.indoors else palette
    return Stage(
        look,
        palette,
        *canvas,
        titled=titled,
        peopled=focused(look),
        afloat=place.water or place.shore,
    )
