"""Guards the judge of LoRA files: what is none is refused by name, soon, and in little memory."""

import json
import re
import resource
import struct
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.errors import InputError
from media.intake import lora
from media.intake.lora import MOST_HEADER_BYTES, judged

DOWN, UP = "unet.to_q.lora_A.weight", "unet.to_q.lora_B.weight"
SOON_S = 5.0
Header = dict[str, Any]


def tensor(begin: int, *shape: int, dtype: str = "F32", width: int = 4) -> Header:
    end = begin + int(np.prod(shape)) * width
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}


def sound() -> Header:
    return {DOWN: tensor(0, 2, 4), UP: tensor(32, 6, 2)}


def written(folder: Path, header: Any, data: bytes = bytes(80), length: int | None = None) -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path = folder / "a.safetensors"
    path.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + data)
    return path


def refusal(path: Path) -> InputError:
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        judged(path)
    assert time.monotonic() - began < SOON_S
    assert caught.value.code in ("BAD_LORA", "LORA_TOO_LARGE") and caught.value.remedy
    return caught.value


def is_judged(path: Path) -> bool:
    """Whether it is taken with a rank, or refused with a remedy; what else is raised passes on."""
    try:
        return judged(path).rank >= 1
    except InputError as error:
        return bool(error.remedy)


def test_what_it_says_of_itself_is_told(tmp_path: Path) -> None:
    told = {"ss_base_model_version": "sdxl_base\n_v1-0", "other": "x"}
    found = judged(written(tmp_path, sound() | {"__metadata__": told}))
    assert (found.rank, found.base) == (2, "sdxl_base_v1-0")
    assert judged(written(tmp_path, sound())).base == ""


@pytest.mark.parametrize(
    ("down", "up"),
    [
        ("lora_unet_x.lora_down.weight", "lora_unet_x.lora_up.weight"),
        ("unet.x.lora.down.weight", "unet.x.lora.up.weight"),
        ("unet.x.processor.to_q_lora.down.weight", "unet.x.processor.to_q_lora.up.weight"),
        ("transformer.x.lora_A.weight", "transformer.x.lora_B.weight"),
    ],
)
def test_the_forms_of_several_trainers_are_taken(tmp_path: Path, down: str, up: str) -> None:
    header = {down: tensor(0, 2, 4), up: tensor(32, 6, 2)}
    assert judged(written(tmp_path, header)).rank == 2
    layer = re.split(r"[._]lora[._](?!unet)", down)[0]
    alpha = {f"{layer}.alpha": tensor(80, 1)}
    assert judged(written(tmp_path, header | alpha, bytes(84))).rank == 2


@pytest.mark.parametrize("dtype", ["F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"])
def test_numbers_that_are_none_are_refused_in_every_type(tmp_path: Path, dtype: str) -> None:
    width = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}.get(dtype, 1)
    header = {
        DOWN: tensor(0, 2, 4, dtype=dtype, width=width),
        UP: tensor(8 * width, 6, 2, dtype=dtype, width=width),
    }
    most = {"F64": 0x7FEF, "F32": 0x7F7F, "F16": 0x7BFF, "BF16": 0x7F7F, "F8_E4M3": 0x7E}
    high = most.get(dtype, 0x7B)
    size = min(width, 2)
    finite = bytes(width - size) + (high | (0x80 << 8 * (size - 1))).to_bytes(size, "little")
    assert judged(written(tmp_path, header, bytes(19 * width) + finite)).rank == 2
    none = bytes(width - size) + (high + 1).to_bytes(size, "little")
    data = bytes(19 * width) + none
    assert "infinite, or none" in refusal(written(tmp_path, header, data)).message


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({}, "it holds 0 tensors"),
        ([], "header cannot be read"),
        (b"{" * 200_000, "header cannot be read"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "header cannot be read"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "cannot be read"),
        (b'{"a": 1, "a": 1}', "header cannot be read"),
        (b'{"a": NaN}', "header cannot be read"),
        (b'{"a": ' + b"9" * 100_000 + b"}", "header cannot be read"),
        (b"\xff\xfe", "header cannot be read"),
        (b" {}", "header cannot be read"),
        ({DOWN: 1}, "is not said"),
        ({DOWN: {"dtype": "F32"}}, "is not said"),
        (sound() | {"__metadata__": {"a": 1}}, "metadata are no words"),
        (sound() | {"__metadata__": "a"}, "metadata are no words"),
        ({DOWN: tensor(0, 2, 4)}, "its tensors take 32 bytes"),
        ({DOWN: tensor(0, 2, 4), UP: tensor(16, 6, 2)}, "overlap"),
        ({DOWN: tensor(0, 2, 4), UP: tensor(0, 6, 2)}, "overlap"),
        ({DOWN: tensor(0, 2, 4), UP: tensor(36, 6, 2)}, "gaps"),
        ({DOWN: tensor(-4, 2, 4), UP: tensor(32, 6, 2)}, "lies nowhere"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [2, -4]}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [2, 0]}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [2.0, 4]}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [True, 8]}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [2] * 60}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [10**30, 4]}}, "no proper shape"),
        ({DOWN: tensor(0, 2, 4) | {"shape": [2, 5]}}, "not as long as its shape"),
        ({DOWN: tensor(0, 2, 4) | {"data_offsets": [0]}}, "lies nowhere"),
        ({DOWN: tensor(0, 2, 4) | {"data_offsets": [32, 0]}}, "not as long"),
        ({DOWN: tensor(0, 2, 4) | {"dtype": "I8"}}, "type of numbers"),
        ({DOWN: tensor(0, 2, 4) | {"dtype": ["F32"]}}, "type of numbers"),
        ({"unet.conv_in.weight": tensor(0, 4, 5)}, "it is no LoRA"),
        (sound() | {"unet.to_q.bias": tensor(80, 1)}, "its tensors take"),
        ({"(.*)+" + DOWN: tensor(0, 2, 4)}, "odd name"),
        ({"x" * 600: tensor(0, 20)}, "odd name"),
        ({DOWN: tensor(0, 2, 4), "y.lora_B.weight": tensor(32, 6, 2)}, "lacks a half"),
        ({DOWN: tensor(0, 2, 4), UP: tensor(32, 4, 3)}, "do not fit each other"),
        ({DOWN: tensor(0, 8), UP: tensor(32, 6, 2)}, "do not fit each other"),
        (sound() | {"unet.to_q.lora_down.weight": tensor(80, 1)}, "its tensors take"),
    ],
)
def test_what_is_none_is_refused(tmp_path: Path, header: Any, said: str) -> None:
    assert said in refusal(written(tmp_path, header)).message


