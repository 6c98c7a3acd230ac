"""A Qwen3 of one layer with random weights, a tokenizer of bytes and a chat template, on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tokenizers
import torch
import transformers
from tokenizers import decoders, models, pre_tokenizers

TEMPLATE = (
    "{% if messages[0].role == 'assistant' %}{{ raise_exception('who asks?') }}{% endif %}"
    "{% if tools %}{{ tools | tojson }}{% endif %}"
    "{% for one in messages %}<|{{ one.role }}|>{{ one.content }}"
    "{% for call in one.tool_calls or () %}{{ call.function.name }}{% endfor %}\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}{{ mood }}"
)
END = "<|end|>"


def save_tiny_chat(folder: Path, *, template: str = TEMPLATE, most_read: int = 512) -> None:
    """Make one of 258 tokens: the bytes, and two that are special."""
    hub: Any = transformers
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate(alphabet)}
    plain: Any = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    tokenizer = hub.PreTrainedTokenizerFast(
        tokenizer_object=plain, eos_token=END, pad_token="<|pad|>", chat_template=template or None
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    model = hub.Qwen3ForCausalLM(
        hub.Qwen3Config(
            vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            num_key_value_heads=1, head_dim=8, intermediate_size=32,
            max_position_embeddings=most_read, eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )  # fmt: skip
    model.save_pretrained(folder)
