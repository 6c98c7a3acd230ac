"""Guards the benchmark of cards: it runs whole on tiny models, its large ones are as large as the
real ones, and its goals are judged by what was measured."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from benchmarks import gpu
from benchmarks.card import report, sizes

SPEED = {"eased": [], "batches": [{"ratio": 0.99}, {"ratio": 0.97}]}
SHARES = {
    "fault": "held 30 GB", "eased": [], "share_gb": 32.0, "most_reserved_gb": 31.5,
    "works_again": True, "beside_faults": [],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_of_it_runs_on_tiny_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gpu.main(["--tiny", "--out", str(tmp_path / "gpu.json")]) == 0
    found = json.loads((tmp_path / "gpu.json").read_text())
    assert set(found) == {"machine", *gpu.PARTS}
    assert [one["batch"] for one in found["sdxl"]["batches"]] == [1, 4]
    for speed in (found["sdxl"], found["wan"]):
        assert all(one["ratio"] > 0 and one["difference"] <= 1 for one in speed["batches"])
        assert speed["eased"] == []
    assert found["memory"]["works_again"] and found["memory"]["beside_calls"] >= 2
    assert found["packing"]["ratio"] > 0 and found["packing"]["faults"] == []
    told = capsys.readouterr().out
    assert "| 4 |" in told and "Two models on one card" in told


def test_without_a_card_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a card")
    assert gpu.main(["--out", str(tmp_path / "gpu.json")]) == 2
    assert "no GPU" in capsys.readouterr().err
    assert not (tmp_path / "gpu.json").exists()


def billions(model: Any) -> float:
    return round(sum(one.numel() for one in model.parameters()) / 1e9, 3)


def test_sdxl_is_as_large_as_it_is() -> None:
    made = sizes.sdxl("meta")
    parts = (made.unet, made.vae, made.text_encoder, made.text_encoder_2)
    assert [billions(one) for one in parts] == [2.567, 0.084, 0.123, 0.695]
    half: dict[str, Any] = {"dtype": torch.float16, "device": "meta"}
    drawn = made.unet(
        torch.empty(2, 4, 128, 128, **half),
        torch.empty((), device="meta"),
        encoder_hidden_states=torch.empty(2, 77, 768 + 1280, **half),
        added_cond_kwargs={
            "text_embeds": torch.empty(2, 1280, **half),
            "time_ids": torch.empty(2, 6, **half),
        },
    )
    assert drawn.sample.shape == (2, 4, 128, 128)


def test_wan_is_as_large_as_it_is() -> None:
    made = sizes.wan("meta")
    parts = (made.transformer, made.vae, made.text_encoder)
    assert [billions(one) for one in parts] == [1.419, 0.127, 5.681]
    half: dict[str, Any] = {"dtype": torch.bfloat16, "device": "meta"}
    drawn = made.transformer(
        hidden_states=torch.empty(1, 16, 21, 60, 104, **half),
        timestep=torch.empty(1, device="meta"),
        encoder_hidden_states=torch.empty(1, 512, 4096, **half),
    )
    assert drawn.sample.shape == (1, 16, 21, 60, 104)


@pytest.mark.parametrize(
    ("found", "met"),
    [
        ({"sdxl": SPEED, "memory": SHARES}, True),
        ({"sdxl": SPEED | {"batches": [{"ratio": 0.969}]}}, False),
        ({"sdxl": SPEED, "wan": SPEED | {"eased": ["tiles"]}}, False),
        ({"memory": SHARES | {"fault": ""}}, False),
        ({"memory": SHARES | {"fault": "", "eased": ["tiles"]}}, True),
        ({"memory": SHARES | {"most_reserved_gb": 33.0}}, False),
        ({"memory": SHARES | {"works_again": False}}, False),
        ({"memory": SHARES | {"beside_faults": ["x"]}}, False),
    ],
)
def test_goals_are_judged_by_what_was_measured(found: dict[str, Any], met: bool) -> None:
    assert report.reached(found) == met
