"""A server that answers as it is told, on a real socket: well, late, half, or with nonsense."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Behaviour = Callable[["Talk"], Awaitable[None]]
WAIT_S = 20


@dataclass
class Talk:
    """One request, and the way back."""

    path: str
    headers: dict[str, str]
    body: Json
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int, kind: str, **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", "connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.say("\r\n".join([*lines, "", ""]).encode())

    async def event(self, chunk: Json) -> None:
        await self.say(f"data: {json.dumps(chunk)}\n\n".encode())


@dataclass
class Server:
    """What it was asked; it does `script` item by item, and the last for ever."""

    url: str = ""
    script: list[Behaviour] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)
    """Whether a client went away while it was spoken to."""

    def will(self, *script: Behaviour) -> None:
        self.script, self.talks = list(script), []
        self.closed.clear()

    @property
    def bodies(self) -> list[Json]:
        return [talk.body for talk in self.talks]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines)
            body = await reader.readexactly(int(headers["content-length"]))
            talk = Talk(first.split()[1], headers, json.loads(body), reader, writer)
            self.talks.append(talk)
            behaviour = self.script[min(len(self.talks), len(self.script)) - 1]
            answering = asyncio.ensure_future(behaviour(talk))
            leaving = asyncio.ensure_future(reader.read())
            await asyncio.wait([answering, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                self.closed.set()
            answering.cancel()
            leaving.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)
        writer.close()


def _chunk(delta: Json, ended: str | None = None) -> Json:
    return {"id": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": ended}]}


def says(*texts: str, ended: str = "stop", usage: bool = True) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await talk.head(200, "text/event-stream; charset=utf-8")
        await talk.say(b": ping\n\n")
        await talk.event(_chunk({"role": "assistant", "content": ""}))
        for text in texts:
            await talk.event(_chunk({"content": text}))
        await talk.event(_chunk({}, ended))
        if usage:
            counted = {"prompt_tokens": 7, "completion_tokens": len(texts), "total_tokens": 9}
            await talk.event({"choices": [], "usage": counted})
        await talk.say(b"data: [DONE]\n\n")

    return behave


async def calls(talk: Talk) -> None:
    """Two functions, in parts."""
    await talk.head(200, "text/event-stream")
    parts: list[Json] = [
        {"index": 0, "id": "a", "type": "function", "function": {"name": "sky", "arguments": ""}},
        {"index": 0, "function": {"arguments": '{"city"'}},
        {"index": 1, "id": "b", "function": {"name": "sea", "arguments": "{}"}},
        {"index": 0, "function": {"arguments": ': "Oslo"}'}},
    ]
    for part in parts:
        await talk.event(_chunk({"tool_calls": [part]}))
    await talk.event(_chunk({}, "tool_calls"))
    await talk.say(b"data: [DONE]\n\n")


def refuses(status: int, message: str = "no", **headers: str) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await talk.head(status, "application/json", **headers)
        await talk.say(json.dumps({"error": {"message": message}}).encode())

    return behave


def tells(document: Any) -> Behaviour:
    async def behave(talk: Talk) -> None:
        await talk.head(200, "application/json")
        await talk.say(json.dumps(document).encode())

    return behave


def streams(data: bytes, *, then_s: float = 0.0, kind: str = "text/event-stream") -> Behaviour:
    """Just these bytes, and after a while the end."""

    async def behave(talk: Talk) -> None:
        await talk.head(200, kind)
        await talk.say(data)
        await asyncio.sleep(then_s)

    return behave


async def says_half(talk: Talk) -> None:
    """A word, and then the connection ends."""
    await talk.head(200, "text/event-stream")
    await talk.event(_chunk({"content": "Half"}))


async def hangs_up(talk: Talk) -> None:
    """Nothing at all."""


async def hangs(talk: Talk) -> None:
    """Nothing for long."""
    await asyncio.sleep(WAIT_S)


async def says_one_word_and_hangs(talk: Talk) -> None:
    await says_half(talk)
    await asyncio.sleep(WAIT_S)


async def drips(talk: Talk) -> None:
    """A byte now and then, and never a line."""
    await talk.head(200, "text/event-stream")
    while True:
        await talk.say(b"d")
        await asyncio.sleep(0.02)


async def never_ends_its_line(talk: Talk) -> None:
    await talk.head(200, "text/event-stream")
    await talk.say(b"data: ")
    while True:
        await talk.say(b"x" * 65_536)


async def never_ends(talk: Talk) -> None:
    await talk.head(200, "text/event-stream")
    while True:
        await talk.event(_chunk({"content": "and on " * 4000}))


@contextmanager
def serving() -> Generator[Server]:
    """A server in a thread of its own."""
    server = Server()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def started() -> asyncio.Server:
        return await asyncio.start_server(server.serve, "127.0.0.1", 0)

    async def ended(listener: asyncio.Server) -> None:
        listener.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    listener = asyncio.run_coroutine_threadsafe(started(), loop).result(WAIT_S)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/v1"
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(ended(listener), loop).result(WAIT_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WAIT_S)
        loop.close()
