"""Where land meets still water: an island, a lake."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    blob,
    box,
    curve,
    disc,
    line,
    polygon,
    shape,
)
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, broad, landmark, under_snow
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("island", water=True)
def island(s: Stage) -> None:
    """A green island with palms and a ring of sand, alone in a bright sea."""
    paint_sky(s)
    p = s.palette
    terrain.water(s, s.back, s.horizon)
    dice = s.dice("island")
    x = aside(s, dice.pick((0.38, 0.5, 0.62)))
    half = min(44 * s.unit, 0.42 * s.width)
    foot = s.horizon + 4 * s.unit
    lagoon = mix(p.paint("#6fd0c4"), p.sky[2], 0.25)
    shoal = s.paints.round(f"{lagoon}@0.95", f"{lagoon}@0.6", f"{lagoon}@0")
    s.far.add(disc(x, foot + s.unit, half * 1.75, shoal, 0.13))
    _island_body(s, x, foot, half, dice)
    _reef_line(s, x, foot + 5.5 * s.unit, half * 1.5)
    _low_swell(s)
    if dice.chance(0.6):
        terrain.frame_with_branches(s, p.paint(terrain.LEAF), "island branches")


def _island_body(s: Stage, x: float, foot: float, half: float, dice: Dice) -> None:
    p = s.palette
    peak = landmark(s, dice.between(20, 34), share=0.5)
    green = p.paint("#6f9a58", 0.72)
    turn = dice.pick((-1, 1))
    outline = ((-0.86, 0), (-0.5, 0.36), (-0.1, 0.6), (0.26, 1), (0.56, 0.52), (0.86, 0))
    hill = [(x + turn * half * across, foot - peak * up) for across, up in outline]
    s.far.add(blob([hill[0], *hill, hill[-1]], s.shaded(green, 0.34)))
    valley = [
        (x + turn * half * across, foot - peak * up)
        for across, up in ((-0.1, 0.55), (0.02, 0.2), (-0.16, 0), (0.3, 0), (0.22, 0.4))
    ]
    s.far.add(blob(valley, f"{p.dark(green, 0.4)}@0.3"))
    leaf = p.paint(terrain.LEAF, 0.75)
    for _ in range(20):
        dx = dice.between(-0.8, 0.8)
        lift = peak * 0.36 * max(0.0, 0.75 - abs(dx)) * dice.between(0.0, 1)
        tone = p.lit(leaf, 0.12) if dice.chance(0.4) else p.dark(leaf, 0.16)
        size = s.unit * dice.between(2, 3.6)
        s.far.add(disc(x + dx * half, foot - lift - size * 0.5, size, s.shaded(tone, 0.25), 0.75))
    sand = p.paint("#ecd9a8", 0.85)
    s.far.add(
        blob(
            [
                (x - half, foot + s.unit),
                (x - half * 0.5, foot - 1.1 * s.unit),
                (x + half * 0.5, foot - 1.3 * s.unit),
                (x + half, foot + s.unit),
                (x, foot + 2.6 * s.unit),
            ],
            s.paints.down(p.lit(sand, 0.2), p.dark(sand, 0.12)),
        )
    )
    for share in (-0.62, -0.48, 0.4, 0.58, 0.7):
        if dice.chance(0.85):
            tall = landmark(s, dice.between(14, 23), share=0.4)
            s.far.add(terrain.palm(s, x + share * half, foot + 0.4 * s.unit, tall, dice))


def _reef_line(s: Stage, x: float, y: float, half: float) -> None:
    """Where the swell breaks on the reef."""
    foam = mix(s.palette.light, "#ffffff", 0.7)
    dice = s.dice("reef")
    for i in range(11):
        at = x + half * (i / 5 - 1) + dice.between(-2, 2) * s.unit
        dy = 2.2 * s.unit * (1 - (i / 5 - 1) ** 2)
        s.far.add(
            line(
                f"M{at:.0f} {y + dy:.0f}q{2 * s.unit:.0f} {-0.7 * s.unit:.1f} "
                f"{dice.between(3, 7) * s.unit:.0f} 0",
                f"{foam}@0.6",
                s.unit * 0.35,
            )
        )


def _low_swell(s: Stage) -> None:
    p = s.palette
    deep = p.dark(mix(p.paint(terrain.WATER), p.sky[1], 0.2), 0.2)
    y = s.bottom - 8 * s.unit
    points = terrain.ridge_line(s, y, 4 * s.unit, s.dice("swell"), 3.0)
    fill = s.paints.down(f"{p.lit(deep, 0.25)}@0.7", p.dark(deep, 0.4))
    s.front.add(shape(curve(points) + f"V{s.bottom:.0f}H{s.left:.0f}Z", fill))


@setting("lake", shore=True)
def lake(s: Stage) -> None:
    """Still water that holds the mountains upside down, a jetty, reeds."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("lake")
    snow = s.look.weather == "snow"
    line_y = s.horizon + 3 * s.unit
    land, wood = Layer(0), Layer(0)
    terrain.mountains(s, land, 0.3, dice.between(24, 38) * broad(s), "lake range", snow=True)
    count = 22
    for i in range(count):
        x = s.left + s.span * (i + dice.between(0, 1)) / count
        tall = s.unit * dice.between(5, 12)
        leaf = p.paint(mix(terrain.PINE, terrain.LEAF, dice.between(0, 0.4)), 0.58)
        wood.add(terrain.conifer(s, x, line_y, tall, leaf, dice))
    s.back.add(*land.shapes)
    terrain.ridge(s, s.back, line_y + 2 * s.unit, 5 * s.unit, p.paint(terrain.PINE, 0.5), "bank")
    s.back.add(*wood.shapes)
    terrain.water(s, s.far, line_y, glitter=False)
    _mirrored(s, s.far, line_y, [*land.shapes, *wood.shapes])
    _calm(s, line_y, dice)
    meadow = p.paint(under_snow(s, terrain.GRASS))
    shore = s.horizon + (s.height - s.horizon) * 0.42
    terrain.ridge(s, s.mid, shore + 2 * s.unit, 4 * s.unit, meadow, "lake shore", 1.2)
    side = dice.pick((-1, 1))
    _jetty(s, side, shore)
    terrain.stones(s, s.mid, 4, "lake stones", 0.5)
    if not snow:
        terrain.tufts(s, s.mid, p.dark(meadow, 0.1), 16, "lake tufts")
    _reeds(s, -side, dice)


