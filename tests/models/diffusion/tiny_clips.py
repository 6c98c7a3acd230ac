"""Pipelines of clips and of sound with a few thousand random weights."""

from typing import Any

import torch
from diffusers import (
    AutoencoderKLCogVideoX,
    AutoencoderKLHunyuanVideo,
    AutoencoderKLLTXVideo,
    AutoencoderKLMochi,
    AutoencoderKLWan,
    AutoencoderOobleck,
    CogVideoXDDIMScheduler,
    CogVideoXPipeline,
    CogVideoXTransformer3DModel,
    EDMDPMSolverMultistepScheduler,
    FlowMatchEulerDiscreteScheduler,
    HunyuanVideoPipeline,
    HunyuanVideoTransformer3DModel,
    LTXPipeline,
    LTXVideoTransformer3DModel,
    MochiPipeline,
    MochiTransformer3DModel,
    StableAudioDiTModel,
    StableAudioPipeline,
    StableAudioProjectionModel,
    UniPCMultistepScheduler,
    WanImageToVideoPipeline,
    WanPipeline,
    WanTransformer3DModel,
    WanVACEPipeline,
    WanVACETransformer3DModel,
)
from transformers import CLIPTextModel, LlamaConfig, LlamaModel, UMT5Config, UMT5EncoderModel

from tests.models.diffusion.tiny import clip_config, t5_encoder
from tests.models.diffusion.tokens import clip_tokenizer, qwen_tokenizer, t5_tokenizer


def wan() -> Any:
    return WanPipeline(**wan_parts(channels=16))


def wan_image() -> Any:
    return WanImageToVideoPipeline(**wan_parts(channels=16 + 16 + 4))


def wan_pair() -> Any:
    other = wan_parts(channels=16)["transformer"]
    return WanPipeline(**wan_parts(channels=16), transformer_2=other, boundary_ratio=0.9)


def wan_both() -> Any:
    return WanPipeline(**wan_parts(channels=16), expand_timesteps=True)


def wan_vace() -> Any:
    transformer: Any = WanVACETransformer3DModel(
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=16,
        out_channels=16,
        text_dim=16,
        freq_dim=32,
        ffn_dim=16,
        num_layers=2,
        rope_max_seq_len=32,
        vace_layers=[0, 1],
        # Of what stays and of what is drawn anew 16 each, and a mask of 8 by 8.
        vace_in_channels=16 + 16 + 64,
    )
    # As its weights are drawn by lot it hardly heeds what it is shown.
    for name, weight in transformer.named_parameters():
        if "vace" in name or "attn1" in name:
            weight.data = torch.randn_like(weight)
    return WanVACEPipeline(**(wan_parts(channels=16) | {"transformer": transformer}))


def wan_parts(channels: int) -> dict[str, Any]:
    return {
        "tokenizer": t5_tokenizer(),
        "text_encoder": UMT5EncoderModel(
            UMT5Config(
                vocab_size=len(t5_tokenizer()),
                d_model=16,
                d_kv=8,
                d_ff=16,
                num_layers=1,
                num_heads=2,
            )
        ),
        "vae": AutoencoderKLWan(base_dim=3, dim_mult=[1, 1, 1, 1], num_res_blocks=1),
        "scheduler": UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        "transformer": WanTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=12,
            in_channels=channels,
            out_channels=16,
            text_dim=16,
            freq_dim=32,
            ffn_dim=16,
            num_layers=2,
            rope_max_seq_len=32,
        ),
    }


def ltx() -> Any:
    return LTXPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=AutoencoderKLLTXVideo(
            latent_channels=8,
            block_out_channels=(8, 8, 8, 8),
            decoder_block_out_channels=(8, 8, 8, 8),
            layers_per_block=(1, 1, 1, 1, 1),
            decoder_layers_per_block=(1, 1, 1, 1, 1),
        ),
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=LTXVideoTransformer3DModel(
            in_channels=8,
            out_channels=8,
            num_attention_heads=2,
            attention_head_dim=8,
            cross_attention_dim=16,
            num_layers=1,
            caption_channels=32,
        ),
    )


def stable_audio() -> Any:
    return StableAudioPipeline(
        vae=AutoencoderOobleck(
            encoder_hidden_size=6,
            downsampling_ratios=[4, 8],
            channel_multiples=[1, 2],
            decoder_channels=3,
            decoder_input_channels=4,
        ),
        text_encoder=t5_encoder(),
        projection_model=StableAudioProjectionModel(
            text_encoder_dim=32, conditioning_dim=16, min_value=0, max_value=32
        ),
        tokenizer=t5_tokenizer(),
        transformer=StableAudioDiTModel(
            sample_size=2000,
            in_channels=4,
            out_channels=4,
            num_layers=1,
            attention_head_dim=16,
            num_attention_heads=2,
            num_key_value_attention_heads=2,
            cross_attention_dim=16,
            time_proj_dim=8,
            global_states_input_dim=32,
            cross_attention_input_dim=16,
        ),
        scheduler=EDMDPMSolverMultistepScheduler(solver_order=2, final_sigmas_type="zero"),
    )


def hunyuan() -> Any:
    words, tokenizer = qwen_tokenizer(), clip_tokenizer()
    return HunyuanVideoPipeline(
        text_encoder=LlamaModel(
            LlamaConfig(
                vocab_size=len(words),
                hidden_size=16,
                intermediate_size=16,
                num_hidden_layers=4,
                num_attention_heads=2,
            )
        ),
        tokenizer=words,
        transformer=HunyuanVideoTransformer3DModel(
            in_channels=4,
            out_channels=4,
            num_attention_heads=2,
            attention_head_dim=10,
            num_layers=1,
            num_single_layers=1,
            num_refiner_layers=1,
            patch_size=2,
            text_embed_dim=16,
            pooled_projection_dim=16,
            rope_axes_dim=(2, 4, 4),
        ),
        vae=AutoencoderKLHunyuanVideo(
            latent_channels=4,
            block_out_channels=(8, 8, 8, 8),
            layers_per_block=1,
            norm_num_groups=4,
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=7.0),
        text_encoder_2=CLIPTextModel(clip_config(len(tokenizer))),
        tokenizer_2=tokenizer,
    )


def cogvideox() -> Any:
    return CogVideoXPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5_encoder(),
        vae=AutoencoderKLCogVideoX(
            block_out_channels=(8, 8, 8, 8),
            latent_channels=4,
            layers_per_block=1,
            norm_num_groups=2,
        ),
        transformer=CogVideoXTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=16,
            in_channels=4,
            out_channels=4,
            time_embed_dim=2,
            text_embed_dim=32,
            num_layers=1,
            sample_width=8,
            sample_height=8,
            sample_frames=9,
            use_rotary_positional_embeddings=True,
        ),
        scheduler=CogVideoXDDIMScheduler(),
    )


def mochi() -> Any:
    return MochiPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=AutoencoderKLMochi(
            encoder_block_out_channels=(32, 32, 32, 32),
            decoder_block_out_channels=(32, 32, 32, 32),
            layers_per_block=(1, 1, 1, 1, 1),
        ),
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=MochiTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=8,
            num_layers=2,
            pooled_projection_dim=16,
            in_channels=12,
            qk_norm="rms_norm",
            text_embed_dim=32,
            time_embed_dim=4,
        ),
    )
