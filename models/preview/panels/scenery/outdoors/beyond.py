"""Not of this place: space, the night sky, and the abstract picture for words that name nothing."""

from __future__ import annotations

import math

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("space", adrift=True, always_night=True)
def space(s: Stage) -> None:
    """Stars, a veil of gas, a planet with a lit limb."""
    p = s.palette
    dark = mix("#070a1a", p.tint, 0.08)
    s.back.add(
        box(
            s.left,
            s.top,
            s.span,
            s.bottom - s.top,
            s.paints.slant(dark, mix(dark, p.tint, 0.12), dark),
        )
    )
    dice = s.dice("space")
    for _ in range(5):
        tone = mix(dice.pick(("#5a4a9c", "#2f6f8f", "#9c4a6f")), p.tint, 0.2)
        veil = s.paints.round(f"{tone}@0.32", f"{tone}@0.12", f"{tone}@0")
        at = (dice.between(0, s.width), dice.between(0, s.height))
        s.back.add(
            group(disc(0, 0, s.unit * dice.between(35, 70), veil, dice.between(0.4, 0.8)), at=at)
        )
    for _ in range(240):
        size = 0.7 + 2.3 * dice.between(0, 1) ** 5
        x, y = dice.between(s.left, s.right), dice.between(s.top, s.bottom)
        s.back.add(disc(x, y, size, f"#f2f4ff@{dice.between(0.3, 0.95):.2f}"))
    dice.pick((_planet, _ringed, _sunlit, _spiral))(s)


def _planet(s: Stage) -> None:
    dice = s.dice("planet")
    base = mix(
        dice.pick(("#c97f4f", "#5f8fb5", "#b5a27f", "#7f6fa8")), s.palette.tint, s.palette.amount
    )
    radius = min(s.width, s.height) * dice.between(0.3, 0.5) * (s.unit / 10.8) ** 0.5
    x, y = s.across(dice.pick((0.16, 0.84))), s.height * dice.between(0.86, 1.0)
    glow = mix(base, "#ffffff", 0.5)
    s.far.add(
        disc(
            x,
            y,
            radius * 1.22,
            s.paints.round(f"{glow}@0.5", f"{glow}@0.34", f"{glow}@0.2", f"{glow}@0"),
        )
    )
    lit = s.paints.slant(mix(base, "#ffffff", 0.5), base, mix(base, "#05060f", 0.86), "#060712")
    s.far.add(disc(x, y, radius, lit))
    for i in range(6):
        band = (i - 2.5) / 3.4
        half = radius * math.sqrt(max(0.0, 1 - band * band)) * 0.98
        wy = y + band * radius
        thick = radius * dice.between(0.03, 0.09)
        data = (
            f"M{x - half:.0f} {wy:.0f}Q{x:.0f} {wy + thick * 2:.0f} {x + half:.0f}"
            f" {wy:.0f}Q{x:.0f} {wy + thick * 3.2:.0f} {x - half:.0f} {wy:.0f}Z"
        )
        s.far.add(shape(data, f"{mix(base, '#000010', 0.5)}@0.16"))


def _ringed(s: Stage) -> None:
    """A planet with rings seen aslant, and its moon."""
    dice = s.dice("ringed")
    base = mix(dice.pick(("#d9b98a", "#a9c0b5", "#c99f8f")), s.palette.tint, s.palette.amount)
    radius = min(s.width, s.height) * dice.between(0.15, 0.2) * (s.unit / 10.8) ** 0.5
    x, y = s.across(dice.pick((0.3, 0.7))), s.height * dice.between(0.34, 0.44)
    lit = s.paints.slant(mix(base, "#ffffff", 0.5), base, mix(base, "#05060f", 0.85))
    tilt = dice.between(-24, -10)
    ring = "".join(
        line(
            f"M{-k * radius:.0f} 0A{k * radius:.0f} {k * radius * 0.22:.0f} 0 0 {{0}} "
            f"{k * radius:.0f} 0",
            f"{mix(base, '#ffffff', 0.45)}@{shine}",
            radius * thick,
        )
        for k, thick, shine in ((1.5, 0.1, 0.8), (1.78, 0.16, 0.6), (2.1, 0.06, 0.5))
    )
    at = f'<g transform="translate({x:.0f} {y:.0f}) rotate({tilt:.0f})">'
    s.far.add(f"{at}{ring.replace('{0}', '1')}</g>")
    s.far.add(disc(x, y, radius, lit))
    s.far.add(f"{at}{ring.replace('{0}', '0')}</g>")
    moon = mix("#c9c6c0", s.palette.tint, s.palette.amount)
    away = radius * dice.between(2.6, 3.4) * (1 if x < s.width / 2 else -1)
    shaded = s.paints.slant(mix(moon, "#ffffff", 0.4), moon, mix(moon, "#05060f", 0.85))
    s.mid.add(disc(x + away, y + radius * 1.4, radius * 0.24, shaded))


