"""Guards styles: each changes what is drawn, few are kept, and nothing is left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import StableDiffusionXLPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

from media.errors import EngineUnavailable, InputError
from media.types import Size
from tests.fakes import FolderWorkspace

ASKED: dict[str, Any] = {"prompt": "a cat", "size": Size(width=70, height=38), "seed": 1}
OPTIONS: dict[str, Any] = {"min_edge": 0, "styles_kept": 2}
NAMES = ("ink", "oil.v2", "chalk")


@pytest.fixture(scope="module")
def loras(
    folder_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Folders of LoRAs with random weights."""
    root = tmp_path_factory.mktemp("loras")
    return {name: _lora(folder_of("sdxl"), root / name, seed) for seed, name in enumerate(NAMES)}


def _lora(model: Path, folder: Path, seed: int) -> Path:
    unet: Any = StableDiffusionXLPipeline.from_pretrained(str(model)).unet
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        unet.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
    StableDiffusionXLPipeline.save_lora_weights(
        str(folder), unet_lora_layers=get_peft_model_state_dict(unet)
    )
    return folder


def test_a_style_changes_the_picture_and_leaves_nothing_behind(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", loras, **OPTIONS)
    plain = engine.generate(work, **ASKED)
    styled = {name: engine.generate(work, style=name, **ASKED).digest for name in NAMES}
    assert len({plain.digest, *styled.values()}) == 4
    assert engine.generate(work, **ASKED).digest == plain.digest
    assert engine.generate(work, style="ink", **ASKED).digest == styled["ink"]
    fresh = build("sdxl", "sdxl", loras, **OPTIONS)
    assert fresh.generate(work, style="ink", **ASKED).digest == styled["ink"]


def test_a_request_says_how_much_of_a_style_it_wants(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", loras, **OPTIONS)
    plain, whole, half, none = (
        engine.generate(work, style=style, **ASKED).digest
        for style in ("", "ink", "ink:0.5", "ink:0")
    )
    assert len({plain, whole, half}) == 3
    assert engine.generate(work, style="ink:1", **ASKED).digest == whole
    assert none == plain
    with pytest.raises(InputError, match="much is no strength"):
        engine.generate(work, style="ink:much", **ASKED)


def test_few_styles_are_kept(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", loras, **OPTIONS)
    for name in NAMES:
        engine.generate(work, style=name, **ASKED)
    assert set(engine.runner.pipeline("image").unet.peft_config) == {
        "style_oil_dot_v2",
        "style_chalk",
    }


def test_a_style_holds_for_edits_too(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", loras, **OPTIONS)
    image = engine.generate(work, **ASKED)
    asked: dict[str, Any] = {"image": image, "prompt": "snow", "references": [], "seed": 1}
    assert engine.edit(work, **asked).digest != engine.edit(work, style="ink", **asked).digest


def test_a_styles_strength_is_the_rows(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    full = build("sdxl", "sdxl", loras, **OPTIONS)
    none = build("sdxl", "sdxl", loras, **OPTIONS, style_strengths={"ink": 0.0})
    plain = full.generate(work, **ASKED).digest
    assert none.generate(work, style="ink", **ASKED).digest == plain
    assert full.generate(work, style="ink", **ASKED).digest != plain


def test_unknown_styles_are_refused_by_those_there(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", loras, **OPTIONS)
    with pytest.raises(InputError, match="no style water") as caught:
        engine.generate(work, style="water", **ASKED)
    assert (caught.value.field, caught.value.remedy) == ("style", "chalk, ink, oil.v2")


def test_styles_in_pickles_are_refused(
    build: Callable[..., Any], tmp_path: Path, work: FolderWorkspace
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "lora.bin").write_bytes(b"pickle")
    engine = build("sdxl", "sdxl", {"bad": folder}, **OPTIONS)
    with pytest.raises(EngineUnavailable, match=r"bad/lora\.bin is a pickle"):
        engine.generate(work, style="bad", **ASKED)


def test_a_style_of_another_architecture_is_refused_and_leaves_nothing(
    build: Callable[..., Any], loras: dict[str, Path], work: FolderWorkspace
) -> None:
    engine = build("flux", "flux", {"ink": loras["ink"]}, min_edge=0)
    plain = engine.generate(work, **ASKED)
    for _ in range(2):
        with pytest.raises(EngineUnavailable, match="ink does not fit"):
            engine.generate(work, style="ink", **ASKED)
        assert engine.generate(work, **ASKED).digest == plain.digest
