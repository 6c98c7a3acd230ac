"""Hair in three quarters: what falls behind the neck, and what lies on the head.

Coordinates are those of `face.py`.
"""

from __future__ import annotations

import math

from models.preview.panels.cast.people.outline import cornered
from models.preview.panels.drawing import Point, disc, line, shape
from models.preview.panels.stage import Stage

Outline = tuple[Point, ...]

_CAP: Outline = (
    (-31, -40), (-31, -40), (-30, -56), (-23, -70), (-8, -79), (10, -81), (26, -79), (35.6, -68),
    (35.6, -68), (39.6, -80), (33, -96), (16, -106), (-6, -108.5), (-29, -102), (-45, -86),
    (-50, -66), (-45, -42), (-41, -30), (-36, -24), (-36, -24),
)  # fmt: skip
"""Short hair: sideburn, hairline, crown, nape."""

_TOPS: dict[str, Outline] = {
    "short": _CAP,
    "cropped": (
        (-31, -42), (-31, -42), (-30, -58), (-24, -72), (-10, -81), (10, -84), (27, -81),
        (35.6, -69), (35.6, -69), (36.6, -80), (30, -93), (15, -101.5), (-6, -103.5), (-28, -98),
        (-43, -84), (-47.4, -66), (-43, -42), (-40, -32), (-36, -26), (-36, -26),
    ),
    "parted": (
        (-31, -40), (-31, -40), (-30, -58), (-25, -72), (-20, -86), (-20, -86), (-6, -76),
        (14, -74), (30, -76), (36.4, -66), (36.4, -66), (42, -82), (34, -99), (14, -110),
        (-10, -110), (-32, -103), (-47, -86), (-50, -66), (-45, -42), (-41, -30), (-36, -24),
        (-36, -24),
    ),
    "tousled": (
        (-31, -38), (-31, -38), (-29, -58), (-20, -68), (-12, -77), (-3, -70), (-3, -70),
        (6, -80), (17, -71), (17, -71), (25, -80), (36.4, -66), (36.4, -66), (46, -84),
        (36, -94), (40, -104), (24, -104), (18, -114), (4, -106), (-8, -116), (-18, -106),
        (-34, -108), (-38, -96), (-52, -90), (-48, -76), (-56, -62), (-47, -44), (-41, -28),
        (-36, -22), (-36, -22),
    ),
    "swept": (
        (-31, -42), (-31, -42), (-30, -60), (-24, -76), (-8, -88), (12, -90), (28, -84),
        (35.6, -70), (35.6, -70), (41, -86), (34, -103), (14, -112), (-8, -111), (-30, -104),
        (-46, -88), (-51, -66), (-46, -40), (-41, -28), (-36, -22), (-36, -22),
    ),
    "bowl": (
        (-33, -32), (-33, -32), (-31, -54), (-26, -62), (-8, -62), (12, -64), (28, -63),
        (37.6, -58), (37.6, -58), (43, -76), (35, -98), (15, -109), (-8, -111), (-32, -104),
        (-48, -86), (-52, -62), (-48, -38), (-40, -26), (-40, -26),
    ),
    "pixie": (
        (-32, -30), (-32, -30), (-33, -52), (-24, -68), (-14, -84), (-14, -84), (-2, -68),
        (14, -63), (30, -66), (37, -60), (37, -60), (43, -80), (34, -99), (14, -110),
        (-10, -111), (-34, -104), (-49, -86), (-53, -62), (-48, -38), (-40, -18), (-34, -20),
    ),
    "bald": (
        (-31, -40), (-31, -40), (-29.6, -54), (-35, -64), (-43, -66), (-47.6, -56), (-44, -38),
        (-36, -25), (-36, -25),
    ),
    "tonsure": (
        (-31, -40), (-31, -40), (-30, -58), (-22, -70), (-4, -78), (16, -79), (30, -74),
        (36, -64), (36, -64), (37.6, -78), (28, -88), (8, -92), (-14, -90), (-34, -84),
        (-46.6, -76), (-49, -60), (-44, -38), (-36, -25), (-36, -25),
    ),
    "long": (
        (-16, -94), (-16, -94), (-20, -76), (-29, -58), (-32, -34), (-35, -4), (-33, 30),
        (-33, 30), (-46, 32), (-56, 24), (-56, 24), (-55, -10), (-56, -50), (-51, -84),
        (-32, -105), (-6, -111), (18, -108), (36, -96), (43, -76), (40, -58), (40, -58),
        (34, -74), (20, -88), (2, -95),
    ),
    "bob": (
        (-16, -94), (-16, -94), (-20, -76), (-28, -60), (-31, -36), (-30, -12), (-27, -2),
        (-27, -2), (-44, 4), (-56, -8), (-57, -40), (-53, -82), (-33, -105), (-6, -111),
        (18, -108), (36, -96), (44, -76), (43, -50), (38.6, -24), (38.6, -24), (36, -50),
        (34, -72), (20, -88), (2, -95),
    ),
    "slick": (
        (-31, -40), (-31, -40), (-29, -58), (-22, -73), (-6, -83), (12, -86), (27, -82),
        (35.6, -68), (35.6, -68), (38.4, -82), (31, -97), (14, -105), (-8, -107), (-30, -100),
        (-45, -84), (-48.4, -64), (-43, -42), (-36, -30), (-36, -30),
    ),
    "tuft": (
        (-6, -99), (-6, -99), (2, -108), (14, -108), (20, -100), (14, -103), (8, -101), (4, -97),
    ),
}  # fmt: skip

