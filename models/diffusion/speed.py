"""Faster steps: those that are nearly as before are not taken in full, or they are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import diffusers

from media.errors import InputError
from models.diffusion.loading import denoisers
from models.diffusion.traits import Traits

CACHES = {
    "first_block": "FirstBlockCacheConfig",
    "faster": "FasterCacheConfig",
    "pyramid": "PyramidAttentionBroadcastConfig",
    "taylorseer": "TaylorSeerCacheConfig",
    "mag": "MagCacheConfig",
}
ASK_THE_STEP = ("faster", "pyramid")
"""These have to be told at which step the pipeline is."""


def hasten(pipeline: Any, traits: Traits, at_work: Callable[[], Any], *, on_card: bool) -> None:
    """Set up what the options ask for.

    Args:
        pipeline: whose denoisers are meant.
        traits: the options.
        at_work: gives the pipeline that is running, of those that share the denoisers.
        on_card: whether there is a card.

    Raises:
        InputError: the library has no such thing for this model.
    """
    for model in denoisers(pipeline):
        if traits.attention:
            model.set_attention_backend(traits.attention)
        if traits.step_cache:
            _cache(model, traits, at_work)
        if traits.compile and on_card:
            _compile(model)


def _cache(model: Any, traits: Traits, at_work: Callable[[], Any]) -> None:
    name = traits.step_cache
    if name not in CACHES:
        raise InputError(
            f"there is no step cache {name}", f"use {', '.join(CACHES)}", "options.step_cache"
        )
    if not hasattr(model, "enable_cache"):
        raise InputError(
            f"{type(model).__name__} cannot cache steps", "leave the option out",
            "options.step_cache",
        )  # fmt: skip
    options = dict(traits.step_cache_options)
    if name in ASK_THE_STEP:
        # A pipeline that does not say where it is takes each of its steps in full.
        options["current_timestep_callback"] = lambda: (
            getattr(at_work(), "current_timestep", None) or 0
        )
    model.enable_cache(getattr(diffusers, CACHES[name])(**options))


def _compile(model: Any) -> None:
    """Block by block, where the model says which repeat: minutes less than all in one."""
    if getattr(model, "_repeated_blocks", None):
        model.compile_repeated_blocks()
    else:
        model.compile()
