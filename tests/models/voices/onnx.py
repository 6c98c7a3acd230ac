"""Writes small ONNX models by hand: the fields of their protobuf that ONNX Runtime reads.

The voices made here hum: a token is a wave whose pitch is the token's number, as long as its model
is told to speak slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

FLOAT, INT64 = 1, 7
LONGEST = 2_400
"""Samples of a token at half the usual pace."""


def _varint(number: int) -> bytes:
    found = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        found.append(low | (0x80 if number else 0))
        if not number:
            return bytes(found)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def node(kind: str, inputs: Sequence[str], output: str, **numbers: int) -> bytes:
    """A node with one output and whole numbers for attributes."""
    attributes = b"".join(
        _bytes(5, _bytes(1, name) + _number(3, value) + _number(20, 2))
        for name, value in numbers.items()
    )
    named = b"".join(_bytes(1, name) for name in inputs)
    return named + _bytes(2, output) + _bytes(4, kind) + attributes


def constant(name: str, values: NDArray[np.generic]) -> bytes:
    """A tensor of floats or of 64-bit integers."""
    kind = FLOAT if values.dtype == np.float32 else INT64
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, kind) + _bytes(8, name) + _bytes(9, values.tobytes())


def port(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """An input or an output; sizes that vary have names."""
    dims = b"".join(
        _bytes(1, _number(1, size) if isinstance(size, int) else _bytes(2, size)) for size in shape
    )
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, dims)))


def model(
    nodes: Iterable[bytes],
    constants: Iterable[bytes],
    inputs: Iterable[bytes],
    outputs: Iterable[bytes],
) -> bytes:
    """A whole model, of opset 17."""
    graph = b"".join(
        [
            *(_bytes(1, one) for one in nodes),
            _bytes(2, "graph"),
            *(_bytes(5, one) for one in constants),
            *(_bytes(11, one) for one in inputs),
            *(_bytes(12, one) for one in outputs),
        ]
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 17))


def humming(tokens: str, slowness: Sequence[bytes], inputs: Sequence[bytes]) -> bytes:
    """A voice.

    Args:
        tokens: the name of the input with the numbers of phonemes.
        slowness: nodes that make `slow`, a factor on how long a token is.
        inputs: all of them.
    """
    ramp = (np.arange(LONGEST, dtype=np.float32) / 24_000 * 2 * np.pi * 20).reshape(1, -1)
    nodes = [
        node("Cast", [tokens], "heights", to=FLOAT),
        node("Reshape", ["heights", "column"], "pitches"),
        node("MatMul", ["pitches", "ramp"], "phases"),
        node("Sin", ["phases"], "waves"),
        *slowness,
        node("Mul", ["slow", "usual"], "length"),
        node("Cast", ["length"], "end", to=INT64),
        node("Slice", ["waves", "zero", "end", "axis"], "cut"),
        node("Reshape", ["cut", "row"], "sound"),
    ]
    constants = [
        constant("column", np.array([-1, 1])),
        constant("row", np.array([1, -1])),
        constant("zero", np.array([0])),
        constant("axis", np.array([1])),
        constant("ramp", ramp),
        constant("usual", np.array([LONGEST / 2], np.float32)),
        constant("one", np.array([1], np.float32)),
        constant("second", np.array([1])),
    ]
    return model(nodes, constants, inputs, [port("sound", FLOAT, [1, "samples"])])


def tiny_kokoro() -> bytes:
    """Takes what Kokoro takes; all its styles sound alike."""
    body = [node("Div", ["one", "speed"], "slow")]
    inputs = [
        port("input_ids", INT64, [1, "tokens"]),
        port("style", FLOAT, [1, 256]),
        port("speed", FLOAT, [1]),
    ]
    return humming("input_ids", body, inputs)


def tiny_piper() -> bytes:
    """Takes what Piper takes: scales of noise, length, and noise of length."""
    body = [node("Gather", ["scales", "second"], "slow")]
    inputs = [
        port("input", INT64, [1, "tokens"]),
        port("input_lengths", INT64, [1]),
        port("scales", FLOAT, [3]),
    ]
    return humming("input", body, inputs)
