"""Hears the tokens of an answer as transformers draws them, and says when it is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from tokenizers.decoders import DecodeStream

from models.language.cutting import Cutter


class Writing:
    """A streamer of transformers, and its stopping criterion."""

    def __init__(
        self, tokenizer: Any, stop: tuple[str, ...], told: Callable[[str, int], None]
    ) -> None:
        """Begin an answer.

        Args:
            tokenizer: turns tokens into letters.
            stop: words before which the answer ends.
            told: hears what was written at each token, and how many there are; what it raises ends
                the answer.
        """
        self._tokens: Any = tokenizer.backend_tokenizer
        # A token is half a letter at times, and a space is the next one's: this looks back.
        self._letters: Any = DecodeStream(skip_special_tokens=True)
        self._told = told
        self._num_written = 0
        self._prompted = False
        self.cutter = Cutter(stop)
        self.text = ""

    def put(self, value: Any) -> None:
        """Hear of tokens; the first are the prompt's."""
        if not self._prompted:
            self._prompted = True
            return
        for token in value.flatten().tolist():
            self._num_written += 1
            self._tell(self.cutter.feed(self._letters.step(self._tokens, token) or ""))

    def end(self) -> None:
        """Hear that no token follows."""

    def finish(self) -> None:
        """Tell what was held back; half a letter at the end is dropped."""
        self._tell(self.cutter.rest())

    def enough(self, input_ids: Any, scores: Any, **more: Any) -> Any:
        """Whether to stop, as transformers asks for each line of a batch."""
        return torch.full((input_ids.shape[0],), self.cutter.ended, device=input_ids.device)

    def _tell(self, text: str) -> None:
        self.text += text
        self._told(text, self._num_written)
