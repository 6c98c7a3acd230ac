"""A caller's own LoRA: read, compared with the model, and only then given to diffusers.

Diffusers takes a file's header at its word: settings of peft that replace modules, patterns that
never end, an input layer made wider for good. So it is handed tensors alone, by names that the
model has, of shapes that fit, with what their alphas say already in them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import torch
from diffusers.utils.state_dict_utils import convert_unet_state_dict_to_peft
from safetensors import safe_open
from safetensors.torch import load_file

from media.errors import InputError
from media.intake.lora import judged

State = dict[str, torch.Tensor]
METADATA = "lora_adapter_metadata"
"""Where diffusers writes what peft was told, and with it alphas that no tensor says."""
HALVES = {"down": "up", "lora_A": "lora_B", "lora_down": "lora_up"}
DENOISERS = ("unet", "transformer")


def read(path: Path, dtype: torch.dtype) -> State:
    """The pairs of a file, scaled as they are meant to be.

    Args:
        path: the file.
        dtype: of the model, which both halves of a pair have to be of.

    Raises:
        InputError: it is none that can be taken.
    """
    judged(path)
    state = load_file(path)
    if any(name.endswith((".dora_scale", ".lora_magnitude_vector")) for name in state):
        _refuse("it is a DoRA, whose scales diffusers leaves out", "save it as a plain LoRA")
    found = {name: each.to(dtype) for name, each in _scaled(state, _told(path)).items()}
    for name, each in found.items():
        if not torch.isfinite(each).all():
            _refuse(f"{name[:100]} is too large for this model's numbers")
    return found


def dtype_of(model: Any) -> torch.dtype:
    """What a denoiser computes in, however its weights wait."""
    known = (torch.float32, torch.float16, torch.bfloat16)
    return next((one.dtype for one in model.parameters() if one.dtype in known), torch.float32)


def check_fits(pipeline: Any, state: State) -> None:
    """Refuse what the model has no place for.

    Raises:
        InputError: naming the first layer that it lacks, or that is of another shape there.
    """
    unet = getattr(pipeline, "unet", None)
    told = {} if unet is None else {"unet_config": unet.config}
    found = pipeline.lora_state_dict(dict(state), **told)
    known: State = found[0] if isinstance(found, tuple) else found
    parts: dict[str, State] = {}
    for name, tensor in known.items():
        part, _, rest = name.partition(".")
        if part not in pipeline._lora_loadable_modules or getattr(pipeline, part, None) is None:
            _refuse(f"this model has no {name[:100]}")
        parts.setdefault(part, {})[rest] = tensor
    for part, tensors in parts.items():
        if part in DENOISERS:
            _check_layers(getattr(pipeline, part), tensors)
    if not any(part in DENOISERS for part in parts):
        _refuse("it changes nothing of what draws")


def _refuse(what: str, remedy: str = "take one that was trained on this model") -> NoReturn:
    raise InputError(what, remedy, "style", "LORA_UNFIT")


def _told(path: Path) -> dict[str, Any]:
    """What peft was told, as diffusers writes it: numbers, by component."""
    with safe_open(path, "pt") as file:
        written = (file.metadata() or {}).get(METADATA, "{}")
    try:
        told = json.loads(written)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        _refuse("its metadata cannot be read", "save it again")
    return told


def _scaled(state: State, told: Mapping[str, Any]) -> State:
    """Each pair times its alpha by its rank, and no alphas beside them."""
    found = {name: tensor for name, tensor in state.items() if not name.endswith(".alpha")}
    for name, tensor in found.items():
        stem, half, end = _split(name)
        if half not in HALVES:
            continue
        rank = tensor.shape[0]
        alpha = state.get(f"{_layer(stem)}.alpha")
        scale = _written(told, _layer(stem), rank) if alpha is None else float(alpha) / rank
        if scale != 1:
            other = f"{stem}{HALVES[half]}{end}"
            found[other] = found[other].float() * scale
    return found


def _split(name: str) -> tuple[str, str, str]:
    """A tensor's name before and after the word for the half that it is, and that word."""
    head, dot, end = name.rpartition(".")
    stem, point, half = head.rpartition(".")
    return stem + point, half, dot + end


def _layer(stem: str) -> str:
    return stem.removesuffix(".").removesuffix(".lora").removesuffix("_lora")


def _written(told: Mapping[str, Any], layer: str, rank: int) -> float:
    """What diffusers has written of a layer's scale; 1 where it has not."""
    part, _, inner = layer.partition(".")
    alpha = told.get(f"{part}.lora_alpha")
    patterns = told.get(f"{part}.alpha_pattern")
    for pattern, value in patterns.items() if isinstance(patterns, dict) else ():
        if f".{inner}".endswith(f".{pattern}"):
            alpha = value
    if alpha is None:
        return 1.0
    if not isinstance(alpha, int | float) or not math.isfinite(alpha):
        _refuse(f"the alpha of {layer} is no number", "save it again")
    return alpha / (math.sqrt(rank) if told.get(f"{part}.use_rslora") is True else rank)


def _check_layers(model: Any, tensors: State) -> None:
    if not any(".lora_A." in name for name in tensors):
        tensors = convert_unet_state_dict_to_peft(tensors)
    for name, tensor in tensors.items():
        layer, half = _half(name)
        try:
            module = model.get_submodule(layer)
        except AttributeError:
            _refuse(f"this model has no layer {layer[:100]}")
        # Another style's layers lie around the model's own.
        weight = getattr(getattr(module, "base_layer", module), "weight", None)
        if weight is None or weight.ndim < 2:
            _refuse(f"the layer {layer[:100]} of this model takes no pairs")
        if tensor.shape[half] != weight.shape[half] or tensor.ndim != weight.ndim:
            _refuse(
                f"the layer {layer[:100]} of this model is {tuple(weight.shape)}, and its "
                f"{'down' if half else 'up'} is {tuple(tensor.shape)}"
            )


def _half(name: str) -> tuple[str, int]:
    """A layer's name, and which edge of its weights the tensor has to be as long as."""
    for end, half in ((".lora_A.weight", 1), (".lora_B.weight", 0)):
        if name.endswith(end):
            return name.removesuffix(end), half
    _refuse(f"it holds {name[:100]}, which is of no pair")
