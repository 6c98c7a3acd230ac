"""What the API is told by its surroundings."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from media.errors import InputError

MOST_GRACE_DAYS = 365
MAX_BODY_BYTES = 8 << 20
"""Of a JSON request: 2,700 sentences in one call are a quarter of it. Uploads have limits of their
own, by kind."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where things are, and how strict to be."""

    database_url: str = field(repr=False)
    objects_url: str
    scratch: Path
    secrets: tuple[str, ...] = field(repr=False)
    """Keys that secrets are encrypted with, the newest first; older ones only read."""
    public_url: str = "http://127.0.0.1:8000"
    """How clients reach it: in links, redirects and the page of an OpenAPI document."""
    allow_private: bool = False
    """Whether webhooks and imports may reach addresses of the own network."""
    origins: tuple[str, ...] = ()
    """Web pages of other hosts that may call."""
    limits: bool = True
    """Whether requests are counted and held to rates."""
    max_requests: int = 256
    """Worked on at once by a process; more are told to come back."""
    max_queued: int = 10_000
    """Runs of all tenants that may wait; then no more are taken."""
    pool_size: int = 8
    smtp_url: str = field(default="", repr=False)
    """The mail server, as in `smtp://user:password@host:587` or `smtps://…`; no mails if empty."""
    mail_from: str = "kinora@localhost"
    clamd: str = ""
    """The ClamAV daemon that looks at files from outside, as in `localhost:3310`; none if empty."""
    trace_to: str = ""
    """Where traces go by OTLP over HTTP; nowhere if empty."""
    ingress_url: str = ""
    """Ray Serve's HTTP ingress, where language models and embeddings are asked; none if empty."""
    ingress_token: str = field(default="", repr=False)
    """What it lets the API in by."""
    answer_wait_s: int = 240
    """How long a request in OpenAI's form waits for its run; below what proxies allow."""
    erasure_grace_days: int = 7
    """For how long the erasure of a tenant or a user can be called off."""

    @property
    def secure(self) -> bool:
        """Whether cookies go over TLS alone."""
        return self.public_url.startswith("https://")


def from_environment(
    *, database_url: str, objects_url: str, scratch: Path, secret: str, public_url: str
) -> Settings:
    """What `kinora up` and a deployment set by `KINORA_*` variables.

    Args:
        database_url: of the Postgres that holds everything.
        objects_url: of the object store.
        scratch: for files on their way, on the file system of a folder store.
        secret: the key to encrypt with, where `KINORA_SECRETS` names none.
        public_url: how clients reach the API, where `KINORA_PUBLIC_URL` does not say it.
    """
    environment = os.environ
    return Settings(
        database_url=database_url,
        objects_url=objects_url,
        scratch=scratch,
        secrets=listed(environment.get("KINORA_SECRETS", "")) or (secret,),
        public_url=environment.get("KINORA_PUBLIC_URL", public_url).rstrip("/"),
        allow_private=environment.get("KINORA_ALLOW_PRIVATE") == "1",
        origins=listed(environment.get("KINORA_ORIGINS", "")),
        limits=environment.get("KINORA_LIMITS") != "0",
        max_requests=_number("KINORA_MAX_REQUESTS", Settings.max_requests),
        max_queued=_number("KINORA_MAX_QUEUED", Settings.max_queued),
        smtp_url=environment.get("KINORA_SMTP_URL", ""),
        mail_from=environment.get("KINORA_MAIL_FROM", "kinora@localhost"),
        clamd=environment.get("KINORA_CLAMD", ""),
        trace_to=environment.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        answer_wait_s=_number("KINORA_ANSWER_WAIT_S", Settings.answer_wait_s, most=3600),
        ingress_url=environment.get("KINORA_INGRESS", "").rstrip("/"),
        ingress_token=environment.get("KINORA_INGRESS_TOKEN", ""),
        erasure_grace_days=_number(
            "KINORA_ERASURE_GRACE_DAYS", Settings.erasure_grace_days, least=0, most=MOST_GRACE_DAYS
        ),
    )


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list that is written with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _number(name: str, usual: int, *, least: int = 1, most: int = 10**9) -> int:
    said = os.environ.get(name) or str(usual)
    if not said.isascii() or not said.isdigit() or not least <= int(said) <= most:
        raise InputError(f"{name} is {said!r}", f"give a number from {least} to {most}", name)
    return int(said)
