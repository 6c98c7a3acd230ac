"""The one integer clock: media time in flicks.

A flick is 1/705,600,000 s. A frame of every usual rate (24, 25, 30, 48, 50, 60, 120 and their NTSC
kin over 1.001) and a sample of every usual rate (8 to 192 kHz) is a whole number of flicks, so
time is added and compared without rounding. Source: the definition published with
OculusVR/Flicks. Media time alone: never wall time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NewType

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from media.errors import InputError

Flicks = NewType("Flicks", int)

FLICKS_PER_S = 705_600_000
SAMPLE_RATE = 48_000
"""Samples per second of every sound that Kinora makes."""


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames per second as an exact ratio; written `24/1` or `30000/1001` in documents."""

    num: int
    den: int = 1

    def __post_init__(self) -> None:
        if self.num <= 0 or self.den <= 0 or FLICKS_PER_S * self.den % self.num:
            raise InputError(
                f"a frame rate of {self.num}/{self.den} is not a whole number of flicks a frame",
                "use one of " + ", ".join(FRAME_RATES),
                "fps",
            )

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        """Read `29.97`, `30` or `30000/1001`.

        Raises:
            InputError: the rate is not one that Kinora renders.
        """
        text = text.strip()
        if text in FRAME_RATES:
            return FRAME_RATES[text]
        for rate in FRAME_RATES.values():
            if str(rate) == text:
                return rate
        raise InputError(
            f"{text!r} is not a frame rate", "use one of " + ", ".join(FRAME_RATES), "fps"
        )

    @property
    def frame_flicks(self) -> int:
        """Flicks in one frame."""
        return FLICKS_PER_S * self.den // self.num

    @property
    def fraction(self) -> Fraction:
        """Frames per second."""
        return Fraction(self.num, self.den)

    @property
    def frame_duration(self) -> Fraction:
        """Seconds in one frame; also the time base in which a frame lasts one tick."""
        return Fraction(self.den, self.num)

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"

    def __float__(self) -> float:
        return self.num / self.den

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from_text = core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema()
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), from_text]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )


FRAME_RATES: dict[str, FrameRate] = {
    "23.976": FrameRate(24000, 1001),
    "24": FrameRate(24),
    "25": FrameRate(25),
    "29.97": FrameRate(30000, 1001),
    "30": FrameRate(30),
    "50": FrameRate(50),
    "60": FrameRate(60),
}
"""The frame rates that Kinora renders, by the name that a user types."""


def seconds(flicks: int) -> float:
    """Flicks as seconds, for display."""
    return flicks / FLICKS_PER_S


def sample_at_frame(frame: int, rate: FrameRate, sample_rate: int = SAMPLE_RATE) -> int:
    """The sample nearest to the start of a frame; a tie goes to the later sample."""
    numerator = frame * rate.den * sample_rate
    return (2 * numerator + rate.num) // (2 * rate.num)


def frame_at_sample(sample: int, rate: FrameRate, sample_rate: int = SAMPLE_RATE) -> int:
    """The frame that is on screen at a sample."""
    return sample * rate.num // (sample_rate * rate.den)


def nearest_frame(sample: int, rate: FrameRate, sample_rate: int = SAMPLE_RATE) -> int:
    """The frame whose start lies nearest to a sample."""
    numerator = 2 * sample * rate.num + sample_rate * rate.den
    return numerator // (2 * sample_rate * rate.den)


def frames_covering(samples: int, rate: FrameRate, sample_rate: int = SAMPLE_RATE) -> int:
    """The least whole number of frames that lasts at least `samples`."""
    return -(-samples * rate.num // (sample_rate * rate.den))
