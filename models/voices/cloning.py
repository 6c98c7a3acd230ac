"""What models that speak in a sample's voice have in common: draws, pace, and where they may end.

None of them knows a pace, a mood or an energy: the pace is made of what they spoke, and the others
are not heard.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import torch
from pydantic import Field

from media.audio.chain import Chain
from media.audio.pcm import Block
from media.errors import EngineUnavailable, InputError
from media.model import Model
from media.types import Asset
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.setup import Setup
from models.torched import Torched, unloadable
from models.voices.reading import read_aloud

A = TypeVar("A", bound=Asset)
T = TypeVar("T")

AS_WRITTEN: Mapping[str, str] = MappingProxyType({})
INDIFFERENT = 0.5
"""The energy that leaves the pace as it is."""


class Options(Model):
    """What a family says of its models."""

    languages: tuple[str, ...] = Field(default=("en",), min_length=1)
    """BCP 47 tags of what it speaks."""
    needs_text: bool = False
    """Whether it has to be told what is spoken in a sample."""


class Cloner:
    """A model that speaks, and how a text is read by it."""

    def __init__(self, setup: Setup, kind: Any) -> None:
        """Load it.

        Raises:
            EngineUnavailable: its weights are not there, or another family's.
            InputError: an option is wrong.
            OutOfMemory: the card cannot hold it.
        """
        self._name, self._device = setup.row.id, setup.device
        self._languages = setup.options_as(Options, "give languages as tags").languages
        self.net = Torched(setup, kind)

    def check_language(self, language: str) -> None:
        """Refuse a language that it does not speak.

        Raises:
            InputError: it is one.
        """
        known = {tag.lower() for tag in self._languages}
        tag = language.strip().lower().replace("_", "-")
        if not {tag, tag.partition("-")[0]} & known:
            raise InputError(
                f"{self._name} speaks no {language}",
                f"use {', '.join(self._languages)}, or another engine",
                "language",
                "LANGUAGE_UNKNOWN",
            )

    def read(
        self,
        work: Workspace,
        speak: Callable[[str], torch.Tensor],
        *,
        rate: int,
        text: str,
        pace: float,
        pronunciations: Mapping[str, str],
        seed: int,
        longest: int,
    ) -> Speech:
        """Read a text sentence by sentence; each is drawn alike, whatever stands before it.

        Args:
            work: where the recording goes; told at each step of the model.
            speak: the model with a voice: a sentence to samples.
            rate: of them, a second.
            text: what is said.
            pace: factor on the speed at which it speaks.
            pronunciations: respellings by word.
            seed: of what it draws.
            longest: letters that it reads in one go.

        Raises:
            InputError: the pace is out of range, or the text is too long.
            OutOfMemory: the card cannot hold it.
        """
        told = _Told(work)

        def reader(sentence: str, speed: float) -> tuple[Block, int]:
            with self._drawn(seed), _stepping(self.net.model, told.again):
                spoken = self.net.guarded(lambda: speak(sentence))
            return _paced(self.net.taken(spoken).reshape(-1, 1), rate, speed), rate

        return read_aloud(
            told,
            reader,
            text=text,
            pace=pace,
            energy=INDIFFERENT,
            pronunciations=pronunciations,
            longest=longest,
        )

    @contextmanager
    def _drawn(self, seed: int) -> Generator[None]:
        """Draw by a seed; others see nothing of it."""
        cards = [self._device] if self._device.startswith("cuda") else []
        with torch.random.fork_rng(devices=cards):
            torch.manual_seed(seed)
            yield


class _Told:
    """A workspace that can be told again how far a request is: where a cancelled one ends."""

    def __init__(self, work: Workspace) -> None:
        self._work, self._done = work, 0.0

    def open(self, asset: Asset) -> Path:
        return self._work.open(asset)

    def save(self, path: Path, kind: type[A], **facts: Any) -> A:
        return self._work.save(path, kind, **facts)

    def scratch(self, name: str) -> Path:
        return self._work.scratch(name)

    def progress(self, fraction: float, **facts: Any) -> None:
        self._done = fraction
        self._work.progress(fraction, **facts)

    def again(self) -> None:
        self._work.progress(self._done)


@contextmanager
def _stepping(model: Any, step: Callable[[], None]) -> Generator[None]:
    """Call `step` whenever a model is asked for what comes next."""

    def asked(*_: object) -> None:
        step()

    hook = model.register_forward_pre_hook(asked)
    try:
        yield
    finally:
        hook.remove()


def _paced(sound: Block, rate: int, pace: float) -> Block:
    """A sound at a pace, its pitch kept."""
    if pace == 1 or not len(sound):
        return sound
    chain = Chain(("atempo", f"{pace:.6f}"), channels=1, sample_rate=rate)
    return np.concatenate([*chain.run([sound]), np.zeros((0, 1), np.float32)])


def prepared(setup: Setup, load: Callable[[], T]) -> T:
    """What stands between words and a model, read from its folder.

    Raises:
        EngineUnavailable: a file is missing, or is another family's.
    """
    try:
        found = load()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise unloadable(setup, str(error).strip().partition("\n")[0]) from error
    if not getattr(found, "chat_template", None):
        raise EngineUnavailable(
            f"{setup.row.id} does not say how it is asked: it has no chat template",
            f"pull {setup.row.id} again, with its chat_template.jinja",
        )
    return found
