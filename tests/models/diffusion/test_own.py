"""Guards callers' own LoRAs: they change what is drawn, and what does not fit leaves nothing."""

import json
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import FluxPipeline, StableDiffusionXLPipeline, WanPipeline
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from pydantic_core import to_json
from safetensors.torch import load_file, save_file

from media.clock import FrameRate
from media.errors import InputError
from media.ids import digest_of_file, uuid7
from media.style import Lora
from media.types import LoraFile, Size
from models.catalog.family import kinoras
from models.diffusion.loading import class_of, denoisers
from pipelines.orders import Outcome, Place, WorkOrder
from pipelines.performing import perform
from store.objects.objects import open_objects
from tests.fakes import FolderWorkspace

SIZE = Size(width=70, height=38)
ASKED: dict[str, Any] = {"prompt": "a cat", "size": SIZE, "seed": 1}
OPTIONS: dict[str, Any] = {"min_edge": 0, "styles_kept": 2}
UNFIT = "LORA_UNFIT"
Saved = Callable[..., Path]


@pytest.fixture(scope="module")
def pipelines(folder_of: Callable[[str], Path]) -> dict[str, Any]:
    return {
        "sdxl": StableDiffusionXLPipeline.from_pretrained(str(folder_of("sdxl"))),
        "flux": FluxPipeline.from_pretrained(str(folder_of("flux"))),
    }


