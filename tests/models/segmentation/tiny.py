"""CLIPSeg with a few thousand random weights, and words of single letters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from transformers import CLIPSegConfig, CLIPSegForImageSegmentation

from tests.models.diffusion.tokens import clip_tokenizer


def save_tiny_segmenter(folder: Path) -> Path:
    """Make one of two layers that looks at 64 pixels a side."""
    tokenizer = clip_tokenizer()
    layers = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2}
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model: Any = CLIPSegForImageSegmentation(
            CLIPSegConfig(
                text_config={
                    **layers,
                    "num_attention_heads": 2,
                    "vocab_size": len(tokenizer),
                    "bos_token_id": len(tokenizer) - 2,
                    "eos_token_id": len(tokenizer) - 1,
                    "pad_token_id": len(tokenizer) - 1,
                },
                vision_config={
                    **layers, "num_attention_heads": 2, "image_size": 32, "patch_size": 8,
                },
                projection_dim=16,
                extract_layers=[0, 1],
                reduce_dim=8,
                decoder_num_attention_heads=2,
                decoder_intermediate_size=16,
            )
        )  # fmt: skip
        # As it is drawn by lot it hardly looks at anything.
        for weight in model.decoder.parameters():
            weight.data = torch.randn_like(weight)
    model.save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))
    size = {"size": {"width": 64, "height": 64}}
    (folder / "preprocessor_config.json").write_text(json.dumps(size))
    return folder