def _sunlit(s: Stage) -> None:
    """A young sun in its disc of dust."""
    dice = s.dice("sun")
    light = mix("#ffd9a0", s.palette.tint, s.palette.amount / 2)
    radius = min(s.width, s.height) * dice.between(0.07, 0.1) * (s.unit / 10.8) ** 0.5
    x, y = s.across(dice.pick((0.38, 0.5, 0.62))), s.height * dice.between(0.36, 0.46)
    glow = s.paints.round(f"{light}@0.9", f"{light}@0.3", f"{light}@0.08", f"{light}@0")
    s.far.add(disc(x, y, radius * 5.5, glow))
    s.far.add(disc(x, y, radius, mix(light, "#ffffff", 0.7)))
    tilt = dice.between(-26, 26)
    dust = "".join(
        line(
            _ellipse(k * radius, k * radius * 0.26),
            f"{mix(light, '#a8603a', k / 9)}@{0.75 - 0.08 * k:.2f}",
            radius * dice.between(0.05, 0.2),
        )
        for k in (2.2, 2.9, 3.7, 4.8, 6.2)
    )
    s.mid.add(f'<g transform="translate({x:.0f} {y:.0f}) rotate({tilt:.0f})">{dust}</g>')


def _ellipse(rx: float, ry: float) -> str:
    """A whole ellipse about the origin, from its left."""
    arc = f"A{rx:.0f} {ry:.0f} 0 1 0"
    return f"M{-rx:.0f} 0{arc} {rx:.0f} 0{arc} {-rx:.0f} 0"


def _spiral(s: Stage) -> None:
    """A galaxy seen from above, its arms of single stars."""
    dice = s.dice("spiral")
    light = mix("#e8ecff", s.palette.tint, s.palette.amount / 2)
    reach = min(s.width, s.height) * dice.between(0.42, 0.52) * (s.unit / 10.8) ** 0.5
    x, y = s.across(dice.pick((0.4, 0.6))), s.height * dice.between(0.38, 0.46)
    turn, squash = dice.between(0, math.tau), dice.between(0.45, 0.7)
    core = s.paints.round(f"{light}@0.95", f"{light}@0.4", f"{light}@0.1", f"{light}@0")
    s.far.add(group(disc(0, 0, reach * 0.5, core, squash), at=(x, y)))
    for arm in (0.0, math.pi):
        steps = [(k / 40, turn + arm + 4.2 * k / 40) for k in range(2, 41)]
        points = [
            (x + math.cos(a) * reach * out, y + math.sin(a) * reach * out * squash)
            for out, a in steps
        ]
        data = "M" + "L".join(f"{px:.0f} {py:.0f}" for px, py in points)
        s.mid.add(line(data, f"{light}@0.22", reach * 0.05))
    for i in range(420):
        out = dice.between(0.05, 1.0)
        angle = turn + (i % 2) * math.pi + out * 4.2 + dice.between(-0.3, 0.3) * (1.2 - out)
        px, py = x + math.cos(angle) * reach * out, y + math.sin(angle) * reach * out * squash
        size = dice.between(0.8, 3.4) * (1.3 - out)
        s.mid.add(disc(px, py, size, f"{light}@{dice.between(0.35, 0.95):.2f}"))


