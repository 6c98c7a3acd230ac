# Made from _async/styles.py by clients/python/twin.py: change that one.
"""Styles of one's own: how films may look."""

from __future__ import annotations

from collections.abc import Sequence

from kinora_client._address import UNSET, Id, Unset, at, given, nullable
from kinora_client._sync.resource import Documents
from kinora_client.models.styles import NewLora, Style


class Styles(Documents[Style]):
    """Base styles bent to colours, with words and weights for diffusion engines."""

    _path = "styles"
    _kind = Style

    def create(
        self,
        name: str,
        base: str,
        *,
        description: str | None = None,
        palette: Sequence[str] | None = None,
        prompt_prefix: str | None = None,
        prompt_suffix: str | None = None,
        negative_prompt: str | None = None,
        lora: NewLora | None = None,
        compatible_models: Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
        idempotency_key: str | None = None,
    ) -> Style:
        """Make a style: films have it by the `style_id` of their options.

        Args:
            name: for people.
            base: one of `client.catalog.base_styles()`.
            description: more of it.
            palette: up to 5 colours, as in `#1a2b3c`, that pictures bend to, the main one first.
            prompt_prefix: words before those of a step; the panels of films have none.
            prompt_suffix: words behind them.
            negative_prompt: the same.
            lora: the same.
            compatible_models: engines that may draw it; all, if left out.
            tags: to find it by.
            idempotency_key: one's own, to be able to ask again after a crash.
        """
        body = given(
            name=name, base=base, description=description, palette=palette,
            prompt_prefix=prompt_prefix, prompt_suffix=prompt_suffix,
            negative_prompt=negative_prompt, lora=lora,
            compatible_models=compatible_models, tags=tags,
        )  # fmt: skip
        return self._post(Style, at("styles"), body, key=idempotency_key)

    def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        base: str | None = None,
        description: str | None = None,
        palette: Sequence[str] | None = None,
        prompt_prefix: str | None = None,
        prompt_suffix: str | None = None,
        negative_prompt: str | None = None,
        lora: NewLora | Unset | None = UNSET,
        compatible_models: Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
        if_match: str | None = None,
    ) -> Style:
        """Change what is given (`lora=None`: none); the next film has it."""
        body = given(
            name=name, base=base, description=description, palette=palette,
            prompt_prefix=prompt_prefix, prompt_suffix=prompt_suffix,
            negative_prompt=negative_prompt,
            compatible_models=compatible_models, tags=tags,
        )  # fmt: skip
        body |= nullable(lora=lora)
        return self._patch(Style, at("styles", id), body, if_match=if_match)
