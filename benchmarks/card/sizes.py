"""Architectures of full size with random weights, made on the card itself: no hub, no download.

Configurations are those that the authors publish: SDXL 1.0 base, and Wan 2.1 of 1.3 billion weights
with UMT5-XXL before it. Tokenizers know single letters alone; the models' vocabularies are whole.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import torch
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    UMT5Config,
    UMT5EncoderModel,
)

from tests.models.diffusion.tokens import clip_tokenizer, t5_tokenizer

diffusers: Any = import_module("diffusers")
M = TypeVar("M")


def sdxl(device: str) -> Any:
    """SDXL 1.0 base: 3.5 billion weights in half precision."""
    clip = clip_tokenizer()
    scheduler: Any = diffusers.EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
        timestep_spacing="leading", steps_offset=1,
    )  # fmt: skip

    def weights(make: Callable[[], M]) -> M:
        return random(make, device, torch.float16)

    return diffusers.StableDiffusionXLPipeline(
        vae=weights(_sdxl_vae),
        text_encoder=weights(lambda: CLIPTextModel(_clip(len(clip), 768, 12, "quick_gelu"))),
        text_encoder_2=weights(
            lambda: CLIPTextModelWithProjection(_clip(len(clip), 1280, 32, "gelu"))
        ),
        tokenizer=clip,
        tokenizer_2=clip_tokenizer(),
        unet=weights(sdxl_unet),
        scheduler=scheduler,
        add_watermarker=False,
    )


def sdxl_unet() -> Any:
    """Its denoiser: 2.57 billion."""
    # What diffusers says of the types of these is not what it takes.
    config: dict[str, Any] = {
        "sample_size": 128,
        "block_out_channels": (320, 640, 1280),
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        "attention_head_dim": (5, 10, 20),
        "cross_attention_dim": 2048,
        "use_linear_projection": True,
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 256,
        "transformer_layers_per_block": (1, 2, 10),
        "projection_class_embeddings_input_dim": 2816,
    }
    return diffusers.UNet2DConditionModel(**config)


def wan(device: str) -> Any:
    """Wan 2.1: 1.4 billion weights, 5.7 of its encoder of words, and its VAE in float32."""
    scheduler: Any = diffusers.UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return diffusers.WanPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=random(umt5, device, torch.bfloat16),
        vae=random(diffusers.AutoencoderKLWan, device, torch.float32),
        scheduler=scheduler,
        transformer=random(wan_transformer, device, torch.bfloat16),
    )


def wan_transformer() -> Any:
    """Its denoiser."""
    return diffusers.WanTransformer3DModel(
        num_attention_heads=12, attention_head_dim=128, ffn_dim=8960, num_layers=30
    )


def umt5() -> Any:
    """UMT5-XXL's encoder."""
    return UMT5EncoderModel(
        UMT5Config(
            vocab_size=256384, d_model=4096, d_kv=64, d_ff=10240, num_layers=24, num_heads=64
        )
    )


def random(make: Callable[[], M], device: str, dtype: torch.dtype) -> M:
    """A model as its code begins it, on a device and in a type; always the same."""
    usual = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.random.fork_rng([device] if device.startswith("cuda") else []):
            torch.manual_seed(0)
            with torch.device(device):
                return make()
    finally:
        torch.set_default_dtype(usual)


def _sdxl_vae() -> Any:
    config: dict[str, Any] = {
        "block_out_channels": (128, 256, 512, 512),
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "layers_per_block": 2,
        "sample_size": 1024,
        "scaling_factor": 0.13025,
    }
    return diffusers.AutoencoderKL(**config)


def _clip(words: int, width: int, layers: int, activation: str) -> CLIPTextConfig:
    return CLIPTextConfig(
        hidden_size=width,
        intermediate_size=width * 4,
        projection_dim=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 64,
        hidden_act=activation,
        bos_token_id=words - 2,
        eos_token_id=words - 1,
        pad_token_id=words - 1,
    )
