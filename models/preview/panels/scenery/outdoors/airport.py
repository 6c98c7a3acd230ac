"""An airport, seen from its apron."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import landmark, under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("airport")
def airport(s: Stage) -> None:
    """The apron before a glass terminal, the tower, an airliner at its stand."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("airport")
    terrain.ridge(
        s, s.back, s.horizon + s.unit, 5 * s.unit, p.paint(terrain.PINE, 0.25), "far land"
    )
    side = dice.pick((-1, 1))
    _control_tower(s, s.across(0.5 - side * dice.between(0.24, 0.36)), landmark(s, 44), dice)
    _terminal(s, side, dice)
    concrete = p.paint(under_snow(s, "#a3a29e"))
    plane(s, s.mid, concrete, s.horizon + 4 * s.unit)
    vista = Vista(s, s.across(0.5 - side * 0.1))
    paving(vista, s.mid, concrete, top=0.12, step=42)
    _markings(vista, side)
    wide = min(92 * s.unit, 0.78 * s.width)
    _airliner(s, s.across(0.5 + side * 0.16), s.horizon + 9 * s.unit, wide, side, dice)
    if lights_on(s):
        for i in range(11):
            x, y = s.left + s.span * i / 10, s.horizon + 5.2 * s.unit
            s.mid.add(
                disc(x, y, 1.6 * s.unit, s.paints.round("#6fb4ff@0.8", "#6fb4ff@0")),
                disc(x, y, 0.4 * s.unit, "#cfe6ff"),
            )


def _control_tower(s: Stage, x: float, tall: float, dice: Dice) -> None:
    p = s.palette
    wall = p.paint(dice.pick(("#c9c6be", "#b5bcc0", "#cdbfa8")), 0.5)
    glass = p.glow if lights_on(s) else mix(p.paint("#4c6478", 0.5), p.sky[1], 0.3)
    s.back.add(
        group(
            polygon([(-9, 6), (-5.5, -76), (5.5, -76), (9, 6)], s.shaded(wall, 0.35)),
            polygon([(-8, -74), (-14, -82), (14, -82), (8, -74)], p.dark(wall, 0.3)),
            polygon([(-14, -82), (-17, -93), (17, -93), (14, -82)], glass),
            line("M-7 -82L-8 -93M0 -82V-93M7 -82L8 -93", p.dark(wall, 0.4), 0.9),
            box(-18, -96, 36, 3.4, s.shaded(wall, 0.3)),
            line("M-4 -96V-106M5 -96V-102", p.dark(wall, 0.4), 1),
            at=(x, s.horizon + 4 * s.unit),
            scale=tall / 106,
        )
    )
    if lights_on(s):
        lamp = (x - tall * 0.04, s.horizon + 4 * s.unit - tall)
        s.back.add(disc(*lamp, 2.4 * s.unit, s.paints.round("#ff5a4a@0.9", "#ff5a4a@0")))


def _terminal(s: Stage, side: int, dice: Dice) -> None:
    """A long hall of glass beneath a curved roof, jetways in front."""
    p = s.palette
    foot = s.horizon + 4.6 * s.unit
    tall = dice.between(12, 15) * s.unit
    glass = mix(p.paint("#5f7f94", 0.62), p.sky[2], 0.35)
    low = mix(glass, p.glow, 0.75) if lights_on(s) else p.dark(glass, 0.24)
    start = s.left if side > 0 else s.across(0.3)
    end = s.across(0.7) if side > 0 else s.right
    roof = p.paint(under_snow(s, "#d3d6d6"), 0.62)
    s.far.add(box(start, foot - tall, end - start, tall, s.paints.down(glass, low)))
    bays = max(4, round((end - start) / (7 * s.unit)))
    bars = "".join(
        f"M{start + (end - start) * i / bays:.0f} {foot - tall:.0f}V{foot:.0f}"
        for i in range(bays + 1)
    )
    rows = "".join(f"M{start:.0f} {foot - tall * share:.0f}H{end:.0f}" for share in (0.36, 0.7))
    s.far.add(line(bars, f"{roof}@0.8", s.unit * 0.32), line(rows, f"{roof}@0.8", s.unit * 0.5))
    arcs = 3
    for i in range(arcs):
        x0, x1 = start + (end - start) * i / arcs, start + (end - start) * (i + 1) / arcs
        s.far.add(
            shape(
                f"M{x0 - s.unit:.0f} {foot - tall:.0f}Q{(x0 + x1) / 2:.0f} "
                f"{foot - tall - 8.5 * s.unit:.0f} {x1 + s.unit:.0f} {foot - tall:.0f}"
                f"v{1.2 * s.unit:.0f}H{x0 - s.unit:.0f}Z",
                s.shaded(roof, 0.26),
            )
        )


