"""Takes a file as a picture, a clip or a sound."""

from __future__ import annotations

from typing import Any, Literal

from media.types import Audio, Document, Image, Mask, Video
from pipelines.node import Context, Cost, Example, Node, Output, node
from pipelines.ports import Param

KINDS: dict[str, Any] = {"image": Image, "mask": Mask, "video": Video, "audio": Audio}


class Taken(Output):
    """What the file is."""

    media: Any
    """A picture, a clip or a sound, as asked for."""


@node(
    "io.media",
    version=1,
    uses=("codec",),
    example=Example(inputs={"document": "io.http"}, params={"kind": "video"}),
)
class Take(Node):
    """Take a file, such as what `io.http` got, as a picture, a clip or a sound.

    Any usual form is taken, and judged by its content; it is normalised as files that are given to
    a flow are. A damaged one is refused.
    """

    document: Document
    kind: Param[Literal["image", "mask", "video", "audio"]]

    def cost(self) -> Cost:
        """Decoding and encoding again, by the size of the file."""
        return Cost(cpu_s=0.5 + self.document.num_bytes / 2e6, num_bytes=self.document.num_bytes)

    async def run(self, ctx: Context) -> Taken:
        """Normalise it on a worker."""
        media = await ctx.compute(
            "media.intake.stored:admitted",
            KINDS[self.kind],
            document=self.document,
            wanted=self.kind,
        )
        return Taken(media=media)
