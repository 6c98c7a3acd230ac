"""Where people live together: street, skyline, village, road."""

from __future__ import annotations

from collections.abc import Callable

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, Point, box, disc, line, polygon, shape
from models.preview.panels.scenery.houses import block, gable_house, house_row, lights_on
from models.preview.panels.scenery.lamps import street_lamp
from models.preview.panels.scenery.registry import setting
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("city_skyline")
def city_skyline(s: Stage) -> None:
    """Towers in three depths behind a river or a park."""
    paint_sky(s)
    p = s.palette
    for layer, near, count, low, high in ((s.back, 0.22, 22, 16, 40), (s.far, 0.45, 15, 12, 34)):
        dice = s.dice(f"towers {near}")
        for i in range(count):
            wide = s.unit * dice.between(6, 12)
            tall = s.unit * dice.between(low, high)
            x = s.left + s.span * i / count + dice.between(-2, 2) * s.unit
            block(s, layer, x, s.horizon + 3 * s.unit, wide, tall, near, dice)
    if s.dice("front").chance(0.5):
        terrain.water(s, s.mid, s.horizon + 2.5 * s.unit)
        quay = p.paint("#77756f", 0.7)
        s.mid.add(box(s.left, s.horizon + 1.4 * s.unit, s.span, 1.6 * s.unit, p.dark(quay, 0.2)))
        _reflections(s)
    else:
        terrain.ground(s, s.mid, terrain.GRASS, top=s.horizon + 2 * s.unit)
        dice = s.dice("park")
        for _ in range(15):
            x, leaf = dice.between(s.left, s.right), p.paint(terrain.LEAF, 0.8)
            y = s.horizon + dice.between(3, 7) * s.unit
            s.mid.add(terrain.broadleaf(s, x, y, s.unit * dice.between(8, 13), leaf, dice))
    terrain.frame_with_branches(s, p.paint(terrain.LEAF), "city branches")


def _reflections(s: Stage) -> None:
    dice = s.dice("reflections")
    if lights_on(s) == 0:
        return
    for _ in range(34):
        x = dice.between(s.left, s.right)
        y = s.horizon + s.unit * dice.between(3.5, 9)
        fill = s.paints.down(f"{s.palette.glow}@0.45", f"{s.palette.glow}@0")
        s.mid.add(box(x, y, s.unit * dice.between(0.4, 1), s.unit * dice.between(6, 18), fill))


@setting("city_street")
def city_street(s: Stage) -> None:
    """A street running away between house fronts, lamps along the kerb."""
    paint_sky(s)
    away = s.across(s.dice("street").pick((0.44, 0.5, 0.56)))
    dice = s.dice("far end")
    for i in range(7):
        x = away + (i - 3.5) * 7 * s.unit
        block(
            s,
            s.back,
            x,
            s.horizon + 2 * s.unit,
            8 * s.unit,
            s.unit * dice.between(12, 26),
            0.3,
            dice,
        )
    terrain.ground(s, s.mid, "#8d8a86", top=s.horizon)
    _roadway(s, away)
    for side in (-1, 1):
        _house_front(s, away, side)
    for share in (0.3, 0.62):
        for side in (-1, 1):
            _street_lamp(s, away, side, share)


def _house_front(s: Stage, away: float, side: int) -> None:
    """Fronts in perspective: each house a trapezium that shrinks towards the vanishing point."""
    p = s.palette
    dice = s.dice(f"front {side}")
    edge = s.left - 10 if side < 0 else s.right + 10
    near_t = 1.0
    while near_t > 0.1:
        far_t = near_t * dice.between(0.6, 0.72)
        wall = p.paint(
            dice.pick(("#d9c3a0", "#c98f6a", "#a9b3a6", "#cfae9f", "#9fa8b5")), 0.45 + 0.5 * near_t
        )
        wall = p.lit(wall, 0.16) if side != s.light_side else p.dark(wall, 0.3)
        tall = dice.between(0.95, 1.25) * s.height * 0.8

        def at(t: float, up: float) -> tuple[float, float]:
            return away + (edge - away) * t, s.horizon + (0.42 * s.unit * 40 - up) * t

        quad = [at(near_t, tall), at(far_t, tall), at(far_t, 0), at(near_t, 0)]
        s.mid.add(polygon(quad, s.paints.down(p.lit(wall, 0.08), wall, p.dark(wall, 0.2))))
        _openings(s, at, near_t, far_t, tall, wall, dice)
        cornice = [
            at(near_t, tall),
            at(far_t, tall),
            at(far_t, tall * 0.97),
            at(near_t, tall * 0.97),
        ]
        s.mid.add(polygon(cornice, p.dark(wall, 0.35)))
        near_t = far_t


