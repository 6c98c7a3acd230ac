"""The process that reads a file from outside: `python -m media.intake.child FILE TARGET WANTED`.

It holds itself to the limits, writes the normalised file, and says on standard output what it is or
why it was refused. Whatever a decoder does to it, nobody else is harmed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from media.errors import InputError
from media.intake import complaints, limits
from media.intake.chains import check_chain
from media.intake.clips import clip
from media.intake.containers import check_container
from media.intake.pictures import TELLERS
from media.intake.refusals import another_kind, too_large, unsupported
from media.intake.sniff import Form, sniff
from media.intake.sounds import sound
from media.intake.stills import still, told
from media.intake.telling import say, say_done
from media.intake.tracks import opened, picture_of, sound_of

WANTED = {"image": "a picture", "mask": "a picture", "video": "a clip", "audio": "a sound"}
"""What ports take, as it is called."""
ANY = "any"


def take(path: Path, target: Path, wanted: str) -> dict[str, Any]:
    """Normalise a file.

    Args:
        path: the file from outside.
        target: where the normalised one goes, without its ending.
        wanted: a key of `WANTED`, or `any`.

    Returns:
        Its `kind`, its `path`, and the fields of its handle.

    Raises:
        InputError: it is refused.
    """
    form = sniff(path)
    check_container(path, form.demuxer)
    check_chain(path, form.demuxer)
    if form.demuxer in TELLERS:
        header = told(path, form.demuxer)
        if header.frames == 1:
            _check(form.called("picture"), "image", wanted)
            mask = wanted == "mask"
            facts = still(header, form.demuxer, target, mask=mask)
            return {"kind": "mask" if mask else "image", **facts}
    if _moves(path, form):
        _check(form.called("clip"), "video", wanted)
        return {"kind": "video", **clip(path, form, target, say_done)}
    _check(form.called("sound"), "audio", wanted)
    return {"kind": "audio", **sound(path, form, target, say_done)}


def _check(found: str, kind: str, wanted: str) -> None:
    if wanted not in (ANY, kind) and (wanted, kind) != ("mask", "image"):
        raise another_kind(found, WANTED[wanted])


def _moves(path: Path, form: Form) -> bool:
    """Whether the file holds a moving picture, and not sound alone."""
    with opened(path, form) as container:
        if picture_of(container) is not None:
            return True
        if sound_of(container) is None:
            raise unsupported(f"it is {form.called('file')} without picture and sound", "")
    return False


def main() -> None:
    """Do what the command line asks for, and say what came of it."""
    limits.hold()
    complaints.listen()
    path, target, wanted = sys.argv[1:]
    try:
        taken = take(Path(path), Path(target), wanted)
        complaints.check("at its end")
        say(taken=taken, peak_bytes=limits.peak_bytes())
    except InputError as error:
        _refuse(error)
    except MemoryError:
        _refuse(too_large("it asks for too much memory"))


def _refuse(error: InputError) -> None:
    refused = {"message": error.message, "remedy": error.remedy, "code": error.code}
    say(refused=refused, peak_bytes=limits.peak_bytes())


if __name__ == "__main__":
    main()
