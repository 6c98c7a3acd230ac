"""A rectangle of a picture, in shares of it or in pixels."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from media.errors import InputError
from media.model import Model
from media.types import Size


class Box(NamedTuple):
    """A rectangle in whole pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def rows(self) -> slice:
        """The rows of a picture that it covers."""
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        """The columns of a picture that it covers."""
        return slice(self.left, self.left + self.width)


class Region(Model):
    """A rectangle, by its upper left corner and its extent."""

    x: float = Field(0.0, ge=0)
    y: float = Field(0.0, ge=0)
    width: float = Field(1.0, gt=0)
    height: float = Field(1.0, gt=0)
    unit: Literal["share", "pixel"] = "share"
    """Whether the four count from 0 to 1 or in pixels."""

    def box(self, size: Size, field: str = "region") -> Box:
        """The rectangle in a picture of a size.

        Raises:
            InputError: a part of it lies outside, or it has less than a pixel.
        """
        across, down = (size.width, size.height) if self.unit == "share" else (1, 1)
        left, top = round(self.x * across), round(self.y * down)
        right, bottom = round((self.x + self.width) * across), round((self.y + self.height) * down)
        if right > size.width or bottom > size.height:
            raise InputError(
                f"the rectangle reaches {right},{bottom} in a picture of {size}",
                "keep it inside of the picture",
                field,
                "OUTSIDE_PICTURE",
            )
        if right <= left or bottom <= top:
            raise InputError(
                "the rectangle holds no pixel", "make it larger", field, "EMPTY_REGION"
            )
        return Box(left, top, right - left, bottom - top)
