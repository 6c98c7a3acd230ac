"""Swin2SR with a few thousand random weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import Swin2SRConfig, Swin2SRForImageSuperResolution


def save_tiny_upscaler(folder: Path, factor: int = 2) -> Path:
    """Make one of two layers."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model: Any = Swin2SRForImageSuperResolution(
            Swin2SRConfig(
                image_size=16,
                embed_dim=12,
                depths=[2],
                num_heads=[2],
                window_size=4,
                upscale=factor,
                upsampler="nearest+conv" if factor == 4 else "pixelshuffle",
            )
        )
    model.save_pretrained(str(folder))
    return folder