def _openings(
    s: Stage,
    at: Callable[[float, float], Point],
    near_t: float,
    far_t: float,
    tall: float,
    wall: str,
    dice: Dice,
) -> None:
    """Windows floor by floor, and a shop beneath with its awning."""
    p = s.palette
    glass = mix(p.paint("#42566a", 0.5 + 0.5 * near_t), p.sky[1], 0.25)
    for floor in range(1, 5):
        low, high = tall * (0.06 + 0.19 * floor), tall * (0.17 + 0.19 * floor)
        for column in range(3):
            t0 = near_t + (far_t - near_t) * (0.12 + 0.3 * column)
            t1 = near_t + (far_t - near_t) * (0.29 + 0.3 * column)
            tone = p.glow if dice.chance(lights_on(s)) else glass
            s.mid.add(polygon([at(t0, high), at(t1, high), at(t1, low), at(t0, low)], tone))
    shop = [
        at(near_t * 0.99, tall * 0.17),
        at(far_t * 1.02, tall * 0.17),
        at(far_t * 1.02, 0),
        at(near_t * 0.99, 0),
    ]
    s.mid.add(polygon(shop, p.dark(wall, 0.42)))
    pane0, pane1 = near_t + (far_t - near_t) * 0.12, near_t + (far_t - near_t) * 0.86
    lamp = p.glow if lights_on(s) else mix(glass, p.light, 0.2)
    s.mid.add(
        polygon(
            [
                at(pane0, tall * 0.13),
                at(pane1, tall * 0.13),
                at(pane1, tall * 0.03),
                at(pane0, tall * 0.03),
            ],
            lamp,
        )
    )
    awning = p.paint(("#a8483f", "#3f6b5c", "#c98f3e")[int(near_t * 100) % 3], 0.5 + 0.5 * near_t)
    s.mid.add(
        polygon(
            [
                at(near_t * 0.99, tall * 0.19),
                at(far_t * 1.02, tall * 0.19),
                at(far_t * 1.0, tall * 0.135),
                at(near_t * 0.95, tall * 0.135),
            ],
            awning,
        )
    )


def _roadway(s: Stage, away: float) -> None:
    p = s.palette
    asphalt = p.paint("#55565c")
    if s.look.weather == "rain":
        asphalt = mix(asphalt, p.sky[2], 0.3)
    foot = s.bottom
    wide = s.width * 0.62
    road = [
        (away - s.unit, s.horizon + 1),
        (away + s.unit, s.horizon + 1),
        (away + wide, foot),
        (away - wide, foot),
    ]
    s.mid.add(
        polygon(road, s.paints.down(mix(asphalt, p.haze, 0.45), asphalt, p.dark(asphalt, 0.35)))
    )
    dash = p.paint("#d8d2c0")
    for i in range(1, 9):
        t0, t1 = (i / 9) ** 2.1, ((i + 0.5) / 9) ** 2.1
        y0, y1 = s.horizon + (foot - s.horizon) * t0, s.horizon + (foot - s.horizon) * t1
        w0, w1 = wide * 0.022 * t0, wide * 0.022 * t1
        s.mid.add(
            polygon(
                [(away - w0, y0), (away + w0, y0), (away + w1, y1), (away - w1, y1)], f"{dash}@0.75"
            )
        )
    for side in (-1, 1):
        kerb = [
            (away + side * s.unit, s.horizon + 1),
            (away + side * wide, foot),
            (away + side * wide * 1.05, foot),
        ]
        s.mid.add(polygon(kerb, p.paint("#b9b2a6")))


def _street_lamp(s: Stage, away: float, side: int, t: float) -> None:
    x = away + side * s.width * 0.56 * t
    y = s.horizon + (s.bottom - s.horizon) * t * 0.86
    street_lamp(s, s.mid, x, y, s.unit * 62 * t, 0.6 + 0.4 * t, side)


@setting("village")
def village(s: Stage) -> None:
    """Cottages under a church tower, a lane leading in."""
    paint_sky(s)
    p = s.palette
    terrain.ridge(s, s.back, s.horizon, 14 * s.unit, p.paint(terrain.GRASS, 0.25), "hill")
    terrain.ridge(s, s.back, s.horizon + 2 * s.unit, 7 * s.unit, p.paint(terrain.LEAF, 0.4), "wood")
    dice = s.dice("church")
    _church(s, s.across(dice.pick((0.34, 0.62))), s.horizon + 2 * s.unit, 30 * s.unit)
    house_row(s, s.far, s.horizon + 3.4 * s.unit, 11 * s.unit, 0.6, "back row")
    meadow = terrain.SNOW if s.look.weather == "snow" else terrain.GRASS
    terrain.ground(s, s.mid, meadow, top=s.horizon + 3 * s.unit)
    _lane(s)
    for share, size in ((0.03, 25), (0.82, 27)):
        wide = size * 1.15 * s.unit
        foot = s.horizon + 12 * s.unit
        s.mid.add(terrain.shadow_on_ground(s, s.across(share) + wide / 2, foot, wide * 0.6))
        gable_house(
            s, s.mid, s.across(share), foot, wide, size * s.unit, 0.92, s.dice(f"cottage {share}")
        )
    leaf = p.paint(terrain.LEAF, 0.95)
    for share in (-0.04, 0.75):
        s.mid.add(
            terrain.broadleaf(
                s,
                s.across(share),
                s.horizon + 14 * s.unit,
                30 * s.unit,
                leaf,
                s.dice(f"tree {share}"),
            )
        )
    terrain.tufts(s, s.mid, p.paint(meadow), 36, "tufts")


