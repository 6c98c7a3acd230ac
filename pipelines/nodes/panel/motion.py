"""What a shot's clip is to show, and for how long."""

from __future__ import annotations

import math

from media.cast import Character
from media.footage import Motion
from media.layout import LayoutOptions, Voice, seen_frames
from media.shots import Shot
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port
from pipelines.prompting.motion import motion_of

LEAST, MOST = 0.25, 0.85
"""How much moves in a shot without energy, and in one of all energy."""
USUAL_S = 5
"""Of a shot that nobody has spoken yet."""


class Asked(Output):
    """What a model is asked for; nothing for a shot that is set in type."""

    motion: Motion | None


@node("panel.motion", version=1, cached=False)
class Move(Node):
    """Say what moves in a shot's picture, in words, and for how many seconds it is seen.

    What animates the picture takes no more than this: a shot that is spoken a little faster, or
    that gets another caption, keeps its clip.
    """

    shot: Port[Shot]
    voice: Port[Voice]
    cast: Port[tuple[Character, ...]] = ()
    """Who is in the shot."""
    options: Param[LayoutOptions]

    def cost(self) -> Cost:
        """Words alone."""
        return Cost()

    def foresee(self) -> Asked:
        """A clip for a usual shot: how long one is follows from its voice."""
        return Asked(
            motion=Motion(prompt="", avoid="", amount=LEAST, seconds=USUAL_S, seed=0),
        )

    async def run(self, ctx: Context) -> Asked:
        """Put the look into words."""
        if not self.shot.is_drawn:
            return Asked(motion=None)
        look = self.shot.look
        words = motion_of(self.shot, self.cast)
        frames = seen_frames(self.shot, self.voice, self.options)
        return Asked(
            motion=Motion(
                prompt=words.text,
                avoid=words.avoid,
                amount=round(LEAST + (MOST - LEAST) * look.energy, 2),
                seconds=math.ceil(frames / float(self.options.rate)),
                seed=look.seed,
            )
        )
