"""What is kept to be used again: artifacts in folders, flows and parts of them, characters."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from kinora_client._address import UNSET, Id, Json, Unset, at, given, nullable
from kinora_client._async.downloading import async_downloaded
from kinora_client._async.resource import (
    PAGE,
    AsyncArchived,
    AsyncDocuments,
    AsyncPager,
    AsyncResource,
)
from kinora_client._files import Progress
from kinora_client.models.library import (
    Artifact,
    ArtifactKind,
    Character,
    Checked,
    Flow,
    Folder,
)


class AsyncArtifacts(AsyncResource):
    """Pictures, clips, sounds and texts, from uploads and from runs."""

    def list(
        self,
        *,
        kind: ArtifactKind | None = None,
        folder: Id | None = None,
        run: Id | None = None,
        tag: str | None = None,
        q: str | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> AsyncPager[Artifact]:
        """The newest first.

        Args:
            kind: `image`, `video`, `audio` or `document`.
            folder: that they lie in.
            run: that made them.
            tag: that they have.
            q: words of name, prompt or model; in quotes they stand together, `-` excludes one.
            page_size: how many are asked for at once.
            cursor: `next_cursor` of a page, to go on behind it.
        """
        return self._pages(
            Artifact, at("artifacts"), page_size, cursor,
            kind=kind, folder=folder, run=run, tag=tag, q=q,
        )  # fmt: skip

    async def create(
        self,
        *,
        run_id: Id,
        node: str,
        port: str,
        path: Sequence[int] = (),
        name: str | None = None,
        folder_id: Id | None = None,
        tags: Sequence[str] = (),
        idempotency_key: str | None = None,
    ) -> Artifact:
        """Keep what a node of a run has made; `client.uploads.send` keeps a file."""
        body = given(
            run_id=run_id, node=node, port=port, path=[*path], name=name, folder_id=folder_id,
            tags=[*tags],
        )  # fmt: skip
        return await self._post(Artifact, at("artifacts"), body, key=idempotency_key)

    async def read(self, id: Id) -> Artifact:
        """What it is, and where it came from; its `asset` is a value for inputs of flows."""
        return await self._get(Artifact, at("artifacts", id))

    async def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        folder_id: Id | Unset | None = UNSET,
        tags: Sequence[str] | None = None,
        if_match: str | None = None,
    ) -> Artifact:
        """Name it, move it (None: out of its folder), tag it."""
        body = given(name=name, tags=tags) | nullable(folder_id=folder_id)
        return await self._patch(Artifact, at("artifacts", id), body, if_match=if_match)

    async def delete(self, id: Id, *, if_match: str | None = None) -> None:
        """Take it out of the library; runs that use it go on, and `restore` brings it back."""
        await self._delete(at("artifacts", id), if_match=if_match)

    async def restore(
        self, id: Id, *, if_match: str | None = None, idempotency_key: str | None = None
    ) -> Artifact:
        """Bring a deleted one back into its folder, or to the top if that is gone meanwhile."""
        path = at("artifacts", id, "restore")
        return await self._post(Artifact, path, None, key=idempotency_key, if_match=if_match)

    async def download(
        self, id: Id, *, to: str | os.PathLike[str], progress: Progress | None = None
    ) -> Path:
        """Download it: taken up where it breaks off, checked, whole or not there.

        Args:
            id: of the artifact.
            to: where it is to lie.
            progress: is told how many bytes are here, and of how many.
        """
        digest = (await self.read(id)).asset.get("digest")
        path = at("artifacts", id, "content")
        return await async_downloaded(self._transport, path, to, sha256=digest, progress=progress)

    async def thumbnail(self, id: Id, *, to: str | os.PathLike[str]) -> Path:
        """Download a small picture of it: of a clip a frame, of a sound its waveform."""
        return await async_downloaded(self._transport, at("artifacts", id, "thumbnail"), to)


class AsyncFolders(AsyncDocuments[Folder]):
    """Where artifacts lie."""

    _path = "folders"
    _kind = Folder

    async def create(
        self, name: str, *, parent_id: Id | None = None, idempotency_key: str | None = None
    ) -> Folder:
        """Make a folder, perhaps in another."""
        body = given(name=name, parent_id=parent_id)
        return await self._post(Folder, at("folders"), body, key=idempotency_key)

    async def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        parent_id: Id | Unset | None = UNSET,
        if_match: str | None = None,
    ) -> Folder:
        """Name it, or move it (None: out of all others)."""
        body = given(name=name) | nullable(parent_id=parent_id)
        return await self._patch(Folder, at("folders", id), body, if_match=if_match)


class AsyncKeptFlows(AsyncDocuments[Flow]):
    """Flows that people keep."""

    _kind = Flow

    async def create(
        self,
        name: str,
        flow: Json,
        *,
        description: str | None = None,
        tags: Sequence[str] | None = None,
        idempotency_key: str | None = None,
    ) -> Flow:
        """Keep a flow; it may be unfinished."""
        body = given(name=name, flow=flow, description=description, tags=tags)
        return await self._post(Flow, at(self._path), body, key=idempotency_key)

    async def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        description: str | None = None,
        tags: Sequence[str] | None = None,
        flow: Json | None = None,
        if_match: str | None = None,
    ) -> Flow:
        """Change what is given; with `if_match=flow.etag` only if nobody else did."""
        body = given(name=name, description=description, tags=tags, flow=flow)
        return await self._patch(Flow, at(self._path, id), body, if_match=if_match)


class AsyncFlows(AsyncKeptFlows):
    """Flows: nodes and edges."""

    _path = "flows"

    async def check(self, flow: Json, *, idempotency_key: str | None = None) -> Checked:
        """What is wrong with a flow: every fault, each with its place and its remedy."""
        path = at("flows", "check")
        return await self._post(Checked, path, {"flow": flow}, key=idempotency_key)


class AsyncPresets(AsyncKeptFlows):
    """Parts of flows to begin from."""

    _path = "presets"


class AsyncCharacters(AsyncArchived[Character]):
    """Who speaks, and how."""

    _path = "characters"
    _kind = Character

    async def create(
        self,
        name: str,
        *,
        project_id: Id | None = None,
        description: str | None = None,
        voice: str | None = None,
        pronunciations: Mapping[str, str] | None = None,
        pictures: Sequence[Id] | None = None,
        idempotency_key: str | None = None,
    ) -> Character:
        """Make a character, of one project or of all."""
        body = given(
            name=name, project_id=project_id, description=description, voice=voice,
            pronunciations=pronunciations, pictures=pictures,
        )  # fmt: skip
        return await self._post(Character, at("characters"), body, key=idempotency_key)

    async def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        description: str | None = None,
        voice: str | Unset | None = UNSET,
        pronunciations: Mapping[str, str] | None = None,
        pictures: Sequence[Id] | None = None,
        if_match: str | None = None,
    ) -> Character:
        """Change what is given; with `if_match=character.etag` only if nobody else did."""
        body = given(
            name=name, description=description, pronunciations=pronunciations, pictures=pictures
        )
        body |= nullable(voice=voice)
        return await self._patch(Character, at("characters", id), body, if_match=if_match)
