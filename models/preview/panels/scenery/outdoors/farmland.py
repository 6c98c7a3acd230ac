"""Worked land: a farm, a vineyard."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, blob, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import gable_house, lights_on
from models.preview.panels.scenery.lamps import glow
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import landmark, sides, under_snow
from models.preview.panels.scenery.trees import cypress
from models.preview.panels.scenery.vista import Vista, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("farm")
def farm(s: Stage) -> None:
    """A red barn with its silo, a wind pump, fields behind, a fence before."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("farm")
    terrain.ridge(s, s.back, s.horizon + s.unit, 10 * s.unit, p.paint(terrain.LEAF, 0.25), "hill")
    _strips(s, dice)
    meadow = p.paint(under_snow(s, terrain.GRASS))
    plane(s, s.mid, meadow, s.horizon + 6 * s.unit)
    side = dice.pick((-1, 1))
    barn = s.across(0.5 + side * dice.between(0.2, 0.26))
    foot = s.horizon + 8 * s.unit
    tall = landmark(s, 30, wide=1.3, share=0.56)
    _wind_pump(
        s, s.across(0.5 - side * dice.between(0.08, 0.16)), foot - 2 * s.unit, tall * 0.95, dice
    )
    _silo(s, barn - side * tall * 0.82, foot - 0.5 * s.unit, tall * 1.12)
    _barn(s, barn, foot, tall, dice)
    house = s.across(0.5 - side * 0.43) - 10 * s.unit
    gable_house(s, s.mid, house, foot, 20 * s.unit, 17 * s.unit, 0.85, dice)
    for share in (0.5 - side * 0.54, 0.5 - side * 0.26):
        leaf = p.paint(terrain.LEAF, 0.85)
        tree = terrain.broadleaf(s, s.across(share), foot + s.unit, 21 * s.unit, leaf, dice)
        s.mid.add(tree)
    _bales(s, foot, dice)
    fence(s, foot + 7 * s.unit, 6.5 * s.unit, "#d8d0c0", gap=(0.3, 0.72))
    terrain.tufts(s, s.mid, meadow, 34, "farm grass")
    terrain.frame_with_grass(s, p.paint(terrain.GRASS), "farm front")


def _strips(s: Stage, dice: Dice) -> None:
    """Fields of several crops on the rise behind."""
    p = s.palette
    top, foot = s.horizon, s.horizon + 7 * s.unit
    crops = ("#c9a85a", "#8fa957", "#a8b060", "#7f9a58", "#b89a62")
    x = s.left
    s.far.add(box(s.left, top, s.span, foot - top, p.paint(under_snow(s, crops[1]), 0.6)))
    while x < s.right:
        wide = s.unit * dice.between(16, 34)
        tone = p.paint(under_snow(s, dice.pick(crops)), 0.55 + 0.1 * dice.between(0, 1))
        slant = (x - s.width / 2) * 0.16
        corners = [
            (x - slant * 0.4, top),
            (x + wide - slant * 0.4, top),
            (x + wide + slant, foot),
            (x + slant, foot),
        ]
        s.far.add(polygon(corners, s.paints.down(mix(tone, p.haze, 0.3), tone)))
        x += wide


def _barn(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    p = s.palette
    red = p.paint(dice.pick(("#a8453a", "#9c4a35", "#8f3f3a")), 0.92)
    roof, trim = p.paint(under_snow(s, "#5f5a5c"), 0.92), p.paint("#e6dccb", 0.92)
    left, right = sides(s, red, 0.34)
    boards = "".join(f"M{x0} -46V0" for x0 in range(-44, 0, 8))
    hay = p.glow if lights_on(s) else p.dark(red, 0.7)
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.75),
        group(
            polygon([(4, 0), (4, -50), (66, -50), (66, 0)], right),
            polygon([(4, -50), (-22, -96), (-40, -80), (-54, -48), (-54, 0), (4, 0)], left),
            line(boards, f"{p.dark(left, 0.4)}@0.5", 1),
            polygon(
                [(-22, -100), (48, -94), (62, -78), (72, -46), (6, -48), (-6, -80)],
                s.paints.down(p.lit(roof, 0.25), p.dark(roof, 0.2)),
            ),
            line("M-58 -44L-42 -81L-22 -99L-5 -80L6 -46", trim, 3),
            box(-42, -38, 34, 38, p.dark(left, 0.45)),
            line("M-42 -38H-8V0M-42 -38V0M-42 -38L-8 0M-8 -38L-42 0M-25 -38V0", trim, 1.8),
            box(-31, -70, 14, 15, hay),
            line("M-31 -70h14v15h-14Z", trim, 1.8),
            box(22, -36, 12, 12, hay),
            box(46, -36, 12, 12, hay),
            at=(x, foot),
            scale=tall / 100,
        ),
    )
    if lights_on(s):
        glow(s, s.mid, x - tall * 0.25, foot - tall * 0.5, tall * 0.5, 0.5)


