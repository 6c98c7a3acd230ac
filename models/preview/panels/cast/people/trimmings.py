"""What is worn over a garment: belts, aprons, armour, capes.

Coordinates are those of `worn.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels.cast.people.emblems import EMBLEMS
from models.preview.panels.cast.people.fronts import buttons, front
from models.preview.panels.cast.people.neckwear import HOODS, NECKWEAR, WRAPS
from models.preview.panels.cast.people.outline import cornered
from models.preview.panels.cast.people.wardrobe import Cut
from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import box, disc, group, line, shape


def _bands(w: Worn) -> str:
    return "".join(w.band(y, y + 2.3, w.trim) for y in (10.5, 15.5, 20.5, 25.5))


def _belt(w: Worn) -> str:
    c, p = w.c, w.s.palette
    leather = w.s.palette.dark(w.trim, 0.1)
    buckle = box(c - 1.6, 26.5, 3.4, 3.2, p.lit(p.paint("#d9b45a"), 0.2), 0.5)
    return w.band(26, 28.4, leather, 0.6) + buckle + box(c - 0.7, 27.3, 1.6, 1.6, leather)


def _rope(w: Worn) -> str:
    c = w.c
    ends = line(f"M{c + 1} 28L{c + 0.4} 41M{c + 1.6} 28L{c + 2.4} 37", w.trim, 0.9)
    return w.band(26.4, 28, w.trim, 0.6) + ends + disc(c + 0.4, 41, 1, w.trim)


def _tool_belt(w: Worn) -> str:
    p, c = w.s.palette, w.c
    bag = box(c - 8, 28, 5.2, 7, w.s.shaded(w.trim, 0.4), 1)
    handle = box(c - 6.6, 23.6, 1.4, 5.4, p.paint("#8f4a32"), 0.5)
    return handle + w.band(26.4, 29, p.dark(w.trim, 0.2), 0.6) + bag


def _bib(w: Worn) -> str:
    c, p = w.c, w.s.palette
    cloth = p.paint(w.outfit.legs)
    left, right = w.edges(30)
    straps = f"M{c - 4.2} 13L{c - 5.2} 3.4M{c + 3.4} 13L{c + 4} 3.6"
    panel = (
        f"M{c - 5.4} 12L{c + 4.4} 12.2L{c + 4.8} 22Q{right:.1f} 24 {right:.1f} 27L{right:.1f} 38"
        f"L{left:.1f} 38L{left:.1f} 27Q{c - 6} 25 {c - 5.8} 22Z"
    )
    return (
        line(straps, p.dark(cloth, 0.15), 2)
        + shape(panel, w.s.shaded(cloth, 0.34))
        + box(c - 2.8, 15, 5.2, 4.6, p.dark(cloth, 0.22), 0.6)
        + disc(c - 4.2, 13.4, 0.8, p.lit(p.paint("#d9b45a"), 0.2))
        + disc(c + 3.4, 13.4, 0.8, p.lit(p.paint("#d9b45a"), 0.2))
    )


def _vest(w: Worn) -> str:
    c, p = w.c, w.s.palette
    (l1, r1), (l2, r2) = w.edges(9), w.edges(35)
    near = f"M{c - 4.6} 2L{l1 * 0.8:.1f} 5L{l1:.1f} 12L{l2:.1f} 36L{c - 0.4} 38.5L{c} 16Z"
    far = f"M{c + 3.8} 2.2L{r1 * 0.84:.1f} 5.4L{r1:.1f} 12L{r2:.1f} 36L{c + 1} 38.5L{c} 16Z"
    cloth = w.s.shaded(w.trim, 0.3)
    dark = p.dark(w.trim, 0.5)
    return shape(far, cloth) + shape(near, cloth) + buttons(w, (19, 24, 29, 34), 0.4, dark)


def _pouches(w: Worn) -> str:
    p = w.s.palette
    return "".join(
        box(w.c + x, 28, 4.2, 4.6, w.s.shaded(p.lit(w.trim, 0.1), 0.4), 0.8) for x in (-8, 2.4)
    )


def _camouflage(w: Worn) -> str:
    p = w.s.palette
    spots = (
        (-5, 10, 2.6),
        (1, 14, 2),
        (4.4, 9.6, 1.8),
        (-3, 20, 2.4),
        (3, 22, 2.6),
        (-5.4, 31, 2),
        (1.6, 33, 2.2),
    )
    tones = (p.dark(w.coat, 0.4), p.lit(w.coat, 0.24))
    return "".join(
        disc(w.c + x - 1, y, r, f"{tones[i % 2]}@0.7", 0.6) for i, (x, y, r) in enumerate(spots)
    )


def _armour(w: Worn) -> str:
    p = w.s.palette
    steel = w.trim
    left, right = w.edges(15)
    plate = (
        f"M{left * 0.6:.1f} 4.6Q{w.c} 9 {right * 0.6:.1f} 4.8Q{right * 1.02:.1f} 12"
        f" {right * 0.94:.1f} 19"
        f"L{right * 0.8:.1f} 25Q{w.c} 29 {left * 0.82:.1f} 25L{left * 0.96:.1f} 19"
        f"Q{left * 1.02:.1f} 12 {left * 0.6:.1f} 4.6Z"
    )
    ridge = line(f"M{w.c + 0.4} 7.4Q{w.c + 1.4} 16 {w.c + 0.4} 26.4", p.lit(steel, 0.5), 0.6)
    gorget = line(f"M{w.c - 5} 2.4Q{w.c} 6.6 {w.c + 4.4} 2.8", p.dark(steel, 0.2), 2.2)
    return shape(plate, w.s.shaded(steel, 0.5)) + ridge + gorget


def _reflective(w: Worn) -> str:
    pale = w.s.palette.lit(w.trim, 0.3)
    rims = "".join(w.band(y, y + 2.4, pale) for y in (17, 30))
    left, right = w.edges(10)
    straps = line(
        f"M{left * 0.5:.1f} 4.6L{left * 0.52:.1f} 17M{right * 0.62:.1f} 5L{right * 0.62:.1f} 17",
        pale,
        1.9,
    )
    return straps + rims


def _straps(w: Worn) -> str:
    left, right = w.edges(9)
    dark = w.s.palette.dark(w.trim, 0.2)
    far = f"M{right * 0.62:.1f} 4.8Q{right * 0.86:.1f} 12 {right * 0.86:.1f} 22"
    return line(
        f"M{left * 0.5:.1f} 4.4Q{left * 0.5:.1f} 14 {left * 0.8:.1f} 23"
        + (far if w.trunk.view == "front" else ""),
        dark,
        2,
    )


def apron(w: Worn, *, bib: bool, colour: str, hem: float = 0.42) -> str:
    """An apron: in the figure's own coordinates, since it hangs along the legs."""
    p = w.s.palette
    outline = w.trunk.skirt(Cut(hem, 0.8), share=0.72)
    cloth = w.s.shaded(colour, 0.28)
    parts = [cornered(outline, cloth)]
    upper: list[str] = []
    if bib:
        c = w.c
        left, right = w.edges(20)
        low, high = max(left, c - 7.4), min(right, c + 5.8)
        upper = [
            line(f"M{c - 4.4} 12L{c - 3.6} 2M{c + 3.6} 12L{c + 3} 2", p.dark(colour, 0.2), 1.1),
            shape(f"M{c - 5} 11.4L{c + 4.2} 11.8L{high:.1f} 27.5L{low:.1f} 27.5Z", cloth),
        ]
    tie = w.band(26, 27.6, p.dark(colour, 0.22), 0.6)
    pocket = shape(
        f"M{w.c - 5} 31L{w.c + 3.6} 31L{w.c + 3.2} 36L{w.c - 4.6} 36Z", f"{p.dark(colour, 0.4)}@0.3"
    )
    return "".join(parts) + w.trunk.worn(*upper, tie, pocket)


