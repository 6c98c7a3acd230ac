"""A person's shot list over the director's plan."""

from __future__ import annotations

from pydantic import Field

from media.closing import Signature
from media.shot_list import LowerThirds, ShotList
from media.shots import Plan, Shot
from media.types import Audio, Image
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param, Port, Sealed


class Decided(Output):
    """The plan as it will be made, its shots one by one, and the list to edit next."""

    plan: Sealed[Plan]
    shots: list[Shot]
    shot_list: Sealed[ShotList]


@node("script.direct", version=3)
class Direct(Node):
    """Carry over what a person decided on earlier shots: pins, pictures, approvals, credits."""

    plan: Port[Sealed[Plan]]
    shot_list: Param[Sealed[ShotList]] = Sealed("{}")
    assets: Param[dict[str, Image | Audio]] = Field(default_factory=dict)
    only_approved: Param[bool] = False
    section: Param[str] = ""
    signature: Param[Signature] = Signature()
    lower_thirds: Param[LowerThirds] = "auto"

    def cost(self) -> Cost:
        """What a person said is laid over it."""
        return Cost(cpu_s=0.05)

    async def run(self, ctx: Context) -> Decided:
        """Find the shots again on a worker: a long list takes a second."""
        return await ctx.compute(
            "media.shot_list:direct",
            Decided,
            plan=self.plan,
            shot_list=self.shot_list,
            assets=self.assets,
            only_approved=self.only_approved,
            section=self.section,
            signature=self.signature,
            lower_thirds=self.lower_thirds,
        )
