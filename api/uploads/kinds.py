"""What may come in, and how large."""

from __future__ import annotations

from typing import Literal

from media.errors import InputError

UploadKind = Literal["image", "video", "audio", "document", "lora"]
MB = 1_000_000
MOST_BYTES: dict[UploadKind, int] = {
    "image": 10 * MB,
    "video": 2000 * MB,
    "audio": 500 * MB,
    "document": 16 * MB,
    "lora": 2000 * MB,
}
LARGEST = max(MOST_BYTES.values())


def check_size(kind: UploadKind, num_bytes: int) -> None:
    """Refuse what is too large for its kind.

    Raises:
        InputError: it is.
    """
    most = MOST_BYTES[kind]
    if num_bytes > most:
        raise InputError(
            f"{kind}s may have {most // MB:,} MB, and this has {num_bytes / MB:,.1f} MB",
            "make it smaller", "num_bytes", "UPLOAD_TOO_LARGE",
        )  # fmt: skip
