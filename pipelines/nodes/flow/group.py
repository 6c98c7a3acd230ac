"""A flow as a node of another."""

from __future__ import annotations

from media.errors import AuthorError
from pipelines.node import Context, Node, Output, node


class Given(Output):
    """What the body's edges to `outputs` name."""


@node("flow.group", version=1, cached=False, aliases=("groupNode", "presetNode"))
class Group(Node):
    """Run the flow in `body`: once, for each item of a list, or until a condition holds.

    Its ports are those of the body: what leaves `inputs`, and what enters `outputs`. With `each` it
    is a loop whose items flow on as each is ready; with `width` a batch of so many at a time; with
    `on_failure: collect` a failing item does not sink the rest, and `failures` lists it; with
    `retry.until` it is tried again until that holds, and `inputs.attempt` says which try it is.
    """

    async def run(self, ctx: Context) -> Given:
        """The executor runs the body itself."""
        raise AuthorError("a group without a body")
