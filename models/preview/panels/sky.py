"""The sky: its light, the sun or the moon, stars, clouds, and what falls from it."""

from __future__ import annotations

import math

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Layer, box, disc, group, shape
from models.preview.panels.stage import Stage


def paint_sky(s: Stage, *, sun: bool = True) -> None:
    """Cover the back with sky down to the horizon and beyond."""
    p = s.palette
    below = s.horizon - s.top + 2 * s.unit
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, p.sky[-1]))
    s.back.add(box(s.left, s.top, s.span, below, s.paints.down(*p.sky)))
    if s.look.time_of_day in ("night", "dusk") and s.look.weather == "clear":
        _stars(s, 150 if p.night else 34)
    if sun and s.look.weather in ("clear", "cloud"):
        _sun_or_moon(s)
    _clouds(s)


def _sun_or_moon(s: Stage) -> None:
    wanted = {figure.kind for figure in s.look.subjects} & {"sun", "moon"}
    night = s.palette.night or "moon" in wanted
    large = 2.1 if wanted else 1.0
    x = s.sun_x
    if night:
        y = s.horizon * s.dice("moon").between(0.22, 0.36)
        _moon(s, x, y, 5.4 * large * s.width**0.5 * 0.22)
        return
    low = s.look.time_of_day in ("dawn", "dusk")
    y = s.horizon * (s.dice("sun").between(0.76, 0.92) if low else 0.2)
    radius = (58 if low else 36) * large
    _halo(s, x, y, radius)
    s.back.add(disc(x, y, radius, mix(s.palette.light, "#ffffff", 0.62)))


def _halo(s: Stage, x: float, y: float, radius: float) -> None:
    light = mix(s.palette.light, "#ffffff", 0.25)
    wide = s.paints.round(f"{light}@0.62", f"{light}@0.2", f"{light}@0.05", f"{light}@0")
    s.back.add(disc(x, y, radius * 9, wide))
    s.back.add(disc(x, y, radius * 2.6, s.paints.round(f"{light}@0.7", f"{light}@0")))


def _moon(s: Stage, x: float, y: float, radius: float) -> None:
    light = mix(s.palette.light, "#ffffff", 0.5)
    glow = s.paints.round(f"{light}@0.34", f"{light}@0.1", f"{light}@0")
    s.back.add(disc(x, y, radius * 5, glow))
    s.back.add(disc(x, y, radius, s.paints.slant(mix(light, "#ffffff", 0.6), light)))
    sea = mix(light, s.palette.sky[1], 0.22)
    for dx, dy, share in ((-0.3, -0.25, 0.26), (0.22, 0.1, 0.32), (-0.2, 0.42, 0.17)):
        s.back.add(disc(x + dx * radius, y + dy * radius, share * radius, f"{sea}@0.55", 0.86))


def _stars(s: Stage, count: int) -> None:
    dice = s.dice("stars")
    light = mix(s.palette.light, "#ffffff", 0.7)
    for _ in range(count):
        x = dice.between(s.left, s.right)
        y = s.top + (s.horizon - s.top) * dice.between(0, 0.94) ** 1.35
        size = 0.8 + 1.9 * dice.between(0, 1) ** 4
        s.back.add(disc(x, y, size, f"{light}@{dice.between(0.35, 0.95):.2f}"))


def _clouds(s: Stage) -> None:
    dice = s.dice("clouds")
    if s.look.weather == "fog":
        return
    covered = s.look.weather != "clear"
    low_sun = s.look.time_of_day != "day"
    for band in range(3 if covered else 2):
        count = dice.count(2, 4) if covered else dice.count(1, 2)
        for _ in range(count):
            share = 0.16 + 0.24 * band + dice.between(-0.05, 0.07)
            size = s.unit * (24 - 6 * band) * dice.between(0.7, 1.25)
            x = dice.between(s.left, s.right)
            y = s.horizon * share
            if low_sun and not covered:
                streak(s, s.back, x, y, size * 2.1, dice)
            else:
                cumulus(s, s.back, x, y, size, dice, share)


