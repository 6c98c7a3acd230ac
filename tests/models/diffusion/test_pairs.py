"""Guards styles of models whose steps two denoisers share: each gets its own part, and no other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import WanPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

from media.clock import FrameRate
from media.errors import EngineUnavailable
from media.types import Size
from models.diffusion.shares import shares
from tests.fakes import FolderWorkspace

ASKED: dict[str, Any] = {
    "prompt": "a boat", "size": Size(width=38, height=34), "seconds": 0.2, "rate": FrameRate(25),
    "sound": False, "seed": 1, "steps": 4,
}  # fmt: skip


def lora(model: Path, target: Path, seed: int) -> None:
    """Random weights for one denoiser, large enough to be seen."""
    made: Any = WanPipeline.from_pretrained(str(model)).transformer
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        made.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
        weights = {
            name: 2 * torch.randn_like(value)
            for name, value in get_peft_model_state_dict(made).items()
        }
    target.parent.mkdir(parents=True, exist_ok=True)
    WanPipeline.save_lora_weights(
        str(target.parent), transformer_lora_layers=weights, weight_name=target.name
    )


@pytest.fixture(scope="module")
def loras(
    folder_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A pair, its halves, and one for both."""
    root, model = tmp_path_factory.mktemp("pairs"), folder_of("wan_pair")
    for seed, place in enumerate(
        ["pair/X_HighNoise.safetensors", "pair/X_LowNoise.safetensors", "both/yellow.safetensors"]
    ):
        lora(model, root / place, seed)
    for half in ("high", "low"):
        source = next((root / "pair").glob(f"*{half.title()}*"))
        target = root / half / f"{half}_noise_model" / "lora.safetensors"
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    return {name: root / name for name in ("pair", "high", "low", "both")}


def styled(engine: Any) -> dict[str, list[str]]:
    """The styles that are at work in each denoiser."""
    pipeline = engine.runner.pipeline("video")
    return {
        name: [
            adapter
            for module in getattr(pipeline, name).modules()
            if getattr(module, "lora_A", None) and not module.disable_adapters
            for adapter in module.active_adapters
        ]
        for name in ("transformer", "transformer_2")
    }


def test_each_denoiser_gets_its_own_part(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("wan-pair", "wan_pair", loras, min_edge=0)
    plain = engine.generate(work, **ASKED).digest
    made = {style: engine.generate(work, style=style, **ASKED).digest for style in loras}
    assert len({plain, *made.values()}) == 5
    pipeline = engine.runner.pipeline("video")
    halves = [
        {name: value for name, value in model.state_dict().items() if "lora" in name}
        for model in (pipeline.transformer, pipeline.transformer_2)
    ]
    first, second = (
        next(value for name, value in half.items() if "style_pair" in name) for half in halves
    )
    assert not torch.equal(first, second)
    # Whatever was drawn in between, each style is what it was.
    for style, digest in reversed(made.items()):
        assert engine.generate(work, style=style, **ASKED).digest == digest
    assert engine.generate(work, **ASKED).digest == plain


def test_a_denoiser_without_a_part_keeps_none_of_the_style_before(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("wan-pair", "wan_pair", loras, min_edge=0)
    for style, at_work in (
        ("pair", ({"style_pair"}, {"style_pair"})),
        ("high", ({"style_high"}, set[str]())),
        ("low", (set[str](), {"style_low"})),
        ("both", ({"style_both"}, {"style_both"})),
    ):
        engine.generate(work, style=style, **ASKED)
        assert tuple({*active} for active in styled(engine).values()) == at_work


@pytest.mark.parametrize("half", ["high", "low"])
def test_a_half_may_be_the_first_style_of_all(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace, half: str
) -> None:
    engine = build("wan-pair", "wan_pair", loras, min_edge=0)
    plain = engine.generate(work, **ASKED).digest
    assert engine.generate(work, style=half, **ASKED).digest != plain
    assert engine.generate(work, **ASKED).digest == plain


@pytest.mark.parametrize(
    "names",
    [["a_high", "b_high"], ["a", "b"], ["high_low", "c"], ["high", "slow"], ["a", "b", "c"]],
)
def test_names_that_do_not_tell_are_refused(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / f"{name}.safetensors").write_bytes(b"")
    with pytest.raises(EngineUnavailable, match="the style ink"):
        shares(tmp_path, "ink", pair=True)


def test_a_single_denoiser_wants_a_single_file(tmp_path: Path) -> None:
    files = [tmp_path / f"{noise}_noise.safetensors" for noise in ("high", "low")]
    for file in files:
        file.write_bytes(b"")
    assert shares(tmp_path, "ink", pair=True) == tuple(files)
    assert shares(files[1], "ink", pair=False) == (files[1],)
    with pytest.raises(EngineUnavailable, match="2 files"):
        shares(tmp_path, "ink", pair=False)
