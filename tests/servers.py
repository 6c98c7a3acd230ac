"""Servers to talk to: real sockets, and answers to the byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LOCAL = "127.0.0.1"
DEADLINE_S = 5.0


@dataclass(kw_only=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(kw_only=True)
class Server:
    """A server, and what it was asked."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list[Asked])
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a client is gone before its answer ended."""

    def url(self, path: str = "/", host: str = LOCAL) -> str:
        return f"http://{host}:{self.port}{path}"


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def said(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """An answer in full; a name's underscores become hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = {"content-length": str(len(body)), **named}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body


def saying(*answers: bytes) -> Answer:
    """Gives these answers one after the other, the last of them for ever."""
    left = list(answers)

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return answer


@asynccontextmanager
async def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Serve while it lasts."""
    server = Server()
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _asked(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()
            return  # whoever asked was gone before he had
        except asyncio.CancelledError:
            writer.transport.abort()
            raise
        server.asked.append(asked)
        server.arrived.set()
        answering = asyncio.create_task(_answered(answer, asked, writer))
        leaving = asyncio.create_task(reader.read())
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done() or answering.exception() is not None:
                server.left.set()
                writer.transport.abort()
        finally:
            answering.cancel()
            leaving.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)
            writer.close()
            await asyncio.wait_for(writer.wait_closed(), DEADLINE_S)

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.create_task(talk(reader, writer)))

    listening = await asyncio.start_server(connected, LOCAL, 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        _, still = await asyncio.wait(talks, timeout=DEADLINE_S) if talks else ((), ())
        for task in still:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def _answered(answer: Answer, asked: Asked, writer: asyncio.StreamWriter) -> None:
    await answer(asked, writer)
    await writer.drain()


async def _asked(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    method, path, _ = head[0].split(" ")
    headers = {
        name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method=method, path=path, headers=headers, body=body)
