"""Guards kept secrets: every column is known, and all can be sealed anew with another key."""

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, text

from api.services import Services
from api.settings import Settings
from api.vault import SecretLost, Vault
from cli.sealing import rotated, secrets
from media.errors import InputError, WorldError
from store.database import Database
from store.repositories import sealed
from store.tables import metadata
from tests.api.conftest import Api
from tests.api.worlds import populated

DIGESTS = frozenset(
    {
        ("api_keys", "secret_digest"), ("answers", "request_digest"),
        ("invitations", "token_digest"), ("resets", "token_digest"), ("sessions", "token_digest"),
    }
)  # fmt: skip
FORMER, NEWEST = "a secret of the tests", "another one"


def test_all_bytes_in_the_database_are_digests_or_are_known_to_be_sealed() -> None:
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }
    assert found == DIGESTS | {(column.table.name, column.name) for column in sealed.SEALED}


async def every_value(owner: Database) -> list[bytes]:
    found: list[bytes] = []
    async with owner.begin(None) as connection:
        for column in sealed.SEALED:
            wanted = text(
                f"SELECT {column.name} FROM {column.table.name} WHERE {column.name} IS NOT NULL"
            )
            found += [bytes(one) for one in await connection.scalars(wanted)]
    return found


async def test_what_a_former_key_sealed_is_sealed_anew_and_it_can_be_left_out(
    ours: Api, theirs: Api, services: Services, owner: Database, app_database: Database
) -> None:
    for api in (ours, theirs):
        world = await populated(api)
        await api.made(f"/webhooks/{world.ids['webhooks']}/rotate", {"overlap_s": 3600})
        await api.made("/keys", {"name": "k"}, headers={"Idempotency-Key": "once"})
    plain = sorted(services.vault.open(one) for one in await every_value(owner))
    assert len(plain) == 8
    said = await rotated(app_database, Vault((NEWEST, FORMER)))
    assert said == {"renewed": 8, "as they were": 0}
    again = await rotated(app_database, Vault((NEWEST, FORMER)))
    assert again == {"renewed": 0, "as they were": 8}
    alone = Vault((NEWEST,))
    assert sorted(alone.open(one) for one in await every_value(owner)) == plain
    with pytest.raises(SecretLost):
        services.vault.open((await every_value(owner))[0])


async def test_a_key_that_is_missing_is_said_and_nothing_is_lost(
    ours: Api, services: Services, owner: Database, app_database: Database
) -> None:
    await populated(ours)
    before = await every_value(owner)
    with pytest.raises(WorldError, match="cannot be read") as caught:
        await rotated(app_database, Vault((NEWEST,)))
    assert caught.value.code == "SECRET_LOST"
    assert await every_value(owner) == before
    assert all(services.vault.open(one) for one in before)


def test_the_keys_are_those_of_the_surroundings_and_then_the_homes_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KINORA_SECRETS", raising=False)
    kept = tmp_path / "secret"
    with pytest.raises(InputError):
        secrets(kept)
    kept.write_text("of the home\n")
    monkeypatch.setenv("KINORA_SECRETS", "newest, former")
    assert secrets(kept) == ("newest", "former", "of the home")


def test_settings_say_for_how_many_days_an_erasure_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.settings import from_environment

    def found(said: str) -> Settings:
        monkeypatch.setenv("KINORA_ERASURE_GRACE_DAYS", said)
        return from_environment(
            database_url="postgresql://", objects_url="o", scratch=Path("s"), secret="s",
            public_url="http://x",
        )  # fmt: skip

    assert found("0").erasure_grace_days == 0
    for wrong in ("-1", "x", "1.5", "366"):
        with pytest.raises(InputError):
            found(wrong)
