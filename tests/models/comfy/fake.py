"""A server that behaves as ComfyUI's server.py and execution.py do, on real sockets, in threads."""

from __future__ import annotations

import asyncio
import copy
import socket
import threading
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, web

from tests.models.comfy.executing import OUTPUT_NODES, REQUIRED, Executor

PREVIEW = b"\x00\x00\x00\x01\x00\x00\x00\x01\xff\xd8\xff"
DEADLINE_S = 10.0


@dataclass
class Asked:
    """What came in."""

    prompts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    uploads: list[str] = field(default_factory=list[str])
    interrupts: list[Any] = field(default_factory=list[Any])
    deleted: list[str] = field(default_factory=list[str])
    sockets: list[str] = field(default_factory=list[str])
    headers: list[str] = field(default_factory=list[str])


class FakeComfy:
    """The server; what it is to do wrong is set by a test."""

    def __init__(self, root: Path) -> None:
        self.asked = Asked()
        self.executor = Executor(root, self._send)
        self.statuses: list[int] = []
        """Answers to the next prompts in place of taking them."""
        self.gives_own_ids = False
        self.deaf = False
        """It takes no WebSockets."""
        self.forgets = False
        """It keeps no history."""
        self.redirects = ""
        self.wants_key = False
        """A client that comes again has to show the key that it was given."""
        self.gone = False
        """Something before it answers for it."""
        self.hides_queue = False
        """The next look at the queue is one moment too early."""
        self.url = ""
        self._queue: list[dict[str, Any]] = []
        self._running: dict[str, Any] | None = None
        self.history: dict[str, Any] = {}
        self._keys: dict[str, str] = {}
        self._sockets: dict[str, web.WebSocketResponse] = {}
        self._mutex, self._more = threading.RLock(), threading.Condition()
        self._ended = False

    @property
    def busy(self) -> bool:
        with self._mutex:
            return self._running is not None or bool(self._queue)

    def cut(self) -> None:
        """Cut all WebSockets."""

        async def cut() -> None:
            for one in list(self._sockets.values()):
                await one.close(code=WSCloseCode.GOING_AWAY)

        asyncio.run_coroutine_threadsafe(cut(), self._loop)

    def restart(self) -> None:
        """Forget everything that is in memory."""
        with self._mutex:
            self._queue.clear()
            self.history.clear()
            self.executor.cache.clear()
            self.forgets = True
        self.executor.interrupted.set()

    def block(self) -> None:
        """Have what runs wait, until `executor.stall` is set."""
        self.executor.stall.clear()

    @contextmanager
    def serving(self) -> Generator[FakeComfy]:
        self._loop = asyncio.new_event_loop()
        ready, done = threading.Event(), asyncio.Event()

        async def serve() -> None:
            runner = web.AppRunner(self._app(), shutdown_timeout=0.1)
            await runner.setup()
            line = socket.create_server(("127.0.0.1", 0))
            await web.SockSite(runner, line).start()
            self.url = f"http://127.0.0.1:{line.getsockname()[1]}"
            ready.set()
            await done.wait()
            await runner.cleanup()

        server = threading.Thread(target=self._loop.run_until_complete, args=[serve()])
        worker = threading.Thread(target=self._work)
        server.start()
        worker.start()
        assert ready.wait(DEADLINE_S)
        try:
            yield self
        finally:
            self._ended = True
            self.executor.stall.set()
            self.executor.interrupted.set()
            with self._more:
                self._more.notify_all()
            worker.join(DEADLINE_S)
            self._loop.call_soon_threadsafe(done.set)
            server.join(DEADLINE_S)
            self._loop.close()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=100_000_000)
        app.add_routes([
            web.get("/ws", self._ws), web.get("/queue", self._get_queue),
            web.post("/queue", self._post_queue), web.post("/prompt", self._prompt),
            web.post("/interrupt", self._interrupt), web.get("/history/{id}", self._get_history),
            web.post("/history", self._post_history), web.post("/upload/image", self._upload),
            web.get("/view", self._view), web.get("/system_stats", self._stats),
            web.get("/object_info/{kind}", self._info),
        ])  # fmt: skip
        return app

    async def _ws(self, request: web.Request) -> web.StreamResponse:
        if self.deaf:
            return web.Response(status=403)
        if self.redirects:
            return web.Response(status=302, headers={"location": self.redirects})
        sid = request.query.get("clientId", "") or uuid.uuid4().hex
        line = web.WebSocketResponse()
        await line.prepare(request)
        if self.wants_key and sid in self._keys:
            said = await line.receive_json(timeout=DEADLINE_S)
            if said != {"type": "credential_auth", "data": {"credential_key": self._keys[sid]}}:
                await line.close(code=WSCloseCode.POLICY_VIOLATION)
                return line
        self._sockets[sid] = line
        self.asked.sockets.append(sid)
        self.asked.headers.append(request.headers.get("Authorization", ""))
        status = {"status": {}, "sid": sid}
        if self.wants_key:
            status["credential_key"] = self._keys.setdefault(sid, uuid.uuid4().hex)
        await line.send_json({"type": "status", "data": status})
        try:
            async for _ in line:
                pass
        finally:
            # As the real one does: a second connection of the client is lost with the first.
            self._sockets.pop(sid, None)
        return line

    async def _prompt(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.headers.append(request.headers.get("Authorization", ""))
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        self.asked.prompts.append(body)
        id = str(uuid.uuid4() if self.gives_own_ids else body.get("prompt_id", uuid.uuid4()))
        if id in self._ids():
            return web.json_response({"error": "prompt_id already exists"}, status=409)
        fault = _flaw(body["prompt"], self.executor.inputs)
        if fault is not None:
            return web.json_response(fault, status=400)
        job = {"id": id, "prompt": body["prompt"], "client": body.get("client_id", "")}
        with self._more:
            self._queue.append(job)
            self._more.notify()
        return web.json_response({"prompt_id": id, "number": 1, "node_errors": {}})

    def _ids(self) -> list[str]:
        with self._mutex:
            return [
                one["id"] for one in [*self._queue, *([self._running] if self._running else [])]
            ]

    async def _get_queue(self, request: web.Request) -> web.Response:
        if self.gone:
            self.cut()
            return web.Response(status=502)
        if self.hides_queue:
            self.hides_queue = False
            return web.json_response({"queue_running": [], "queue_pending": []})
        with self._mutex:
            running = [self._running] if self._running else []
            waiting = list(self._queue)
        return web.json_response({
            "queue_running": [[0, one["id"], one["prompt"], {}, []] for one in running],
            "queue_pending": [[0, one["id"], one["prompt"], {}, []] for one in waiting],
        })  # fmt: skip

    async def _post_queue(self, request: web.Request) -> web.Response:
        for id in (await request.json()).get("delete", []):
            self.asked.deleted.append(id)
            with self._mutex:
                self._queue = [one for one in self._queue if one["id"] != id]
        return web.Response()

    async def _interrupt(self, request: web.Request) -> web.Response:
        id = (await request.json()).get("prompt_id")
        self.asked.interrupts.append(id)
        if id is None or (self._running and self._running["id"] == id):
            self.executor.interrupted.set()
        return web.Response()

    async def _get_history(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        found = self.history.get(id)
        return web.json_response({id: found} if found else {})

    async def _post_history(self, request: web.Request) -> web.Response:
        for id in (await request.json()).get("delete", []):
            self.history.pop(id, None)
        return web.Response()

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        image, subfolder = form["image"], str(form.get("subfolder", ""))
        assert isinstance(image, web.FileField)
        folder = self.executor.inputs / subfolder
        folder.mkdir(exist_ok=True)
        (folder / image.filename).write_bytes(image.file.read())
        self.asked.uploads.append(image.filename)
        answer = {"name": image.filename, "subfolder": subfolder, "type": "input"}
        return web.json_response(answer)

    async def _view(self, request: web.Request) -> web.StreamResponse:
        root = self.executor.inputs
        if request.query.get("type", "output") == "output":
            root = self.executor.outputs
        path = root / request.query.get("subfolder", "") / request.query["filename"]
        return web.FileResponse(path) if path.is_file() else web.Response(status=404)

    async def _stats(self, request: web.Request) -> web.Response:
        return web.json_response({"system": {"comfyui_version": "0.3.64"}, "devices": []})

    async def _info(self, request: web.Request) -> web.Response:
        kind = request.match_info["kind"]
        return web.json_response({kind: {}} if kind in REQUIRED else {})

    def _work(self) -> None:
        while not self._ended:
            with self._more:
                if not self._queue:
                    self._more.wait(0.05)
                    continue
                with self._mutex:
                    self._running = self._queue.pop(0)
            job = self._running
            outputs, status = self.executor.run(
                copy.deepcopy(job["prompt"]), job["id"], job["client"]
            )
            with self._mutex:
                self._running = None
                if not self.forgets:
                    self.history[job["id"]] = {"outputs": outputs, "status": status, "meta": {}}
            self._send("executing", {"node": None, "prompt_id": job["id"]}, job["client"])

    def _send(self, event: str, data: dict[str, Any], client: str) -> None:
        async def send() -> None:
            line = self._sockets.get(client)
            if line is None or line.closed:
                return
            if event == "binary":
                await line.send_bytes(PREVIEW)
            else:
                await line.send_json({"type": event, "data": data})

        asyncio.run_coroutine_threadsafe(send(), self._loop)


def _flaw(prompt: dict[str, Any], inputs: Path) -> dict[str, Any] | None:
    """What `validate_prompt` says of a prompt; None where it is right."""
    for id, node in prompt.items():
        if node["class_type"] not in REQUIRED:
            said = f"Cannot execute because node {node['class_type']} does not exist."
            return {"error": _error("invalid_prompt", said, f"Node ID '#{id}'"), "node_errors": {}}
    found: dict[str, Any] = {}
    ends = [id for id, node in prompt.items() if node["class_type"] in OUTPUT_NODES]
    for id, node in prompt.items():
        kind, told = node["class_type"], node["inputs"]
        errors = [
            _error("required_input_missing", "Required input is missing", name, name)
            for name in REQUIRED[kind]
            if name not in told
        ]
        if kind == "KSampler" and told.get("steps", 1) > 100:
            said = "Value 200 bigger than max of 100"
            errors.append(_error("value_bigger_than_max", said, "steps", "steps"))
        if kind == "LoadImage" and not (inputs / str(told.get("image"))).exists():
            said = f"image - Invalid image file: {told.get('image')}"
            errors.append(
                _error("custom_validation_failed", "Custom validation failed", said, "image")
            )
        if errors:
            found[id] = {"errors": errors, "dependent_outputs": ends, "class_type": kind}
    if not found:
        return None
    error = _error("prompt_outputs_failed_validation", "Prompt outputs failed validation", "")
    return {"error": error, "node_errors": found}


def _error(kind: str, message: str, details: str, name: str = "") -> dict[str, Any]:
    extra = {"input_name": name} if name else {}
    return {"type": kind, "message": message, "details": details, "extra_info": extra}
