"""A garment while it is trimmed: colours, and where its edges are.

Coordinates are the trunk's: the height of the chin is y = 0, the hips are at 37, x runs forward
from the spine. `c` is where the middle of the front is.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.preview.panels.cast.people.trunk import Trunk
from models.preview.panels.cast.people.wardrobe import Outfit
from models.preview.panels.drawing import shape
from models.preview.panels.stage import Stage


@dataclass(frozen=True, slots=True)
class Worn:
    """A garment while it is trimmed."""

    s: Stage
    trunk: Trunk
    outfit: Outfit

    @property
    def c(self) -> float:
        """The middle of the front."""
        return self.trunk.centre

    @property
    def coat(self) -> str:
        """The garment's colour in this light."""
        return self.s.palette.paint(self.outfit.colour)

    @property
    def trim(self) -> str:
        """The trimmings' colour in this light."""
        return self.s.palette.paint(self.outfit.trim)

    @property
    def fold(self) -> str:
        """A line in the cloth."""
        return self.s.palette.dark(self.coat, 0.42)

    def edges(self, y: float) -> tuple[float, float]:
        """Where the garment ends on both sides at a height."""
        pinch = self.outfit.shape.pinch
        return self.trunk.edge(y, False, pinch, 0.3), self.trunk.edge(y, True, pinch, 0.3)

    def band(self, top: float, bottom: float, colour: str, sag: float = 1.0) -> str:
        """A strip around the trunk."""
        (l1, r1), (l2, r2) = self.edges(top), self.edges(bottom)
        data = (
            f"M{l1:.2f} {top}Q{self.c:.2f} {top + 2 * sag} {r1:.2f} {top}"
            f"L{r2:.2f} {bottom}Q{self.c:.2f} {bottom + 2 * sag} {l2:.2f} {bottom}Z"
        )
        return shape(data, colour)
