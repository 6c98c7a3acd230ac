"""A question to a language engine on its way from the API to a replica."""

from __future__ import annotations

import uuid

from media.ids import LOCAL_TENANT
from media.model import Model
from models.protocols.language import Asked


class Talk(Model):
    """What is asked, and where the pictures in it are."""

    asked: Asked
    tenant: uuid.UUID = LOCAL_TENANT
    objects: str = ""
    """Folder or URL of the object store; empty: there are no pictures."""
