"""A file at a service that hands it out whole or in part, and may lose the line."""

import hashlib
from collections.abc import Callable

from tests.clients.scripted import Asked, Reply

DATA = bytes(range(256)) * 12_000
DIGEST = hashlib.sha256(DATA).hexdigest()
BINARY = {"Content-Type": "video/mp4"}


def served(*, cut_at: int | None = None, tag: str = DIGEST) -> Callable[[Asked], Reply]:
    """The file, or the rest of it that is asked for."""

    def reply(asked: Asked) -> Reply:
        headers = BINARY | {"ETag": f'"{tag}"'}
        wanted = asked.headers.get("Range", "")
        if not wanted or asked.headers.get("If-Range") != f'"{tag}"':
            return Reply(200, DATA, headers, cut_at=cut_at)
        begin = int(wanted.removeprefix("bytes=").rstrip("-"))
        headers["Content-Range"] = f"bytes {begin}-{len(DATA) - 1}/{len(DATA)}"
        return Reply(206, DATA[begin:], headers, cut_at=cut_at)

    return reply
