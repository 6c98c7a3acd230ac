"""Guards the contract: whatever is sent, it is answered as the OpenAPI document says, never 5xx."""

from pathlib import Path

import pytest

from api.settings import Settings
from tests.api.fuzzing import fuzzed, known_key
from tests.api.served import served


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("known", [True, False])
def test_the_api_does_as_its_document_says(settings: Settings, tmp_path: Path, known: bool) -> None:
    key = known_key(settings) if known else ""
    with served(settings.database_url, tmp_path) as url:
        good, said = fuzzed(url, key, examples=3, seed=1, folder=tmp_path)
    assert good, said[-8000:]