def behind(w: Worn) -> str:
    """What hangs on the back: capes and packs, in the figure's own coordinates."""
    parts: list[str] = []
    if "cape" in w.outfit.parts:
        cloth = w.s.palette.dark(w.coat if w.outfit.front == "open" else w.trim, 0.18)
        cloth = w.s.palette.dark(w.coat, 0.3) if w.outfit.metal or w.outfit.cut == "gown" else cloth
        outline = [(x - 1.6, y) for x, y in w.trunk.garment(Cut(0.8, 6.5, 1.0), 1.2)]
        parts.append(cornered(outline, w.s.shaded(cloth, 0.4)))
    if "backpack" in w.outfit.parts or "air_pack" in w.outfit.parts:
        colour = w.s.palette.paint("#cfd5da") if "air_pack" in w.outfit.parts else w.trim
        left = w.edges(14)[0]
        pack = box(left - 6.4, 3.4, 13, 24, w.s.shaded(colour, 0.4), 4)
        parts.append(w.trunk.worn(pack))
    return "".join(parts)


def wrapped(w: Worn) -> str:
    """What lies over the shoulders and the sleeves."""
    worn = [WRAPS[name](w) for name in w.outfit.parts if name in WRAPS]
    return w.trunk.worn(*worn) if worn else ""


def trimmed(w: Worn) -> str:
    """All that is worn over the garment, in order."""
    parts = [w.trunk.worn(w.trunk.turned(front(w)))]
    for name in w.outfit.parts:
        if name in ("apron", "waist_apron"):
            cloth = w.s.palette.paint(w.outfit.apron)
            parts.append(apron(w, bib=name == "apron", colour=cloth))
        elif name in _AROUND:
            parts.append(w.trunk.worn(_AROUND[name](w)))
        elif name in _BEFORE:
            parts.append(w.trunk.worn(w.trunk.turned(_BEFORE[name](w))))
    return group(*parts)


_BODY: dict[str, Callable[[Worn], str]] = {
    "bands": _bands,
    "belt": _belt,
    "rope": _rope,
    "tool_belt": _tool_belt,
    "bib": _bib,
    "vest": _vest,
    "pouches": _pouches,
    "camouflage": _camouflage,
    "armour": _armour,
    "reflective": _reflective,
    "backpack": _straps,
}

_AROUND = {**_BODY, **HOODS}
"""What goes around the trunk, and so reaches its edges."""
_BEFORE = {**NECKWEAR, **EMBLEMS}
"""What lies on its front."""

TRIMMINGS = frozenset((*_AROUND, *_BEFORE, *WRAPS, "apron", "waist_apron", "cape", "air_pack"))
"""Names of all that an outfit may have over a garment."""
