"""A tenant's people: members, invitations, teams, and who vouches for them."""

from __future__ import annotations

from collections.abc import Sequence

from kinora_client._address import Id, at, given
from kinora_client._async.resource import PAGE, AsyncPager, AsyncResource
from kinora_client.models.people import (
    IdentityProvider,
    Invitation,
    Member,
    Role,
    ShownInvitation,
    Team,
    TeamMember,
)


class AsyncMembers(AsyncResource):
    """Who belongs to the tenant."""

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Member]:
        """All of them."""
        return self._pages(Member, at("members"), page_size, cursor)

    async def read(self, user_id: Id) -> Member:
        """One of them."""
        return await self._get(Member, at("members", user_id))

    async def update(self, user_id: Id, *, role: Role) -> Member:
        """Give a member another role."""
        return await self._patch(Member, at("members", user_id), {"role": role})

    async def delete(self, user_id: Id) -> None:
        """End a membership."""
        await self._delete(at("members", user_id))


class AsyncInvitations(AsyncResource):
    """Who may come to belong to it."""

    async def create(
        self, email: str, *, role: Role | None = None, idempotency_key: str | None = None
    ) -> ShownInvitation:
        """Invite somebody; the `link` is seen this once."""
        body = given(email=email, role=role)
        return await self._post(ShownInvitation, at("invitations"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Invitation]:
        """Those that nobody accepted."""
        return self._pages(Invitation, at("invitations"), page_size, cursor)

    async def delete(self, id: Id) -> None:
        """Withdraw one."""
        await self._delete(at("invitations", id))


class AsyncTeams(AsyncResource):
    """Members who work together."""

    async def create(self, name: str, *, idempotency_key: str | None = None) -> Team:
        """Make a team."""
        return await self._post(Team, at("teams"), {"name": name}, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Team]:
        """All of them."""
        return self._pages(Team, at("teams"), page_size, cursor)

    async def read(self, id: Id) -> Team:
        """One of them."""
        return await self._get(Team, at("teams", id))

    async def update(self, id: Id, *, name: str) -> Team:
        """Name it."""
        return await self._patch(Team, at("teams", id), {"name": name})

    async def delete(self, id: Id) -> None:
        """Dissolve it; its members stay."""
        await self._delete(at("teams", id))

    def members(
        self, id: Id, *, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[TeamMember]:
        """Who is in it."""
        return self._pages(TeamMember, at("teams", id, "members"), page_size, cursor)

    async def add(self, id: Id, user_id: Id) -> None:
        """Take a member in."""
        await self._set(at("teams", id, "members", user_id))

    async def remove(self, id: Id, user_id: Id) -> None:
        """Take a member out."""
        await self._delete(at("teams", id, "members", user_id))


class AsyncIdentityProviders(AsyncResource):
    """Who vouches for members, by OpenID Connect."""

    async def create(
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
        return await self._post(IdentityProvider, path, body, key=idempotency_key)

    def list(
        self, *, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[IdentityProvider]:
        """All of them."""
        return self._pages(IdentityProvider, at("identity-providers"), page_size, cursor)

    async def read(self, id: Id) -> IdentityProvider:
        """One of them."""
        return await self._get(IdentityProvider, at("identity-providers", id))

    async def update(
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
        return await self._patch(IdentityProvider, at("identity-providers", id), body)

    async def delete(self, id: Id) -> None:
        """Trust it no more."""
        await self._delete(at("identity-providers", id))