def test_a_layer_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    header = sound() | {"unet.to_q.lora_down.weight": tensor(80, 2, 4)}
    assert "is there twice" in refusal(written(tmp_path, header, bytes(112))).message
    header = sound() | {"unet.to_q.alpha": tensor(80, 2)}
    assert "no single number" in refusal(written(tmp_path, header, bytes(88))).message


def test_ranks_and_sizes_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = {DOWN: tensor(0, 2000, 1), UP: tensor(8000, 1, 2000)}
    assert "has rank 2,000" in refusal(written(tmp_path, header, bytes(16_000))).message
    monkeypatch.setattr(lora, "MOST_BYTES", 100)
    assert refusal(written(tmp_path, sound())).code == "LORA_TOO_LARGE"


@pytest.mark.parametrize("length", [0, 1, MOST_HEADER_BYTES + 1, 2**63, 2**64 - 1])
def test_lengths_of_headers_are_not_believed(tmp_path: Path, length: int) -> None:
    path = written(tmp_path, sound(), length=length)
    with path.open("r+b") as file:
        # Sparse: as large as the header claims to be, where it could be.
        file.truncate(min(max(length + 100, 1000), 20_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refusal(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("data", [b"", b"\0", b"PK\x03\x04" + bytes(90), b"\x80\x02}q\0." * 20])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(data)
    assert ("pickle" in refusal(path).message) == data.startswith((b"PK", b"\x80"))


def test_many_tensors_take_bounded_time(tmp_path: Path) -> None:
    header = {f"x{number}.lora_A.weight": tensor(0, 1, 1) for number in range(60_000)}
    assert "tensors, of 1 to" in refusal(written(tmp_path, header)).message


numbers = st.integers(-10, 100) | st.integers(-(2**70), 2**70) | st.floats() | st.none()
tensors = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["F32", "F16", "BF16", "F8_E4M3", "I64", ""]),
        "shape": st.lists(numbers, max_size=4),
        "data_offsets": st.lists(numbers, max_size=3),
    }
)
leaves = st.none() | st.booleans() | numbers | st.text(max_size=9)
anything = st.recursive(leaves, lambda part: st.lists(part) | st.dictionaries(st.text(), part))
names = st.sampled_from([DOWN, UP, "__metadata__", "x.alpha"]) | st.text(max_size=9)
fuzzed = settings(
    max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@fuzzed
@given(st.dictionaries(names, tensors | anything, max_size=4), st.binary(max_size=200))
def test_odd_headers_are_refused_and_nothing_else_is_raised(
    tmp_path: Path, header: Header, data: bytes
) -> None:
    assert is_judged(written(tmp_path, header, data))


@fuzzed
@given(st.data())
def test_a_sound_file_with_bytes_changed_or_cut_is_sound_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = written(tmp_path, sound())
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(bytes(whole[:cut]))
    assert is_judged(path)
