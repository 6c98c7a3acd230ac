"""Where known words are in a recording: by a model that hears, or else by its silences."""

from __future__ import annotations

from typing import Literal

from media.errors import EngineUnavailable
from media.layout import Voice
from media.shots import Word
from media.types import Audio
from pipelines.node import Context
from pipelines.orders import WorkFailed

Method = Literal["auto", "model", "silences"]
NOT_ITS_TEXT = ("TEXT_NOT_SPOKEN", "UNKNOWN_LANGUAGE")
"""Faults of a model that say nothing against the recording: the silences may still be right."""


async def placed_voice(
    ctx: Context, sound: Audio, text: str, language: str, method: Method = "auto", model: str = ""
) -> Voice:
    """The recording, trimmed and at a narrator's level, with the times of its words.

    Args:
        ctx: of a node that prefers `alignment`.
        sound: the recording.
        text: what is spoken in it.
        language: a BCP 47 tag; empty: it is heard.
        method: `auto` goes by the silences where no model can place the words.
        model: the model that is wanted; empty: the preferred one.

    Raises:
        EngineUnavailable: a model is wanted, and none is live.
    """
    voice = await ctx.compute("media.audio.narration:align", Voice, sound=sound, text=text)
    if method == "silences" or voice.audio is None:
        return voice
    try:
        words = await ctx.infer(
            "alignment",
            tuple[Word, ...],
            audio=voice.audio,
            text=text,
            language=language,
            model=model,
        )
    except (EngineUnavailable, WorkFailed) as error:
        wanted = method == "model" or model
        if wanted or not (isinstance(error, EngineUnavailable) or error.code in NOT_ITS_TEXT):
            raise
        return voice
    return voice.but(words=words)
