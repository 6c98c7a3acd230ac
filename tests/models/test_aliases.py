"""Guards the names of models elsewhere: all that the sources use are known, and stand for rows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from media.errors import EngineUnavailable, NotFound
from models.catalog.aliases import Outside, by_name, folded, outside, stands_for
from models.catalog.lookup import engine_for
from models.catalog.row import Engine
from models.catalog.rows import USERS_ROWS, document

ROWS = {fields["id"]: Engine(**fields) for fields in document()["engines"]}

PLATFORM = """nano-banana-pro, nano-banana-pro/edit, kie-nano-banana, kie.ai/nano-banana-pro,
seedream-v4.5, seedream-v4/edit, flux-kontext, veo3, veo3-fast, veo3.1, veo, kling-v2.6-pro,
kling-2.6, kling, kling-o1, waver-1.0, seedance, hailuo-2.3, hailuo, wan-2.5, wan, sora,
gemini-2.5-flash, gemini-2.5-pro, deepseek-chat, mmaudio"""
"""Appendix C of the creation platform, its preferences of models, as they are written there."""
BRAND = """KLING, LUMA, GEMINI_PRO, Kling AI, Luma Dream Machine, Gemini 3 Pro (Video),
Gemini 2.0 Pro, Gemini 3.0 Pro, DeepSeek V3, fal-ai/flux/schnell, fal-ai/flux/dev, Flux-Dev,
flux-dev-img2img, Flux, Imagen 3 Fast"""
"""The agents and engines of the brand factory."""
CRITIC = """Runway Gen-3, Runway, Gen-3, Pika 1.5, Luma, Kling, SDXL, Flux.1, SD3, ControlNet,
IP-Adapter, Suno, Udio, Stable Audio, AudioCraft, GPT-4o, Claude"""
"""The adapters of the pipeline with a critic."""
NAMES = [
    " ".join(name.split())
    for source in (PLATFORM, BRAND, CRITIC)
    for name in source.replace("\n", " ").split(",")
]


@pytest.mark.parametrize("name", sorted(set(NAMES)))
def test_every_name_of_the_sources_is_known(name: str) -> None:
    assert by_name(ROWS.values(), name) is not None or stands_for(name) is not None


@pytest.mark.parametrize("model", outside(), ids=lambda model: model.names[0])
def test_what_stands_for_a_model_is_there_and_does_it(model: Outside) -> None:
    for modality, row in model.engines.items():
        assert row is None or modality in ROWS[row].does, f"{row} does no {modality}"
    assert model.differs.endswith(".") and len(model.differs) < 200
    for name in model.names:
        assert by_name(ROWS.values(), name) is None, f"{name} is a row's already"


def test_case_spaces_dashes_and_underscores_make_no_difference() -> None:
    assert folded("GEMINI_PRO") == folded("Gemini Pro") == folded("gemini-pro")
    assert stands_for("Kling V2.6 Pro") is stands_for("kling_v2.6-pro")
    assert stands_for("wan-25") is None
    assert by_name(ROWS.values(), "Preview Images") is ROWS["preview-images"]


def test_what_stands_in_and_is_not_live_is_named_with_the_command() -> None:
    with pytest.raises(EngineUnavailable, match=r"veo3 stands for wan-2\.2-t2v-a14b") as told:
        engine_for("video", "veo3")
    assert "lacks" in told.value.message
    assert told.value.remedy.startswith(("pip install", "kinora models pull wan-2.2-t2v-a14b"))


@pytest.mark.parametrize(
    ("modality", "name"),
    [("sound", "mmaudio"), ("video_edit", "lip sync"), ("image", "veo3")],
)
def test_what_nothing_stands_for_is_said(modality: str, name: str) -> None:
    with pytest.raises(EngineUnavailable, match="nothing here stands for"):
        engine_for(modality, name)


def test_a_users_row_takes_a_name_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row: dict[str, Any] = {"id": "own", "modality": "video", "target": "own:make", "licence": "-"}
    path = tmp_path / "models.yaml"
    path.write_text(yaml.safe_dump({"engines": [row | {"aliases": ["Veo-3"]}]}))
    monkeypatch.setenv(USERS_ROWS, str(path))
    assert engine_for("video", "veo3").id == "own"


def test_the_command_says_who_stands_for_a_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from cli.models.finding import found
    from cli.models.listing import all_of, names, show_names, show_one

    monkeypatch.delenv(USERS_ROWS, raising=False)
    known = all_of("Veo3")
    assert known["engines"]["video"] == "wan-2.2-t2v-a14b"
    assert known["differs"] in {each["differs"] for each in names()}
    show_names(names())
    show_one(known)
    with pytest.raises(NotFound, match="served elsewhere") as told:
        found("veo3")
    assert "wan-2.2-i2v-a14b" in told.value.remedy


def test_names_are_listed_by_the_command(tmp_path: Path) -> None:
    words = ["models", "list", "--names", "--modality", "sound", "--json"]
    ran = subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        capture_output=True, text=True, check=True, timeout=60,
        env={"PATH": "/usr/bin:/bin", "KINORA_HOME": str(tmp_path), "PYTHONPATH": "."},
    )  # fmt: skip
    listed = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {"suno", "mmaudio"} <= {name for each in listed for name in each["names"]}
    assert all("sound" in each["engines"] for each in listed)