def _markings(vista: Vista, side: int) -> None:
    """The yellow line that planes follow, and the edge of their stand."""
    s, p = vista.stage, vista.stage.palette
    yellow, white = p.paint("#e6bf45"), p.paint("#e6e4de")
    s.mid.add(vista.floor(-1.6, 1.6, (0.2, 1.0), f"{yellow}@0.85"))
    y0, y1 = vista.at(0, 0.24)[1], vista.at(0, 0.256)[1]
    s.mid.add(box(s.left, y0, s.span, y1 - y0, f"{yellow}@0.8"))
    for i in range(-9, 10):
        across = -side * 60 + i * 6.0
        if i % 2:
            s.mid.add(vista.floor(across, across + 3, (0.62, 0.74), f"{white}@0.5"))


def _airliner(s: Stage, x: float, foot: float, wide: float, side: int, dice: Dice) -> None:
    """An airliner from the side, two hundred units long in its sketch; its nose looks inwards."""
    p = s.palette
    body = p.lit(p.paint("#e9e9e6", 0.95), 0.08)
    livery = p.paint(dice.pick(("#c9483f", "#2f6f9f", "#3f8f7a", "#d98a3f", "#5f4f8f")), 0.95)
    grey, dark = p.paint("#9aa2a8", 0.95), p.paint("#3b424a", 0.95)
    pane = p.glow if lights_on(s) else mix(p.paint("#3f5060"), p.sky[1], 0.2)
    panes = "".join(box(dx, -34, 2.6, 4, pane, 1) for dx in range(-62, 64, 7))
    wheels = "".join(disc(dx, -3, 3.6, dark) for dx in (-8, 0, 72))
    sketch = (
        shape("M-92 -36L-112 -78H-94L-70 -38Z", s.shaded(livery, 0.3)),
        polygon([(-84, -32), (-108, -36), (-100, -40), (-74, -38)], p.dark(grey, 0.2)),
        line("M-4 -20V-4M72 -18V-4", p.dark(grey, 0.3), 2),
        shape(
            "M-96 -36Q-60 -45-30 -45H70Q92 -43 99 -29Q100 -20 78 -17H-40Q-74 -18-96 -36Z",
            s.paints.down(p.lit(body, 0.3), body, p.dark(body, 0.36)),
        ),
        shape("M-92 -33Q-60 -28-30 -27H98Q97 -23 92 -20.6H-44Q-74 -22-92 -33Z", f"{livery}@0.9"),
        panes,
        shape("M82 -39Q90 -37 94 -32H82Z", mix(dark, p.sky[1], 0.2)),
        box(54, -37, 6, 14, p.dark(body, 0.16), 1),
        box(-74, -36, 5, 11, p.dark(body, 0.16), 1),
        shape(
            "M22 -24L-40 -6L-54 -6L-14 -25Z", s.paints.down(p.lit(grey, 0.3), p.dark(grey, 0.25))
        ),
        shape("M2 -14H24Q29 -10 24 -5H2Q-1 -10 2 -14Z", s.paints.down(body, p.dark(grey, 0.3))),
        disc(25, -9.5, 4, dark, 1.1),
        wheels,
    )
    s.mid.add(
        disc(
            x,
            foot,
            wide * 0.5,
            s.paints.round(f"{p.shade}@0.6", f"{p.shade}@0.3", f"{p.shade}@0"),
            0.07,
        ),
        group(*sketch, at=(x, foot), scale=wide / 200, flip=side > 0),
    )
