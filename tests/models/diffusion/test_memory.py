"""Guards what happens when the card's memory runs out: what is tried, told, kept and undone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from media.errors import OutOfMemory
from media.types import Size
from models.diffusion.loading import load
from models.diffusion.memory import Memory, ran_out, tried_gb
from models.diffusion.traits import traits_of
from models.setup import Setup
from tests.fakes import FolderWorkspace

GB = 10**9
SPENT = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 22.17 GiB"
ASKED: dict[str, Any] = {"prompt": "a cat", "size": Size(width=64, height=64), "seed": 1}


class Vae:
    def __init__(self) -> None:
        self.tiled = False

    def enable_tiling(self) -> None:
        self.tiled = True

    def disable_tiling(self) -> None:
        self.tiled = False


class Pipeline:
    """One of so many bytes, on a card that is only told of."""

    def __init__(self, *, too_large: int = 0) -> None:
        self.vae = Vae()
        self.where: list[str] = []
        self.too_large = too_large

    def to(self, device: str) -> None:
        if self.too_large:
            self.too_large -= 1
            raise torch.OutOfMemoryError(SPENT)
        self.where.append(device)

    def enable_model_cpu_offload(self, device: str) -> None:
        self.where.append("offload")

    def remove_all_hooks(self) -> None:
        self.where.append("no hooks")


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What torch says of a card of 24 GB."""
    says = {"reserved": 9.0 * GB, "most": 6.0 * GB, "free": 3.0 * GB, "fraction": 0.0}

    def saying(name: str) -> Callable[[str], float]:
        return lambda _device: says[name]

    def free_and_total(_device: str) -> tuple[float, int]:
        return says["free"], 24 * GB

    def fraction(share: float, _device: str) -> None:
        says["fraction"] = share

    monkeypatch.setattr(torch.cuda, "memory_reserved", saying("reserved"))
    monkeypatch.setattr(torch.cuda, "max_memory_allocated", saying("most"))
    monkeypatch.setattr(torch.cuda, "mem_get_info", free_and_total)
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: None)
    monkeypatch.setattr(torch.cuda, "set_per_process_memory_fraction", fraction)
    return says


@pytest.fixture
def memory_of(setup_for: Callable[..., Setup], card: dict[str, float]) -> Callable[..., Memory]:
    def of(**options: Any) -> Memory:
        setup = replace(setup_for("sdxl", "sdxl", **options), device="cuda:0", memory_share=0.4)
        return Memory(setup, traits_of(setup))

    return of


def failing(pipeline: Pipeline, times: int, states: list[str] | None = None) -> Callable[[], str]:
    """A call for which there is too little memory so often."""
    left = [times]

    def attempt() -> str:
        if states is not None:
            offloaded = "offload" in pipeline.where
            states.append(f"{'tiled' if pipeline.vae.tiled else 'whole'}{' off' * offloaded}")
        if left[0]:
            left[0] -= 1
            raise torch.OutOfMemoryError(SPENT)
        return "made"

    return attempt


def test_what_saves_memory_is_tried_in_turn_and_undone(memory_of: Callable[..., Memory]) -> None:
    memory, pipeline, states = memory_of(), Pipeline(), list[str]()
    memory.place(pipeline)
    assert memory.guarded(pipeline, failing(pipeline, 2, states)) == "made"
    assert states == ["whole", "tiled", "tiled off"]
    assert not pipeline.vae.tiled
    assert pipeline.where == ["cuda:0", "offload", "no hooks", "cuda:0"]
    assert memory.take_eased() == ("tiles", "offload")
    assert memory.take_eased() == ()


def test_a_call_that_tiles_are_enough_for_is_not_offloaded(
    memory_of: Callable[..., Memory],
) -> None:
    memory, pipeline = memory_of(), Pipeline()
    memory.place(pipeline)
    memory.guarded(pipeline, failing(pipeline, 1))
    assert pipeline.where == ["cuda:0"]
    assert memory.take_eased() == ("tiles",)
    memory.guarded(pipeline, failing(pipeline, 0))
    assert memory.take_eased() == ()


@pytest.mark.parametrize(
    ("options", "tries"),
    [
        ({}, 3),
        ({"offload": "none"}, 2),
        ({"tiling": "off"}, 2),
        ({"tiling": "off", "offload": "none"}, 1),
        ({"offload": "model"}, 2),
    ],
)
def test_only_what_a_row_allows_is_tried(
    memory_of: Callable[..., Memory], options: dict[str, Any], tries: int
) -> None:
    memory, pipeline, states = memory_of(**options), Pipeline(), list[str]()
    memory.place(pipeline)
    with pytest.raises(OutOfMemory):
        memory.guarded(pipeline, failing(pipeline, 9, states))
    assert len(states) == tries


