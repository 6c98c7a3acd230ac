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
    terrain.mountains(s, s.back, 0.25, s.unit * 36, "far peaks", snow=True)
    terrain.mountains(s, s.far, 0.55, s.unit * 24, "near peaks", snow=s.look.weather == "snow")
    p = s.palette
    meadow = terrain.SNOW if s.look.weather == "snow" else terrain.GRASS
    line_of = terrain.ridge(
        s, s.far, s.horizon + 5 * s.unit, 6 * s.unit, p.paint(terrain.PINE, 0.62), "foothill"
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
    """Trunks in three depths, light falling between them."""
    paint_sky(s)
    p = s.palette
    floor = terrain.SNOW if s.look.weather == "snow" else "#6d7a45"
    glow = mix(p.sky[-1], p.haze, 0.4)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, f"{glow}@0.6"))
    terrain.ground(s, s.far, floor)
    for layer, near, count, size in ((s.back, 0.2, 22, 58), (s.far, 0.55, 13, 82)):
        dice = s.dice(f"trees {near}")
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0.1, 0.9)) / count
            foot = s.horizon + s.unit * (2 if near < 0.4 else 5)
            _tall_tree(s, layer, x, foot, size * s.unit * dice.between(0.8, 1.2), near)
    _sunbeams(s)
    terrain.ground(s, s.mid, floor, top=s.horizon + 7 * s.unit)
    dice = s.dice("near trees")
    for share in (dice.between(-0.02, 0.12), dice.between(0.86, 1.02)):
        foot = s.horizon + s.unit * 22
        _tall_tree(s, s.mid, s.across(share), foot, s.unit * 130, 0.95)
    terrain.tufts(s, s.mid, p.paint("#66803f"), 70, "ferns")
    terrain.frame_with_grass(s, p.paint(terrain.PINE), "front grass")


def _tall_tree(s: Stage, layer: Layer, x: float, foot: float, height: float, near: float) -> None:
    p = s.palette
    dice = s.dice(f"tree {x:.0f}")
    bark = p.paint(terrain.BARK, near)
    leaf = p.paint(mix(terrain.LEAF, terrain.PINE, dice.between(0, 1)), near)
    width = height * 0.03
    trunk = [
        (x - width, foot),
        (x - width * 0.62, foot - height),
        (x + width * 0.62, foot - height),
    ]
    layer.add(polygon([*trunk, (x + width, foot)], s.shaded(bark, 0.4)))
    for i in range(6):
        y = foot - height * (0.42 + 0.1 * i)
        dx = dice.between(-1, 1) * height * 0.09
        r = height * dice.between(0.07, 0.12)
        clump = terrain.broadleaf_clump(s, x + dx, y, r, leaf, dice)
        layer.add(clump)


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
    terrain.mountains(s, s.back, 0.3, s.unit * 10, "mesas", snow=False)
    _dune(s, s.far, s.horizon + 3 * s.unit, 9 * s.unit, p.paint(sand, 0.62), "far dune")
    _dune(s, s.mid, s.horizon + 12 * s.unit, 13 * s.unit, p.paint(sand, 0.86), "dune")
    _dune(s, s.mid, s.horizon + 28 * s.unit, 12 * s.unit, p.paint(sand, 1.0), "near dune")
    terrain.stones(s, s.mid, 3, "desert stones", 0.5)


def _dune(s: Stage, layer: Layer, y: float, height: float, colour: str, name: str) -> None:
    points = terrain.ridge_line(s, y, height, s.dice(name), 1.1)
    p = s.palette
    skyline = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
    lit = s.paints.down(p.lit(colour, 0.4), colour)
    layer.add(shape(f"M{skyline}L{s.right} {s.bottom}L{s.left} {s.bottom}Z", lit))
    peak = min(points, key=lambda point: point[1])
    side = -s.light_side
    rim = [point for point in points if (point[0] - peak[0]) * side >= 0]
    rim.sort(key=lambda point: point[0] * side)
    slope = [(peak[0] + side * s.unit * 14, peak[1] + height * 2.2)]
    end = (rim[-1][0], s.bottom)
    shadow = s.paints.down(p.dark(colour, 0.42), p.dark(colour, 0.2))
    layer.add(polygon([*rim, end, *slope], shadow))


@setting("river", water=False)
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
            f"{away - 30 * s.unit:.0f} {top + 16 * s.unit:.0f} {away - 26 * s.unit:.0f} {s.bottom:.0f}"
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
