"""Windows, what is seen through them, curtains and doors, as sketches in centimetres."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


def opening(x: float, foot: float, wide: float, tall: float, head: str = "flat") -> str:
    """Path data of a hole in a wall, `x` its middle; its head is flat, round or pointed."""
    left, right, top = x - wide / 2, x + wide / 2, foot - tall
    if head == "round":
        spring = top + wide / 2
        arch = f"A{wide / 2:.1f} {wide / 2:.1f} 0 0 1 {right:.1f} {spring:.1f}"
    elif head == "pointed":
        spring = min(foot, top + wide * 0.9)
        arch = (
            f"Q{left:.1f} {top + wide * 0.25:.1f} {x:.1f} {top:.1f}"
            f"Q{right:.1f} {top + wide * 0.25:.1f} {right:.1f} {spring:.1f}"
        )
    else:
        spring, arch = top, f"H{right:.1f}"
    return f"M{left:.1f} {foot:.1f}V{spring:.1f}{arch}V{foot:.1f}Z"


def glazing(
    s: Stage,
    x: float,
    foot: float,
    wide: float,
    tall: float,
    frame: str,
    *,
    head: str = "flat",
    panes: tuple[int, int] = (2, 2),
    view: str = "hills",
    moon: bool = True,
) -> str:
    """A window with the hour outside; `panes` are columns and rows."""
    p = s.palette
    edge = p.lit(p.paint(frame), 0.12)
    rim = max(3.0, wide * 0.045)
    hole = opening(x, foot, wide, tall, head)
    parts = [
        shape(opening(x, foot + rim, wide + 2 * rim, tall + 2 * rim, head), edge),
        shape(hole, s.paints.down(*p.sky)),
        _moon(s, x, foot, wide, tall) if moon else "",
        _beyond(s, x, foot, wide, tall, view),
    ]
    data = "".join(
        f"M{x - wide / 2 + wide * i / panes[0]:.1f} {foot:.1f}"
        f"v{-tall * (0.93 if head == 'pointed' else 0.97):.1f}"
        for i in range(1, panes[0])
    )
    data += "".join(
        f"M{x - wide / 2:.1f} {foot - tall * i / panes[1] * 0.92:.1f}h{wide:.1f}"
        for i in range(1, panes[1])
    )
    parts += [line(data, edge, rim * 0.7) if data else ""]
    sill = s.paints.down(p.lit(edge, 0.3), p.dark(edge, 0.2))
    parts.append(box(x - wide / 2 - 3 * rim, foot + rim * 0.6, wide + 6 * rim, rim * 1.6, sill))
    return "".join(parts)


def _moon(s: Stage, x: float, foot: float, wide: float, tall: float) -> str:
    p = s.palette
    if not p.night or s.look.weather != "clear":
        return ""
    tone = mix(p.light, "#ffffff", 0.5)
    return disc(x + wide * 0.24, foot - tall * 0.72, min(wide, tall, 130) * 0.07, tone)


def _beyond(s: Stage, x: float, foot: float, wide: float, tall: float, view: str) -> str:
    p = s.palette
    left = x - wide / 2
    parts: list[str] = []
    if view == "city":
        parts.append(skyline(s, left, foot, wide, tall, s.dice(f"skyline {x:.0f}")))
    elif view == "sea":
        sea = mix(p.paint("#3d7f94", 0.6), p.sky[-1], 0.25)
        parts.append(box(left, foot - tall * 0.42, wide, tall * 0.42, s.paints.down(sea, p.haze)))
    elif view == "hills":
        for share, tone in ((0.3, mix(p.haze, p.shade, 0.2)), (0.17, mix(p.haze, p.shade, 0.42))):
            top = foot - tall * share
            data = (
                f"M{left:.1f} {foot:.1f}V{top:.1f}q{wide * 0.25:.1f} {-tall * 0.1:.1f}"
                f" {wide * 0.5:.1f} 0t{wide * 0.5:.1f} {-tall * 0.02:.1f}V{foot:.1f}Z"
            )
            parts.append(shape(data, tone))
    return "".join(parts)


def skyline(s: Stage, left: float, foot: float, wide: float, tall: float, dice: Dice) -> str:
    """Towers beyond a window, some of their own windows lit when it is dark."""
    p = s.palette
    parts: list[str] = []
    for layer, share in ((0.3, 0.62), (0.62, 0.42)):
        tone = mix(p.haze, p.shade, layer)
        x = left
        while x < left + wide - 1:
            across = min(wide * dice.between(0.08, 0.17), left + wide - x)
            high = tall * share * dice.between(0.55, 1.05)
            parts.append(box(x, foot - high, across, high, tone))
            lamps = [
                f"M{x + across * dice.between(0.2, 0.7):.1f} {foot - high * share_up:.1f}h2"
                for share_up in (0.25, 0.5, 0.75, 0.88)
                if dice.chance(0.2 + lights_on(s))
            ]
            if lights_on(s) and lamps:
                parts.append(line("".join(lamps), p.glow, max(1.6, across * 0.13)))
            x += across * dice.between(1.0, 1.25)
    return "".join(parts)


def drape(
    s: Stage, x: float, top: float, wide: float, tall: float, colour: str, *, tied: int = 0
) -> str:
    """A hanging curtain; `tied` gathers it to the left (-1) or the right (1) at half its height."""
    p = s.palette
    tone = p.paint(colour)
    folds = max(3, round(wide / 16))
    narrow = 0.45 if tied else 1.0
    parts: list[str] = []
    for i in range(folds):
        start, end = (wide * (i + step) / folds for step in (0, 1))
        low = [x + (wide * (1 - narrow) if tied > 0 else 0) + t * narrow for t in (start, end)]
        high = [x + start, x + end]
        waist, mid = top + tall * 0.6, top + tall * 0.35
        data = (
            f"M{high[0]:.1f} {top:.1f}H{high[1]:.1f}C{high[1]:.1f} {mid:.1f} {low[1]:.1f} {mid:.1f}"
            f" {low[1]:.1f} {waist:.1f}V{top + tall:.1f}H{low[0]:.1f}V{waist:.1f}"
            f"C{low[0]:.1f} {mid:.1f} {high[0]:.1f} {mid:.1f} {high[0]:.1f} {top:.1f}Z"
        )
        parts.append(shape(data, s.paints.across(p.lit(tone, 0.22), tone, p.dark(tone, 0.35))))
    if tied:
        at = x + (wide * (1 - narrow) if tied > 0 else 0)
        parts.append(box(at - 2, top + tall * 0.6, wide * narrow + 4, 7, p.lit(tone, 0.5), 3))
    return "".join(parts)


def curtained(s: Stage, x: float, foot: float, wide: float, tall: float, colour: str) -> str:
    """A rail with a curtain on either side of a window."""
    top, broad = foot - tall - 24, wide * 0.34
    rail = line(
        f"M{x - wide / 2 - broad:.1f} {top:.1f}h{wide + 2 * broad:.1f}",
        s.palette.paint("#6b4d38"),
        5,
    )
    length = tall + 24 + min(60.0, -foot * 0.8)
    left = drape(s, x - wide / 2 - broad * 0.8, top, broad, length, colour)
    right = drape(s, x + wide / 2 - broad * 0.2, top, broad, length, colour)
    return rail + left + right


def door(s: Stage, x: float, colour: str, *, wide: float = 90, tall: float = 205) -> str:
    """A panelled door in its frame."""
    p = s.palette
    tone = p.paint(colour)
    frame = p.lit(tone, 0.3)
    left = x - wide / 2
    parts = [
        box(left - 9, -tall - 9, wide + 18, tall + 9, frame),
        box(left, -tall, wide, tall, s.shaded(tone, 0.25)),
    ]
    for top, high in ((-tall * 0.93, tall * 0.36), (-tall * 0.5, tall * 0.42)):
        for share in (0.1, 0.54):
            parts.append(box(left + wide * share, top, wide * 0.36, high, p.dark(tone, 0.22), 2))
    parts.append(disc(left + wide * 0.9, -tall * 0.47, 4, p.paint("#d9b86a")))
    return "".join(parts)


def daylight(
    s: Stage, x: float, top: float, wide: float, tall: float, strength: float = 0.4
) -> None:
    """Light that falls from a window on the back wall (panel units) across the room's floor."""
    away = -s.light_side
    weak = strength * (0.4 if s.palette.night else 1.0)
    light = s.palette.light
    foot = s.horizon + 15 * s.unit
    reach = 30 * s.unit * away
    left, right = x - wide / 2, x + wide / 2
    near, far = foot + 24 * s.unit, foot + 5 * s.unit
    pool = [(left + reach, far), (right + reach, far), (right + 1.9 * reach, near)]
    pool.append((left + 1.9 * reach, near))
    s.mid.add(polygon(pool, s.paints.down(f"{light}@{weak:.2f}", f"{light}@{weak / 2:.2f}")))
    beam = [(left, top), (right, top), (right, top + tall), pool[1], pool[2], pool[3], pool[0]]
    s.mid.add(polygon(beam, s.paints.down(f"{light}@{weak * 0.36:.2f}", f"{light}@0.02")))
