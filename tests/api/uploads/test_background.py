"""Guards what is done in the background: small pictures are made, old uploads forgotten."""

import io
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture
from sqlalchemy import text

from api.library.previews import TRIES, Previewer
from api.services import Services
from api.settings import Settings
from api.uploads.sweeping import Sweeper
from store.database import Database
from store.repositories import artifacts
from tests.api.conftest import Api
from tests.api.uploads.sending import declared, error, kept


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    services = Services.open(settings)
    yield services
    await services.close()


@pytest.fixture
async def courier(database_url: str) -> AsyncIterator[Database]:
    courier = Database(database_url, "kinora_courier")
    yield courier
    await courier.close()


@pytest.mark.parametrize(
    ("fixture", "kind", "size"),
    [("png", "image", (96, 64)), ("mp4", "video", (96, 64)), ("wav", "audio", (320, 80))],
)
async def test_a_small_picture_is_made(
    fixture: str, kind: str, size: tuple[int, int], ours: Api, services: Services,
    courier: Database, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    made = await kept(ours, request.getfixturevalue(fixture), name="a.bin", kind=kind)
    path = f"/artifacts/{made['id']}"
    assert made["thumbnail_url"] is None
    assert error(await ours("GET", f"{path}/thumbnail"))[:2] == (409, "NO_THUMBNAIL")
    worker = Previewer(services)
    assert await worker.some(courier) == 1
    assert await worker.some(courier) == 0
    assert (await ours.got(path))["thumbnail_url"] == f"/v1{path}/thumbnail"
    shown = await ours("GET", f"{path}/thumbnail")
    picture = Picture.open(io.BytesIO(shown.content))
    assert shown.headers["Content-Type"] == f"image/{str(picture.format).lower()}"
    assert picture.size == size
    # Not one colour: it shows something.
    assert np.asarray(picture.convert("L")).std() > 5


async def test_a_large_picture_becomes_small(
    ours: Api, services: Services, courier: Database
) -> None:
    held = io.BytesIO()
    Picture.new("RGB", (1000, 2000), "teal").save(held, "PNG")
    made = await kept(ours, held.getvalue(), name="a.png", kind="image")
    await Previewer(services).some(courier)
    shown = await ours("GET", f"/artifacts/{made['id']}/thumbnail")
    assert Picture.open(io.BytesIO(shown.content)).size == (160, 320)


async def test_what_cannot_be_shown_is_not_tried_for_ever(
    ours: Api, png: bytes, services: Services, courier: Database, settings: Settings
) -> None:
    made = await kept(ours, png, name="a.png", kind="image")
    digest = made["asset"]["digest"]
    (file,) = Path(settings.objects_url).glob(f"*/{digest[:2]}/{digest}")
    file.chmod(0o644)
    file.write_bytes(b"no picture at all")
    assert await Previewer(services).some(courier) == 1
    assert await Previewer(services).some(courier) == 0
    answer = await ours("GET", f"/artifacts/{made['id']}/thumbnail")
    assert "cannot be made" in answer.json()["error"]["message"]


async def test_one_whose_maker_died_is_taken_again_a_few_times(
    ours: Api, png: bytes, services: Services, courier: Database
) -> None:
    await kept(ours, png, name="a.png", kind="image")
    for tries in range(1, TRIES + 1):
        async with courier.begin(None) as connection:
            taken = await artifacts.take_unseen(connection, lease_s=-1, tries=TRIES)
        assert taken is not None and taken.preview_tries == tries
    assert await Previewer(services).some(courier) == 0


async def test_expired_uploads_are_forgotten_with_what_came(
    ours: Api, png: bytes, services: Services, courier: Database, database_url: str,
    settings: Settings,
) -> None:  # fmt: skip
    old = await declared(ours, png, name="a.png", kind="image")
    await ours("PUT", f"/uploads/{old['id']}/content", content=png[:10])
    young = await declared(ours, png, name="b.png", kind="image")
    owner = Database(database_url, "owner")
    async with owner.begin(uuid.UUID((await ours.got("/me"))["tenant_id"])) as connection:
        await connection.execute(
            text("UPDATE uploads SET expires_at = now() - interval '1 s' WHERE id = :id"),
            {"id": old["id"]},
        )
    await owner.close()
    assert (await ours("GET", f"/uploads/{old['id']}")).status_code == 404
    assert await Sweeper(services).some(courier) == 1
    assert await Sweeper(services).some(courier) == 0
    assert not list(Path(settings.objects_url).glob("quarantine/*/*"))
    assert (await ours("GET", f"/uploads/{young['id']}")).status_code == 200
