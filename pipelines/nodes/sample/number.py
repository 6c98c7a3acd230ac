"""A number to try a flow on."""

from __future__ import annotations

from pipelines.node import Context, Example, Node, Output, node


class SampleNumber(Output):
    """The number."""

    number: float


@node("sample.number", version=1, cached=False, example=Example())
class Sample(Node):
    """Forty-two, or another number."""

    number: float = 42.0

    def foresee(self) -> SampleNumber:
        """It, as it is."""
        return SampleNumber(number=self.number)

    async def run(self, ctx: Context) -> SampleNumber:
        """Give it."""
        return SampleNumber(number=self.number)
