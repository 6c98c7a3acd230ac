# Made from _async/transport.py by clients/python/twin.py: change that one.
"""Sends requests, again where that is safe, and raises what is refused as this package's errors."""

from __future__ import annotations

import logging
import random
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import httpx

from kinora_client._options import Options
from kinora_client._patience import WHENEVER, Deadline
from kinora_client._requests import (
    UNKNOWN_OUTCOME,
    Ask,
    may_repeat,
    refused,
    request_arguments,
    translated,
)
from kinora_client._world import sleep
from kinora_client.errors import APIError, ConnectionFailed, NotFound

log = logging.getLogger("kinora_client")


class Transport:
    """One service, as one key sees it."""

    def __init__(self, http: httpx.Client, options: Options) -> None:
        self.http = http
        self.options = options

    def send(self, ask: Ask, deadline: Deadline = WHENEVER) -> httpx.Response:
        """The answer, read whole.

        Raises:
            APIError: it is a refusal.
            ConnectionFailed: none came.
            DeadlineExceeded: none came by then.
        """
        tried = 0
        while True:
            tried += 1
            try:
                return self._once(ask, deadline)
            except NotFound:
                if ask.method == "DELETE" and tried > 1:
                    # The try before did it, and nobody heard of it.
                    return httpx.Response(204)
                raise
            except UNKNOWN_OUTCOME as error:
                deadline.check()
                wait = self._wait(ask, error, tried)
                if wait is None:
                    raise
                log.debug("%s %s: %s; again in %.2f s", ask.method, ask.path, error, wait)
            sleep(deadline.left(wait))

    @contextmanager
    def stream(self, ask: Ask) -> Generator[httpx.Response, None, None]:
        """The answer as it comes, from where the object store has it; sent once.

        Raises:
            APIError: it is a refusal.
            ConnectionFailed: none came, or it broke off.
        """
        with translated():
            request = self.http.build_request(**request_arguments(ask, self.options))
            response = self.http.send(request, stream=True, auth=None, follow_redirects=True)
            try:
                if not response.is_success:
                    response.read()
                    raise refused(response)
                yield response
            finally:
                response.close()

    def _once(self, ask: Ask, deadline: Deadline) -> httpx.Response:
        timeout = deadline.left(ask.timeout or self.options.timeout)
        arguments = request_arguments(replace(ask, timeout=timeout), self.options)
        with translated():
            request = self.http.build_request(**arguments)
            response = self.http.send(request, auth=None, follow_redirects=False)
        if not response.is_success:
            raise refused(response)
        return response

    def _wait(self, ask: Ask, error: APIError | ConnectionFailed, tried: int) -> float | None:
        if not may_repeat(ask, error):
            return None
        asked = error.retry_after if isinstance(error, APIError) else None
        return self.options.retries.wait(tried, random.random(), asked)
