"""Language models behind a server that speaks OpenAI's form, however it is reached."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Protocol

from media.errors import InputError, KinoraError
from media.ids import Digest
from media.types import Image
from media.workspace import Workspace
from models.language.options import ChatOptions, Form, read
from models.language.schema import Held
from models.language.sending import Sender, Transport, guarded
from models.language.watching import watched
from models.language.wire import Gathering, Json, body, check
from models.protocols.language import Answer, Asked, Piece, ToolCall, Usage
from models.setup import Setup

PATH = "chat/completions"
MOST_PICTURE_BYTES = 40_000_000
"""Of one question."""
MEDIA_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


class Line(Protocol):
    """A way to a server."""

    def stream(self, path: str, body: Json) -> AsyncGenerator[Json]:
        """The chunks of the answer to a body, as they come."""
        ...


class Chat:
    """A `LanguageEngine` whose model is elsewhere."""

    def __init__(self, name: str, form: Form, line: Line, model: str) -> None:
        """Prepare to ask.

        Args:
            name: of the row, in messages.
            form: what the server takes.
            line: the way there.
            model: its name there.
        """
        self._name, self._form, self._line, self._model = name, form, line, model

    def complete(self, work: Workspace, *, asked: Asked) -> Answer:
        """The whole answer.

        Raises:
            InputError: it cannot do what it is asked.
            OffSchema: the answer does not hold to its schema.
            WorldError: the server does not answer.
        """
        (found,) = watched([work], [self._answered(work, asked, _Spent())])
        if isinstance(found, Exception):
            raise found
        return found

    def joins(self, method: str, arguments: dict[str, Any]) -> str:
        """All questions may be put side by side: the work is another machine's."""
        return "questions" if method == "complete" else ""

    def many(
        self, method: str, works: Sequence[Workspace], requests: Sequence[dict[str, Any]]
    ) -> list[Answer | Exception]:
        """Put several questions side by side."""
        answers = [
            self._answered(work, request["asked"], _Spent())
            for work, request in zip(works, requests, strict=True)
        ]
        return watched(works, answers)

    async def stream(self, work: Workspace, *, asked: Asked) -> AsyncGenerator[Piece]:
        """The answer piece by piece; under a schema in one, since it may have to be mended.

        What answers took that were of no use is told before their error is raised.
        """
        if asked.answer_schema is None:
            async with aclosing(self._pieces(work, asked)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        spent = _Spent()
        try:
            answer = await self._answered(work, asked, spent)
        except KinoraError:
            if spent.usage != Usage():
                yield Piece(usage=spent.usage)
            raise
        yield Piece(text=answer.text)
        yield Piece(tool_calls=answer.tool_calls, ended=answer.ended, usage=answer.usage)

    async def _answered(self, work: Workspace, asked: Asked, spent: _Spent) -> Answer:
        held = Held(asked)
        while True:
            said = await self._whole(work, held.asked)
            try:
                # Mending may take a second, in which others are spoken with.
                answer = await asyncio.to_thread(held.take, said)
            finally:
                spent.usage = held.usage
            if answer is not None:
                return answer

    async def _whole(self, work: Workspace, asked: Asked) -> Answer:
        texts: list[str] = []
        calls: list[ToolCall] = []
        last = Piece()
        async with aclosing(self._pieces(work, asked)) as pieces:
            async for piece in pieces:
                texts.append(piece.text)
                calls += piece.tool_calls
                last = piece
        return Answer(
            text="".join(texts), tool_calls=tuple(calls), ended=last.ended or "stop",
            usage=last.usage or Usage(),
        )  # fmt: skip

    async def _pieces(self, work: Workspace, asked: Asked) -> AsyncGenerator[Piece]:
        check(asked, sees=self._form.sees, tools=self._form.tools, name=self._name)
        shown = await asyncio.to_thread(_shown, work, asked)
        gathering = Gathering(self._name)
        request = body(asked, shown, self._form, self._model)
        async with aclosing(self._line.stream(PATH, request)) as said:
            async for chunk in said:
                text = gathering.take(chunk)
                if text:
                    yield Piece(text=text)
        yield gathering.last()


class ChatHttp(Chat):
    """A model behind HTTP: a provider's, or a server of the operator's own."""

    def __init__(self, setup: Setup, transport: Transport = guarded) -> None:
        """Read the row; nothing is reached yet.

        Raises:
            EngineUnavailable: an option is wrong.
        """
        options = read(ChatOptions, setup)
        name = setup.row.id
        sender = Sender(options, name, paid=setup.row.price.paid, transport=transport)
        super().__init__(name, options, sender, options.model or name)


class _Spent:
    """What the answers to one question took so far."""

    def __init__(self) -> None:
        self.usage = Usage()


def _shown(work: Workspace, asked: Asked) -> dict[Digest, str]:
    """The pictures of a question as data URLs.

    Raises:
        InputError: they are too large together, or drawings.
    """
    images = {image.digest: image for one in asked.messages for image in one.images}
    if sum(image.num_bytes for image in images.values()) > MOST_PICTURE_BYTES:
        raise InputError(
            f"the pictures have more than {MOST_PICTURE_BYTES // 1_000_000} MB together",
            "show fewer, or smaller ones", "messages",
        )  # fmt: skip
    return {digest: _data_url(work, image) for digest, image in images.items()}


def _data_url(work: Workspace, image: Image) -> str:
    kind = MEDIA_TYPES.get(image.format)
    if kind is None:
        raise InputError(f"models see no {image.format}", "convert it to PNG", "messages")
    return f"data:{kind};base64,{base64.b64encode(work.open(image).read_bytes()).decode()}"
