"""A conversation in OpenAI's form, and as Kinora's language engines are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from api.kit.model import Text
from api.openai.bodies import Asked, Name
from media.errors import InputError
from media.types import Image
from models.protocols import language

Json = dict[str, Any]
MOST_LETTERS = 2_000_000
MOST_PICTURE_URL = 14_000_000
"""Ten megabytes in base64, and what is before them."""
Words = Annotated[Text, StringConstraints(max_length=MOST_LETTERS)]
Zero = Annotated[float, Field(ge=0, le=0)]


class TextPart(Asked):
    """A part of a message."""

    type: Literal["text"]
    text: Words


class PictureUrl(Asked):
    """Where a picture is."""

    url: Annotated[
        Text,
        StringConstraints(max_length=MOST_PICTURE_URL),
        Field(description="`data:image/png;base64,...`, or an address that anybody may read."),
    ]
    detail: Literal["auto", "low", "high"] | None = Field(
        default=None, description="Passed over: a model looks as it does."
    )


class PicturePart(Asked):
    """A picture, for a model that can see."""

    type: Literal["image_url"]
    image_url: PictureUrl


Content = Words | Annotated[list[TextPart | PicturePart], Field(max_length=1000)]


class Function(Asked):
    """A call that a model wanted."""

    name: Name
    arguments: Words


class Called(Asked):
    """The same with its id."""

    id: Annotated[Text, Field(max_length=200)]
    type: Literal["function"] = "function"
    function: Function


class Message(Asked):
    """One turn."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Content | None = None
    name: Annotated[Text, Field(max_length=200)] | None = None
    tool_calls: Annotated[list[Called], Field(max_length=128)] | None = None
    tool_call_id: Annotated[Text, Field(max_length=200)] | None = None

    @property
    def parts(self) -> Sequence[TextPart | PicturePart]:
        """What it holds, in parts."""
        if isinstance(self.content, str):
            return [TextPart(type="text", text=self.content)]
        return self.content or ()


class Described(Asked):
    """A function that a model may want called."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    description: Annotated[Text, Field(max_length=20_000)] | None = None
    parameters: Json | None = None
    strict: bool | None = None


class Tool(Asked):
    """A tool; all are functions."""

    type: Literal["function"]
    function: Described


class Named(Asked):
    """A JSON Schema with a name."""

    name: Name
    description: Annotated[Text, Field(max_length=20_000)] | None = None
    schema_: Json | None = Field(default=None, alias="schema")
    strict: bool | None = None


class Form(Asked):
    """What an answer is to be."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: Named | None = None


class StreamOptions(Asked):
    """What a stream tells besides."""

    include_usage: bool | None = None


class NewCompletion(Asked):
    """A conversation that is to go on."""

    model: Name
    messages: Annotated[list[Message], Field(min_length=1, max_length=2000)]
    tools: Annotated[list[Tool], Field(max_length=128)] | None = None
    tool_choice: Literal["none", "auto"] | None = Field(
        default=None, description="A model cannot be made to call a function."
    )
    parallel_tool_calls: bool | None = None
    response_format: Form | None = None
    max_tokens: Annotated[int, Field(ge=1, le=10**7)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=10**7)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    stop: Words | Annotated[list[Words], Field(max_length=4)] | None = None
    seed: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = Field(default=1, description="One answer.")
    presence_penalty: Zero | None = None
    frequency_penalty: Zero | None = None
    logprobs: Literal[False] | None = None
    stream: bool | None = False
    stream_options: StreamOptions | None = None

    def pictures(self) -> dict[str, str]:
        """Where each picture is, by the field that shows it."""
        return {
            f"messages.{number}.content.{place}.image_url.url": part.image_url.url
            for number, one in enumerate(self.messages)
            for place, part in enumerate(one.parts)
            if isinstance(part, PicturePart)
        }

    def asked(self, images: Mapping[str, Image]) -> language.Asked:
        """As an engine is asked.

        Args:
            images: what was found at each of `pictures`.

        Raises:
            InputError: it holds what no engine here takes.
        """
        tools = () if self.tool_choice == "none" else tuple(self.tools or ())
        stop = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return language.Asked(
            messages=tuple(
                _message(one, [image for field, image in images.items() if _of(field) == number])
                for number, one in enumerate(self.messages)
            ),
            tools=tuple(_tool(one.function) for one in tools),
            answer_schema=_schema(self.response_format),
            max_tokens=self.max_completion_tokens or self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            stop=tuple(one for one in stop if one),
            seed=self.seed or 0,
        )


def _of(field: str) -> int:
    """The number of the message that a picture's field is in."""
    return int(field.split(".")[1])


def _message(one: Message, images: Sequence[Image]) -> language.Message:
    return language.Message(
        role="system" if one.role == "developer" else one.role,
        text="\n".join(part.text for part in one.parts if isinstance(part, TextPart)),
        images=tuple(images),
        tool_calls=tuple(
            language.ToolCall(
                id=call.id, name=call.function.name, arguments=call.function.arguments
            )
            for call in one.tool_calls or ()
        ),
        tool_call_id=one.tool_call_id or "",
    )


def _tool(one: Described) -> language.Tool:
    return language.Tool(
        name=one.name, description=one.description or "", parameters=one.parameters or {}
    )


def _schema(wanted: Form | None) -> Json | None:
    if wanted is None or wanted.type == "text":
        return None
    if wanted.type == "json_object":
        return {"type": "object"}
    if wanted.json_schema is None:
        raise InputError("there is no schema", "give `json_schema`", "response_format.json_schema")
    return wanted.json_schema.schema_ or {}
