"""A tenant with one of everything, for tests that walk all routes.

Who adds a kind of object adds it here; `tests/api/test_isolation.py` fails for a route whose
objects it does not know.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.api.conftest import Api
from tests.loras import lora_file

SCRIPT = "# The Pier\n\nThe boat left at dawn. A woman watched it go.\n"
FLOW = {"nodes": [{"id": "a", "type": "sample.number"}]}
DOUBLED: dict[str, Any] = {
    "nodes": [
        {"id": "a", "type": "sample.number"},
        {"id": "b", "type": "flow.expression", "params": {"expression": "value * 2.0"}},
    ],
    "edges": [
        {"from": "inputs.number", "to": "a.number"},
        {"from": "a.number", "to": "b.value"},
        {"from": "a.number", "to": "outputs.number"},
        {"from": "b.value", "to": "outputs.doubled"},
    ],
}
"""A flow with ports of its own."""
STYLE = {"name": "Harbour", "base": "ink", "palette": ["#0b3d91", "#fc3d21"]}


@dataclass
class World:
    """Ids of what a tenant has, by the first part of the path, and by the names of parameters."""

    ids: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    def path(self, template: str) -> str:
        """A route's path with this world's ids."""
        kind = template.split("/")[2]
        filled = template.replace("{id}", self.ids.get(kind, "{id}"))
        for name, value in self.more.items():
            filled = filled.replace("{" + name + "}", value)
        return filled.removeprefix("/v1")


async def populated(api: Api) -> World:
    """Make one of everything."""
    world = World(more={"version": "1", "name": "film.mp4"})
    film = await api.made("/films", {"script": SCRIPT, "name": "Pier"})
    world.ids |= {"films": film["id"], "runs": film["id"], "projects": film["project_id"]}
    world.more |= {"run_id": film["id"], "node": "a"}
    path = f"/projects/{film['project_id']}"
    await api("PATCH", path, json={"name": "Quay"})
    world.more["sentence"] = (await api.got(f"{path}/sentences"))["items"][0]["id"]
    world.ids["keys"] = (await api.made("/keys", {"name": "robot"}))["id"]
    for kind in ("flows", "presets"):
        made = await api.made(f"/{kind}", {"name": "sum", "flow": FLOW})
        world.ids[kind] = made["id"]
        await api("PATCH", f"/{kind}/{made['id']}", json={"name": "sums"})
    style = world.ids["styles"] = (await api.made("/styles", STYLE))["id"]
    await api("PATCH", f"/styles/{style}", json={"name": "Teal"})
    character = {"name": "Keeper", "project_id": film["project_id"]}
    world.ids["characters"] = (await api.made("/characters", character))["id"]
    await api("PATCH", f"/characters/{world.ids['characters']}", json={"name": "Old keeper"})
    await api("PUT", "/budgets", json={"limit_micros": 1_000_000})
    await _people(api, world)
    await _outside(api, world)
    await _deployed(api, world)
    await _library(api, world)
    await _governed(api, world)
    await _openai(api, world)
    return world


async def _people(api: Api, world: World) -> None:
    email = f"{uuid.uuid4().hex}@example.com"
    invited = await api.made("/invitations", {"email": email, "role": "creator"})
    acceptance = {"token": invited["token"], "name": "Ada", "password": PASSWORD}
    await api.as_("").made("/invitations/accept", acceptance)
    members = (await api.got("/members"))["items"]
    world.more["user_id"] = next(one["user_id"] for one in members if one["email"] == email)
    world.ids["members"] = world.more["user_id"]
    waiting = await api.made("/invitations", {"email": f"b{email}", "role": "viewer"})
    world.ids["invitations"] = waiting["id"]
    team = world.ids["teams"] = (await api.made("/teams", {"name": "cut"}))["id"]
    added = await api("PUT", f"/teams/{team}/members/{world.more['user_id']}")
    assert added.is_success, added.text
    signed_in = await api.as_("").made("/sessions", {"email": email, "password": PASSWORD})
    world.ids["sessions"] = signed_in["session_id"]
    # The key speaks from here on, not the cookie.
    api.client.cookies.clear()


async def _library(api: Api, world: World) -> None:
    folder = world.ids["folders"] = (await api.made("/folders", {"name": "Sea"}))["id"]
    await api("PATCH", f"/folders/{folder}", json={"name": "Seas"})
    declared = {"name": "notes.txt", "kind": "document", "num_bytes": 5, "folder_id": folder}
    world.ids["uploads"] = (await api.made("/uploads", declared))["id"]
    sent = await api.made("/uploads", declared)
    await api("PUT", f"/uploads/{sent['id']}/content", content=b"words")
    ended = await api.made(f"/uploads/{sent['id']}/finish", {})
    world.ids["artifacts"] = ended["artifact_id"]
    data = lora_file()
    coming = await api.made(
        "/uploads", {"name": "ink.safetensors", "kind": "lora", "num_bytes": len(data)}
    )
    await api("PUT", f"/uploads/{coming['id']}/content", content=data)
    ended = await api.made(f"/uploads/{coming['id']}/finish", {})
    world.more["lora"] = ended["artifact_id"]
    own = STYLE | {"name": "Own", "lora": {"file": ended["artifact_id"]}}
    world.more["own_style"] = (await api.made("/styles", own))["id"]


async def _governed(api: Api, world: World) -> None:
    world.more["export_id"] = (await api.made("/tenants/current/exports", {}))["id"]
    kept = (await api.got("/tenants/current/retention")).items()
    wanted = {name: value for name, value in kept if name.endswith("_days")}
    assert (await api("PUT", "/tenants/current/retention", json=wanted)).is_success


async def _openai(api: Api, world: World) -> None:
    asked = {"prompt": (None, "a pier"), "seconds": (None, "1"), "size": (None, "64x64")}
    made = await api("POST", "/videos", files=asked)
    assert made.status_code == 200, made.text
    world.more |= {"video_id": made.json()["id"], "model": "preview-images", "token": "none"}


async def _outside(api: Api, world: World) -> None:
    hook = {"name": "crm", "url": "https://1.1.1.1/hook"}
    world.ids["webhooks"] = (await api.made("/webhooks", hook))["id"]
    world.more["delivery_id"] = str(uuid.uuid4())
    provider = {
        "name": "corp", "issuer": "https://1.1.1.1", "client_id": "kinora", "client_secret": "s",
        "domains": ["example.com"],
    }  # fmt: skip
    world.ids["identity-providers"] = (await api.made("/identity-providers", provider))["id"]
    world.more["provider"] = world.ids["identity-providers"]


async def _deployed(api: Api, world: World) -> None:
    world.more |= {"slug": "doubled", "number": "1"}
    await api.made("/apis", {"slug": "doubled", "name": "Doubled", "flow": DOUBLED})
    await api.made("/apis/doubled/releases", {"flow": DOUBLED})
    job = await api.made("/apis/doubled", {"number": 2}, params={"wait": 0})
    world.ids["apis"] = job["id"]
    world.more["output"] = "doubled"


BODIES: dict[str, dict[str, Any]] = {
    "projects_change": {"name": "x"},
    "characters_change": {"name": "x"},
    "flows_change": {"name": "x"},
    "presets_change": {"name": "x"},
    "styles_change": {"name": "x"},
    "scripts_replace": {"text": "Words."},
    "sentences_change": {"text": "Words."},
    "sentences_change_many": {"sentences": []},
    "runs_tell": {"kind": "cancel"},
    "runs_retry": {},
    "gates_answer": {"data": None},
    "keys_rotate": {},
    "members_change": {"role": "viewer"},
    "teams_rename": {"name": "x"},
    "providers_change": {"name": "x"},
    "webhooks_change": {"name": "x"},
    "webhooks_rotate": {},
    "apis_change": {"name": "x"},
    "releases_create": {"flow": {"nodes": []}},
    "apis_call": {},
    "folders_change": {"name": "x"},
    "artifacts_change": {"name": "x"},
}
"""The least that a route with a body takes."""
SHARED = frozenset(
    {
        "nodes_read",
        "openai_models_read",
        "openai_shared_read",
        "callbacks_receive",
        "oidc_start",
        "oidc_callback",
        "sessions_end",
        "tenants_share",
        "tenants_set_share",
        "my_exports_read",
        "my_exports_cancel",
        "my_exports_content",
        "erasures_read",
        "erasures_call_off",
    }
)
"""Routes whose parameters name nothing of a tenant's, that are for those who are not in yet, or
that are for people or for operators alone: others are told so, whatever they name."""
PASSWORD = "correct horse battery"
