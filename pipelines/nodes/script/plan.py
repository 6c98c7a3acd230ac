"""Script to shot list."""

from __future__ import annotations

from media.shots import Plan
from pipelines.node import Context, Cost, Node, Output, node
from pipelines.ports import Param


class Planned(Output):
    """The director's shot list."""

    plan: Plan


@node("script.plan", version=4, uses=("director",))
class PlanScript(Node):
    """Read a script and say what is shown, shot by shot."""

    script: str
    title: Param[str] = ""
    language: Param[str] = "en"
    seed: Param[int] = 0
    pace: Param[float] = 1.0
    preset: Param[str] = "auto"
    reading: Param[str] = "words"

    def cost(self) -> Cost:
        """By length of the script."""
        return Cost(cpu_s=0.1 + 2e-5 * len(self.script))

    async def run(self, ctx: Context) -> Planned:
        """Ask the director."""
        plan = await ctx.infer(
            "director",
            Plan,
            script=self.script,
            title=self.title,
            language=self.language,
            seed=self.seed,
            pace=self.pace,
            preset=self.preset,
            reading=self.reading,
        )
        return Planned(plan=plan)
