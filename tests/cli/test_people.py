"""Guards `kinora user`, `tenant` and `key` on a real database."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from media.errors import InputError, NotFound
from store.repositories.tenants import NameTaken

PASSWORD = "correct horse battery\n"


class Kinora:
    """The command on one home."""

    def __init__(self) -> None:
        self._runner = CliRunner()

    def __call__(self, *words: str, given: str = "") -> list[dict[str, Any]]:
        done = self._runner.invoke(app, list(words), input=given)
        if done.exception is not None:
            raise done.exception
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def kinora(database_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Kinora:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KINORA_DATABASE_URL", database_url)
    return Kinora()


def test_a_user_is_added_to_a_tenant_locked_and_let_in_again(kinora: Kinora) -> None:
    kinora("tenant", "add", "Studio", "--json")
    words = ("user", "add", "Ann@example.com", "--role", "admin", "--json")
    [made] = kinora(*words, "--tenant", "Studio", given=PASSWORD)
    assert (made["email"], made["made"]) == ("ann@example.com", True)
    [again] = kinora(*words, given=PASSWORD)
    assert (again["id"], again["made"]) == (made["id"], False)
    [listed] = kinora("user", "list", "--json")
    assert listed["tenants"] == {"Studio": "admin", "local": "admin"}
    kinora("user", "lock", "ann@example.com")
    kinora("user", "lock", "ann@example.com", "--undo")
    assert kinora("user", "list", "--json")[0]["locked"] is False
    kinora("user", "lock", "ann@example.com")
    assert kinora("user", "passwd", "ann@example.com", given="another long one\n") == []
    assert kinora("user", "list", "--json")[0]["locked"] is True


def test_what_is_wrong_is_refused(kinora: Kinora) -> None:
    with pytest.raises(InputError, match="letters"):
        kinora("user", "add", "ann@example.com", given="short\n")
    with pytest.raises(InputError, match="ann@example"):
        kinora("user", "add", "no address", given=PASSWORD)
    with pytest.raises(NotFound, match="nobody"):
        kinora("user", "passwd", "nobody@example.com", given=PASSWORD)
    with pytest.raises(NotFound, match="no tenant"):
        kinora("key", "add", "ci", "--tenant", "none")
    kinora("tenant", "add", "Studio", "--json")
    with pytest.raises(NameTaken):
        kinora("tenant", "add", "Studio", "--json")


def test_a_key_is_shown_once_and_revoked(kinora: Kinora) -> None:
    [made] = kinora("key", "add", "ci", "--role", "viewer", "--days", "30", "--json")
    [listed] = kinora("key", "list", "--json")
    assert made["key"].startswith(f"kin_{listed['prefix']}_")
    assert "key" not in listed
    assert kinora("key", "revoke", listed["prefix"]) == []
    assert kinora("key", "list", "--json") == []
    with pytest.raises(NotFound, match="no key"):
        kinora("key", "revoke", listed["prefix"])


def test_secrets_are_sealed_anew(kinora: Kinora, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_SECRETS", "newest,former")
    assert kinora("key", "rotate-secrets", "--json") == [{"renewed": 0, "as they were": 0}]
