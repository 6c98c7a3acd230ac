"""Guards that what an answer left open, whose process died, is settled by another."""

from api.money.settling import Settler
from api.services import Services
from api.settings import Settings
from media.ids import LOCAL_TENANT
from store.database import Database
from store.repositories import budgets


async def test_what_was_held_for_too_long_is_spent(
    settings: Settings, app_database: Database, database_url: str
) -> None:
    async with app_database.begin(LOCAL_TENANT) as connection:
        for micros, for_s in ((7, -1.0), (50, 60.0)):
            await budgets.hold(
                connection, tenant=LOCAL_TENANT, project="openai", engine="e", micros=micros,
                for_s=for_s,
            )  # fmt: skip
    services, courier = Services.open(settings), Database(database_url, "kinora_courier")
    try:
        assert await Settler(services).some(courier) == 1
        assert await Settler(services).some(courier) == 0
    finally:
        await courier.close()
        await services.close()
    async with app_database.begin(LOCAL_TENANT) as connection:
        tenant, project = await budgets.of_tenant(connection)
        assert await budgets.disagreeing(connection) == []
    for one in (tenant, project):
        assert (one.reserved_micros, one.spent_micros) == (50, 7)
