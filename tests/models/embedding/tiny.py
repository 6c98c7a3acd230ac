"""A BERT of one layer with random weights, as sentence-transformers reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sentence_transformers
import torch
import transformers

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def save_tiny_sentences(folder: Path) -> None:
    """Make one of 16 numbers a sentence."""
    hub: Any = transformers
    source = folder.with_name(f"{folder.name}-bert")
    source.mkdir(parents=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{x}" for x in LETTERS)]
    (source / "vocab.txt").write_text("\n".join(pieces))
    hub.BertTokenizerFast(vocab=str(source / "vocab.txt")).save_pretrained(source)
    torch.manual_seed(0)
    model = hub.BertModel(
        hub.BertConfig(
            vocab_size=len(pieces), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=32, max_position_embeddings=64,
        )
    )  # fmt: skip
    model.save_pretrained(source)
    found: Any = sentence_transformers.SentenceTransformer(str(source), device="cpu")
    found.save_pretrained(str(folder))
