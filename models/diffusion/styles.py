"""Styles: LoRAs that are loaded when they are first asked for, of which the latest are kept."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from pathlib import Path
from typing import Any, NamedTuple

import torch

from media.errors import EngineUnavailable, InputError, KinoraError, OutOfMemory
from media.style import Lora
from media.workspace import Workspace
from models.diffusion import own
from models.diffusion.loading import denoisers
from models.diffusion.shares import shares
from models.diffusion.traits import Traits


class Worn(NamedTuple):
    """The style of one call."""

    style: str = ""
    """A LoRA's name; behind a colon, how much of its change is made."""
    file: Path | None = None
    """Where it is, if it is the caller's own."""


PLAIN = Worn()


def worn(work: Workspace, style: str, lora: Lora | None) -> Worn:
    """The style that a request asks for; a LoRA of its own goes before one of the row's."""
    if lora is None:
        return Worn(style)
    if lora.file is None:
        return Worn(f"{lora.source}:{lora.strength:g}")
    # Also where it is loaded by now: who does not have the file may not draw by it.
    return Worn(f"{lora.called}:{lora.strength:g}", work.open(lora.file))


class Styles:
    """The LoRAs of one model: its row's, and those that callers bring."""

    def __init__(self, pipeline: Any, paths: dict[str, Path], traits: Traits) -> None:
        self._pipeline, self._paths, self._traits = pipeline, paths, traits
        self._loaded: OrderedDict[str, None] = OrderedDict()
        self._now = ""

    def use(self, wanted: Worn) -> None:
        """Let the next call be of a style; of none where it is plain.

        Raises:
            InputError: there is no such style, or the caller's own does not fit the model.
            OutOfMemory: the card has no room for it.
        """
        style, file = wanted
        name, _, strength = style.partition(":")
        if name and file is None and name not in self._paths:
            known = ", ".join(sorted(self._paths)) or "it has none"
            raise InputError(f"there is no style {name}", known, "style", "UNKNOWN_STYLE")
        if style == self._now:
            return
        if not style:
            self._pipeline.disable_lora()
        else:
            self._begin(name, self._strength(name, strength), file)
        self._now = style

    def _strength(self, name: str, asked: str) -> float:
        usual = self._traits.style_strengths.get(name, self._traits.style_strength)
        try:
            return float(asked) if asked else usual
        except ValueError as error:
            raise InputError(
                f"{asked} is no strength of a style", "write it as in ink:0.7", "style"
            ) from error

    def _begin(self, style: str, strength: float, file: Path | None) -> None:
        if style in self._loaded:
            self._loaded.move_to_end(style)
        try:
            if style not in self._loaded:
                self._load(style, file)
            self._pipeline.enable_lora()
            self._pipeline.set_adapters([_adapter(style)], [strength])
            self._rest(style)
        except Exception as error:
            self._forget()
            if isinstance(error, KinoraError) and file is None:
                raise
            raise _refusal(style, error, is_own=file is not None) from error

    def _forget(self) -> None:
        """Leave nothing of any style, after one that was loaded in part."""
        self._pipeline.unload_lora_weights()
        self._loaded.clear()
        self._now = ""

    def _load(self, style: str, file: Path | None) -> None:
        tensors = None
        if file is not None:
            tensors = own.read(file, own.dtype_of(denoisers(self._pipeline)[0]))
            own.check_fits(self._pipeline, tensors)
        while len(self._loaded) >= self._traits.styles_kept:
            oldest, _ = self._loaded.popitem(last=False)
            self._pipeline.delete_adapters(_adapter(oldest))
        if tensors is None:
            parts = shares(self._paths[style], style, pair=self._is_pair)
            for second, path in enumerate(parts):
                if path is not None:
                    self._load_from(path, style, second=bool(second))
        else:
            for second in (False, True)[: 1 + self._is_pair]:
                self._load_into(style, tensors, second=second)
        self._loaded[style] = None

    def _load_from(self, path: Path, style: str, *, second: bool) -> None:
        self._load_into(
            style, str(path.parent), second=second,
            weight_name=path.name, local_files_only=True, use_safetensors=True,
        )  # fmt: skip

    def _load_into(self, style: str, weights: Any, *, second: bool, **told: Any) -> None:
        with warnings.catch_warnings():
            # That there are several of them is what is meant.
            warnings.filterwarnings("ignore", message="Already found a `peft_config`")
            self._pipeline.load_lora_weights(
                weights,
                adapter_name=_adapter(style),
                **({"load_into_transformer_2": True} if second else {}),
                **told,
            )

    def _rest(self, style: str) -> None:
        """Let a denoiser that has nothing of the style keep nothing of the one before it."""
        for model in denoisers(self._pipeline):
            known: dict[str, Any] = getattr(model, "peft_config", {})
            if known and _adapter(style) not in known:
                model.disable_adapters()

    @property
    def _is_pair(self) -> bool:
        """Whether two denoisers share the steps."""
        return getattr(self._pipeline, "transformer_2", None) is not None


def _refusal(style: str, error: Exception, *, is_own: bool) -> Exception:
    """What ended the loading of a style, as its caller is to be told."""
    remedy = "take one that was trained on this model"
    if isinstance(error, torch.OutOfMemoryError):
        return OutOfMemory(f"the card has no room for the style {style}", "use a smaller LoRA")
    if isinstance(error, KinoraError):
        told = f"the LoRA cannot be used here: {error.message}"
        return InputError(told[:500], error.remedy, "style", error.code)
    said = f"the style {style} does not fit this model: {error}"[:300]
    if is_own:
        return InputError(said, remedy, "style", "LORA_UNFIT")
    return EngineUnavailable(said, remedy)


def _adapter(style: str) -> str:
    """What peft calls it: a module's name, in which there are no dots."""
    return "style_" + style.replace(".", "_dot_")
