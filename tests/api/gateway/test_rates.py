"""Guards rates: an API has one of its own, whoever calls it."""

from dataclasses import replace

import pytest

from api.settings import Settings
from tests.api.conftest import Api
from tests.api.worlds import DOUBLED


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits=True)


async def test_an_api_is_called_no_more_often_than_it_says(ours: Api) -> None:
    for slug, most in (("rare", 2), ("other", 5)):
        new = {"slug": slug, "name": slug, "flow": DOUBLED, "per_minute": most}
        await ours.made("/apis", new)
    asked = {"json": {}, "params": {"wait": 0}}
    codes = [(await ours("POST", "/apis/rare", **asked)).status_code for _ in range(3)]
    assert codes == [202, 202, 429]
    refused = await ours("POST", "/apis/rare", **asked)
    assert int(refused.headers["Retry-After"]) > 0
    assert (await ours("POST", "/apis/other", **asked)).status_code == 202
