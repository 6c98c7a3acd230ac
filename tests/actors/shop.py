"""A node that buys: its engine is a provider's, and its result is twice its number."""

from media.workspace import Workspace
from pipelines.catalog import catalog
from pipelines.node import Context, Node, Output, node
from pipelines.ports import Param


class Goods(Output):
    number: int


def double(work: Workspace, number: int) -> int:
    """What a task of our own gives."""
    return 2 * number


@node("shop.buy", version=1, uses=("toy",))
class Buy(Node):
    """Twice a number, made by a provider for money."""

    number: int
    model: Param[str] = ""

    async def run(self, ctx: Context) -> Goods:
        """Ask the engine."""
        return Goods(number=await ctx.infer("toy", int, number=self.number, model=self.model))


@node("shop.buy_twice", version=1, uses=("toy",))
class BuyTwice(Node):
    """The sum of two equal purchases."""

    number: int

    async def run(self, ctx: Context) -> Goods:
        """Ask the engine twice."""
        first = await ctx.infer("toy", int, number=self.number)
        return Goods(number=first + await ctx.infer("toy", int, number=self.number))


catalog.cache_clear()
