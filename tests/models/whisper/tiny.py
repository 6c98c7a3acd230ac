"""A Whisper of one layer with random weights, as faster-whisper reads it: it hears nonsense."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WORDS = 500
"""Tokens before the special ones."""
PREPROCESSOR = {
    "feature_size": 80, "sampling_rate": 16_000, "hop_length": 160, "chunk_length": 30,
    "n_fft": 400,
}  # fmt: skip


def save_tiny_whisper(folder: Path) -> None:
    """Make one, and convert it."""
    import torch
    from ctranslate2.converters import TransformersConverter
    from transformers import GenerationConfig, WhisperConfig, WhisperForConditionalGeneration

    configured: Any = WhisperConfig
    rules: Any = GenerationConfig

    source = folder.with_name(f"{folder.name}-source")
    source.mkdir(parents=True)
    special = _save_tokens(source)
    (source / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR))
    end, start = special["<|endoftext|>"], special["<|startoftranscript|>"]
    ids = {
        "bos_token_id": end, "eos_token_id": end, "pad_token_id": end,
        "decoder_start_token_id": start,
    }  # fmt: skip
    torch.manual_seed(0)
    model: Any = WhisperForConditionalGeneration(
        configured(
            vocab_size=WORDS + len(special) + 1501,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=32,
            decoder_ffn_dim=32,
            **ids,
        )
    )
    model.generation_config = rules(**ids)
    model.generation_config.lang_to_id = {
        name: number for name, number in special.items() if len(name) in (6, 7)
    }
    model.generation_config.alignment_heads = [[0, 0], [0, 1]]
    model.generation_config.suppress_tokens = []
    model.generation_config.begin_suppress_tokens = [end]
    model.save_pretrained(source)
    copied = ["tokenizer.json", "preprocessor_config.json"]
    TransformersConverter(str(source), copy_files=copied).convert(str(folder))


def _save_tokens(folder: Path) -> dict[str, int]:
    """Write a tokenizer of bytes, made-up words and Whisper's special tokens; the last, by name."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES  # pyright: ignore[reportPrivateUsage]
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = [f"Ġw{number}" for number in range(WORDS - len(letters) - 1)]
    # By the empty token CTranslate2 tells models of many languages from those of English alone.
    vocabulary = {token: number for number, token in enumerate([*letters, *words, ""])}
    tokenizer: Any = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = [
        "<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in _LANGUAGE_CODES),
        "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>",
        "<|notimestamps|>",
    ]  # fmt: skip
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    fast: Any = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|endoftext|>", unk_token="<|endoftext|>"
    )
    fast.save_pretrained(folder)
    return {token: tokenizer.token_to_id(token) for token in special}
