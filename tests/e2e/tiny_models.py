"""A catalog of tiny models with random weights: `python -m tests.e2e.tiny_models FOLDER`.

A process of its own: what makes them would stay in the tests'.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from tests.models.diffusion import tiny, tiny_clips
from tests.models.embedding.tiny import save_tiny_sentences
from tests.models.language.tiny import save_tiny_chat
from tests.models.whisper.tiny import save_tiny_whisper


def main(folder: Path) -> None:
    """Save the models, and a file of rows for them."""
    sources = {
        name: folder / name for name in ("painter", "filmer", "hearer", "embedder", "chatter")
    }
    tiny.saved(tiny.sdxl, sources["painter"])
    tiny.saved(tiny_clips.wan, sources["filmer"])
    save_tiny_whisper(sources["hearer"])
    save_tiny_sentences(sources["embedder"])
    save_tiny_chat(sources["chatter"])

    def row(name: str, family: str, **fields: Any) -> dict[str, Any]:
        weights = {"source": str(sources[name])}
        return {
            "id": name, "family": family, "weights": weights, "runs": "serve", "licence": "MIT",
            **fields,
        }  # fmt: skip

    small = {"min_edge": 16, "enlarge": 1}
    rows = [
        row("painter", "sdxl", options=small, defaults={"steps": 2}, aliases=["gpt-image-1"]),
        row("filmer", "wan", options=small, defaults={"steps": 2}, aliases=["sora-2"]),
        row("hearer", "whisper", options={"vad": False}, aliases=["whisper-1"]),
        row("embedder", "sentence-transformers", aliases=["text-embedding-3-small"]),
        row("chatter", "chat-transformers", options={"max_tokens": 12}, aliases=["gpt-4o-mini"]),
        {
            "id": "talker", "modality": "language", "target": "tests.serve.toys:Talker.complete",
            "runs": "serve", "licence": "MIT", "aliases": ["gpt-4o"],
            "price": {"per": {"written": 1}},
        },
    ]  # fmt: skip
    (folder / "models.yaml").write_text(yaml.safe_dump({"engines": rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
