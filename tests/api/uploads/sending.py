"""Sends files as clients do."""

import hashlib
from typing import Any

import httpx

from tests.api.conftest import Api


async def declared(api: Api, data: bytes, *, name: str, kind: str, **more: Any) -> Any:
    body = {"name": name, "kind": kind, "num_bytes": len(data), **more}
    return await api.made("/uploads", body)


async def sent(api: Api, data: bytes, *, name: str, kind: str, **more: Any) -> httpx.Response:
    """Declare, send and end one; the answer to the end."""
    upload = await declared(api, data, name=name, kind=kind, **more)
    answer = await api("PUT", upload["content_url"].removeprefix("/v1"), content=data)
    assert answer.status_code == 200, answer.text
    return await api("POST", f"/uploads/{upload['id']}/finish")


async def kept(api: Api, data: bytes, *, name: str, kind: str, **more: Any) -> Any:
    """The artifact that became of it."""
    answer = await sent(api, data, name=name, kind=kind, **more)
    assert answer.status_code == 200 and answer.json()["state"] == "ready", answer.text
    return await api.got(f"/artifacts/{answer.json()['artifact_id']}")


def error(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, code and field of a refusal."""
    told = answer.json()["error"]
    return answer.status_code, told["code"], (told["details"] or [{"field": ""}])[0]["field"]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
