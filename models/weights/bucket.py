"""Weights in a bucket of an S3-compatible service, by the usual `AWS_*` variables."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from media.errors import InputError
from models.weights.manifest import NAME, Manifest
from models.weights.sources import AccessRefused, BrokenOff, Listing, Offered, PullFailed, Stream

REMEDY = "check the bucket's name, and AWS_* for endpoint, region and keys"
CHUNK_BYTES = 1 << 20
_NO_RANGES = "non-partial response"
_REFUSED = re.compile(r"\bstatus(?: code)?:? 40[13]\b")
"""Where the client has no kind of error of its own for it."""


class BucketSource:
    """Implements `Source`; where the prefix has a manifest, its digests hold."""

    def __init__(self, url: str) -> None:
        from obstore.store import S3Store

        self._url = url.rstrip("/")
        self._store = S3Store.from_url(self._url, virtual_hosted_style_request=False)

    def listing(self) -> Listing:
        """All objects below the prefix."""
        import obstore

        with self._asking("its listing"):
            found: list[Any] = [one for batch in obstore.list(self._store) for one in batch]
        if not found:
            raise InputError(f"there is nothing at {self._url}", REMEDY, "weights.source")
        manifest = self._manifest() if any(one["path"] == NAME for one in found) else None
        known = {file.path: file.sha256 for file in manifest.files} if manifest else {}
        return Listing(
            commit=manifest.revision if manifest else "",
            files=tuple(
                Offered(
                    path=one["path"],
                    num_bytes=one["size"],
                    sha256=known.get(one["path"], ""),
                    stamp=one["e_tag"] or one["last_modified"].isoformat(),
                )
                for one in sorted(found, key=lambda one: one["path"])
                if one["path"] != NAME and not one["path"].endswith("/")
            ),
        )

    @contextmanager
    def reading(self, file: Offered, offset: int) -> Generator[Stream]:
        """Its bytes from the service."""
        with self._asking(file.path):
            answer, began = self._answer(file, offset)
            chunks: Iterator[Any] = answer.stream(min_chunk_size=CHUNK_BYTES)
            yield Stream(offset=began, chunks=(bytes(chunk) for chunk in chunks))

    def _answer(self, file: Offered, offset: int) -> tuple[Any, int]:
        """What the service gives, and from where on; all of it where it knows no ranges."""
        import obstore
        from obstore.exceptions import GenericError

        if not offset:
            return obstore.get(self._store, file.path), 0
        try:
            # Both ends are said: some services do not know a range without its end.
            options: Any = {"range": (offset, file.num_bytes)}
            return obstore.get(self._store, file.path, options=options), offset
        except GenericError as error:
            if _NO_RANGES not in str(error):
                raise
            return obstore.get(self._store, file.path), 0

    def _manifest(self) -> Manifest | None:
        import obstore

        with self._asking(NAME):
            content = bytes(obstore.get(self._store, NAME).bytes())
        try:
            return Manifest.model_validate(json.loads(content))
        except ValueError:
            return None  # somebody else's file of that name

    @contextmanager
    def _asking(self, name: str) -> Generator[None]:
        from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise AccessRefused(f"{self._url} refuses {name}: {_said(error)}", REMEDY) from error
        except FileNotFoundError as error:
            raise PullFailed(f"{self._url} has no {name}", REMEDY) from error
        except (BaseError, OSError) as error:
            if _REFUSED.search(str(error)):
                raise AccessRefused(f"{self._url} refuses {name}", REMEDY) from error
            raise BrokenOff(f"{self._url}, {name}: {_said(error)}", REMEDY) from error


def _said(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
