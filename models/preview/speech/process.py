"""The client of the helper process: one in each process of ours, started when first asked."""

from __future__ import annotations

import atexit
import functools
import json
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import espeakng_loader

from media.errors import DeadlineExceeded, EngineUnavailable

HELPER = Path(__file__).with_name("helper.py")
DEADLINE_S = 20.0
"""A cue of ten seconds takes 8 ms; what takes 20 s hangs."""
GRACE_S = 2.0
"""The helper ends a fork that is late by itself; only a helper that does not is ended from here."""
READ_BYTES = 1 << 20


class Helper:
    """Asks the helper process, one request at a time, whichever thread asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    @property
    def pid(self) -> int | None:
        """The helper's process id while it runs."""
        return self._process.pid if self._process else None

    def ask(
        self, request: dict[str, Any], deadline_s: float = DEADLINE_S
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer and samples; a dead helper is replaced once.

        Raises:
            DeadlineExceeded: no answer came in time.
            EngineUnavailable: the helper cannot be started, or dies of this request.
        """
        with self._lock:
            try:
                return self._exchange(request, deadline_s)
            except (EOFError, BrokenPipeError):
                self._end()
            try:
                return self._exchange(request, deadline_s)
            except (EOFError, BrokenPipeError) as error:
                self._end()
                raise EngineUnavailable(
                    "the speech helper ends as soon as it is started",
                    "reinstall the package espeakng-loader",
                ) from error

    def close(self) -> None:
        """End the helper; a later request starts another."""
        with self._lock:
            self._end()

    def _exchange(self, request: dict[str, Any], deadline_s: float) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        data = json.dumps({**request, "deadline_s": max(1, round(deadline_s))}).encode()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(struct.pack(">I", len(data)) + data)
        process.stdin.flush()
        until = time.monotonic() + deadline_s + GRACE_S
        try:
            header = json.loads(read_frame(process.stdout, until))
            return header, read_frame(process.stdout, until)
        except TimeoutError as error:
            self._end()
            raise DeadlineExceeded(
                f"eSpeak NG has not answered within {deadline_s:g} s", "split the text"
            ) from error

    def _running(self) -> subprocess.Popen[bytes]:
        """The live helper of this very process: one inherited by a fork is another's."""
        if self._process is not None and self._owner != os.getpid():
            self._process = None
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = start()
            self._owner = os.getpid()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            close_quietly(pipe)


@functools.cache
def shared_helper() -> Helper:
    """The helper of this process, ended with it."""
    helper = Helper()
    atexit.register(helper.close)
    return helper


def start() -> subprocess.Popen[bytes]:
    """Start the helper: isolated, so that nothing beside it can shadow the standard library."""
    library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(HELPER), library, data],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def read_frame(pipe: IO[bytes], until: float) -> bytes:
    """One frame from a pipe.

    Args:
        pipe: the helper's output.
        until: the time by the monotonic clock at which to give up.

    Raises:
        EOFError: the helper ended.
        TimeoutError: the time is over.
    """
    (size,) = struct.unpack(">I", read_exactly(pipe, 4, until))
    return read_exactly(pipe, size, until)


def read_exactly(pipe: IO[bytes], count: int, until: float) -> bytes:
    """`count` bytes from a pipe, past its buffer, so that waiting on the descriptor is sound."""
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(data) < count:
            if not selector.select(until - time.monotonic()):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), min(READ_BYTES, count - len(data)))
            if not chunk:
                raise EOFError
            data += chunk
    return bytes(data)


def close_quietly(pipe: IO[bytes] | None) -> None:
    """Close a pipe whose other end may be gone with bytes still unsent."""
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:
        return
