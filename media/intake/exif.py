"""How a camera was held, by a picture's Exif."""

from __future__ import annotations

import struct

from media.intake.seen import UPRIGHT, Turn

ORIENTATION = 0x0112
HEAD = b"Exif\0\0"
TURNS: dict[int, Turn] = {
    2: (-1, 0, 0, 1),
    3: (-1, 0, 0, -1),
    4: (1, 0, 0, -1),
    5: (0, 1, 1, 0),
    6: (0, 1, -1, 0),
    7: (0, -1, -1, 0),
    8: (0, -1, 1, 0),
}


def turn_by(exif: bytes) -> Turn:
    """How a picture is to be turned; as it is where its Exif says nothing, or nothing of sense."""
    tiff = exif.removeprefix(HEAD)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return UPRIGHT
    at: int = struct.unpack(f"{order}I", tiff[4:8])[0]
    (count,) = struct.unpack(f"{order}H", tiff[at : at + 2].ljust(2, b"\0"))
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[entry : entry + 10])
        if tag == ORIENTATION:
            return TURNS.get(value, UPRIGHT)
    return UPRIGHT
