"""A tenant with one of everything, for tests that walk all routes.

Who adds a kind of object adds it here; `tests/api/test_isolation.py` fails for a route whose
objects it does not know.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.api.conftest import Api

SCRIPT = "# The Pier\n\nThe boat left at dawn. A woman watched it go.\n"
FLOW = {"nodes": [{"id": "a", "type": "sample.number"}]}


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
    path = f"/projects/{film['project_id']}"
    await api("PATCH", path, json={"name": "Quay"})
    world.more["sentence"] = (await api.got(f"{path}/sentences"))["items"][0]["id"]
    world.ids["keys"] = (await api.made("/keys", {"name": "robot"}))["id"]
    for kind in ("flows", "presets"):
        made = await api.made(f"/{kind}", {"name": "sum", "flow": FLOW})
        world.ids[kind] = made["id"]
        await api("PATCH", f"/{kind}/{made['id']}", json={"name": "sums"})
    character = {"name": "Keeper", "project_id": film["project_id"]}
    world.ids["characters"] = (await api.made("/characters", character))["id"]
    await api("PATCH", f"/characters/{world.ids['characters']}", json={"name": "Old keeper"})
    await api("PUT", "/budgets", json={"limit_micros": 1_000_000})
    return world


BODIES: dict[str, dict[str, Any]] = {
    "projects_change": {"name": "x"},
    "characters_change": {"name": "x"},
    "flows_change": {"name": "x"},
    "presets_change": {"name": "x"},
    "scripts_replace": {"text": "Words."},
    "sentences_change": {"text": "Words."},
    "sentences_change_many": {"sentences": []},
    "runs_tell": {"kind": "cancel"},
    "runs_retry": {},
    "keys_rotate": {},
}
"""The least that a route with a body takes."""
SHARED = frozenset({"nodes_read"})
"""Routes whose parameters name nothing of a tenant's."""
