"""Files that are in the store already, such as what a server answered, become media."""

from __future__ import annotations

from media.intake.door import Wanted, admit
from media.types import Audio, Document, Image, Mask, Video
from media.workspace import Workspace


def admitted(work: Workspace, document: Document, wanted: Wanted) -> Image | Mask | Video | Audio:
    """Normalise a stored file.

    Raises:
        InputError: it is damaged, too large, of another kind or of none that is taken.
    """
    return admit(work, work.open(document), wanted)
