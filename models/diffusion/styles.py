"""Styles: LoRAs that are loaded when they are first asked for, of which the latest are kept."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from pathlib import Path
from typing import Any

from media.errors import EngineUnavailable, InputError
from models.diffusion.loading import denoisers
from models.diffusion.shares import shares
from models.diffusion.traits import Traits


class Styles:
    """The LoRAs of one model."""

    def __init__(self, pipeline: Any, paths: dict[str, Path], traits: Traits) -> None:
        self._pipeline, self._paths, self._traits = pipeline, paths, traits
        self._loaded: OrderedDict[str, None] = OrderedDict()
        self._now = ""

    def use(self, style: str) -> None:
        """Let the next call be of a style; of none where it is empty.

        Args:
            style: a LoRA's name; behind a colon, how much of its change is made.

        Raises:
            InputError: there is no such style.
        """
        name, _, strength = style.partition(":")
        if name and name not in self._paths:
            known = ", ".join(sorted(self._paths)) or "it has none"
            raise InputError(f"there is no style {name}", known, "style", "UNKNOWN_STYLE")
        if style == self._now:
            return
        if not style:
            self._pipeline.disable_lora()
        else:
            self._begin(name, self._strength(name, strength))
        self._now = style

    def _strength(self, name: str, asked: str) -> float:
        usual = self._traits.style_strengths.get(name, self._traits.style_strength)
        try:
            return float(asked) if asked else usual
        except ValueError as error:
            raise InputError(
                f"{asked} is no strength of a style", "write it as in ink:0.7", "style"
            ) from error

    def _begin(self, style: str, strength: float) -> None:
        if style in self._loaded:
            self._loaded.move_to_end(style)
        try:
            if style not in self._loaded:
                self._load(style)
            self._pipeline.enable_lora()
            self._pipeline.set_adapters([_adapter(style)], [strength])
            self._rest(style)
        except (KeyError, RuntimeError, ValueError) as error:
            self._forget()
            raise EngineUnavailable(
                f"the style {style} does not fit this model: {error}"[:300],
                "take one that was trained on this model",
            ) from error

    def _forget(self) -> None:
        """Leave nothing of any style, after one that was loaded in part."""
        self._pipeline.unload_lora_weights()
        self._loaded.clear()
        self._now = ""

    def _load(self, style: str) -> None:
        while len(self._loaded) >= self._traits.styles_kept:
            oldest, _ = self._loaded.popitem(last=False)
            self._pipeline.delete_adapters(_adapter(oldest))
        parts = shares(self._paths[style], style, pair=self._is_pair)
        for second, path in enumerate(parts):
            if path is not None:
                self._load_into(path, style, second=bool(second))
        self._loaded[style] = None

    def _load_into(self, path: Path, style: str, *, second: bool) -> None:
        with warnings.catch_warnings():
            # That there are several of them is what is meant.
            warnings.filterwarnings("ignore", message="Already found a `peft_config`")
            self._pipeline.load_lora_weights(
                str(path.parent),
                weight_name=path.name,
                adapter_name=_adapter(style),
                local_files_only=True,
                use_safetensors=True,
                **({"load_into_transformer_2": True} if second else {}),
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


def _adapter(style: str) -> str:
    """What peft calls it: a module's name, in which there are no dots."""
    return "style_" + style.replace(".", "_dot_")
