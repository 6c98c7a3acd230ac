"""Who of a film's cast is in a shot."""

from __future__ import annotations

from pydantic import Field

from media.cast import Character, Likeness, appearing
from media.shots import Shot
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port


class Appearing(Output):
    """Those in the shot, nearest first: once in words alone, and once with their pictures."""

    told: tuple[Character, ...]
    shown: tuple[Character, ...]


@node("panel.cast", version=1, cached=False)
class Cast(Node):
    """Find who of a film's cast is in a shot.

    What draws the shot takes these alone: another picture of somebody touches no shot without them.
    """

    shot: Port[Shot]
    cast: Param[dict[str, Likeness]]
    """By name: of a speaker, or of a figure as the shot list has it."""
    most_pictures: Param[int] = Field(default=0, ge=0)
    """That a model looks at in one shot; 0: the phrases alone are told."""

    def cost(self) -> Cost:
        """A look at a few names."""
        return Cost()

    async def run(self, ctx: Context) -> Appearing:
        """Compare names."""
        return Appearing(
            told=appearing(self.shot, self.cast),
            shown=appearing(self.shot, self.cast, self.most_pictures),
        )
