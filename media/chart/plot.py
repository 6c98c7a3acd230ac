"""What every kind of chart is: a part that stands still, and one that comes up."""

from __future__ import annotations

from abc import ABC, abstractmethod


class Plot(ABC):
    """A chart inside its page."""

    still: str
    """SVG of axes and of whatever is there from the first."""

    @abstractmethod
    def moving(self, progress: float) -> str:
        """SVG of the figures when so much of their coming is done, from 0 to 1."""