def cumulus(
    s: Stage, layer: Layer, x: float, y: float, size: float, dice: Dice, low: float
) -> None:
    """A heaped cloud with a lit crown, fading out at its foot."""
    p = s.palette
    crown = mix(p.sky[2], mix(p.light, "#ffffff", 0.55), 0.62 if not p.night else 0.16)
    if s.look.weather in ("rain", "snow"):
        crown = mix(crown, p.shade, 0.12)
    foot = mix(crown, p.sky[1], 0.55)
    fill = s.paints.down(f"{crown}@0.96", f"{foot}@0.8", f"{foot}@0.0")
    layer.add(shape(_heap(x, y, size, size * (0.42 - 0.12 * low), dice), fill))


def _heap(x: float, y: float, half: float, height: float, dice: Dice) -> str:
    """Path data of bumps along an arch, over a flat foot."""
    count = dice.count(5, 7)
    data = f"M{x - half:.1f} {y:.1f}"
    step = 2 * half / count
    level = [math.sin(math.pi * (i + 0.5) / count) for i in range(count + 1)]
    left_y = y
    for i in range(count):
        end_x = x - half + step * (i + 1)
        end_y = y if i == count - 1 else y - height * level[i] * dice.between(0.55, 0.95)
        radius = step * dice.between(0.54, 0.7)
        radius = max(radius, 0.51 * math.hypot(step, end_y - left_y))
        data += f"A{radius:.1f} {radius:.1f} 0 0 1 {end_x:.1f} {end_y:.1f}"
        left_y = end_y
    return data + f"q{-half * 0.3:.1f} {height * 0.5:.1f} {-half:.1f} {height * 0.42:.1f}Z"


def streak(s: Stage, layer: Layer, x: float, y: float, half: float, dice: Dice) -> None:
    """A long thin cloud of a low sun, lit from beneath."""
    p = s.palette
    above, beneath = mix(p.sky[1], p.shade, 0.12), mix(p.light, p.sky[2], 0.3)
    if p.night:
        beneath = mix(p.sky[2], p.light, 0.16)
    for part in range(3):
        reach = half * dice.between(0.5, 1) * (1 - 0.2 * part)
        dx, dy = dice.between(-0.5, 0.5) * half, part * half * 0.055
        thick = half * dice.between(0.035, 0.06)
        data = (
            f"M{x + dx - reach:.1f} {y + dy:.1f}"
            f"C{x + dx - reach * 0.4:.1f} {y + dy - thick * 2:.1f} "
            f"{x + dx + reach * 0.5:.1f} {y + dy - thick * 1.4:.1f} "
            f"{x + dx + reach:.1f} {y + dy:.1f}"
            f"C{x + dx + reach * 0.4:.1f} {y + dy + thick:.1f} "
            f"{x + dx - reach * 0.3:.1f} {y + dy + thick * 1.3:.1f} "
            f"{x + dx - reach:.1f} {y + dy:.1f}Z"
        )
        layer.add(shape(data, s.paints.down(f"{above}@0.5", f"{beneath}@0.75")))


def paint_weather(s: Stage) -> None:
    """Banks of fog between the camera and the scene; rain and snow fall in the film alone.

    A panel is still: drops drawn here would hang in the air beneath those that fall.
    """
    if s.look.weather == "fog":
        _fog(s)


def _fog(s: Stage) -> None:
    dice = s.dice("fog")
    veil = mix(s.palette.haze, "#ffffff", 0.12)
    for layer in (s.far, s.mid):
        for _ in range(3):
            y = s.horizon + s.unit * dice.between(-10, 14)
            bank = s.paints.round(f"{veil}@0.6", f"{veil}@0.3", f"{veil}@0")
            place = (dice.between(0, s.width), y)
            layer.add(group(disc(0, 0, s.unit * 85, bank, 0.16), at=place))
