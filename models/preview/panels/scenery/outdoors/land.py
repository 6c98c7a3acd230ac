"""Open country: forest, mountain, field, desert, river, garden."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Layer, blob, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("mountain")
def mountain(s: Stage) -> None:
    """Three ranges one behind the other, firs at the foot."""
    paint_sky(s)
    terrain.mountains(s, s.back, 0.25, s.unit * 46, "far peaks", snow=True)
    terrain.mountains(s, s.far, 0.55, s.unit * 24, "near peaks", snow=s.look.weather == "snow")
    p = s.palette
    meadow = terrain.SNOW if s.look.weather == "snow" else terrain.GRASS
    line_of = terrain.ridge(
        s, s.far, s.horizon + 3 * s.unit, 9 * s.unit, p.paint(terrain.PINE, 0.62), "foothill"
    )
    dice = s.dice("firs")
    for _ in range(46):
        x = dice.between(s.left, s.right)
        y = terrain.height_at(line_of, x) + s.unit
        tall = s.unit * dice.between(3, 6.5)
        s.far.add(terrain.conifer(s, x, y, tall, p.paint(terrain.PINE, 0.6), dice))
    terrain.ridge(s, s.mid, s.horizon + 9 * s.unit, 5 * s.unit, p.paint(meadow), "meadow")
    terrain.stones(s, s.mid, 5, "stones", 0.35)
    terrain.tufts(s, s.mid, p.paint(meadow), 40, "tufts")


@setting("forest")
def forest(s: Stage) -> None:
    """Firs in three depths that fade into the light, two great trunks at the sides."""
    paint_sky(s)
    p = s.palette
    floor = terrain.SNOW if s.look.weather == "snow" else "#747f4c"
    glow = mix(p.sky[-1], p.haze, 0.4)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, f"{glow}@0.55"))
    for layer, near, count, size, down in (
        (s.back, 0.12, 26, 50, 2),
        (s.back, 0.34, 19, 66, 4),
        (s.far, 0.6, 12, 88, 8),
    ):
        dice = s.dice(f"trees {near}")
        if layer is s.far:
            terrain.ground(s, s.far, floor)
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0.05, 0.95)) / count
            # The middle is kept low: that is where the picture's people and its light are.
            edge = abs(x - s.width / 2) / (s.width / 2)
            tall = s.unit * size * dice.between(0.6, 0.85) * (0.72 + 0.5 * edge)
            leaf = p.paint(mix(terrain.PINE, terrain.LEAF, dice.between(0, 0.5)), near)
            layer.add(terrain.conifer(s, x, s.horizon + down * s.unit, tall, leaf, dice))
    _sunbeams(s)
    terrain.ground(s, s.mid, floor, top=s.horizon + 9 * s.unit)
    _great_trunks(s)
    terrain.tufts(s, s.mid, p.paint("#6b8248"), 70, "ferns")
    terrain.frame_with_branches(s, p.paint(terrain.PINE), "forest branches")
    terrain.frame_with_grass(s, p.paint(terrain.PINE), "front grass")


def _great_trunks(s: Stage) -> None:
    dice = s.dice("great trunks")
    p = s.palette
    bark = p.paint(terrain.BARK, 0.95)
    for share in (dice.between(0.0, 0.09), dice.between(0.9, 1.0)):
        x, foot = s.across(share), s.horizon + s.unit * dice.between(17, 23)
        w = s.unit * dice.between(3.4, 4.8)
        s.mid.add(terrain.shadow_on_ground(s, x, foot, 4 * w))
        data = (
            f"M{x - w * 2:.0f} {foot:.0f}Q{x - w:.0f} "
            f"{foot - 3 * w:.0f} {x - w * 0.8:.0f} {s.top:.0f}"
            f"H{x + w * 0.8:.0f}Q{x + w:.0f} {foot - 3 * w:.0f} {x + w * 2:.0f} {foot:.0f}Z"
        )
        s.mid.add(shape(data, s.shaded(bark, 0.55)))
        lines = "".join(
            f"M{x + dx * w:.0f} {foot - dice.between(2, 5) * w:.0f}"
            f"V{s.top + dice.between(0, 300):.0f}"
            for dx in (-0.45, -0.1, 0.25, 0.5)
        )
        s.mid.add(line(lines, f"{p.dark(bark, 0.5)}@0.4", 2.2))


def _sunbeams(s: Stage) -> None:
    if s.look.weather not in ("clear", "fog") or s.palette.night:
        return
    dice = s.dice("beams")
    light = f"{s.palette.light}@"
    for _ in range(4):
        x = s.sun_x + dice.between(-16, 16) * s.unit
        lean = -s.light_side * s.unit * dice.between(26, 40)
        wide = s.unit * dice.between(3, 9)
        points = [(x, s.top), (x + wide, s.top), (x + wide * 2.4 + lean, s.bottom)]
        fill = s.paints.down(f"{light}0.34", f"{light}0.12", f"{light}0")
        s.far.add(polygon([*points, (x + lean, s.bottom)], fill))


@setting("field")
def field(s: Stage) -> None:
    """Rolling farmland with rows that run to the horizon."""
    paint_sky(s)
    p = s.palette
    snow = s.look.weather == "snow"
    crop = terrain.SNOW if snow else s.dice("crop").pick(("#c9a85a", "#8fa957", "#a8b060"))
    terrain.ridge(s, s.back, s.horizon + 2 * s.unit, 9 * s.unit, p.paint(terrain.LEAF, 0.3), "hill")
    line_of = terrain.ridge(
        s, s.far, s.horizon + 2 * s.unit, 4 * s.unit, p.paint(terrain.GRASS, 0.55), "rise"
    )
    dice = s.dice("hedge")
    for _ in range(9):
        x = dice.between(s.left, s.right)
        y = terrain.height_at(line_of, x) + s.unit
        leaf = p.paint(terrain.LEAF, 0.6)
        s.far.add(terrain.broadleaf(s, x, y, s.unit * dice.between(5, 9), leaf, dice))
    terrain.ground(s, s.mid, crop, top=s.horizon + s.unit)
    _furrows(s, p.paint(crop))
    terrain.tufts(s, s.mid, p.paint(crop), 60, "stalks")
    terrain.frame_with_grass(s, p.paint(crop), "front stalks")


def _furrows(s: Stage, colour: str) -> None:
    away = s.across(s.dice("furrows").between(0.3, 0.7))
    top = s.horizon + s.unit
    fan = 15
    for i in range(-fan, fan + 1):
        foot = away + i * s.span * 0.1
        wide = s.span * 0.03
        points = [(away + i * s.unit * 1.4, top), (foot + wide, s.bottom), (foot, s.bottom)]
        fill = s.paints.down(f"{s.palette.dark(colour, 0.3)}@0.15", s.palette.dark(colour, 0.34))
        s.mid.add(polygon(points, fill))


@setting("desert")
def desert(s: Stage) -> None:
    """Dunes with sharp crests and long shadows."""
    paint_sky(s)
    p = s.palette
    sand = "#dba869"
    terrain.mountains(s, s.back, 0.3, s.unit * 7, "mesas", snow=False)
    _dune(s, s.far, s.horizon + 3 * s.unit, 9 * s.unit, p.paint(sand, 0.62), "far dune")
    _dune(s, s.mid, s.horizon + 12 * s.unit, 13 * s.unit, p.paint(sand, 0.86), "dune")
    _dune(s, s.mid, s.horizon + 28 * s.unit, 12 * s.unit, p.paint(sand, 1.0), "near dune")
    terrain.stones(s, s.mid, 3, "desert stones", 0.5)


def _dune(s: Stage, layer: Layer, y: float, height: float, colour: str, name: str) -> None:
    """One great dune: a crest, a lit face, and a face in shadow behind a sinuous edge."""
    p = s.palette
    dice = s.dice(name)
    x, top = s.across(dice.between(0.25, 0.75)), y - height
    lit = s.paints.down(p.lit(colour, 0.36), p.lit(colour, 0.12), colour)
    shadow = s.paints.down(p.dark(colour, 0.4), p.dark(colour, 0.16))
    crest = (
        f"M{s.left:.0f} {y:.0f}C{x - s.span * 0.3:.0f} {y:.0f} {x - s.span * 0.1:.0f} {top:.0f} "
        f"{x:.0f} {top:.0f}C{x + s.span * 0.1:.0f} {top:.0f} {x + s.span * 0.3:.0f} "
        f"{y - height * 0.1:.0f} {s.right:.0f} {y - height * 0.1:.0f}"
    )
    layer.add(shape(f"{crest}V{s.bottom:.0f}H{s.left:.0f}Z", lit))
    side = -s.light_side
    edge = s.right if side > 0 else s.left
    end = y if side < 0 else y - height * 0.1
    bend = side * s.unit * dice.between(9, 16)
    layer.add(
        shape(
            f"M{x:.0f} {top:.0f}C{x + side * s.span * 0.1:.0f} {top:.0f} "
            f"{x + side * s.span * 0.3:.0f} {end:.0f} {edge:.0f} {end:.0f}V{s.bottom:.0f}"
            f"H{x + bend * 3:.0f}C{x + bend * 4:.0f} {y + height * 1.4:.0f} "
            f"{x - bend:.0f} {y + height * 0.6:.0f} {x + bend * 0.4:.0f} {y - height * 0.2:.0f}"
            f"C{x + bend:.0f} {y - height * 0.6:.0f} {x + bend * 0.3:.0f} {top + height * 0.1:.0f} "
            f"{x:.0f} {top:.0f}Z",
            shadow,
        )
    )


@setting("river", shore=True, midstream=True)
def river(s: Stage) -> None:
    """A river winding away between banks."""
    paint_sky(s)
    p = s.palette
    bank = terrain.SNOW if s.look.weather == "snow" else terrain.GRASS
    terrain.ridge(s, s.back, s.horizon + s.unit, 13 * s.unit, p.paint(terrain.LEAF, 0.28), "hill")
    dice = s.dice("wood")
    for i in range(26):
        x = s.left + s.span * (i + dice.between(0, 1)) / 26
        leaf = p.paint(terrain.PINE, 0.5)
        tall = s.unit * dice.between(5, 11)
        s.far.add(terrain.conifer(s, x, s.horizon + 1.5 * s.unit, tall, leaf, dice))
    terrain.ground(s, s.mid, bank)
    _winding(s)
    terrain.stones(s, s.mid, 6, "river stones", 0.3)
    terrain.tufts(s, s.mid, p.paint(bank), 50, "bank grass")
    terrain.frame_with_branches(s, p.paint(terrain.LEAF), "branches")


def _winding(s: Stage) -> None:
    p = s.palette
    depth = s.bottom - s.horizon
    away = s.across(s.dice("river").pick((0.42, 0.58)))
    swing = s.width * 0.16 * (1 if away < s.width / 2 else -1)
    y0, y1, y2, y3 = (s.horizon + depth * share for share in (0.015, 0.14, 0.42, 1.0))
    left = f"M{away - s.unit:.0f} {y0:.0f}C{away - swing:.0f} {y1:.0f} {away + swing:.0f} {y1:.0f} "
    left += f"{away + swing * 0.4 - 9 * s.unit:.0f} {y2:.0f}"
    left += (
        f"S{away - s.width * 0.3:.0f} {y2 + depth * 0.2:.0f} {away - s.width * 0.34:.0f} {y3:.0f}"
    )
    right = f"L{away + s.width * 0.3:.0f} {y3:.0f}"
    right += f"C{away + s.width * 0.3:.0f} {y2 + depth * 0.25:.0f} "
    right += f"{away + swing + 12 * s.unit:.0f} {y2 + depth * 0.1:.0f} "
    right += f"{away + swing * 0.9 + 8 * s.unit:.0f} {y2:.0f}"
    right += f"C{away + swing * 1.5:.0f} {y1 + depth * 0.05:.0f} {away - swing * 0.5:.0f} {y1:.0f} "
    right += f"{away + s.unit:.0f} {y0:.0f}Z"
    deep = p.paint(terrain.WATER)
    fill = s.paints.down(p.sky[-1], mix(deep, p.sky[1], 0.45), p.dark(deep, 0.15))
    s.mid.add(line(left, f"{p.dark(p.paint(terrain.EARTH), 0.3)}@0.5", s.unit * 0.8))
    s.mid.add(shape(left + right, fill))
    dice = s.dice("flow")
    for i in range(18):
        share = (i / 18) ** 1.3
        y = y2 + (y3 - y2) * share * 0.9
        x = away + swing * 0.3 * (1 - share) + dice.between(-0.16, 0.16) * s.width
        reach = s.unit * (3 + 8 * share)
        s.mid.add(
            line(
                f"M{x:.0f} {y:.0f}q{reach:.0f} {-s.unit * 0.5:.1f} {2 * reach:.0f} 0",
                f"{p.light}@0.4",
                1 + 2.4 * share,
            )
        )


@setting("garden")
def garden(s: Stage) -> None:
    """A lawn with a path, hedges, a tree and beds of flowers."""
    paint_sky(s)
    p = s.palette
    terrain.ridge(s, s.back, s.horizon, 9 * s.unit, p.paint(terrain.LEAF, 0.4), "beyond")
    dice = s.dice("hedge")
    hedge = p.paint(terrain.PINE, 0.7)
    for i in range(22):
        x = s.left + s.span * i / 21
        points = [
            (x - 6 * s.unit, s.horizon + 5 * s.unit),
            (x - 5 * s.unit, s.horizon - 4 * s.unit),
        ]
        points += [
            (x, s.horizon - dice.between(5, 8) * s.unit),
            (x + 5 * s.unit, s.horizon - 3 * s.unit),
        ]
        points += [(x + 6 * s.unit, s.horizon + 5 * s.unit)]
        s.far.add(blob(points, s.shaded(hedge, 0.3)))
    terrain.ground(s, s.mid, terrain.GRASS, top=s.horizon + 3 * s.unit)
    _path(s)
    side = s.dice("tree").pick((0.12, 0.88))
    foot = s.horizon + 9 * s.unit
    s.mid.add(terrain.shadow_on_ground(s, s.across(side), foot, 14 * s.unit))
    leaf = p.paint(terrain.LEAF)
    s.mid.add(terrain.broadleaf(s, s.across(side), foot, 50 * s.unit, leaf, s.dice("crown")))
    _flower_beds(s)
    terrain.frame_with_grass(s, p.paint(terrain.LEAF), "front leaves")


def _path(s: Stage) -> None:
    p = s.palette
    away = s.across(0.5)
    top = s.horizon + 3 * s.unit
    gravel = p.paint("#d8c6a4")
    s.mid.add(
        shape(
            f"M{away - 2 * s.unit:.0f} {top:.0f}C{away + 10 * s.unit:.0f} {top + 12 * s.unit:.0f} "
            f"{away - 30 * s.unit:.0f} {top + 16 * s.unit:.0f}"
            f" {away - 26 * s.unit:.0f} {s.bottom:.0f}"
            f"L{away + 14 * s.unit:.0f} {s.bottom:.0f}"
            f"C{away + 2 * s.unit:.0f} {top + 18 * s.unit:.0f} {away + 18 * s.unit:.0f} "
            f"{top + 10 * s.unit:.0f} {away + 2 * s.unit:.0f} {top:.0f}Z",
            s.paints.down(mix(gravel, p.haze, 0.3), gravel, p.dark(gravel, 0.2)),
        )
    )


def _flower_beds(s: Stage) -> None:
    dice = s.dice("flowers")
    p = s.palette
    colours = dice.pick(
        (
            ("#d9667b", "#f2d2d9", "#b44a6b"),
            ("#e6b84a", "#f4e3a1", "#d9783f"),
            ("#8c7cc4", "#d9d2f2", "#6a5aa8"),
        )
    )
    for side in (-1, 1):
        for _ in range(46):
            near = dice.between(0.12, 0.8)
            reach = dice.between(0.3, 0.62)
            x = s.across(0.5 + side * reach)
            y = s.horizon + 3 * s.unit + (s.bottom - s.horizon) * near * 0.8
            size = s.unit * (0.5 + 1.3 * near)
            stem = line(f"M0 0L0 {-size * 3:.1f}", p.dark(p.paint(terrain.LEAF), 0.2), size * 0.25)
            petal = p.paint(dice.pick(colours))
            head = disc(0, -size * 3, size, petal, 0.8)
            s.mid.add(
                group(stem, head, disc(0, -size * 3.2, size * 0.36, p.lit(petal, 0.6)), at=(x, y))
            )
