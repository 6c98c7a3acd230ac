"""A chat model and its tokenizer, as transformers loads them from a folder."""

from __future__ import annotations

import json
from typing import Any

from media.errors import EngineUnavailable, InputError, OutOfMemory
from models.language.options import LocalOptions
from models.language.writing import Writing
from models.protocols.language import Asked, Message
from models.setup import Setup

WITHOUT_END = 1 << 20
"""How much a model reads that says nothing of it."""


class Loaded:
    """Weights in memory."""

    def __init__(self, setup: Setup, options: LocalOptions) -> None:
        """Load them.

        Raises:
            EngineUnavailable: they cannot be loaded, or have no chat template.
        """
        import torch
        import transformers

        self._torch: Any = torch
        hub: Any = transformers
        self._hub = hub
        on_card = setup.device.startswith("cuda")
        if on_card and setup.memory_share is not None:
            torch.cuda.set_per_process_memory_fraction(setup.memory_share)
        dtype = getattr(torch, options.dtype or ("bfloat16" if on_card else "float32"), None)
        if not isinstance(dtype, torch.dtype):
            raise EngineUnavailable(f"{setup.row.id}: torch has no dtype {options.dtype}")
        folder = str(setup.folder)
        try:
            self.tokenizer: Any = hub.AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._model: Any = hub.AutoModelForCausalLM.from_pretrained(
                folder, local_files_only=True, dtype=dtype
            )
        except (OSError, ValueError) as error:
            raise EngineUnavailable(
                f"{setup.row.id}: its weights cannot be loaded: {str(error).splitlines()[0]}",
                f"pull {setup.row.id} again",
            ) from error
        if not self.tokenizer.chat_template:
            raise EngineUnavailable(
                f"{setup.row.id} has no chat template: it goes on with texts, and answers nobody",
                "take a model whose name says instruct or chat",
            )
        self._model.to(setup.device).eval()
        self._device = setup.device
        self._template = options.template
        known = getattr(self._model.config, "max_position_embeddings", None) or WITHOUT_END
        self.most_read = min(int(known), options.most_read or WITHOUT_END)
        self.ends = self._end_tokens()

    def prompt(self, asked: Asked) -> Any:
        """A question as the model's template has it, in tokens.

        Raises:
            InputError: the template does not take such a conversation.
        """
        from jinja2 import TemplateError

        tools = [{"type": "function", "function": one.model_dump()} for one in asked.tools] or None
        try:
            return self.tokenizer.apply_chat_template(
                [_message(one) for one in asked.messages], tools=tools, add_generation_prompt=True,
                return_dict=True, return_tensors="pt", **self._template,
            )  # fmt: skip
        except TemplateError as error:
            raise InputError(
                f"the model takes no such conversation: {error}", "", "messages"
            ) from None

    def length(self, prompt: Any) -> int:
        """How many tokens a prompt has."""
        return int(prompt["input_ids"].shape[1])

    def room(self, prompt: Any) -> int:
        """How many tokens may follow it."""
        return self.most_read - self.length(prompt)

    def written(self, prompt: Any, asked: Asked, most: int, writing: Writing) -> list[int]:
        """The tokens that follow a prompt.

        Args:
            prompt: see `prompt`.
            asked: says how they are drawn.
            most: at most how many.
            writing: hears each of them, and says when it is enough.

        Raises:
            OutOfMemory: the card does not hold them.
        """
        torch = self._torch
        stop = self._hub.StoppingCriteriaList([writing.enough])
        cards = [self._device] if self._device.startswith("cuda") else []
        try:
            # What is drawn comes from torch's own generator, of which others see nothing.
            with torch.random.fork_rng(devices=cards), torch.inference_mode():
                torch.manual_seed(asked.seed % 2**63)
                found = self._model.generate(
                    **prompt.to(self._device), max_new_tokens=most, streamer=writing,
                    stopping_criteria=stop, **self._drawn(asked),
                )  # fmt: skip
        except torch.cuda.OutOfMemoryError as error:
            raise OutOfMemory(
                f"the card does not hold {self.length(prompt) + most:,} tokens", "say less"
            ) from error
        writing.finish()
        return found[0, self.length(prompt) :].tolist()

    def _drawn(self, asked: Asked) -> dict[str, Any]:
        """How tokens are drawn: what is not asked is as the model's makers have it."""
        if asked.temperature == 0:
            return {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        found: dict[str, Any] = {}
        if asked.temperature is not None:
            found |= {"do_sample": True, "temperature": asked.temperature}
        if asked.top_p is not None:
            found |= {"do_sample": True, "top_p": asked.top_p}
        return found

    def _end_tokens(self) -> frozenset[int]:
        named = self._model.generation_config.eos_token_id
        known = [self.tokenizer.eos_token_id, *(named if isinstance(named, list) else [named])]
        return frozenset(one for one in known if one is not None)


def _message(one: Message) -> dict[str, Any]:
    found: dict[str, Any] = {"role": one.role, "content": one.text}
    if one.tool_calls:
        found["tool_calls"] = [
            {
                "type": "function",
                "function": {"name": call.name, "arguments": _read(call.arguments)},
            }
            for call in one.tool_calls
        ]
    return found


def _read(arguments: str) -> Any:
    """As templates want them; what is no JSON as it was written."""
    try:
        return json.loads(arguments)
    except ValueError:
        return arguments
