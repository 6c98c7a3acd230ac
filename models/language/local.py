"""Chat models by transformers, in this process: one answer at a time, token by token."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import contextmanager

from media.errors import InputError, KinoraError
from media.workspace import Workspace
from models.language.calling import called
from models.language.loading import Loaded
from models.language.options import LocalOptions, read
from models.language.schema import Held, in_words
from models.language.wire import check
from models.language.writing import Writing
from models.protocols.language import Answer, Asked, Piece, Usage
from models.setup import Setup

TURN_S = 0.2
"""How often who waits for his turn looks whether he is still waited for."""


class TransformersChat:
    """A `LanguageEngine`. The seed decides what is drawn."""

    def __init__(self, setup: Setup) -> None:
        """Load the weights.

        Raises:
            EngineUnavailable: they are no chat model's.
        """
        self._options = read(LocalOptions, setup)
        self._name = setup.row.id
        self._model = Loaded(setup, self._options)
        self._turn = threading.Lock()

    def complete(self, work: Workspace, *, asked: Asked) -> Answer:
        """The whole answer; `work.progress` is called at each token.

        Raises:
            InputError: it is too long, or asks for what the model cannot do.
            OffSchema: the answer does not hold to its schema.
            OutOfMemory: the card does not hold it.
        """
        most = asked.max_tokens or self._options.max_tokens

        def told(text: str, written: int) -> None:
            work.progress(min(written / most, 1.0))

        return self._held(Held(asked), told, lambda: work.progress(0.0))

    async def stream(self, work: Workspace, *, asked: Asked) -> AsyncGenerator[Piece]:
        """The answer token by token; under a schema or with functions, when it is whole.

        It is written in a thread, which ends within a token when nobody listens.
        """
        listener = _Listener(whole=asked.answer_schema is not None or bool(asked.tools))
        held = Held(asked)
        writing = asyncio.ensure_future(asyncio.to_thread(self._write, held, listener))
        try:
            async for piece in listener.heard(writing):
                yield piece
        finally:
            listener.gone.set()
            await asyncio.wait([writing])

    def _write(self, held: Held, listener: _Listener) -> None:
        """Tell a listener the answer, from a thread."""
        try:
            answer = self._held(held, listener.hear, listener.still)
        except _Gone:
            return
        except KinoraError as error:
            if held.usage != Usage():
                listener.tell(Piece(usage=held.usage))
            listener.tell(error)
            return
        if listener.whole and answer.text:
            listener.tell(Piece(text=answer.text))
        listener.tell(Piece(tool_calls=answer.tool_calls, ended=answer.ended, usage=answer.usage))

    def _held(
        self, held: Held, told: Callable[[str, int], None], still: Callable[[], None]
    ) -> Answer:
        """The answer in this thread, asked for again as long as it does not hold.

        Args:
            held: the question.
            told: hears each part; what it raises ends the answer.
            still: looks whether anybody waits.
        """
        check(held.asked, sees=False, tools=self._options.tools, name=self._name)
        while True:
            with self._my_turn(still):
                said = self._said(held.asked, told)
            answer = held.take(said)
            if answer is not None:
                return answer

    def _said(self, asked: Asked, told: Callable[[str, int], None]) -> Answer:
        prompt = self._model.prompt(in_words(asked))
        room = self._model.room(prompt)
        if room < 1:
            raise InputError(
                f"{self._name} reads at most {self._model.most_read:,} tokens", "say less",
                "messages", "TOO_LONG",
            )  # fmt: skip
        most = min(asked.max_tokens or self._options.max_tokens, room)
        writing = Writing(self._model.tokenizer, asked.stop, told)
        ids = self._model.written(prompt, asked, most, writing)
        # It stops of itself with a token that says so, or at a word that is to stop it.
        stopped = writing.cutter.ended or (bool(ids) and ids[-1] in self._model.ends)
        text, calls = called(writing.text) if asked.tools else (writing.text, ())
        return Answer(
            text=text, tool_calls=calls,
            ended="tool_calls" if calls else "stop" if stopped else "length",
            usage=Usage(read=self._model.length(prompt), written=len(ids)),
        )  # fmt: skip

    @contextmanager
    def _my_turn(self, still: Callable[[], None]) -> Generator[None]:
        """One answer at a time: two would take twice the memory and no less time."""
        while not self._turn.acquire(timeout=TURN_S):
            still()
        try:
            yield
        finally:
            self._turn.release()


class _Gone(Exception):
    """Nobody listens any more."""


class _Listener:
    """Hears in its event loop what a thread writes.

    Args:
        whole: whether it hears the text when all of it is there.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.gone = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._said: asyncio.Queue[Piece | KinoraError] = asyncio.Queue()

    def tell(self, item: Piece | KinoraError) -> None:
        """Tell it something, from the thread."""
        self._loop.call_soon_threadsafe(self._said.put_nowait, item)

    def still(self) -> None:
        """Raise where it does not listen any more."""
        if self.gone.is_set():
            raise _Gone

    def hear(self, text: str, written: int) -> None:
        """Hear of a token."""
        self.still()
        if text and not self.whole:
            self.tell(Piece(text=text))

    async def heard(self, writing: asyncio.Future[None]) -> AsyncGenerator[Piece]:
        """What the thread tells, until it has ended.

        Raises:
            KinoraError: that it told.
        """
        while not (writing.done() and self._said.empty()):
            getting = asyncio.ensure_future(self._said.get())
            await asyncio.wait([getting, writing], return_when=asyncio.FIRST_COMPLETED)
            if not getting.done():
                getting.cancel()
                continue
            item = getting.result()
            if isinstance(item, KinoraError):
                raise item
            yield item
        writing.result()
