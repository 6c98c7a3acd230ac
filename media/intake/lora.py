"""Judges a file of LoRA weights by what it holds, before anything that knows models reads it.

Safetensors: eight bytes say how long a JSON header is, that says where each tensor lies behind it.
Nothing here takes memory by what the file claims, and no byte of it is run.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

import numpy as np

from media.errors import InputError

LENGTH_BYTES = 8
MOST_HEADER_BYTES = 8 << 20
MOST_BYTES = 2_000_000_000
MOST_TENSORS = 20_000
MOST_RANK = 1024
MOST_DIMENSIONS = 5
MOST_NAME = 500
MOST_SAID = 100
"""Letters of what a file says it was trained on."""
BLOCK_BYTES = 8 << 20
"""Looked through at once."""
PICKLED = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""How checkpoints begin that are pickles, in an archive or bare."""

_EXPORT = "save it as safetensors again"
_PAIRS = "save the low-rank pairs alone, as diffusers, peft or kohya do"

# A number that is none has all bits of its exponent set; of float8_e4m3fn, all but the sign.
_NONE: dict[str, tuple[str, int]] = {
    "F64": ("<u8", 0x7FF0_0000_0000_0000),
    "F32": ("<u4", 0x7F80_0000),
    "F16": ("<u2", 0x7C00),
    "BF16": ("<u2", 0x7F80),
    "F8_E5M2": ("<u1", 0x7C),
    "F8_E4M3": ("<u1", 0x7F),
}
"""Types of numbers: as they are read, and the bits that are all set in what is no finite number."""
_NAME = re.compile(r"[A-Za-z0-9_.\-]+")
"""Names become patterns in peft, so that they are held to letters that mean nothing there."""
Part = Literal["down", "up", "alpha", "scale"]
_ENDS: tuple[tuple[str, Part], ...] = (
    (".lora_A.weight", "down"), (".lora_B.weight", "up"),
    (".lora_down.weight", "down"), (".lora_up.weight", "up"),
    (".lora.down.weight", "down"), (".lora.up.weight", "up"),
    ("_lora.down.weight", "down"), ("_lora.up.weight", "up"),
    (".alpha", "alpha"), (".dora_scale", "scale"), (".lora_magnitude_vector", "scale"),
)  # fmt: skip
"""How the names of a pair's two halves end, and of what may come with them."""
_TRAINED_ON = ("modelspec.architecture", "ss_base_model_version", "ss_sd_model_name")


@dataclass(frozen=True, kw_only=True)
class Lora:
    """What a file of LoRA weights says of itself."""

    rank: int
    """The largest of its pairs."""
    base: str = ""
    """What it was trained on, where its header says so; nobody has checked it."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where a tensor lies, counted from the end of the header."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


def judged(path: Path) -> Lora:
    """Look at a whole file.

    Raises:
        InputError: it is damaged, too large, a pickle, holds something else than low-rank pairs, or
            numbers that are none.
    """
    header, begin = _header(path)
    said = _metadata(header.pop("__metadata__", {}))
    tensors = _tensors(header, path.stat().st_size - begin)
    rank = _pairs(tensors)
    _check_finite(path, begin, tensors)
    return Lora(rank=rank, base=_base(said))


def _refuse(what: str, remedy: str = _EXPORT) -> NoReturn:
    raise InputError(what, remedy, code="BAD_LORA")


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header, and where the tensors begin."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise InputError(
            f"it has {size:,} bytes", f"LoRAs may have {MOST_BYTES:,}: save it with a lower rank "
            "or in 16 bits", code="LORA_TOO_LARGE",
        )  # fmt: skip
    with path.open("rb") as file:
        head = file.read(LENGTH_BYTES)
        if head.startswith(PICKLED):
            _refuse(
                "it is a pickle, which can run code when it is read", "convert it to safetensors"
            )
        length = int.from_bytes(head, "little")
        if len(head) < LENGTH_BYTES or length > size - LENGTH_BYTES:
            _refuse("it is no safetensors, or cut short")
        if not 2 <= length <= MOST_HEADER_BYTES:
            _refuse(f"its header has {length:,} bytes, of {MOST_HEADER_BYTES:,} at most")
        return _parsed(file.read(length)), LENGTH_BYTES + length


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        found: Any = json.loads(
            data.decode(), object_pairs_hook=_once, parse_constant=_no_number
        )  # fmt: skip
    except (ValueError, RecursionError):
        found = None
    if not data.startswith(b"{") or not isinstance(found, dict):
        _refuse("its header cannot be read")
    return cast("dict[str, Any]", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _metadata(said: Any) -> dict[str, str]:
    words = cast("dict[str, Any]", said) if isinstance(said, dict) else None
    if words is None or not all(isinstance(value, str) for value in words.values()):
        _refuse("its header's metadata are no words")
    return words


def _tensors(header: Mapping[str, Any], num_bytes: int) -> dict[str, _Tensor]:
    """All that the header lists; together they are all that follows it."""
    if not 1 <= len(header) <= MOST_TENSORS:
        _refuse(f"it holds {len(header):,} tensors, of 1 to {MOST_TENSORS:,}", _PAIRS)
    tensors = {name: _tensor(name, told) for name, told in header.items()}
    at = 0
    for one in sorted(tensors.values(), key=lambda each: each.begin):
        if one.begin != at:
            _refuse("its tensors overlap, or leave gaps")
        at = one.end
    if at != num_bytes:
        _refuse(f"its tensors take {at:,} bytes, and it has {num_bytes:,}")
    return tensors


def _tensor(name: str, told: Any) -> _Tensor:
    if len(name) > MOST_NAME or not _NAME.fullmatch(name):
        _refuse(f"it has a tensor of an odd name: {name[:50]!a}", _PAIRS)
    if not isinstance(told, dict) or told.keys() != {"dtype", "shape", "data_offsets"}:
        _refuse(f"what {name} is, is not said")
    parts = cast("dict[str, Any]", told)
    dtype, shape, offsets = parts["dtype"], parts["shape"], parts["data_offsets"]
    if not isinstance(dtype, str) or dtype not in _NONE:
        _refuse(f"{name} is of a type of numbers that is not taken", f"use {', '.join(_NONE)}")
    if not _whole(shape, least=1) or len(shape) > MOST_DIMENSIONS:
        _refuse(f"{name} has no proper shape")
    if not _whole(offsets, least=0) or len(offsets) != 2:
        _refuse(f"{name} lies nowhere")
    width = np.dtype(_NONE[dtype][0]).itemsize
    if offsets[1] - offsets[0] != math.prod(shape) * width:
        _refuse(f"{name} is not as long as its shape says")
    return _Tensor(dtype, tuple(shape), *offsets)


def _whole(values: Any, *, least: int) -> bool:
    """Whether it is a list of numbers that a file's size could be."""
    return isinstance(values, list) and all(
        type(value) is int and least <= value <= MOST_BYTES for value in cast("list[Any]", values)
    )


