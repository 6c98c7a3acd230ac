"""What all models are: frozen, and open to what later releases of the service add."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr, WrapValidator


def _any_word(value: Any, check: Any) -> Any:
    return value if isinstance(value, str) else check(value)


OPEN = WrapValidator(_any_word)
"""Words that this release knows; another one, of a later service, is taken as it is."""

Json = dict[str, Any]


class Model(BaseModel):
    """What the service answers. Fields that this release does not know are kept."""

    model_config = ConfigDict(frozen=True, extra="allow", protected_namespaces=())

    _etag: str | None = PrivateAttr(default=None)

    @property
    def etag(self) -> str | None:
        """The version that was read: give it as `if_match` to change that one and no other."""
        return self._etag

    def with_etag(self, etag: str | None) -> None:
        """Keep what an answer's header says."""
        self._etag = etag


class Versioned(Model):
    """What has a version: raised by every change, it is the ETag."""

    version: int

    @property
    def etag(self) -> str:
        """The version that was read: give it as `if_match` to change that one and no other."""
        return f'"{self.version}"'


class Document(Versioned):
    """What people edit; what it was before is kept."""

    id: str
    made_by: str
    created_at: datetime
    updated_at: datetime


class Page(Model):
    """A page of a list, its items not looked at yet."""

    items: list[Any]
    next_cursor: str | None = None