def _church(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    wall, roof = p.paint("#d3c7b2", 0.5), p.paint("#5c5a63", 0.5)
    wide = tall * 0.2
    s.far.add(box(x - wide / 2, foot - tall * 0.62, wide, tall * 0.62, s.shaded(wall, 0.3)))
    s.far.add(
        polygon(
            [
                (x - wide * 0.6, foot - tall * 0.62),
                (x, foot - tall),
                (x + wide * 0.6, foot - tall * 0.62),
            ],
            s.shaded(roof, 0.4),
        )
    )
    s.far.add(disc(x, foot - tall * 0.52, wide * 0.2, p.lit(wall, 0.4)))
    s.far.add(
        polygon(
            [
                (x + wide / 2, foot),
                (x + wide / 2, foot - tall * 0.26),
                (x + wide * 0.9, foot - tall * 0.36),
                (x + wide * 2.2, foot - tall * 0.36),
                (x + wide * 2.6, foot - tall * 0.26),
                (x + wide * 2.6, foot),
            ],
            s.shaded(wall, 0.3),
        )
    )


def _lane(s: Stage) -> None:
    p = s.palette
    earth = p.paint("#cdb48c")
    x, top = s.across(0.48), s.horizon + 3 * s.unit
    data = (
        f"M{x - s.unit:.0f} {top:.0f}C{x + 14 * s.unit:.0f}"
        f" {top + 9 * s.unit:.0f} {x - 24 * s.unit:.0f} "
        f"{top + 18 * s.unit:.0f} {x - 18 * s.unit:.0f} {s.bottom:.0f}H{x + 30 * s.unit:.0f}"
        f"C{x + 10 * s.unit:.0f} {top + 20 * s.unit:.0f}"
        f" {x + 26 * s.unit:.0f} {top + 9 * s.unit:.0f} "
        f"{x + 2.4 * s.unit:.0f} {top:.0f}Z"
    )
    s.mid.add(shape(data, s.paints.down(mix(earth, p.haze, 0.3), earth, p.dark(earth, 0.25))))


@setting("road")
def road(s: Stage) -> None:
    """A country road to the horizon, poles beside it."""
    paint_sky(s)
    p = s.palette
    land = (
        terrain.SNOW
        if s.look.weather == "snow"
        else s.dice("land").pick((terrain.GRASS, "#b8a05e"))
    )
    terrain.mountains(s, s.back, 0.22, 14 * s.unit, "far range", snow=False)
    terrain.ridge(
        s, s.far, s.horizon + 1.5 * s.unit, 5 * s.unit, p.paint(terrain.PINE, 0.45), "rise"
    )
    terrain.ground(s, s.mid, land)
    away = s.across(s.dice("road").pick((0.38, 0.5, 0.62)))
    _roadway(s, away)
    side = s.dice("poles").pick((-1, 1))
    _poles(s, away, side)
    terrain.tufts(s, s.mid, p.paint(land), 30, "verge")
    terrain.frame_with_grass(s, p.paint(land), "verge front")


def _poles(s: Stage, away: float, side: int) -> None:
    p = s.palette
    last: tuple[float, float] | None = None
    for t in (0.06, 0.11, 0.2, 0.36, 0.66):
        x = away + side * s.width * 0.95 * t
        y = s.horizon + (s.bottom - s.horizon) * t * 0.8
        tall = s.unit * 66 * t
        wood = p.paint("#5a4a3d", 0.5 + 0.5 * t)
        top = y - tall
        s.mid.add(
            line(
                f"M{x:.1f} {y:.1f}V{top:.1f}M{x - tall * 0.09:.1f}"
                f" {top + tall * 0.07:.1f}h{tall * 0.18:.1f}",
                wood,
                max(1.2, tall * 0.02),
            )
        )
        if last is not None:
            sag = (x + last[0]) / 2, max(top, last[1]) + tall * 0.1
            s.mid.add(
                line(
                    f"M{last[0]:.1f} {last[1]:.1f}Q{sag[0]:.1f} "
                    f"{sag[1]:.1f} {x:.1f} {top + tall * 0.07:.1f}",
                    f"{wood}@0.7",
                    1.4,
                )
            )
        last = (x, top + tall * 0.07)