@setting("night_sky", always_night=True)
def night_sky(s: Stage) -> None:
    """A great sky over a dark strip of land, with the Milky Way."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("galaxy")
    tilt = dice.pick((-1, 1)) * dice.between(0.35, 0.6)
    light = mix(p.sky[2], "#ffffff", 0.35)
    for i in range(13):
        t = (i - 6) / 6
        x, y = s.across(0.5 + 0.62 * t), s.height * (0.3 + tilt * 0.4 * t)
        fill = s.paints.round(f"{light}@0.2", f"{light}@0.07", f"{light}@0")
        s.back.add(disc(x, y, s.unit * dice.between(14, 27), fill, 0.62))
    for _ in range(260):
        t, off = dice.between(-1, 1), dice.between(-1, 1) ** 3
        x, y = s.across(0.5 + 0.62 * t), s.height * (0.3 + tilt * 0.4 * t + 0.2 * off)
        s.back.add(
            disc(x, y, 0.6 + 1.8 * dice.between(0, 1) ** 4, f"#fbf6ff@{dice.between(0.3, 0.9):.2f}")
        )
    low = s.height * 0.84
    line_of = terrain.ridge(
        s, s.mid, low, 9 * s.unit, p.dark(p.paint(terrain.PINE, 0.8), 0.55), "land"
    )
    for _ in range(14):
        x = dice.between(s.left, s.right)
        tree = terrain.conifer(
            s,
            x,
            terrain.height_at(line_of, x) + s.unit,
            s.unit * dice.between(6, 13),
            p.dark(p.paint(terrain.PINE, 0.8), 0.6),
            dice,
        )
        s.mid.add(tree)


@setting("abstract")
def abstract(s: Stage) -> None:
    """Light and large soft forms: room for words that show nothing."""
    p = s.palette
    dice = s.dice("abstract")
    s.back.add(
        box(s.left, s.top, s.span, s.bottom - s.top, s.paints.down(p.sky[0], p.sky[1], p.sky[2]))
    )
    light = mix(p.light, "#ffffff", 0.2)
    x, y = s.sun_x, s.height * dice.between(0.3, 0.44)
    radius = min(s.width, s.height) * dice.between(0.14, 0.2)
    s.back.add(
        disc(x, y, radius * 4, s.paints.round(f"{light}@0.5", f"{light}@0.14", f"{light}@0"))
    )
    s.back.add(
        disc(x, y, radius, s.paints.down(mix(light, "#ffffff", 0.4), mix(light, p.sky[2], 0.3)))
    )
    if dice.chance(0.5):
        for i in range(1, 4):
            ring = (
                f"M{x - radius * (1 + 0.5 * i):.0f} {y:.0f}a"
                f"{radius * (1 + 0.5 * i):.0f} {radius * (1 + 0.5 * i):.0f} 0 1 0 "
                f"{2 * radius * (1 + 0.5 * i):.0f} 0a{radius * (1 + 0.5 * i):.0f} "
                f"{radius * (1 + 0.5 * i):.0f} 0 1 0 {-2 * radius * (1 + 0.5 * i):.0f} 0"
            )
            s.back.add(line(ring, f"{light}@{0.34 / i:.2f}", 2.4))
    steps = ((s.far, 0.62), (s.far, 0.72), (s.mid, 0.83), (s.mid, 0.95))
    for number, (layer, share) in enumerate(steps):
        tone = mix(mix(p.sky[2], p.sky[0], 0.2 * number), p.shade, 0.08 + 0.13 * number)
        height = s.height * 0.16
        name = f"wave {number}"
        terrain.ridge(s, layer, s.height * share, height, tone, name, dice.between(0.9, 1.6))
    for _ in range(26):
        px, py = dice.between(s.left, s.right), dice.between(s.top, s.height * 0.9)
        s.front.add(disc(px, py, dice.between(2, 7), f"{light}@{dice.between(0.1, 0.4):.2f}"))
