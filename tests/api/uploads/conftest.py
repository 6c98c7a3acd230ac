"""Small files of several forms, made once."""

from pathlib import Path

import pytest

from tests.media.intake.samples import H264, PICTURE, STILL, TONE, both, drawn, heard


@pytest.fixture(scope="session")
def png(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return drawn(tmp_path_factory.mktemp("p") / "a.png", STILL, "-frames:v", "1").read_bytes()


@pytest.fixture(scope="session")
def mp4(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("v")
    return both(folder / "a.mp4", PICTURE, TONE, *H264, "-c:a", "aac").read_bytes()


@pytest.fixture(scope="session")
def wav(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return heard(tmp_path_factory.mktemp("s") / "a.wav", TONE, "-c:a", "pcm_s16le").read_bytes()
