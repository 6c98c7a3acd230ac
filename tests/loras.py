"""The smallest files of LoRA weights, byte by byte."""

import json
import struct
from typing import Any


def lora_file(rank: int = 2, **metadata: str) -> bytes:
    """One layer, all of zeros."""
    down, up = rank * 4 * 4, 6 * rank * 4
    header: dict[str, Any] = {
        "unet.to_q.lora_A.weight": {
            "dtype": "F32", "shape": [rank, 4], "data_offsets": [0, down],
        },
        "unet.to_q.lora_B.weight": {
            "dtype": "F32", "shape": [6, rank], "data_offsets": [down, down + up],
        },
    }  # fmt: skip
    if metadata:
        header["__metadata__"] = metadata
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(down + up)
