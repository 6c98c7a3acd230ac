"""Files on their way into the library."""

from __future__ import annotations

from kinora_client._address import Id, at, given
from kinora_client._async.library import AsyncArtifacts
from kinora_client._async.resource import AsyncResource
from kinora_client._async.uploading import AsyncSending
from kinora_client._files import Leaving, Progress, Source, kind_of, leaving, name_of, opened
from kinora_client._patience import Deadline
from kinora_client._world import async_threaded
from kinora_client.errors import TransferFailed
from kinora_client.models.library import Artifact, ArtifactKind, Upload


class AsyncUploads(AsyncResource):
    """Declared, sent, looked at, and kept in the library or refused."""

    async def send(
        self,
        source: Source,
        *,
        name: str | None = None,
        kind: ArtifactKind | None = None,
        folder_id: Id | None = None,
        resume: Id | None = None,
        progress: Progress | None = None,
        timeout: float | None = None,
    ) -> Artifact:
        """Send a file; what the library has already is not sent again.

        Args:
            source: a path, or a file object that can seek.
            name: what it is called, if not as on disk.
            kind: `image`, `video`, `audio`, `document` or `lora`; else judged by the name.
            folder_id: where it is to lie.
            resume: an upload of it that was begun: what is there is not sent again.
            progress: is told how many bytes are there, and of how many.
            timeout: seconds that all of it may take.

        Raises:
            Invalid: it is refused: too large, damaged, or no such thing.
            TransferFailed: the file changed since the upload that is resumed.
        """
        deadline = Deadline(timeout)
        called = name_of(source, name)
        with opened(source) as file:
            found = await async_threaded(leaving, file)
            if resume is None:
                upload = await self.create(
                    name=called, kind=kind or kind_of(called), num_bytes=found.num_bytes,
                    sha256=found.sha256, folder_id=folder_id,
                )  # fmt: skip
            else:
                upload = await self.read(resume)
                _check_same(upload, found)
            upload = await AsyncSending(self._transport, found, progress, deadline).sent(upload)
        if upload.artifact_id is None:
            raise TransferFailed(f"upload {upload.id} is {upload.state}, and nothing came of it")
        return await AsyncArtifacts(self._transport).read(upload.artifact_id)

    async def create(
        self,
        *,
        name: str,
        kind: ArtifactKind,
        num_bytes: int,
        sha256: str | None = None,
        folder_id: Id | None = None,
        idempotency_key: str | None = None,
    ) -> Upload:
        """Declare a file; `send` does this by itself."""
        body = given(name=name, kind=kind, num_bytes=num_bytes, sha256=sha256, folder_id=folder_id)
        return await self._post(Upload, at("uploads"), body, key=idempotency_key)

    async def read(self, id: Id) -> Upload:
        """How far it is."""
        return await self._get(Upload, at("uploads", id))

    async def finish(self, id: Id, *, idempotency_key: str | None = None) -> Upload:
        """Have a file that came whole looked at; `send` does this by itself."""
        return await self._post(Upload, at("uploads", id, "finish"), None, key=idempotency_key)

    async def delete(self, id: Id) -> None:
        """Forget what has come of it; what became of it in the library stays there."""
        await self._delete(at("uploads", id))


def _check_same(upload: Upload, found: Leaving) -> None:
    same = upload.sha256 is None or upload.sha256 == found.sha256
    if not same or upload.num_bytes != found.num_bytes:
        raise TransferFailed(f"upload {upload.id} is of another file")
