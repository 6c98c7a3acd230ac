"""What requests of OpenAI's form are made of: fields that Kinora does not know are passed over."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from api.kit.model import Text
from media.errors import InputError
from media.types import Size

Name = Annotated[Text, StringConstraints(min_length=1, max_length=200)]
Prompt = Annotated[Text, StringConstraints(min_length=1, max_length=8000)]
"""Of pictures and clips."""
ImageFormat = Literal["png", "jpeg", "webp"]
_SIZE = re.compile(r"^(\d{1,5})x(\d{1,5})$")
MOST_SEED = 2**31 - 1


class Asked(BaseModel):
    """A request's body. What is not known of it is ignored, as OpenAI's services grow."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Answered(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True)


def size_of(text: str, field: str = "size") -> Size:
    """A size that is written as in `1536x1024`.

    Raises:
        InputError: it is none, or none that is made here.
    """
    found = _SIZE.match(text)
    try:
        return Size(width=int(found[1]), height=int(found[2])) if found else _no_size(text, field)
    except ValueError:
        return _no_size(text, field)


def _no_size(text: str, field: str) -> Any:
    raise InputError(
        f"{text[:40]!r} is no size that can be made",
        "write width and height in even numbers of pixels, as in 1024x1024", field,
    )  # fmt: skip


def _checked(text: str) -> str:
    if text != "auto":
        try:
            size_of(text)
        except InputError as error:
            raise ValueError(f"{error.message}: {error.remedy}") from None
    return text


SizeText = Annotated[
    str,
    StringConstraints(max_length=11),
    AfterValidator(_checked),
    Field(examples=["1024x1024"], description="Width x height, both even, or `auto`."),
]
Seed = Annotated[int, Field(ge=0, le=MOST_SEED)]
