"""Ray Serve's ingress as a fake that speaks the same, by what the last message says."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

TOKEN = "the ingress's own"
READY_S = 30
FOREVER_S = 60.0


@dataclass
class FakeIngress:
    """What it was asked, and how many answers were cut off."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    talks: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    cut_off: int = 0

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/{engine}/chat")
        async def chat(engine: str, request: Request) -> Response:
            self.tokens.append(request.headers["authorization"])
            talk = await request.json()
            body = talk["asked"]
            self.talks.append(talk)
            self.asked.append(body)
            last = body["messages"][-1]["text"]
            if last == "too long":
                return JSONResponse({"error": {"message": "it is too long"}}, 422)
            if last == "busy":
                return JSONResponse({"error": {"message": "too many wait"}}, 503)
            return StreamingResponse(self.said(last, body), media_type="application/x-ndjson")

        @app.post("/{engine}/embed")
        async def embed(engine: str, request: Request) -> Response:
            texts = (await request.json())["texts"]
            rows = [[1.0, 0.0, 0.0] if "sea" in text else [0.0, 0.6, 0.8] for text in texts]
            return JSONResponse({"rows": rows, "usage": {"read": 3 * len(texts), "written": 0}})

        return app

    async def said(self, last: str, body: dict[str, Any]) -> AsyncIterator[bytes]:
        usage = {"read": 11, "written": 3}
        if last == "call":
            name = body["tools"][0]["name"]
            call = {"id": "call_1", "name": name, "arguments": '{"city": "Oslo"}'}
            yield line(tool_calls=[call])
            yield line(ended="tool_calls", usage=usage)
        elif body["answer_schema"] is not None:
            yield line(text='{"city": ')
            yield line(text='"Oslo"}')
            yield line(ended="stop", usage=usage)
        elif last == "blind":
            fault = {
                "code": "INVALID_INPUT",
                "message": "it cannot see",
                "field": "messages.0.images",
            }
            yield line(error=fault)
        elif last == "lost":
            yield line(error={"code": "OUTCOME_UNKNOWN", "message": "may have been billed"})
        elif last == "break":
            yield line(text="Half of")
        elif last == "slow":
            try:
                for _ in range(int(FOREVER_S * 20)):
                    yield line(text="word ")
                    await asyncio.sleep(0.05)
            except BaseException:
                self.cut_off += 1
                raise
        else:
            for text in ("Hello", ", ", "sea."):
                yield line(text=text)
            yield line(ended="stop", usage=usage)


def line(**piece: Any) -> bytes:
    return (json.dumps(piece) + "\n").encode()


@contextmanager
def fake_ingress() -> Generator[FakeIngress]:
    """It, while it is served."""
    fake = FakeIngress()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(fake.app(), host="127.0.0.1", port=port, log_config=None)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + READY_S
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    fake.url = f"http://127.0.0.1:{port}"
    try:
        yield fake
    finally:
        server.should_exit = True
        thread.join(READY_S)