def test_what_was_held_and_needed_is_said(
    memory_of: Callable[..., Memory], card: dict[str, float]
) -> None:
    memory, pipeline = memory_of(), Pipeline()
    memory.place(pipeline)
    with pytest.raises(OutOfMemory) as caught:
        memory.guarded(pipeline, failing(pipeline, 9))
    assert caught.value.message == (
        "tiny held 9.0 GB and needed 2.1 GB more even with tiles and offload; it may take 9.6 GB of"
        " a card of 24.0 GB, of which 3.0 GB are free"
    )
    assert card["fraction"] == 0.4
    # What was asked for in vain counts, and no more than a card has.
    assert memory.peak_gb == pytest.approx(9 + 2 * 1.0737, abs=0.01)
    card["reserved"] = 23.5 * GB
    with pytest.raises(OutOfMemory):
        memory.guarded(pipeline, failing(pipeline, 9))
    assert memory.peak_gb == 24.0


def test_the_most_that_was_taken_is_the_peak(
    memory_of: Callable[..., Memory], card: dict[str, float]
) -> None:
    memory = memory_of()
    assert memory.peak_gb == 6.0
    card["most"] = 7.5 * GB
    assert memory.peak_gb == 7.5


def test_a_model_too_large_for_its_share_is_offloaded_for_good(
    memory_of: Callable[..., Memory],
) -> None:
    memory, pipeline = memory_of(), Pipeline(too_large=1)
    memory.place(pipeline)
    assert pipeline.where == ["offload"]
    for _ in range(2):
        memory.guarded(pipeline, failing(pipeline, 0))
        assert memory.take_eased() == ("offload",)
    with pytest.raises(OutOfMemory, match="GB more; it may take"):
        memory_of(offload="none").place(Pipeline(too_large=1))


def test_a_card_that_was_filled_meanwhile_keeps_the_model_offloaded(
    memory_of: Callable[..., Memory],
) -> None:
    memory, pipeline = memory_of(), Pipeline()
    memory.place(pipeline)
    pipeline.too_large = 1
    assert memory.guarded(pipeline, failing(pipeline, 2)) == "made"
    assert pipeline.where == ["cuda:0", "offload", "no hooks", "offload"]


def test_other_errors_are_not_taken_for_want_of_memory(memory_of: Callable[..., Memory]) -> None:
    memory, pipeline, calls = memory_of(), Pipeline(), list[int]()

    def attempt() -> None:
        calls.append(1)
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        memory.guarded(pipeline, attempt)
    assert len(calls) == 1 and not pipeline.vae.tiled


@pytest.mark.parametrize(
    ("words", "spent", "gb"),
    [
        (SPENT, True, 2 * 2**30 / GB),
        ("CUDA out of memory. Tried to allocate 512 bytes.", True, 512 / GB),
        ("CUDA error: out of memory", True, 0.0),
        ("CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate", True, 0.0),
        ("CUDA error: an illegal memory access was encountered", False, 0.0),
    ],
)
def test_errors_are_read(words: str, spent: bool, gb: float) -> None:
    assert ran_out(RuntimeError(words)) == spent
    assert tried_gb(RuntimeError(words)) == pytest.approx(gb)


def test_a_pipeline_is_tiled_for_one_call(setup_for: Callable[..., Setup]) -> None:
    setup = setup_for("sdxl", "sdxl")
    traits = traits_of(setup)
    memory, tiled = Memory(setup, traits), list[bool]()
    pipeline = load(setup, traits, traits.pipelines["image"])
    memory.place(pipeline)

    def attempt() -> str:
        tiled.append(pipeline.vae.use_tiling)
        if len(tiled) == 1:
            raise torch.OutOfMemoryError("no memory")
        return "made"

    assert memory.guarded(pipeline, attempt) == "made"
    assert tiled == [False, True]
    assert not pipeline.vae.use_tiling
    with pytest.raises(OutOfMemory, match="tiny ran out of memory even with tiles"):
        memory.guarded(pipeline, failing(pipeline, 9))


def short_of_memory(engine: Any, *, above: int) -> None:
    """Let an engine's denoiser find no memory for more pictures than this at once."""

    def look(_module: Any, given: tuple[Any, ...]) -> None:
        # Guidance takes each picture twice.
        if given[0].shape[0] > 2 * above:
            raise torch.OutOfMemoryError(SPENT)

    engine.runner.pipeline("image").unet.register_forward_pre_hook(look)


def test_a_batch_that_is_too_large_is_answered_one_by_one(
    build: Callable[..., Any], tmp_path: Path
) -> None:
    engine = build("sdxl", "sdxl", min_edge=0, batch=True)
    works = [FolderWorkspace(tmp_path / str(index)) for index in range(2)]
    alone = engine.generate(works[0], **ASKED)
    short_of_memory(engine, above=1)
    asked = [ASKED, ASKED | {"seed": 2}]
    first, other = engine.many("generate", works, asked)
    assert first.digest == alone.digest != other.digest
    assert engine.take_eased() == ()
    short_of_memory(engine, above=0)
    with pytest.raises(OutOfMemory):
        engine.generate(works[0], **ASKED)
    assert all(isinstance(one, OutOfMemory) for one in engine.many("generate", works, asked))