_ON_TOP = {
    "ponytail": "slick", "bun": "slick", "braid": "slick", "braids": "slick", "wavy": "long",
    "afro": "slick", "curls": "short",
}  # fmt: skip

_BEHIND: dict[str, Outline] = {
    "long": (
        (-30, -100), (-52, -80), (-58, -40), (-57, 0), (-62, 40), (-58, 66), (-58, 66),
        (-20, 72), (20, 66), (42, 58), (42, 58), (46, 10), (45, -40), (42, -80), (20, -104),
    ),
    "wavy": (
        (-30, -100), (-54, -82), (-62, -50), (-55, -22), (-66, 8), (-58, 36), (-66, 62),
        (-48, 74), (-20, 70), (14, 74), (40, 66), (50, 44), (44, 16), (50, -14), (45, -44),
        (44, -80), (20, -104),
    ),
    "bob": (
        (-30, -98), (-54, -80), (-59, -40), (-55, -6), (-40, 6), (0, 8), (32, 2), (43, -12),
        (46, -46), (43, -80), (20, -102),
    ),
    "ponytail": (
        (-40, -84), (-40, -84), (-62, -88), (-82, -66), (-86, -34), (-78, -4), (-84, 26),
        (-84, 26), (-66, 12), (-60, -16), (-62, -42), (-54, -58), (-44, -66), (-44, -66),
    ),
}  # fmt: skip


EARS_FREE = frozenset(
    (
        "short",
        "cropped",
        "parted",
        "tousled",
        "swept",
        "bald",
        "tonsure",
        "slick",
        "tuft",
        "bun",
        "ponytail",
        "braid",
        "afro",
        "braids",
    )
)
"""Styles that leave the ear free."""


def behind(s: Stage, style: str, colour: str) -> str:
    """Hair that falls behind the neck and the shoulders."""
    p = s.palette
    dark = p.dark(colour, 0.34)
    parts: list[str] = []
    if style in _BEHIND:
        parts.append(cornered(_BEHIND[style], s.paints.down(p.dark(colour, 0.16), dark)))
    if style == "afro":
        parts.append(_cloud((-4, -68), 60, 50, 17, s.paints.round(colour, p.dark(colour, 0.3))))
    if style == "bun":
        parts.append(disc(-34, -103, 17, s.shaded(colour, 0.4), 0.94))
        parts.append(
            line("M-46-103Q-36-112 -24-106M-44-95Q-34-102 -22-98", f"{p.lit(colour, 0.3)}@0.5", 1.4)
        )
    if style == "braids":
        parts.append(_plait(s, (37, -26), (44, 40), 7, colour))
    return "".join(parts)


def over(s: Stage, style: str, colour: str) -> str:
    """Hair on the head and over the shoulders."""
    p = s.palette
    top = _ON_TOP.get(style, style)
    lit, dark = p.lit(colour, 0.16), p.dark(colour, 0.26)
    pair = (dark, colour, lit) if s.light_side > 0 else (lit, colour, dark)
    fill = s.paints.across(*pair)
    parts = [cornered(_TOPS[top], fill)]
    if style == "curls":
        parts.append(_curls(s, colour))
    if style == "afro":
        parts.append(_cloud((-3, -93), 38, 15, 11, s.paints.down(colour, p.dark(colour, 0.12))))
    if style == "braid":
        parts.append(_plait(s, (-39, -22), (-34, 66), 8, colour))
    if style == "braids":
        parts.append(_plait(s, (-40, -24), (-48, 46), 8, colour))
    parts.append(_sheen(s, style, colour))
    return "".join(parts)


def _cloud(middle: Point, wide: float, tall: float, bumps: int, fill: str) -> str:
    """A round mass with a lively edge."""
    points: list[Point] = []
    for i in range(2 * bumps):
        angle = math.pi * i / bumps
        reach = 1.0 if i % 2 else 0.945
        points.append(
            (middle[0] + wide * reach * math.cos(angle), middle[1] + tall * reach * math.sin(angle))
        )
    return cornered(points, fill)


def _curls(s: Stage, colour: str) -> str:
    p = s.palette
    places = (
        (-44, -52, 10), (-48, -68, 10), (-44, -84, 11), (-33, -98, 12), (-17, -107, 12),
        (1, -110, 12), (19, -107, 11), (33, -97, 10), (38, -83, 8), (30, -86, 9), (14, -88, 10),
        (-4, -86, 10), (-20, -78, 9), (-29, -66, 7), (-40, -36, 8),
    )  # fmt: skip
    tones = (p.dark(colour, 0.05), colour, p.lit(colour, 0.04))
    return "".join(disc(x, y, r, tones[i % 3]) for i, (x, y, r) in enumerate(places))


def _plait(s: Stage, start: Point, end: Point, count: int, colour: str) -> str:
    p = s.palette
    parts: list[str] = []
    for i in range(count):
        t = i / (count - 1)
        x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
        parts.append(
            disc(
                x + (1.6 if i % 2 else -1.6),
                y,
                8.6 - 2.6 * t,
                s.shaded(p.dark(colour, 0.08 * (i % 2)), 0.36),
                0.86,
            )
        )
    parts.append(disc(end[0], end[1] + 2, 4.4, p.paint("#b5483f")))
    return "".join(parts)


def _sheen(s: Stage, style: str, colour: str) -> str:
    if style in ("bald", "tuft", "curls", "afro", "tonsure", "cropped"):
        return ""
    glow = f"{s.palette.lit(colour, 0.5)}@0.34"
    return shape("M-36-92C-26-101 -10-105 6-103C-8-99 -24-95 -36-84Z", glow) + shape(
        "M12-102C20-100 27-95 31-88C25-93 19-96 11-98Z", glow
    )
