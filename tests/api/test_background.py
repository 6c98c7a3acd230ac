"""Guards workers beside requests: they begin again when they break, and end when they are told."""

import asyncio

import pytest

from api.background import at_work


class Breaking:
    """Breaks down twice, and turns the word to end into an error."""

    def __init__(self) -> None:
        self.begun = 0
        self.going = asyncio.Event()

    async def run(self) -> None:
        self.begun += 1
        if self.begun < 3:
            raise OSError("the database is away")
        self.going.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise OSError("cancelled by the server") from None


async def test_a_worker_begins_again_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    worker = Breaking()
    async with asyncio.timeout(5), at_work([worker], again_s=0.01):
        await worker.going.wait()
    assert worker.begun == 3
    assert "Breaking broke down" in caplog.text
