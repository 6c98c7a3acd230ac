"""A mail server, as small as one can be: takes mails and keeps them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

ANSWERS = {"EHLO": "250 kinora", "MAIL": "250 ok", "RCPT": "250 ok", "QUIT": "221 bye"}


@dataclass
class Post:
    """What a server took."""

    url: str = ""
    mails: list[Message] = field(default_factory=list[Message])
    said: list[str] = field(default_factory=list[str])

    def text(self) -> str:
        payload = self.mails[-1].get_payload(decode=True)
        assert isinstance(payload, bytes)
        return payload.decode()

    def token(self) -> str:
        return self.text().partition("#")[2].split()[0]


@asynccontextmanager
async def post_office() -> AsyncGenerator[Post]:
    """A server on a free port."""
    post = Post()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 kinora\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line.split()[0].upper()
            post.said.append(word)
            if word == "DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                post.mails.append(message_from_bytes(body[:-5]))
            answer = "250 taken" if word == "DATA" else ANSWERS.get(word, "502 no")
            writer.write(f"{answer}\r\n".encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    post.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield post