def _mirrored(s: Stage, layer: Layer, y: float, shapes: list[str]) -> None:
    """What stands on the far bank, in the water, drawn out and dimmed."""
    flip = f'<g transform="matrix(1 0 0 -0.9 0 {1.9 * y:.1f})" opacity="0.42">'
    layer.add(f"{flip}{''.join(shapes)}</g>")


def _calm(s: Stage, top: float, dice: Dice) -> None:
    """Breaths of wind across the mirror."""
    light = mix(s.palette.light, s.palette.sky[2], 0.4)
    for i in range(14):
        nearness = (i / 14) ** 1.4
        y = top + s.unit * (1 + 24 * nearness)
        x, wide = dice.between(s.left, s.right), s.unit * dice.between(12, 40)
        s.far.add(box(x - wide / 2, y, wide, s.unit * (0.16 + 0.3 * nearness), f"{light}@0.3"))


def _jetty(s: Stage, side: int, shore: float) -> None:
    """Planks on posts that lead out from the bank."""
    p = s.palette
    wood = p.paint("#9a7a5a")
    near_x, far_x = s.across(0.5 + side * 0.34), s.across(0.5 + side * 0.24)
    near_y, far_y = shore + 5 * s.unit, s.horizon + 8 * s.unit
    wide, narrow = 15 * s.unit, 6 * s.unit
    for t in (0.0, 0.3, 0.62, 0.9):
        x, y = far_x + (near_x - far_x) * t, far_y + (near_y - far_y) * t
        half = (narrow + (wide - narrow) * t) / 2
        for dx in (-half, half):
            s.mid.add(
                line(
                    f"M{x + dx:.0f} {y - 1.6 * s.unit:.0f}v{(4 + 2 * t) * s.unit:.0f}",
                    p.dark(wood, 0.5),
                    s.unit * (0.5 + 0.5 * t),
                )
            )
    corners = [
        (far_x - narrow / 2, far_y),
        (far_x + narrow / 2, far_y),
        (near_x + wide / 2, near_y),
        (near_x - wide / 2, near_y),
    ]
    s.mid.add(polygon(corners, s.paints.down(p.lit(wood, 0.2), p.dark(wood, 0.15))))
    for i in range(1, 12):
        t = (i / 12) ** 1.3
        x, y = far_x + (near_x - far_x) * t, far_y + (near_y - far_y) * t
        half = (narrow + (wide - narrow) * t) / 2
        s.mid.add(
            line(
                f"M{x - half:.0f} {y:.0f}h{2 * half:.0f}", f"{p.dark(wood, 0.5)}@0.6", 0.8 + 1.2 * t
            )
        )


def _reeds(s: Stage, side: int, dice: Dice) -> None:
    p = s.palette
    tone = p.dark(p.paint("#7f8a4f"), 0.35)
    blades, heads = "", ""
    for _ in range(26):
        x = s.across(0.5 + side * dice.between(0.34, 0.6))
        tall, lean = s.unit * dice.between(9, 24), s.unit * dice.between(-3, 3)
        foot = s.bottom
        blades += f"M{x:.0f} {foot:.0f}Q{x:.0f} {foot - tall * 0.7:.0f} {x + lean:.0f} "
        blades += f"{foot - tall - 8 * s.unit:.0f}"
        if dice.chance(0.3):
            top = foot - tall - 7 * s.unit
            heads += f"M{x + lean * 0.9:.0f} {top:.0f}l{-lean * 0.16:.1f} {4 * s.unit:.0f}"
    s.front.add(
        line(blades, tone, s.unit * 0.4), line(heads, p.dark(p.paint("#6b4a35"), 0.3), s.unit * 1.1)
    )
