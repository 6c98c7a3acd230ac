"""Lamps, and the warm air around them where they are lit."""

from __future__ import annotations

from models.preview.panels.drawing import box, curve, disc, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.stage import Stage


def lamplight(s: Stage, x: float, y: float, reach: float) -> None:
    """The warm air around a lamp that is lit."""
    glow = s.palette.glow
    strong = 0.55 if lights_on(s) else 0.16
    s.mid.add(
        disc(
            x,
            y,
            reach,
            s.paints.round(f"{glow}@{strong}", f"{glow}@{strong * 0.3:.2f}", f"{glow}@0"),
        )
    )


def hanging_lamp(s: Stage, x: float, y: float, size: float, colour: str) -> None:
    """A lamp on its cord from the ceiling."""
    p = s.palette
    tone = p.paint(colour)
    s.mid.add(line(f"M{x:.1f} {s.top:.1f}V{y - size:.1f}", p.dark(tone, 0.5), 2.2))
    lamplight(s, x, y + size * 0.3, size * 5.5)
    shade = [(x - size * 0.24, y - size), (x + size * 0.24, y - size), (x + size, y), (x - size, y)]
    s.mid.add(polygon(shade, s.shaded(tone, 0.4)))
    s.mid.add(disc(x, y, size * 0.94, s.palette.glow if lights_on(s) else p.lit(tone, 0.4), 0.12))


def floor_lamp(s: Stage, x: float, foot: float, tall: float) -> None:
    """A standing lamp with a cloth shade."""
    p = s.palette
    iron = p.paint("#4a4038")
    head = foot - tall
    s.mid.add(line(f"M{x:.1f} {foot:.1f}V{head:.1f}", iron, tall * 0.02))
    s.mid.add(disc(x, foot, tall * 0.12, iron, 0.2))
    lamplight(s, x, head, tall * 0.75)
    cloth = p.glow if lights_on(s) else p.paint("#d9c8a4")
    points = [
        (x - tall * 0.09, head - tall * 0.1),
        (x + tall * 0.09, head - tall * 0.1),
        (x + tall * 0.16, head + tall * 0.08),
        (x - tall * 0.16, head + tall * 0.08),
    ]
    s.mid.add(polygon(points, s.paints.down(p.lit(cloth, 0.3), cloth)))


def burning(s: Stage, colour: str) -> str:
    """A lampshade's colour: its cloth by day, light when the lamps are lit."""
    p = s.palette
    return p.lit(p.glow, 0.25) if lights_on(s) else p.lit(p.paint(colour), 0.15)


def halo(s: Stage, x: float, y: float, reach: float, strength: float = 1.0) -> str:
    """The warm air around a lamp that belongs to a sketch; none by day."""
    if not lights_on(s):
        return ""
    glow = s.palette.glow
    fill = s.paints.round(
        f"{glow}@{0.7 * strength:.2f}", f"{glow}@{0.24 * strength:.2f}", f"{glow}@0"
    )
    return disc(x, y, reach, fill)


def table_lamp(s: Stage, x: float, foot: float, colour: str, *, tall: float = 46) -> str:
    """A small lamp with a cloth shade, to stand on something at `foot`."""
    p = s.palette
    cloth = burning(s, colour)
    head = foot - tall
    shade = [(x - 9, head), (x + 9, head), (x + 17, head + 22), (x - 17, head + 22)]
    return (
        halo(s, x, head + 12, 130)
        + box(x - 9, foot - 3, 18, 3, p.paint("#5a4638"), 1)
        + line(f"M{x:.1f} {foot - 2:.1f}V{head + 20:.1f}", p.paint("#8a6a4c"), 4)
        + polygon(shade, s.paints.down(cloth, p.dark(cloth, 0.12)))
    )


def sconce(s: Stage, x: float, y: float, colour: str = "#d9c8a4") -> str:
    """A lamp on the wall with its light above and below."""
    p = s.palette
    cloth = burning(s, colour)
    return (
        halo(s, x, y, 120)
        + line(f"M{x:.1f} {y + 22:.1f}V{y:.1f}", p.paint("#a9824f"), 4)
        + disc(x, y + 22, 6, p.paint("#a9824f"))
        + polygon([(x - 8, y - 14), (x + 8, y - 14), (x + 13, y + 8), (x - 13, y + 8)], cloth)
    )


def chandelier(s: Stage, x: float, y: float, wide: float, arms: int = 6) -> str:
    """Candles on curved arms of brass, hung from the ceiling."""
    p = s.palette
    brass = p.paint("#b8924a")
    parts = [line(f"M{x:.1f} {y - 900:.1f}V{y:.1f}", p.dark(brass, 0.4), 2.5)]
    parts.append(halo(s, x, y - 8, wide * 1.5, 0.9))
    parts.append(disc(x, y + 4, wide * 0.07, brass, 1.5))
    for i in range(arms):
        reach = wide / 2 * ((i + 0.5) / arms * 2 - 1)
        low = abs(reach) * 0.1
        tip = x + reach
        parts.append(
            line(
                curve([(x, y - 6), (x + reach * 0.5, y + 12 - low), (tip, y - low)]),
                brass,
                3,
            )
        )
        parts.append(box(tip - 2.4, y - 14 - low, 4.8, 14, p.lit(p.paint("#e9e0cc"), 0.2)))
        flame = p.glow if lights_on(s) else p.paint("#d9cba8")
        parts.append(disc(tip, y - 18 - low, 2.8, p.lit(flame, 0.4), 1.7))
    return "".join(parts)
