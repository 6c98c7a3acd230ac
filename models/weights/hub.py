"""Weights on a hub that speaks as huggingface.co does.

Its client lists files; they are fetched here, piece by piece, so that a transfer goes on where it
broke off and every byte is hashed as it comes. The token is only ever sent, never told.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from importlib import import_module
from typing import Any

import httpx

from media.errors import EngineUnavailable, InputError
from models.weights.sources import AccessRefused, BrokenOff, Listing, Offered, PullFailed, Stream

ENDPOINT, TOKEN = "HF_ENDPOINT", "HF_TOKEN"
USUAL_ENDPOINT = "https://huggingface.co"
ANSWER_S = 30.0
"""How long a hub may be silent."""
REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class HubSource:
    """Implements `Source` for one repository at one revision."""

    def __init__(self, repository: str, revision: str) -> None:
        if repository.count("/") != 1 or not all(repository.split("/")):
            raise InputError(
                f"hub:{repository} names no repository", "write hub:owner/name", "weights.source"
            )
        self._repository = repository
        self._revision = revision or "main"
        self._commit = ""

    def listing(self) -> Listing:
        """Its files at the commit that the revision stands for now."""
        info = self._info()
        self._commit = str(info.sha or "")
        if not self._commit:
            raise PullFailed(f"{self._page} does not say of which commit it is", "try again later")
        return Listing(
            commit=self._commit, files=tuple(_offered(one) for one in info.siblings or ())
        )

    @contextmanager
    def reading(self, file: Offered, offset: int) -> Generator[Stream]:
        """Its bytes at that commit."""
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(
            self._repository, file.path, revision=self._commit, endpoint=self._endpoint
        )
        headers = {"accept-encoding": "identity"}
        if offset:
            headers["range"] = f"bytes={offset}-"
        if token := _token():
            # To another host, as of a store of large files, httpx does not send it on.
            headers["authorization"] = f"Bearer {token}"
        try:
            with httpx.stream(
                "GET", url, headers=headers, timeout=ANSWER_S, follow_redirects=True
            ) as answer:
                self._check(answer, file.path)
                began = offset if answer.status_code == HTTPStatus.PARTIAL_CONTENT else 0
                yield Stream(offset=began, chunks=answer.iter_bytes())
        except httpx.HTTPError as error:
            said = str(error) or type(error).__name__
            raise BrokenOff(f"{self._page}, {file.path}: {said}", "pull again") from error

    @property
    def _endpoint(self) -> str:
        return (os.environ.get(ENDPOINT) or USUAL_ENDPOINT).rstrip("/")

    @property
    def _page(self) -> str:
        return f"{self._endpoint}/{self._repository}"

    def _info(self) -> Any:
        """What the hub's own client is told of the repository."""
        hub = _library()
        api = hub.HfApi(endpoint=self._endpoint, token=_token() or False)
        try:
            return api.model_info(
                self._repository, revision=self._revision, timeout=ANSWER_S, files_metadata=True
            )
        except hub.errors.RevisionNotFoundError as error:
            raise InputError(
                f"{self._page} has no revision {self._revision}",
                "name a branch, a tag or a commit of it", "weights.revision",
            ) from error  # fmt: skip
        except (hub.errors.GatedRepoError, hub.errors.RepositoryNotFoundError) as error:
            # A hub says of private repositories, too, that they are not there.
            raise self._refused(missing=True) from error
        except hub.errors.HFValidationError as error:
            raise InputError(str(error), "write hub:owner/name", "weights.source") from error
        except hub.errors.HfHubHTTPError as error:
            status = int(error.response.status_code)
            if status in REFUSED:
                raise self._refused() from error
            kind = BrokenOff if _passes(status) else PullFailed
            raise kind(f"{self._page} answers {status}", "try again later") from error
        except hub.errors.HTTPError as error:
            said = str(error) or type(error).__name__
            remedy = f"check the network, or set {ENDPOINT} to a hub that is reached from here"
            raise BrokenOff(f"{self._page}: {said}", remedy) from error

    def _check(self, answer: httpx.Response, name: str) -> None:
        status = answer.status_code
        if status in REFUSED:
            raise self._refused()
        if status == HTTPStatus.NOT_FOUND:
            raise PullFailed(f"{self._page} has no {name}", "pull again")
        if _passes(status):
            raise BrokenOff(f"{self._page} answers {status} for {name}", "pull again")
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            raise PullFailed(f"{self._page} answers {status} for {name}", "pull again")

    def _refused(self, *, missing: bool = False) -> AccessRefused:
        what = "is not there, or is private" if missing else "is given only to who may have it"
        key = f"the token in {TOKEN} is not enough" if _token() else f"{TOKEN} is not set"
        return AccessRefused(
            f"{self._page} {what}; {key}",
            f"accept its licence at {self._page} and set {TOKEN} to a token that may read it "
            f"({self._endpoint}/settings/tokens)",
        )


def page_of(source: str) -> str:
    """Where a person reads of a hub's repository; empty for other sources."""
    if not source.startswith("hub:"):
        return ""
    endpoint = (os.environ.get(ENDPOINT) or USUAL_ENDPOINT).rstrip("/")
    return f"{endpoint}/{source.removeprefix('hub:')}"


def _passes(status: int) -> bool:
    """Whether another try may do."""
    busy = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in busy


def _offered(sibling: Any) -> Offered:
    lfs = sibling.lfs
    return Offered(
        path=sibling.rfilename,
        num_bytes=sibling.size or 0,
        sha256=lfs.sha256 if lfs else "",
        stamp=sibling.blob_id or "",
    )


def _token() -> str:
    return os.environ.get(TOKEN, "").strip() or _library().get_token() or ""


def _library() -> Any:
    try:
        import_module("huggingface_hub.errors")
        return import_module("huggingface_hub")
    except ImportError as error:
        raise EngineUnavailable(
            "huggingface_hub is not here, which lists what a hub has", "pip install 'kinora[hub]'"
        ) from error
