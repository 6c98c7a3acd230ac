"""What a model that edits is told of who is in a picture, and of the pictures that show them."""

from __future__ import annotations

from media.cast import Character, is_of
from media.shots import Shot
from pipelines.prompting.prompt import sentences

KEPT = "Keep the composition, the poses, the light, the colours and the manner of picture 1"


def likeness_of(shot: Shot, cast: tuple[Character, ...]) -> str:
    """Who is to look like which picture; the one that is changed is picture 1.

    Args:
        shot: whose picture it is.
        cast: who is in it, with the pictures that the model is shown, in this order.
    """
    parts: list[str] = []
    at = 2
    for one in cast:
        shown = range(at, at + len(one.pictures))
        at += len(one.pictures)
        if shown:
            parts.append(
                f"Give {_who(shot, one)} the face, the hair, the build and the clothes of the "
                f"person in {_pictures(shown)}{f': {one.phrase}' if one.phrase else ''}"
            )
    return sentences((*parts, KEPT))


def _who(shot: Shot, one: Character) -> str:
    figure = next((each for each in shot.look.subjects if is_of(each, one.name)), None)
    return f"the {figure.kind.replace('_', ' ')}" if figure else "the one who speaks"


def _pictures(shown: range) -> str:
    if len(shown) == 1:
        return f"picture {shown[0]}"
    return "pictures " + " and ".join(str(number) for number in shown)
