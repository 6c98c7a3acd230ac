"""A cabin on a ship: planks, brass and the sea."""

from __future__ import annotations

import math

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.beds import bunk
from models.preview.panels.scenery.rooms.floor import hang, stand
from models.preview.panels.stage import Stage


@setting("ship_cabin", indoors=True)
def ship_cabin(s: Stage) -> None:
    """Planks and brass portholes over the sea, a bunk, charts, a swinging lantern."""
    dice = s.dice("ship cabin")
    p = s.palette
    r = room(
        s, dice.pick(("#9a6b42", "#7f5a3a", "#5f7a80")), "#80583a", window=False, half=70, high=44
    )
    wide, u = r.right - r.left, s.unit
    planks = "".join(f"M{r.left:.0f} {r.floor - 6 * u * i:.0f}h{wide:.0f}" for i in range(1, 10))
    s.back.add(line(planks, f"{p.dark(r.wall, 0.5)}@0.5", 0.3 * u))
    side = s.light_side
    tilt = dice.between(-0.05, 0.05)
    for number, x in enumerate((-44, 2, 46)):
        hang(s, side * x, _porthole(s, dice.between(40, 46), tilt, moon=number == 1))
    beam = p.dark(p.paint("#5f4028"), 0.2)
    for i in range(-2, 3):
        top = s.horizon - 46 * u
        x = s.across(0.5) + i * 34 * u
        rib = [
            (x - 2.4 * u, top),
            (x + 2.4 * u, top),
            (x * 1.0 + i * 26 * u + 5 * u, s.top),
            (x + i * 26 * u - 5 * u, s.top),
        ]
        s.far.add(polygon(rib, s.paints.down(p.lit(beam, 0.1), beam)))
    s.far.add(box(r.left, s.horizon - 48 * u, wide, 5 * u, s.paints.down(p.lit(beam, 0.2), beam)))
    cover = dice.pick(("#34507a", "#8f3f3a", "#4f6b4f"))
    stand(s, s.mid, -side * 46, 17, bunk(s, "#6b4529", cover, wide=190), shadow=210)
    stand(s, s.mid, side * 38, 17, _chart_table(s), shadow=150)
    hang(s, -side * 21, _life_ring(s), layer=s.far)
    hang(s, dice.between(-6, 14), _lantern(s, dice.between(-7, 7)), layer=s.mid)
    stand(s, s.mid, side * 68, 18, _sea_chest(s), shadow=100)
    rope = p.dark(p.paint("#c4a46a"), 0.3)
    x, y = s.across(0.5) - side * min(0.54 * s.width, 92 * u), s.height * 0.98
    for i in range(4):
        s.front.add(disc(x, y - 4.4 * u * i, (19 - i) * u, p.lit(rope, 0.14 * (i % 2)), 0.26))


def _porthole(s: Stage, radius: float, tilt: float, *, moon: bool) -> str:
    """A round window with the sea in it, which leans as the ship does."""
    p = s.palette
    brass = p.paint("#c9a04a")
    sea = mix(p.paint("#2f6f86", 0.7), p.sky[-1], 0.2)
    y, dip = -150.0, radius * tilt * 6
    chord = math.sqrt(radius**2 - 100)
    left, right = y + 10 - dip, y + 10 + dip
    round_off = f"A{radius:.0f} {radius:.0f} 0 0 1 {-chord:.0f} {left:.0f}"
    water = f"M{-chord:.0f} {left:.0f}L{chord:.0f} {right:.0f}{round_off}Z"
    bolts = "".join(
        disc(
            1.17 * radius * math.cos(i * math.tau / 8),
            y + 1.17 * radius * math.sin(i * math.tau / 8),
            3,
            p.dark(brass, 0.4),
        )
        for i in range(8)
    )
    lamp = (
        disc(radius * 0.3, y - radius * 0.4, 6, mix(p.light, "#ffffff", 0.5))
        if moon and p.night
        else ""
    )
    return (
        disc(0, y, radius * 1.32, s.paints.slant(p.lit(brass, 0.4), brass, p.dark(brass, 0.4)))
        + bolts
        + disc(0, y, radius, s.paints.down(*p.sky))
        + lamp
        + shape(water, s.paints.down(p.lit(sea, 0.3), sea))
        + line(
            f"M{-radius * 0.6:.0f} {y - radius * 0.5:.0f}l{radius * 0.4:.0f} {-radius * 0.3:.0f}",
            "#ffffff@0.4",
            4,
        )
    )


def _lantern(s: Stage, lean: float) -> str:
    p = s.palette
    brass = p.paint("#b8924a")
    lamp = p.lit(p.glow, 0.4)
    body = (
        line("M0-320V-232", p.dark(brass, 0.5), 3)
        + disc(
            0,
            -206,
            150,
            s.paints.round(f"{p.glow}@{0.55 if lights_on(s) else 0.14}", f"{p.glow}@0"),
        )
        + polygon([(-8, -236), (8, -236), (18, -224), (-18, -224)], brass)
        + box(-14, -224, 28, 36, f"{lamp}@0.9", 4)
        + line("M-14-224V-188M0-224V-188M14-224V-188", brass, 3)
        + box(-18, -190, 36, 8, brass, 2)
    )
    return f'<g transform="rotate({lean:.1f} 0 -320)">{body}</g>'


def _chart_table(s: Stage) -> str:
    p = s.palette
    wood, paper = p.paint("#7a5232"), p.paint("#e3d3a8")
    return (
        box(-64, -70, 128, 68, s.shaded(wood, 0.4), 3)
        + "".join(box(-56, -62 + 20 * i, 112, 15, p.dark(wood, 0.25), 2) for i in range(3))
        + polygon([(-58, -88), (54, -88), (70, -72), (-70, -72)], p.lit(wood, 0.3))
        + polygon([(-40, -87), (34, -87), (42, -75), (-50, -75)], paper)
        + line("M-30-80Q-10-86 8-79T34-82", p.paint("#a8483f"), 1.6)
        + group(
            disc(0, -14, 14, p.paint("#c9a04a"))
            + disc(0, -14, 10, p.paint("#e9e4d4"))
            + line("M-5-9L5-19", p.paint("#a8483f"), 2),
            at=(50, -76),
        )
    )


def _life_ring(s: Stage) -> str:
    p = s.palette
    white, red = p.paint("#eee9dc"), p.paint("#c9483f")
    return (
        disc(0, -172, 34, white)
        + "".join(
            f'<g transform="rotate({45 + 90 * i} 0 -172)">{box(-8, -207, 16, 20, red)}</g>'
            for i in range(4)
        )
        + disc(0, -172, 17, p.dark(p.paint("#7f5a3a"), 0.2))
    )


def _sea_chest(s: Stage) -> str:
    p = s.palette
    wood, iron = p.paint("#6b4a2f"), p.paint("#3f3a38")
    return (
        shape("M-44 0V-44Q-40-62-20-62H20Q40-62 44-44V0Z", s.shaded(wood, 0.4))
        + line("M-26-60V0M26-60V0M-44-42H44", iron, 6)
        + box(-8, -48, 16, 16, p.paint("#c9a04a"), 2)
    )
