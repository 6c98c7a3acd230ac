"""Models that speak in a sample's voice, with a few thousand random weights, and samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel
from transformers import (
    CsmConfig,
    CsmDepthDecoderConfig,
    CsmForConditionalGeneration,
    CsmProcessor,
    EncodecFeatureExtractor,
    MimiConfig,
    PocketTTSAudioTokenizerConfig,
    PocketTTSAudioTokenizerModel,
    PocketTTSConfig,
    PocketTTSFeatureExtractor,
    PocketTTSForConditionalGeneration,
    PreTrainedTokenizerFast,
)

from media.audio.pcm import PcmWriter
from media.clock import SAMPLE_RATE
from media.types import Audio
from tests.fakes import FolderWorkspace

LETTERS = [chr(code) for code in range(32, 127)]
POCKET_MARKS = {
    "audio_prompt_bos_token": "<|voice|>",
    "audio_prompt_token": "<|prompt|>",
    "audio_bos_token": "<|speech|>",
    "audio_latent_token": "<|latent|>",
}
POCKET_TEMPLATE = (
    "{% for part in messages[0].content %}"
    "{% if part.type == 'audio' %}<|voice|><|prompt|>{% else %}{{ part.text }}{% endif %}"
    "{% endfor %}<|speech|>"
)
CSM_TEMPLATE = (
    "{% for message in messages %}[{{ message.role }}]"
    "{% for part in message.content %}"
    "{% if part.type == 'audio' %}<|AUDIO|><|audio_eos|>{% else %}{{ part.text }}{% endif %}"
    "{% endfor %}{% endfor %}"
)


def save_tiny_pocket(folder: Path) -> Path:
    """A Pocket TTS of one layer, and its codec in a folder below."""
    tokenizer = _tokenizer(POCKET_MARKS)
    tokenizer.chat_template = POCKET_TEMPLATE
    ids: Any = tokenizer.convert_tokens_to_ids
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model: Any = PocketTTSForConditionalGeneration(
            PocketTTSConfig(
                vocab_size=len(tokenizer),
                hidden_size=16,
                num_hidden_layers=1,
                num_attention_heads=2,
                intermediate_size=16,
                latent_dim=4,
                initializer_range=0.5,
                audio_prompt_bos_token_id=ids("<|voice|>"),
                audio_prompt_token_id=ids("<|prompt|>"),
                audio_bos_token_id=ids("<|speech|>"),
                audio_latent_token_id=ids("<|latent|>"),
                flow_head_config={
                    "hidden_size": 8,
                    "num_hidden_layers": 1,
                    "latent_dim": 4,
                    "condition_dim": 16,
                    "frequency_embedding_size": 8,
                },
            )
        )
        model.generation_config.do_sample = True
        codec: Any = PocketTTSAudioTokenizerModel(
            PocketTTSAudioTokenizerConfig(
                hidden_size=16,
                num_filters=4,
                num_hidden_layers=1,
                intermediate_size=16,
                num_attention_heads=2,
                num_key_value_heads=2,
                latent_dim=4,
                upsample_groups=16,
                initializer_range=0.5,
            )
        )
    model.save_pretrained(str(folder))
    codec.save_pretrained(str(folder / "audio_tokenizer"))
    tokenizer.save_pretrained(str(folder))
    PocketTTSFeatureExtractor().save_pretrained(str(folder))
    elsewhere = {
        "audio_tokenizer_class": "PocketTTSAudioTokenizerModel",
        "audio_tokenizer_name_or_path": "somebody/where-it-was-first-published",
    }
    written = {"processor_class": "PocketTTSProcessor", "audio_tokenizer": elsewhere}
    (folder / "processor_config.json").write_text(json.dumps(written))
    return folder


def save_tiny_csm(folder: Path) -> Path:
    """A CSM of one layer with four codebooks."""
    tokenizer = _tokenizer({"audio_token": "<|AUDIO|>", "audio_eos_token": "<|audio_eos|>"})
    ids: Any = tokenizer.convert_tokens_to_ids
    books = 4
    sizes: dict[str, Any] = {
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "intermediate_size": 16,
        "vocab_size": 32,
        "num_codebooks": books,
        "initializer_range": 0.5,
    }
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model: Any = CsmForConditionalGeneration(
            CsmConfig(
                **sizes,
                text_vocab_size=len(tokenizer),
                codebook_pad_token_id=31,
                codebook_eos_token_id=0,
                audio_token_id=ids("<|AUDIO|>"),
                audio_eos_token_id=ids("<|audio_eos|>"),
                bos_token_id=0,
                eos_token_id=None,
                pad_token_id=1,
                depth_decoder_config=CsmDepthDecoderConfig(
                    **sizes, backbone_hidden_size=16, max_position_embeddings=books + 1
                ).to_dict(),
                codec_config=MimiConfig(
                    hidden_size=16,
                    num_filters=4,
                    num_hidden_layers=1,
                    intermediate_size=16,
                    num_attention_heads=2,
                    num_key_value_heads=2,
                    codebook_size=32,
                    codebook_dim=8,
                    vector_quantization_hidden_dimension=8,
                    num_quantizers=books,
                    upsample_groups=16,
                    initializer_range=0.5,
                ).to_dict(),
            )
        )
        for name, values in model.codec_model.named_buffers():
            if name.endswith("embed_sum"):
                values.normal_()
        model.generation_config.do_sample = True
        model.depth_decoder.generation_config.do_sample = True
    model.save_pretrained(str(folder))
    CsmProcessor(EncodecFeatureExtractor(), tokenizer, chat_template=CSM_TEMPLATE).save_pretrained(
        str(folder)
    )
    return folder


def sample(
    work: FolderWorkspace, seconds: float = 3.0, pitch: float = 110.0, level: float = 0.2
) -> Audio:
    """Somebody hums, in syllables."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tones = sum(np.sin(2 * np.pi * pitch * n * at) / n for n in range(1, 9))
    sound = level * tones * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * at))
    path = work.scratch(f"sample-{pitch:g}-{seconds:g}-{level:g}.wav")
    with PcmWriter(path, channels=1) as writer:
        writer.write(sound.reshape(-1, 1).astype(np.float32))
    return work.save(path, Audio, channels=1, samples=len(sound))


def _tokenizer(marks: dict[str, str]) -> PreTrainedTokenizerFast:
    """One token a letter."""
    words = ["<unk>", "<pad>", *LETTERS]
    known = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token="<unk>"))
    known.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    return PreTrainedTokenizerFast(
        tokenizer_object=known,
        unk_token="<unk>",
        pad_token="<pad>",
        extra_special_tokens=marks,
    )
