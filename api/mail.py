"""Sends mails: links to reset a password, invitations."""

from __future__ import annotations

import asyncio
import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from media.errors import InputError, WorldError

log = logging.getLogger(__name__)

TIMEOUT_S = 20.0
PORTS = {"smtp": 587, "smtps": 465}


class Mailer(Protocol):
    """Delivers a mail, or says in the log why not: who asked for it shall not learn that."""

    async def send(self, to: str, subject: str, text: str) -> None:
        """Send a mail."""
        ...


class Smtp:
    """A mail server; a password is only told to it over TLS."""

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._sender = sender
        if self._server.scheme not in PORTS or not self._server.hostname:
            raise InputError(
                "this is no mail server", "write smtp://user:password@host:587", "KINORA_SMTP_URL"
            )

    async def send(self, to: str, subject: str, text: str) -> None:
        """Send a mail, in a thread: the standard library's client waits."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._sender, to, subject
        mail["Date"], mail["Message-ID"] = formatdate(), make_msgid()
        mail.set_content(text)
        try:
            await asyncio.to_thread(_deliver, self._server, mail)
        except (OSError, smtplib.SMTPException, WorldError) as error:
            log.error("a mail was not sent: %s: %s", type(error).__name__, error)


class NoMailer:
    """Stands where no mail server is set."""

    async def send(self, to: str, subject: str, text: str) -> None:
        """Say so; never what the mail holds."""
        log.warning("a mail was not sent: no mail server is set (KINORA_SMTP_URL)")


def mailer(url: str, sender: str) -> Mailer:
    """The mailer that the settings name."""
    return Smtp(url, sender) if url else NoMailer()


def _deliver(server: SplitResult, mail: EmailMessage) -> None:
    with _connected(server) as client:
        if server.username:
            if not isinstance(client.sock, ssl.SSLSocket):
                raise WorldError("the mail server has no TLS to send a password by", "use smtps://")
            client.login(unquote(server.username), unquote(server.password or ""))
        client.send_message(mail)


def _connected(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    client = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    try:
        client.ehlo()
        if client.has_extn("starttls"):
            client.starttls(context=context)
    except BaseException:
        client.close()
        raise
    return client
