"""A chain of FFmpeg's sound filters that is fed blocks and gives blocks back.

The one place that knows PyAV's filter graph: speech, mixing and measuring all stand on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from media.audio.pcm import Block
from media.clock import SAMPLE_RATE

LAYOUTS = {1: "mono", 2: "stereo"}


class Chain:
    """Filters in a row, each a pair of FFmpeg's name and arguments.

    It ends in 32-bit floats of the channels that the last filter leaves.
    """

    def __init__(
        self, *filters: tuple[str, str], channels: int, sample_rate: int = SAMPLE_RATE
    ) -> None:
        self._channels = channels
        self._sample_rate = sample_rate
        self._fed = 0
        self.metadata: dict[str, str] = {}
        """What the filters said with the latest block, such as `lavfi.r128.I`."""
        graph = Graph()
        graph.threads = 1
        last = graph.add_abuffer(
            sample_rate=sample_rate,
            format="flt",
            layout=LAYOUTS[channels],
            time_base=Fraction(1, sample_rate),
        )
        for name, arguments in (*filters, ("aformat", "sample_fmts=flt"), ("abuffersink", "")):
            following = graph.add(name, arguments or None)
            last.link_to(following)
            last = following
        graph.configure()
        self._graph = graph

    def feed(self, block: Block) -> Iterator[Block]:
        """Push a block of shape (samples, channels) and give what is ready."""
        self._push(block)
        return self._ready()

    def end(self) -> Iterator[Block]:
        """Say that no more comes and give the rest."""
        self._graph.push(None)
        return self._ready()

    def run(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """All of a sound through the chain."""
        for block in blocks:
            yield from self.feed(block)
        yield from self.end()

    def swallow(self, block: Block) -> None:
        """Push a block into a chain that only measures; what comes out is dropped."""
        self._push(block)
        for _ in self._frames():
            continue

    def _push(self, block: Block) -> None:
        if not len(block):
            return
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block, np.float32).reshape(1, -1),
            format="flt",
            layout=LAYOUTS[self._channels],
        )
        frame.sample_rate = self._sample_rate
        frame.time_base = Fraction(1, self._sample_rate)
        frame.pts = self._fed
        self._fed += len(block)
        self._graph.push(frame)

    def _ready(self) -> Iterator[Block]:
        for frame in self._frames():
            yield np.asarray(frame.to_ndarray(), np.float32).reshape(-1, frame.layout.nb_channels)

    def _frames(self) -> Iterator[av.AudioFrame]:
        while True:
            try:
                frame = self._graph.pull()
            except (BlockingIOError, EOFError):
                return
            assert isinstance(frame, av.AudioFrame)
            if frame.metadata:
                self.metadata = dict(frame.metadata)
            yield frame
