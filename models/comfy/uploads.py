"""Pictures on their way to a server: PNG, named by their digests, so each is sent once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import cv2

from media.codec.clips import Frame
from media.errors import InputError
from media.still.files import Grey
from models.comfy.form import PICTURES, Form
from models.comfy.server import Server
from models.comfy.workflow import Place

FOLDER = "kinora"
"""Of the server's input folder."""
HOLED = "holed"
SEVERAL = "references"
Pictures = Mapping[str, Sequence[Frame | Grey]]


def placed(form: Form, server: Server, pictures: Pictures) -> dict[Place, str]:
    """Bring pictures to a server; what each is called there, by the input it is for.

    Args:
        form: says where they go.
        server: where they are brought.
        pictures: by argument; the picture with its hole transparent as `holed`.
    """
    found: dict[Place, str] = {}
    for name in sorted(PICTURES):
        for index, slot in enumerate(form.slots.get(name, ())):
            given = pictures.get(HOLED if slot.upload == HOLED else name, ())
            which = index if name == SEVERAL else 0
            if which < len(given):
                found[slot.place] = _brought(server, given[which])
    return found


def references_within(form: Form, count: int) -> None:
    """Raise where there are more references than the workflow takes.

    Raises:
        InputError: there are.
    """
    most = len(form.slots.get(SEVERAL, ()))
    if count > most:
        raise InputError(
            f"{form.row.id} looks at {most or 'no'} references",
            f"give {most} or fewer" if most else "give none, or map options.inputs.references",
            SEVERAL,
        )


def _brought(server: Server, frame: Frame | Grey) -> str:
    data = cv2.imencode(".png", frame, [cv2.IMWRITE_PNG_COMPRESSION, 6])[1].tobytes()
    name = f"{hashlib.sha256(data).hexdigest()}.png"
    if server.has(name, FOLDER, len(data)):
        return f"{FOLDER}/{name}"
    return server.upload(name, FOLDER, data)
