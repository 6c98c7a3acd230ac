"""Guards who appears in films: characters with pictures, as they are when a film is submitted."""

import io
import uuid
from typing import Any

import pytest
from PIL import Image as Picture

from store.database import Database
from tests.api.conftest import Api
from tests.api.library.test_styles import Films
from tests.api.uploads.sending import error, kept
from tests.api.worlds import SCRIPT

DRAWN = {"models": {"image": "preview-images"}}


@pytest.fixture
def films(ours: Api, app_database: Database) -> Films:
    return Films(ours, app_database)


async def picture(api: Api, colour: str) -> dict[str, Any]:
    found = io.BytesIO()
    Picture.new("RGB", (48, 32), colour).save(found, "PNG")
    return await kept(api, found.getvalue(), name=f"{colour}.png", kind="image")


async def cast_of(films: Films, body: dict[str, Any]) -> dict[str, Any]:
    params = await films.params(body)
    return params["cast"]["cast"] if "cast" in params else {}


async def test_a_projects_characters_appear_in_its_film(ours: Api, films: Films) -> None:
    red = await picture(ours, "red")
    project = await ours.made("/projects", {"name": "p", "options": DRAWN})
    body = {"name": "Mara", "description": "tall,\nred hair", "pictures": [red["id"]]}
    mara = await ours.made("/characters", body | {"project_id": project["id"]})
    assert mara["pictures"] == [red["id"]]
    await ours.made("/characters", {"name": "mara", "description": "of all films"})
    await ours.made("/characters", {"name": "Keeper", "description": "an old man"})
    await ours.made("/characters", {"name": "Voice", "voice": "auto"})
    other = await ours.made("/projects", {"name": "q"})
    await ours.made("/characters", {"name": "Spy", "description": "x", "project_id": other["id"]})
    cast = await cast_of(films, {"project_id": project["id"], "script": SCRIPT})
    assert set(cast) == {"Mara", "Keeper"}
    assert cast["Mara"]["phrase"] == "tall, red hair"
    assert [(one["width"], one["height"]) for one in cast["Mara"]["pictures"]] == [(48, 32)]


async def test_what_a_film_says_goes_before_a_character(ours: Api, films: Films) -> None:
    await ours.made("/characters", {"name": "The Guard", "description": "an old man"})
    blue = await picture(ours, "blue")
    mine = {"guard": {"phrase": "a young man", "pictures": [blue["id"]]}}
    cast = await cast_of(films, {"script": SCRIPT, "options": DRAWN | {"cast": mine}})
    assert cast["guard"]["phrase"] == "a young man" and "The Guard" not in cast
    assert cast["guard"]["pictures"][0]["width"] == 48


async def test_nobody_appears_where_nothing_draws(ours: Api, films: Films) -> None:
    await ours.made("/characters", {"name": "Clerk", "description": "an old man"})
    assert await cast_of(films, {"script": SCRIPT}) == {}


@pytest.mark.parametrize("path", ["/characters", "/films"])
async def test_a_picture_that_is_not_ours_is_not_there(ours: Api, theirs: Api, path: str) -> None:
    foreign = await picture(theirs, "green")
    for missing in (foreign["id"], str(uuid.uuid4())):
        cast = {"Mara": {"pictures": [missing]}}
        body: dict[str, Any] = {"name": "Mara", "pictures": [missing]}
        if path == "/films":
            body = {"script": SCRIPT, "options": DRAWN | {"cast": cast}}
        answer = await ours("POST", path, json=body)
        field = "options.cast" if path == "/films" else "pictures"
        assert error(answer) == (404, "NOT_FOUND", field)


async def test_a_character_outlives_its_pictures(ours: Api, films: Films) -> None:
    grey = await picture(ours, "grey")
    body = {"name": "Porter", "description": "a porter", "pictures": [grey["id"]]}
    made = await ours.made("/characters", body)
    assert (await ours("DELETE", f"/artifacts/{grey['id']}")).status_code == 204
    path = f"/characters/{made['id']}"
    assert (await ours("PATCH", path, json={"name": "The porter"})).status_code == 200
    cast = await cast_of(films, {"script": SCRIPT, "options": DRAWN})
    assert cast["The porter"] == {"phrase": "a porter", "pictures": []}


async def test_a_model_that_cannot_animate_is_refused(ours: Api) -> None:
    options = {"models": {"video": "preview-images"}}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": options})
    assert error(answer) == (422, "UNKNOWN_MODEL", "models.video")
