"""What holds from one shot to the next: the hour and the weather, until a sentence says another.

A storm that comes in the sixth sentence does not rain on the first five, and the dawn after it
finds the sky clear unless it is said to rain on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.preview.director.sense import Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """The hour and the weather of a shot."""

    hour: str
    weather: str
    usual: str
    """The weather that another hour brings back: the heading's."""

    def after(self, said: Sense) -> Air:
        """The air of the shot in which this is said."""
        hour, weather = said.first("hours") or self.hour, said.first("weather")
        if weather is None:
            weather = self.weather if hour == self.hour else self.usual
        return replace(self, hour=hour, weather=weather)
