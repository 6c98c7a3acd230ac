"""A prompt to what is drawn: the director's reading of its sentences, in a style that it names.

Prompts are lists of things as often as they are sentences, and end in words on how it is to look:
"a lighthouse at dusk, oil on canvas". Those words choose the style, and the camera of a clip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from media.errors import InputError
from media.shots import CameraMove, Look, ShotSize
from media.workspace import Workspace
from models.preview.director.engine import PreviewDirector
from models.preview.panels.palette import styles

T = TypeVar("T")
USUAL_STYLE = "cinema"
MOST_LETTERS = 2000
"""Of a prompt, the words behind these seldom say what is seen."""

_STYLES: tuple[tuple[str, str], ...] = (
    (r"water-?colou?rs?|aquarelle|gouache", "watercolour"),
    (r"charcoal|pencil|graphite", "charcoal"),
    (r"(?:pen and )?ink|line art|etching|engraving|comics?|manga|woodcut", "ink"),
    (r"paper-?cut|cut paper|collage|papercraft", "papercut"),
    (r"film noir|noir|black and white|monochrome", "noir"),
    (r"blueprint|technical drawing|schematic", "blueprint"),
    (r"flat (?:design|vector|illustration)|vector|icon|poster|minimalist", "flat"),
)  # fmt: skip
_MOVES: tuple[tuple[str, CameraMove], ...] = (
    (r"pans?(?:ning)? (?:slowly )?(?:to the )?left|pan left|from right to left", "pan_left"),
    (r"pans?(?:ning)? (?:slowly )?(?:to the )?right|pan right|from left to right|pans?|tracking",
     "pan_right"),
    (r"tilts?(?:ing)? up|cranes? up|rising shot", "tilt_up"),
    (r"tilts?(?:ing)? down|cranes? down", "tilt_down"),
    (r"(?:zoom|pull|dolly)(?:s|ing)? (?:out|back|away)", "pull_out"),
    (r"(?:zoom|push|dolly)(?:s|es|ing)? in|closer and closer|approach(?:es|ing)?", "push_in"),
    (r"static (?:shot|camera)|locked[- ]off|tripod|still camera", "hold"),
)  # fmt: skip
_SIZES: tuple[tuple[str, ShotSize], ...] = (
    (r"extreme wide|establishing shot|aerial|panorama|bird'?s[- ]eye", "extreme_wide"),
    (r"wide shot|wide angle|landscape", "wide"),
    (r"close[- ]?up|portrait|headshot", "close"),
    (r"medium shot", "medium"),
)
_MEDIUM = (
    r"(?:photo(?:graph(?:y)?)?|picture|image|painting|drawing|illustration|sketch|portrait|shot|"
    r"render(?:ing)?|view|close[- ]?up|art|footage|video|clip|scene|headshot|poster|style)s?"
)
_ABOUT = re.compile(
    rf"\b(?:(?:an?|the)\s+)?(?:[\w'-]+\s+){{0,2}}?{_MEDIUM}(?:\s+{_MEDIUM})?\s+(?:of|showing|with)\s+",
    re.IGNORECASE,
)
"""Words before what is seen: a painting of a boat shows a boat, and no painting."""
_MANNER = re.compile(
    rf"\b(?:in (?:the style of|oils?)\b[^,.;]*|(?:oil|acrylic)s? (?:on canvas|painting)|on canvas|"
    rf"(?:{'|'.join(said for said, _ in _STYLES)})(?:\s+{_MEDIUM})?|{_MEDIUM}(?=\s*(?:[,.;]|$))|"
    r"[48]k|hdr|photo-?realistic|hyper-?realistic|highly detailed|masterpiece|best quality)\b",
    re.IGNORECASE,
)
"""And words on how it is made."""
_CAMERA = re.compile(
    rf"\b(?:the camera\b[^.;]*|(?:slow(?:ly)?|fast|gentle|smooth|camera)?\s*"
    rf"(?:{'|'.join(said for said, _ in _MOVES)})(?:\s+(?:shot|camera))?)(?=\W|$)",
    re.IGNORECASE,
)
"""And on how it is filmed: a pan is nothing to fry in."""
_MARKS = re.compile(r"[#>*_`|~\[\]{}<>]+|https?://\S+")
_SAID = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Pictured:
    """What a prompt asks to see."""

    look: Look
    style: str


def pictured(work: Workspace, prompt: str, *, seed: int, style: str = "") -> Pictured:
    """Read a prompt.

    Args:
        work: what the director is handed.
        prompt: what is to be seen.
        seed: another one frames it otherwise.
        style: of the panels; empty: the one that the prompt names.

    Raises:
        InputError: there is no such style.
    """
    if style and style not in styles():
        known = ", ".join(styles())
        raise InputError(f"there is no style {style!r} here", f"use one of {known}", "style")
    words = prompt.lower()
    look = _look(work, prompt, seed)
    changes: dict[str, object] = {"seed": seed}
    if move := _first(_MOVES, words):
        changes["move"] = move
    if size := _first(_SIZES, words):
        changes["size"] = size
    return Pictured(
        look=look.model_copy(update=changes), style=style or _first(_STYLES, words) or USUAL_STYLE
    )


def _look(work: Workspace, prompt: str, seed: int) -> Look:
    plain = _MARKS.sub(" ", prompt[:MOST_LETTERS])
    seen = _CAMERA.sub(" ", _MANNER.sub(" ", _ABOUT.sub("", plain)))
    # A colon would make a speaker of the words before it, and a dash a list of them.
    script = _SAID.sub(" ", seen.replace(":", ",")).strip(" ,;.-+") or plain.strip()
    try:
        plan = PreviewDirector().plan(
            work, script=script, title="", language="en", seed=seed, pace=1.0
        )
    except InputError:
        # Nothing to say, such as an emoji alone: it is nothing to be recognised either.
        return Look(setting="abstract")
    looks = [shot.look for shot in plan.shots if shot.text] or [plan.shots[0].look]
    # A later sentence tells of what the first has shown; who is seen may come later.
    unpeopled = len(list(takewhile(lambda look: not look.subjects, looks)))
    return looks[unpeopled % len(looks)]


def _first(known: tuple[tuple[str, T], ...], words: str) -> T | None:
    return next((name for said, name in known if re.search(rf"\b(?:{said})\b", words)), None)