def _silo(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    steel = p.paint("#b3b4b0", 0.86)
    hoops = "".join(f"M-16 {-y}Q0 {-y + 4} 16 {-y}" for y in range(10, 80, 11))
    s.mid.add(
        group(
            box(-16, -82, 32, 84, s.shaded(steel, 0.5)),
            line(hoops, f"{p.dark(steel, 0.4)}@0.6", 1.1),
            shape(
                "M-17 -81Q-16 -100 0 -101Q16 -100 17 -81Q0 -76-17 -81Z",
                s.shaded(p.paint(under_snow(s, "#8a8f93"), 0.86), 0.45),
            ),
            at=(x, foot),
            scale=tall / 100,
        )
    )


def _wind_pump(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    p = s.palette
    iron = p.paint("#5d6063", 0.75)
    vanes = ""
    start = dice.between(0, 45)
    for i in range(8):
        vanes += (
            f'<g transform="rotate({start + 45 * i:.0f} 0 -90)">'
            + polygon([(-1, -92), (-3.4, -108), (3.4, -108), (1, -92)], s.shaded(iron, 0.2))
            + "</g>"
        )
    s.far.add(
        group(
            line(
                "M-12 0L-1.6 -88M12 0L1.6 -88M-9 -24H9M-6.5 -46H6.5M-9 -24L6.5 -46M9 -24L-6.5 -46"
                "M-6.5 -46L3 -70M6.5 -46L-3 -70",
                iron,
                1.7,
            ),
            polygon([(3, -90), (20, -97), (20, -84)], p.dark(iron, 0.1)),
            vanes,
            disc(0, -90, 2.6, iron),
            at=(x, foot),
            scale=tall / 108,
        )
    )


def _bales(s: Stage, foot: float, dice: Dice) -> None:
    """Round bales of straw at the edges of the yard."""
    p = s.palette
    straw = p.paint("#d4b163", 0.95)
    for _ in range(4):
        x = s.across(dice.pick((0.06, 0.16, 0.84, 0.94)) + dice.between(-0.04, 0.04))
        y = foot + dice.between(2, 6) * s.unit
        size = s.unit * 3.2
        s.mid.add(
            terrain.shadow_on_ground(s, x, y, size),
            group(
                disc(0, -9, 10, s.shaded(straw, 0.4)),
                disc(0, -9, 6, f"{p.dark(straw, 0.3)}@0.5"),
                disc(0, -9, 5, straw),
                disc(0, -9, 2, f"{p.dark(straw, 0.3)}@0.5"),
                at=(x, y),
                scale=size / 10,
            ),
        )


def fence(
    s: Stage,
    foot: float,
    tall: float,
    colour: str,
    *,
    gap: tuple[float, float] | None = None,
    rails: int = 2,
) -> None:
    """Posts and rails across the picture, open between the two shares of `gap`."""
    p = s.palette
    wood = p.paint(under_snow(s, colour), 0.95)
    spans = (
        [(s.left, s.right)]
        if gap is None
        else [(s.left, s.across(gap[0])), (s.across(gap[1]), s.right)]
    )
    for start, end in spans:
        for i in range(rails):
            y = foot - tall * (0.85 - 0.42 * i)
            s.mid.add(
                box(
                    start,
                    y,
                    end - start,
                    tall * 0.13,
                    s.paints.down(p.lit(wood, 0.2), p.dark(wood, 0.3)),
                )
            )
        count = max(1, round((end - start) / (tall * 1.5)))
        for i in range(count + 1):
            x = start + (end - start) * i / count - tall * 0.07
            s.mid.add(box(x, foot - tall, tall * 0.15, tall, s.shaded(wood, 0.35)))


@setting("vineyard")
def vineyard(s: Stage) -> None:
    """Rows of vines that run to the hills, cypresses about a villa."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("vineyard")
    terrain.ridge(s, s.back, s.horizon, 13 * s.unit, p.paint("#7f9a86", 0.15), "blue hills", 2.4)
    near_hill = p.paint(under_snow(s, "#93a05c"), 0.45)
    skyline = terrain.ridge(s, s.far, s.horizon + 2 * s.unit, 9 * s.unit, near_hill, "vine hill")
    _contours(s, skyline, near_hill)
    side = dice.pick((-1, 1))
    _villa(s, s.across(0.5 + side * dice.between(0.14, 0.24)), skyline, dice)
    plane(s, s.mid, p.paint(under_snow(s, "#b39a6b")), s.horizon + 3 * s.unit)
    _rows(Vista(s, s.across(dice.between(0.42, 0.58))), dice)
    terrain.frame_with_branches(s, p.paint("#6f8a45"), "vine leaves")


def _contours(s: Stage, skyline: list[tuple[float, float]], tone: str) -> None:
    """Rows seen from afar, as lines that follow the hill."""
    rows = f"{s.palette.dark(tone, 0.3)}@0.4"
    for down in range(1, 7):
        drop = s.unit * (0.4 + 0.5 * down)
        data = "M" + "L".join(f"{x:.0f} {y + drop * (1 + 0.08 * down):.0f}" for x, y in skyline)
        s.far.add(line(data, rows, s.unit * 0.22))


def _villa(s: Stage, x: float, skyline: list[tuple[float, float]], dice: Dice) -> None:
    p = s.palette
    foot = terrain.height_at(skyline, x) + 2 * s.unit
    wall, tile = p.paint("#e3c9a0", 0.6), p.paint(under_snow(s, "#b06a48"), 0.6)
    glass = p.glow if lights_on(s) else p.dark(wall, 0.5)
    panes = "".join(box(dx, -34, 7, 12, glass) for dx in (-44, -26, 26, 44))
    leaf = p.paint("#4a6b4a", 0.6)
    size = s.unit * 13
    for share in (-1.1, -0.86, 0.8, 1.0, 1.25):
        tall = size * dice.between(0.8, 1.15)
        s.far.add(cypress(s, x + share * size, foot + s.unit * 0.5, tall, leaf))
    s.far.add(
        group(
            box(-58, -44, 116, 44, s.paints.across(*sides(s, wall, 0.24))),
            polygon(
                [(-64, -44), (-50, -58), (50, -58), (64, -44)],
                s.paints.down(p.lit(tile, 0.2), tile),
            ),
            box(-14, -84, 28, 84, s.paints.across(*sides(s, p.lit(wall, 0.08), 0.24))),
            polygon([(-18, -84), (0, -98), (18, -84)], tile),
            box(-5, -76, 10, 14, glass),
            panes,
            shape("M-7 0V-16A7 7 0 0 1 7 -16V0Z", p.dark(wall, 0.6)),
            at=(x, foot),
            scale=size / 100,
        )
    )


def _rows(vista: Vista, dice: Dice) -> None:
    """Vines in rows along the line of sight; the row that people would stand in is left out."""
    s, p = vista.stage, vista.stage.palette
    leaf = p.paint(under_snow(s, dice.pick(("#6f8f45", "#8a9a4a", "#b0803f", "#9a5a3f"))))
    for i in range(5, -1, -1):
        for side in (-1, 1):
            _vine_row(vista, side * (vista.aisle * 0.86 + 42 * i), leaf, dice)


def _vine_row(vista: Vista, across: float, leaf: str, dice: Dice) -> None:
    """One row as a hedge: its shadow, the side that we see, its top, posts, and dabs of leaves."""
    s, p = vista.stage, vista.stage.palette
    side = 1 if across > 0 else -1
    face = p.lit(leaf, 0.06) if side != s.light_side else p.dark(leaf, 0.26)
    edge = abs(((s.right if side > 0 else s.left) - vista.away) / (across * s.unit))
    last = min(1.0, edge)
    nears = [0.12 + (last - 0.12) * (i / 13) ** 1.6 for i in range(14)]
    crown = [vista.at(across, near, 25 + dice.between(-2.5, 2.5)) for near in nears]
    foot = [vista.at(across, near, 6 + dice.between(-2, 2)) for near in nears]
    top = [vista.at(across + 9 * side, near, 26 + dice.between(-1, 2)) for near in nears]
    shadow = [vista.at(across + d, near) for d, near in ((12, 0.12), (12, last), (-12, last))]
    s.mid.add(polygon([*shadow, vista.at(across - 12, 0.12)], f"{p.shade}@0.3"))
    for near in nears[3::2]:
        post = p.paint("#6b5340", 0.5 + 0.5 * near)
        s.mid.add(vista.front(across - 0.8, across + 0.8, near, (0, 31), post))
    far = mix(face, p.haze, 0.3)
    s.mid.add(blob(crown + top[::-1], p.lit(leaf, 0.24)))
    s.mid.add(blob(crown + foot[::-1], s.paints.down(far, face, p.dark(face, 0.3))))
    for tone, low, high in ((p.dark(face, 0.24), 8, 18), (p.lit(leaf, 0.26), 15, 27)):
        for start in (0.14, 0.32, 0.58):
            dabs = ""
            for _ in range(7 if start < last else 0):
                near = dice.between(start, min(last, start * 1.8))
                x, y = vista.at(across, near, dice.between(low, high))
                dabs += f"M{x:.0f} {y:.0f}h.1"
            if dabs:
                s.mid.add(line(dabs, f"{tone}@0.7", 7 * s.unit * start))