@pytest.fixture(scope="module")
def file(pipelines: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A file as diffusers saves it."""

    def of(kind: str = "sdxl", seed: int = 0, *, alpha: int = 0, rank: int = 2) -> Path:
        pipeline = pipelines[kind]
        name = "unet" if kind == "sdxl" else "transformer"
        model = getattr(pipeline, name)
        config = LoraConfig(
            r=rank, lora_alpha=alpha or rank, target_modules=["to_q", "to_v"],
            init_lora_weights=False,
        )  # fmt: skip
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            model.add_adapter(config)
        layers = get_peft_model_state_dict(model)
        told = {f"{name}_lora_adapter_metadata": model.peft_config["default"].to_dict()}
        folder = tmp_path_factory.mktemp("lora")
        type(pipeline).save_lora_weights(
            str(folder), **{f"{name}_lora_layers": layers}, **(told if alpha else {})
        )
        model.delete_adapters("default")
        return folder / "pytorch_lora_weights.safetensors"

    return of


def put(work: FolderWorkspace, path: Path, strength: float = 1.0) -> Lora:
    digest = digest_of_file(path)
    shutil.copyfile(path, work.root / digest)
    return Lora(
        file=LoraFile(digest=digest, num_bytes=path.stat().st_size), strength=strength
    )  # fmt: skip


def changed(path: Path, change: Callable[[dict[str, torch.Tensor]], Any], **told: str) -> Path:
    """A copy with other tensors."""
    state = load_file(path)
    change(state)
    target = path.with_name(
        f"changed-{digest_of_file(path)[:8]}-{len(list(path.parent.iterdir()))}"
    )
    save_file(state, target, metadata=told or None)
    return target


def is_untouched(engine: Any) -> bool:
    """Whether nothing of any style is left in the model."""
    model = engine.runner.pipeline("image")
    parts = (model.components[name] for name in ("unet", "transformer") if name in model.components)
    names = [name for part in parts for name, _ in part.named_parameters()]
    return bool(names) and not any("lora" in name for name in names)


@pytest.mark.parametrize("kind", ["sdxl", "flux"])
def test_a_file_changes_the_picture_and_leaves_nothing_behind(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace, kind: str
) -> None:
    engine = build(kind, kind, **OPTIONS)
    plain = engine.generate(work, **ASKED).digest
    path = file(kind)
    whole, half, none = (
        engine.generate(work, lora=put(work, path, strength), **ASKED).digest
        for strength in (1, 0.5, 0)
    )
    assert len({plain, whole, half}) == 3
    assert none == plain
    assert engine.generate(work, **ASKED).digest == plain
    fresh = build(kind, kind, **OPTIONS)
    assert fresh.generate(work, lora=put(work, path), **ASKED).digest == whole


def test_a_file_draws_as_the_same_file_of_a_row_does(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    # With an alpha, which diffusers writes into the header alone.
    for path in (file(), file(alpha=8), file("sdxl", 3, alpha=1, rank=4)):
        engine = build("sdxl", "sdxl", {"ink": path}, **OPTIONS)
        own = engine.generate(work, lora=put(work, path), **ASKED).digest
        assert engine.generate(work, style="ink", **ASKED).digest == own


def test_kohyas_form_draws_as_diffusers_does(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    def named(state: dict[str, torch.Tensor]) -> None:
        for name in list(state):
            layer, half, _ = name.removeprefix("unet.").rsplit(".", 2)
            layer = layer.removesuffix(".lora")
            other = {"down": "lora_down", "up": "lora_up", "lora_A": "lora_down"}.get(
                half, "lora_up"
            )
            stem = f"lora_unet_{layer.replace('.', '_')}"
            state[f"{stem}.{other}.weight"] = state.pop(name)
            state[f"{stem}.alpha"] = torch.tensor(1.0)

    engine = build("sdxl", "sdxl", **OPTIONS)
    kohya = engine.generate(work, lora=put(work, changed(file(), named)), **ASKED).digest
    # Its alphas are half of its ranks.
    assert engine.generate(work, lora=put(work, file(), 0.5), **ASKED).digest == kohya


@pytest.mark.parametrize("halves", [("lora", "lora"), ("lora_A", "lora.down")])
def test_numbers_are_turned_into_the_models(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace, halves: tuple[str, str]
) -> None:
    def halved(state: dict[str, torch.Tensor]) -> None:
        for name in state:
            if any(half in name for half in halves):
                state[name] = state[name].half()

    engine = build("sdxl", "sdxl", **OPTIONS)
    plain = engine.generate(work, **ASKED).digest
    styled = engine.generate(work, lora=put(work, changed(file(), halved)), **ASKED)
    assert styled.digest != plain
    unet = engine.runner.pipeline("image").unet
    given = {one.dtype for name, one in unet.named_parameters() if "lora" in name}
    assert given == {torch.float32}


def test_numbers_that_an_alpha_makes_too_large_are_refused(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    def raised(state: dict[str, torch.Tensor]) -> None:
        for name in [name for name in state if "lora_A" in name or "lora.down" in name]:
            layer = name.replace(".lora_A.weight", "").replace(".lora.down.weight", "")
            state[f"{layer}.alpha"] = torch.tensor(3e38)
        for name in state:
            state[name] = state[name] * (1 if "alpha" in name else 100)

    engine = build("sdxl", "sdxl", **OPTIONS)
    with pytest.raises(InputError, match="too large for this model") as caught:
        engine.generate(work, lora=put(work, changed(file(), raised)), **ASKED)
    assert caught.value.code == UNFIT and is_untouched(engine)


def test_few_are_kept_and_who_has_no_file_draws_by_none(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace, tmp_path: Path
) -> None:
    engine = build("sdxl", "sdxl", {"ink": file("sdxl", 9)}, **OPTIONS)
    loras = [put(work, file("sdxl", seed)) for seed in range(2)]
    for lora in loras:
        engine.generate(work, lora=lora, **ASKED)
    engine.generate(work, style="ink", **ASKED)
    unet = engine.runner.pipeline("image").unet
    assert set(unet.peft_config) == {f"style_{loras[1].called}", "style_ink"}
    with pytest.raises(InputError, match="no style file-"):
        engine.generate(work, style=loras[1].called, **ASKED)

    class Another(FolderWorkspace):
        def open(self, asset: Any) -> Path:
            return super().open(asset).resolve(strict=True)

    with pytest.raises(FileNotFoundError):
        engine.generate(Another(tmp_path / "another"), lora=loras[1], **ASKED)


def _grown(state: dict[str, torch.Tensor]) -> None:
    for name in state:
        if "lora_A" in name or "lora.down" in name:
            state[name] = torch.cat([state[name], state[name]], dim=1)


def _renamed(state: dict[str, torch.Tensor]) -> None:
    for name in [name for name in state if "to_q" in name]:
        state[name.replace("to_q", "to_nowhere")] = state.pop(name)


def _none(state: dict[str, torch.Tensor]) -> None:
    next(iter(state.values()))[0, 0] = torch.nan


def _infinite(state: dict[str, torch.Tensor]) -> None:
    for name in state:
        state[name] = state[name].half()
    next(iter(state.values()))[0, 0] = -torch.inf


def _normed(state: dict[str, torch.Tensor]) -> None:
    state["transformer.transformer_blocks.0.attn.norm_q.weight"] = torch.ones(16)


@pytest.mark.parametrize("kind", ["sdxl", "flux"])
@pytest.mark.parametrize(
    ("change", "said", "code"),
    [
        (_grown, "of this model is", UNFIT),
        (_renamed, "has no layer", UNFIT),
        (_none, "infinite, or none", "BAD_LORA"),
        (_infinite, "infinite, or none", "BAD_LORA"),
        (_normed, "holds transformer.transformer_blocks.0.attn.norm_q", "BAD_LORA"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace,
    kind: str, change: Any, said: str, code: str,
) -> None:  # fmt: skip
    engine = build(kind, kind, **OPTIONS)
    plain = engine.generate(work, **ASKED).digest
    good = put(work, file(kind))
    styled = engine.generate(work, lora=good, **ASKED).digest
    bad = put(work, changed(file(kind), change))
    for _ in range(2):
        with pytest.raises(InputError, match=said) as caught:
            engine.generate(work, lora=bad, **ASKED)
        assert (caught.value.code, caught.value.field) == (code, "style")
        assert not caught.value.retryable and caught.value.remedy
        assert is_untouched(engine)
        assert engine.generate(work, **ASKED).digest == plain
        assert engine.generate(work, lora=good, **ASKED).digest == styled


def test_a_file_for_another_architecture_is_refused(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    for kind, other in (("sdxl", "flux"), ("flux", "sdxl")):
        engine = build(kind, kind, **OPTIONS)
        with pytest.raises(InputError, match=r"cannot be used here|does not fit") as caught:
            engine.generate(work, lora=put(work, file(other)), **ASKED)
        assert caught.value.code == UNFIT
        assert is_untouched(engine)


def test_what_a_header_tells_peft_is_not_done(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    # A pattern that takes for ever, and modules that would be replaced for good.
    told = {"unet.target_modules": "(.*.*)*x", "unet.modules_to_save": ["conv_in"], "unet.r": 2}
    path = changed(file(), lambda state: None, lora_adapter_metadata=json.dumps(told))
    engine = build("sdxl", "sdxl", **OPTIONS)
    drawn = engine.generate(work, lora=put(work, path), **ASKED).digest
    assert drawn == engine.generate(work, lora=put(work, file()), **ASKED).digest
    assert not hasattr(engine.runner.pipeline("image").unet.conv_in, "modules_to_save")


@pytest.mark.parametrize(("family", "name"), [("wan", "wan"), ("wan-pair", "wan_pair")])
def test_a_clip_takes_a_file_too_by_each_of_its_denoisers(
    build: Callable[..., Any], work: FolderWorkspace, folder_of: Callable[[str], Path],
    tmp_path: Path, family: str, name: str,
) -> None:  # fmt: skip
    model: Any = WanPipeline.from_pretrained(str(folder_of(name))).transformer
    model.add_adapter(LoraConfig(r=2, target_modules=["to_q"], init_lora_weights=False))
    weights = {key: 2 * value for key, value in get_peft_model_state_dict(model).items()}
    WanPipeline.save_lora_weights(str(tmp_path), transformer_lora_layers=weights)
    lora = put(work, tmp_path / "pytorch_lora_weights.safetensors")
    asked: dict[str, Any] = {
        "prompt": "a cat", "seconds": 0.3, "size": SIZE, "rate": FrameRate(16), "sound": False,
        "seed": 1,
    }  # fmt: skip
    engine = build(family, name, min_edge=0)
    plain = engine.generate(work, **asked).digest
    assert engine.generate(work, lora=lora, **asked).digest != plain
    for denoiser in denoisers(engine.runner.pipeline("video")):
        assert f"style_{lora.called}" in denoiser.peft_config
    assert engine.generate(work, **asked).digest == plain


def test_calls_with_files_are_not_put_together(
    build: Callable[..., Any], file: Saved, work: FolderWorkspace
) -> None:
    engine = build("sdxl", "sdxl", **OPTIONS, batch=True)
    assert engine.joins("generate", ASKED)
    lora = put(work, file()).model_dump(mode="json")
    assert not engine.joins("generate", ASKED | {"lora": lora})


def test_an_order_names_its_file_and_is_done_for_who_has_it_alone(
    build: Callable[..., Any], file: Saved, tmp_path: Path
) -> None:
    path, engine = file(), build("sdxl", "sdxl", **OPTIONS)
    objects = open_objects(str(tmp_path / "objects"), tmp_path / "copies")
    whose, others = uuid7(), uuid7()
    copy = tmp_path / "copy"
    shutil.copyfile(path, copy)
    digest, num_bytes = objects.take(whose, copy)
    lora = Lora(file=LoraFile(digest=digest, num_bytes=num_bytes), strength=0.5)
    row = engine.row.but(family="sdxl")

    def done(tenant: uuid.UUID, **asked: Any) -> Outcome:
        place = Place(
            tenant=tenant, objects=str(tmp_path / "objects"), scratch=str(tmp_path / "scratch")
        )
        arguments = {name: to_json(value).decode() for name, value in (ASKED | asked).items()}
        order = WorkOrder(target=row.does["image"], arguments=arguments, engine=row, place=place)
        assert order.style == (lora.called if "lora" in asked else "")
        return perform(order, engine)

    plain, styled = done(whose), done(whose, lora=lora)
    assert not plain.fault and not styled.fault and plain.value != styled.value
    assert json.loads(done(others).value) == json.loads(plain.value)
    refused = done(others, lora=lora).fault
    assert refused is not None and "is missing from the object store" in refused.message
    assert done(whose, lora=lora).value == styled.value


def test_families_take_files_where_their_pipelines_do() -> None:
    taking = [one for one in kinoras().values() if one.takes_loras]
    assert len(taking) > 10
    for one in taking:
        for name in one.options["pipelines"].values():
            assert class_of(name, "pipelines")._lora_loadable_modules