def _pairs(tensors: Mapping[str, _Tensor]) -> int:
    """The largest rank of pairs that are whole."""
    layers: dict[str, dict[Part, _Tensor]] = {}
    for name, tensor in tensors.items():
        layer, part = _part(name)
        if part in layers.setdefault(layer, {}):
            _refuse(f"{layer} is there twice", _PAIRS)
        layers[layer][part] = tensor
    return max(_rank(layer, parts) for layer, parts in layers.items())


def _part(name: str) -> tuple[str, Part]:
    for end, part in _ENDS:
        if name.endswith(end) and len(name) > len(end):
            return name[: -len(end)], part
    _refuse(f"it is no LoRA, or more than one: it holds {name[:100]}", _PAIRS)


def _rank(layer: str, parts: Mapping[Part, _Tensor]) -> int:
    down, up = parts.get("down"), parts.get("up")
    if down is None or up is None:
        _refuse(f"{layer} lacks a half of its pair", _PAIRS)
    if len(down.shape) < 2 or len(up.shape) < 2 or down.shape[0] != up.shape[1]:
        _refuse(f"the halves of {layer} do not fit each other", _PAIRS)
    if down.shape[0] > MOST_RANK:
        _refuse(f"{layer} has rank {down.shape[0]:,}", f"save it with {MOST_RANK:,} at most")
    if "alpha" in parts and math.prod(parts["alpha"].shape) != 1:
        _refuse(f"the alpha of {layer} is no single number")
    return down.shape[0]


def _check_finite(path: Path, begin: int, tensors: Mapping[str, _Tensor]) -> None:
    data = np.memmap(path, np.uint8, "r", offset=begin)
    for name, tensor in tensors.items():
        kind, bits = _NONE[tensor.dtype]
        for block in _blocks(data[tensor.begin : tensor.end]):
            numbers = np.frombuffer(block, kind)
            if ((numbers & bits) == bits).any():
                _refuse(f"{name} holds numbers that are infinite, or none", "train it again")


def _blocks(data: np.ndarray[Any, np.dtype[np.uint8]]) -> Iterator[bytes]:
    # A copy: tensors need not begin where numbers of their width may.
    for at in range(0, len(data), BLOCK_BYTES):
        yield data[at : at + BLOCK_BYTES].tobytes()


def _base(said: Mapping[str, str]) -> str:
    found = next((said[name] for name in _TRAINED_ON if said.get(name)), "")
    return "".join(letter for letter in found if letter.isprintable())[:MOST_SAID]
