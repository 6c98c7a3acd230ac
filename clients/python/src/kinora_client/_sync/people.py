# Made from _async/people.py by clients/python/twin.py: change that one.
"""A tenant's people: members, invitations, teams, and who vouches for them."""

from __future__ import annotations

from collections.abc import Sequence

from kinora_client._address import Id, at, given
from kinora_client._sync.resource import PAGE, Pager, Resource
from kinora_client.models.people import (
    IdentityProvider,
    Invitation,
    Member,
    Role,
    ShownInvitation,
    Team,
    TeamMember,
)


class Members(Resource):
    """Who belongs to the tenant."""

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[Member]:
        """All of them."""
        return self._pages(Member, at("members"), page_size, cursor)

    def read(self, user_id: Id) -> Member:
        """One of them."""
        return self._get(Member, at("members", user_id))

    def update(self, user_id: Id, *, role: Role) -> Member:
        """Give a member another role."""
        return self._patch(Member, at("members", user_id), {"role": role})

    def delete(self, user_id: Id) -> None:
        """End a membership."""
        self._delete(at("members", user_id))


class Invitations(Resource):
    """Who may come to belong to it."""

    def create(
        self, email: str, *, role: Role | None = None, idempotency_key: str | None = None
    ) -> ShownInvitation:
        """Invite somebody; the `link` is seen this once."""
        body = given(email=email, role=role)
        return self._post(ShownInvitation, at("invitations"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[Invitation]:
        """Those that nobody accepted."""
        return self._pages(Invitation, at("invitations"), page_size, cursor)

    def delete(self, id: Id) -> None:
        """Withdraw one."""
        self._delete(at("invitations", id))


class Teams(Resource):
    """Members who work together."""

    def create(self, name: str, *, idempotency_key: str | None = None) -> Team:
        """Make a team."""
        return self._post(Team, at("teams"), {"name": name}, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[Team]:
        """All of them."""
        return self._pages(Team, at("teams"), page_size, cursor)

    def read(self, id: Id) -> Team:
        """One of them."""
        return self._get(Team, at("teams", id))

    def update(self, id: Id, *, name: str) -> Team:
        """Name it."""
        return self._patch(Team, at("teams", id), {"name": name})

    def delete(self, id: Id) -> None:
        """Dissolve it; its members stay."""
        self._delete(at("teams", id))

    def members(
        self, id: Id, *, page_size: int = PAGE, cursor: str | None = None
    ) -> Pager[TeamMember]:
        """Who is in it."""
        return self._pages(TeamMember, at("teams", id, "members"), page_size, cursor)

    def add(self, id: Id, user_id: Id) -> None:
        """Take a member in."""
        self._set(at("teams", id, "members", user_id))

    def remove(self, id: Id, user_id: Id) -> None:
        """Take a member out."""
        self._delete(at("teams", id, "members", user_id))


class IdentityProviders(Resource):
    """Who vouches for members, by OpenID Connect."""

    def create(
        self,
        *,
        name: str,
        issuer: str,
        client_id: str,
        client_secret: str,
        domains: Sequence[str],
        role: Role | None = None,
        idempotency_key: str | None = None,
    ) -> IdentityProvider:
        """Trust a provider with the addresses of some domains."""
        body = given(
            name=name, issuer=issuer, client_id=client_id, client_secret=client_secret,
            domains=[*domains], role=role,
        )  # fmt: skip
        path = at("identity-providers")
        return self._post(IdentityProvider, path, body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[IdentityProvider]:
        """All of them."""
        return self._pages(IdentityProvider, at("identity-providers"), page_size, cursor)

    def read(self, id: Id) -> IdentityProvider:
        """One of them."""
        return self._get(IdentityProvider, at("identity-providers", id))

    def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        role: Role | None = None,
        domains: Sequence[str] | None = None,
    ) -> IdentityProvider:
        """Change what is given."""
        body = given(
            name=name, client_id=client_id, client_secret=client_secret, role=role,
            domains=domains,
        )  # fmt: skip
        return self._patch(IdentityProvider, at("identity-providers", id), body)

    def delete(self, id: Id) -> None:
        """Trust it no more."""
        self._delete(at("identity-providers", id))
