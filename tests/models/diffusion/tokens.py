"""Tokenizers that know single letters, made without a hub."""

from typing import Any

from transformers import CLIPTokenizer, Qwen2Tokenizer, T5Tokenizer

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 .,:!?'<>|_\n"


def clip_tokenizer() -> Any:
    pieces = [letter for letter in LETTERS if letter.strip()]
    words = [*pieces, *(piece + "</w>" for piece in pieces), "<|startoftext|>", "<|endoftext|>"]
    made = CLIPTokenizer(vocab={word: at for at, word in enumerate(words)}, merges=[])
    made.model_max_length = 77
    return made


def t5_tokenizer() -> Any:
    pieces = ["<pad>", "</s>", "<unk>", "\u2581", *(one for one in LETTERS if one.strip())]
    made = T5Tokenizer(vocab=[(piece, -1.0) for piece in pieces], extra_ids=0)
    made.model_max_length = 128
    return made


def qwen_tokenizer() -> Any:
    pieces = [*(one for one in LETTERS if one.strip()), "\u0120", "\u010a", "<|endoftext|>"]
    made = Qwen2Tokenizer(vocab={word: at for at, word in enumerate(pieces)}, merges=[])
    made.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    return made
