"""The treatments by the names under which styles ask for them."""

from __future__ import annotations

from collections.abc import Callable

from media.picture.treatments.blueprint import blueprint
from media.picture.treatments.charcoal import charcoal
from media.picture.treatments.flat import flat
from media.picture.treatments.ink import ink
from media.picture.treatments.noir import noir
from media.picture.treatments.paper_cut import paper_cut
from media.picture.treatments.sheet import Sheet
from media.picture.treatments.wash import wash

TREATMENTS: dict[str, Callable[[Sheet], Sheet]] = {
    "blueprint": blueprint,
    "charcoal": charcoal,
    "flat": flat,
    "ink": ink,
    "noir": noir,
    "paper_cut": paper_cut,
    "wash": wash,
}
