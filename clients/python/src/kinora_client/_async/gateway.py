"""Flows deployed as APIs: releases, calls, and the jobs that calls become."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlencode

from kinora_client._address import UNSET, Id, Json, Unset, at, given, nullable
from kinora_client._async.downloading import async_downloaded
from kinora_client._async.looking import async_ended
from kinora_client._async.resource import PAGE, AsyncPager, AsyncResource
from kinora_client._async.transport import AsyncTransport
from kinora_client._files import Progress
from kinora_client._patience import Deadline
from kinora_client.errors import RunFailed
from kinora_client.models.gateway import Api, Job, Release, WholeJob, WholeRelease

MOST_WAIT_S = 30
"""How long the service waits with an answer."""
SLACK_S = 15.0


class AsyncApis(AsyncResource):
    """Flows that are called by HTTP."""

    async def create(
        self,
        slug: str,
        name: str,
        *,
        flow: Json | None = None,
        flow_id: Id | None = None,
        description: str | None = None,
        per_minute: int | None = None,
        idempotency_key: str | None = None,
    ) -> Api:
        """Deploy a flow, as release 1.

        Args:
            slug: its name in addresses.
            name: its name for people.
            flow: its nodes and edges.
            flow_id: a flow that is kept, instead.
            description: more of it.
            per_minute: how often it may be called.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = given(
            slug=slug, name=name, flow=flow, flow_id=flow_id, description=description,
            per_minute=per_minute,
        )  # fmt: skip
        return await self._post(Api, at("apis"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Api]:
        """All of them."""
        return self._pages(Api, at("apis"), page_size, cursor)

    async def read(self, slug: str) -> Api:
        """One of them."""
        return await self._get(Api, at("apis", slug))

    async def update(
        self,
        slug: str,
        *,
        name: str | None = None,
        description: str | None = None,
        per_minute: int | Unset | None = UNSET,
        if_match: str | None = None,
    ) -> Api:
        """Change what is given; with `if_match=api.etag` only if nobody else did."""
        body = given(name=name, description=description) | nullable(per_minute=per_minute)
        return await self._patch(Api, at("apis", slug), body, if_match=if_match)

    async def delete(self, slug: str, *, if_match: str | None = None) -> None:
        """Take it away."""
        await self._delete(at("apis", slug), if_match=if_match)

    async def document(self, slug: str) -> Json:
        """Its OpenAPI document."""
        return await self._get(Json, at("apis", slug, "openapi.json"))

    async def call(
        self,
        slug: str,
        inputs: Json | None = None,
        *,
        wait: int = MOST_WAIT_S,
        idempotency_key: str | None = None,
    ) -> WholeJob:
        """Call it: its job, finished if that takes no longer than `wait` seconds.

        Args:
            slug: of the API.
            inputs: as its release wants them.
            wait: how long the service waits with the answer, 30 s at most; 0: not at all.
            idempotency_key: one's own, to be able to ask again after a crash.

        Raises:
            APIError: its job failed.
        """
        return await self._post(
            WholeJob, at("apis", slug), inputs or {}, key=idempotency_key,
            params={"wait": wait}, timeout=max(self._transport.options.timeout, wait + SLACK_S),
        )  # fmt: skip

    async def run(
        self,
        slug: str,
        inputs: Json | None = None,
        *,
        timeout: float | None = None,
        idempotency_key: str | None = None,
    ) -> WholeJob:
        """Call it, and wait until its job has ended.

        Args:
            slug: of the API.
            inputs: as its release wants them.
            timeout: seconds that it may take; None: as long as it takes.
            idempotency_key: one's own, to be able to ask again after a crash.

        Raises:
            APIError: its job failed soon.
            RunFailed: its job failed later.
            DeadlineExceeded: it takes longer; it goes on.
        """
        deadline = Deadline(timeout)
        wait = int(deadline.left(MOST_WAIT_S))
        job = await self.call(slug, inputs, wait=wait, idempotency_key=idempotency_key)
        return await _succeeded(self._transport, slug, job, deadline)


class AsyncReleases(AsyncResource):
    """What an API does, did, or may do."""

    async def create(
        self,
        slug: str,
        *,
        flow: Json | None = None,
        flow_id: Id | None = None,
        note: str | None = None,
        promote: bool = False,
        idempotency_key: str | None = None,
    ) -> Release:
        """Release another flow; it is called once it is promoted."""
        body = given(flow=flow, flow_id=flow_id, note=note, promote=promote)
        path = at("apis", slug, "releases")
        return await self._post(Release, path, body, key=idempotency_key)

    def list(
        self, slug: str, *, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[Release]:
        """The newest first."""
        return self._pages(Release, at("apis", slug, "releases"), page_size, cursor)

    async def read(self, slug: str, number: int) -> WholeRelease:
        """One of them, with its flow."""
        return await self._get(WholeRelease, at("apis", slug, "releases", number))

    async def promote(
        self,
        slug: str,
        number: int,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Api:
        """Have it called from now on: a later one, or an earlier one again."""
        path = at("apis", slug, "releases", number, "promote")
        return await self._post(Api, path, None, key=idempotency_key, if_match=if_match)


class AsyncJobs(AsyncResource):
    """What calls became."""

    def list(
        self, slug: str, *, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[Job]:
        """The newest first."""
        return self._pages(Job, at("apis", slug, "jobs"), page_size, cursor)

    async def read(self, slug: str, id: Id) -> WholeJob:
        """How far it is, and what it gave so far."""
        return await self._get(WholeJob, at("apis", slug, "jobs", id))

    async def cancel(self, slug: str, id: Id, *, idempotency_key: str | None = None) -> Job:
        """Ask for it to be stopped."""
        path = at("apis", slug, "jobs", id, "cancel")
        return await self._post(Job, path, None, key=idempotency_key)

    async def wait(self, slug: str, id: Id, *, timeout: float | None = None) -> WholeJob:
        """Wait until it has ended.

        Raises:
            RunFailed: it failed or was cancelled.
            DeadlineExceeded: it takes longer; it goes on.
        """
        deadline = Deadline(timeout)
        job = await self.read(slug, id)
        return await _succeeded(self._transport, slug, job, deadline)

    async def download(
        self,
        slug: str,
        id: Id,
        output: str,
        *,
        to: str | os.PathLike[str],
        index: int = 0,
        progress: Progress | None = None,
    ) -> Path:
        """Download a file of an output: taken up where it breaks off, whole or not there.

        Args:
            slug: of the API.
            id: of the job.
            output: its name.
            to: where it is to lie.
            index: of the output's files, from 0.
            progress: is told how many bytes are here, and of how many.
        """
        path = at("apis", slug, "jobs", id, "files", output)
        query = f"?{urlencode({'index': index})}" if index else ""
        return await async_downloaded(self._transport, path + query, to, progress=progress)


async def _succeeded(
    transport: AsyncTransport, slug: str, job: WholeJob, deadline: Deadline
) -> WholeJob:
    path = at("apis", slug, "jobs", job.id)
    job = await async_ended(transport, path, WholeJob, deadline, job)
    if job.state != "succeeded":
        error = job.error
        told = (error.code, error.message, error.remedy) if error else ()
        raise RunFailed(job.id, job.state, *told)
    return job
