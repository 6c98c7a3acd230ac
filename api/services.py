"""What every request may need, made once when the API starts."""

from __future__ import annotations

from dataclasses import dataclass

from api.admission import Admission
from api.identity.hashing import Hashing
from api.identity.turnstile import Turnstile
from api.ingress import Ingress
from api.mail import Mailer, mailer
from api.runs.hub import Hub
from api.runs.ready import Remembered
from api.settings import Settings
from api.tasks import Tasks
from api.vault import Vault
from models.net.guard import GuardedTransport
from models.net.policy import Policy
from store.database import Database
from store.objects.objects import Objects, open_objects
from store.objects.quarantine import Quarantine, open_quarantine


@dataclass(frozen=True, kw_only=True)
class Services:
    """Connections and keys. The API holds no other state: any number of it may run side by side."""

    settings: Settings
    app: Database
    """Sees one tenant at a time."""
    gate: Database
    """Finds out who asks."""
    turnstile: Turnstile
    """Lets in who is known, and counts."""
    admission: Admission
    """Says whether there is room."""
    objects: Objects
    quarantine: Quarantine
    """Where files from outside lie until they were looked at."""
    tasks: Tasks
    vault: Vault
    hub: Hub
    """Wakes who follows runs."""
    flows: Remembered
    """Spares checking what was checked."""
    hashing: Hashing
    mailer: Mailer
    ingress: Ingress
    """Asks engines whose answers are words, at once."""
    outside: GuardedTransport
    """Reaches servers that users name."""

    @classmethod
    def open(cls, settings: Settings) -> Services:
        """Connect lazily: nothing is reached before the first request."""
        gate = Database(settings.database_url, "kinora_gate", pool_size=settings.pool_size)
        app = Database(settings.database_url, "kinora_app", pool_size=settings.pool_size)
        return cls(
            settings=settings,
            app=app,
            gate=gate,
            turnstile=Turnstile(gate, counting=settings.limits),
            admission=Admission(app, gate, max_queued=settings.max_queued),
            objects=open_objects(settings.objects_url, settings.scratch / "copies"),
            quarantine=open_quarantine(settings.objects_url),
            tasks=Tasks(),
            vault=Vault(settings.secrets),
            hub=Hub(settings.database_url),
            flows=Remembered(),
            hashing=Hashing(),
            mailer=mailer(settings.smtp_url, settings.mail_from),
            ingress=Ingress(settings.ingress_url, settings.ingress_token),
            outside=GuardedTransport(Policy.anywhere() if settings.allow_private else Policy()),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self.tasks.close()
        await self.hub.close()
        await self.app.close()
        await self.gate.close()
        await self.ingress.close()
        await self.outside.aclose()
