"""A railway station."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, disc, line, polygon
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.lamps import glow, pool
from models.preview.panels.scenery.outdoors.city import skyline
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.vista import Vista, plane, receding
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("station")
def station(s: Stage) -> None:
    """A platform under its roof, the rails beside it, a clock, a train far down the line."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("station")
    side = dice.pick((-1, 1))
    skyline(s, s.back, s.horizon + s.unit, (4, 13), 0.25, "station town")
    vista = Vista(s, s.across(0.5 + side * 0.14))
    plane(s, s.far, p.paint(under_snow(s, "#8d8478")), s.horizon)
    _rails(vista, side)
    _train_far_off(vista, side, dice)
    stone = p.paint("#a89f94")
    edge = side * 24.0
    wide = -side * 190.0
    fill = s.paints.down(mix(stone, p.haze, 0.35), stone, p.dark(stone, 0.36))
    s.mid.add(vista.floor(edge, wide, (0.06, 1.0), fill))
    s.mid.add(vista.floor(edge - side * 7, edge - side * 10, (0.06, 1.0), p.paint("#e6c35a")))
    s.mid.add(vista.floor(edge, edge - side * 2.4, (0.06, 1.0), p.lit(stone, 0.4)))
    s.mid.add(vista.floor(edge, edge + side * 4, (0.06, 1.0), p.dark(stone, 0.6)))
    _waiting_rooms(vista, -side * 122.0, dice)
    _platform_roof(vista, edge, -side * 122.0, dice)
    _clock(vista, edge - side * 34, 0.3)


def _rails(vista: Vista, side: int) -> None:
    """Two tracks on their bed, and the wire above them."""
    s, p = vista.stage, vista.stage.palette
    bed = p.paint(under_snow(s, "#6f665e"))
    s.far.add(
        vista.floor(
            side * 22,
            side * 128,
            (0.03, 1.0),
            s.paints.down(mix(bed, p.haze, 0.4), p.dark(bed, 0.3)),
        )
    )
    wood, steel = p.paint("#57493f"), p.lit(p.paint("#9aa0a6"), 0.2)
    for middle in (side * 50.0, side * 98.0):
        for near, other in receding(1.0, 0.08, 0.86):
            thick = (near - other) * 0.42
            s.far.add(vista.floor(middle - 19, middle + 19, (near, near - thick), f"{wood}@0.8"))
        for dx in (-11.0, 11.0):
            s.far.add(vista.floor(middle + dx - 1.3, middle + dx + 1.3, (0.03, 1.0), steel))
    iron = p.paint("#4b5158", 0.7)
    for near in (0.16, 0.28, 0.5):
        foot, top = vista.at(side * 132, near), vista.at(side * 132, near, 118)
        arm = vista.at(side * 46, near, 110)
        width = max(1.2, 2.4 * s.unit * near * 0.7)
        s.far.add(
            line(
                f"M{foot[0]:.1f} {foot[1]:.1f}L{top[0]:.1f} {top[1]:.1f}M{arm[0]:.1f} "
                f"{arm[1]:.1f}H{top[0]:.1f}",
                iron,
                width,
            )
        )
    for across in (side * 50.0, side * 98.0):
        (x0, y0), (x1, y1) = vista.at(across, 0.03, 104), vista.at(across, 1.0, 104)
        s.far.add(line(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", f"{iron}@0.7", 1.6))


def _train_far_off(vista: Vista, side: int, dice: Dice) -> None:
    """A train that stands further down the line, its lamps towards us."""
    s, p = vista.stage, vista.stage.palette
    if dice.chance(0.2):
        return
    near, middle = dice.between(0.2, 0.3), side * 50.0
    body = p.paint(dice.pick(("#a8483f", "#3f6b7f", "#4f6b58", "#c9923f")), 0.7)
    flank = p.dark(body, 0.3)
    s.far.add(vista.wall(middle - side * 19, (near, 0.06), (6, 58), flank))
    s.far.add(
        vista.wall(
            middle - side * 19,
            (near, 0.06),
            (34, 48),
            p.glow if lights_on(s) else p.dark(body, 0.6),
        )
    )
    s.far.add(vista.front(middle - 19, middle + 19, near, (4, 60), s.shaded(body, 0.3)))
    s.far.add(
        vista.front(
            middle - 15, middle + 15, near, (34, 52), mix(p.paint("#33424f"), p.sky[2], 0.3)
        )
    )
    s.far.add(vista.front(middle - 19, middle + 19, near, (24, 28), p.lit(body, 0.6)))
    for dx in (-12, 12):
        x, y = vista.at(middle + dx, near, 15)
        if lights_on(s):
            glow(s, s.far, x, y, 20 * s.unit * near)
        s.far.add(disc(x, y, 3.4 * s.unit * near, mix(p.glow, "#ffffff", 0.4)))


def _waiting_rooms(vista: Vista, across: float, dice: Dice) -> None:
    s, p = vista.stage, vista.stage.palette
    brick = p.paint(dice.pick(("#a06a50", "#b59a78", "#8f6a5c")), 0.85)
    lit = p.lit if (across > 0) != (s.light_side > 0) else p.dark
    wall = lit(brick, 0.14)
    s.mid.add(
        vista.wall(
            across, (1.3, 0.1), (0, 96), s.paints.down(p.dark(wall, 0.3), wall, p.dark(wall, 0.2))
        )
    )
    s.mid.add(vista.wall(across, (1.3, 0.1), (0, 9), p.dark(wall, 0.4)))
    glass = p.glow if lights_on(s) else mix(p.paint("#4c5f70"), p.sky[1], 0.3)
    trim = p.lit(wall, 0.45)
    for near, other in receding(1.1, 0.12, 0.74):
        far = near + (other - near) * 0.52
        low = 0 if dice.chance(0.3) else 28
        s.mid.add(vista.wall(across, (near * 1.012, far * 0.988), (low, 74), trim))
        s.mid.add(vista.wall(across, (near, far), (low, 71), glass))
        s.mid.add(vista.wall(across, (near, far), (52, 54), trim))


def _platform_roof(vista: Vista, edge: float, wall: float, dice: Dice) -> None:
    """Girders, boards and posts; lamps hang beneath."""
    s, p = vista.stage, vista.stage.palette
    iron = p.paint(dice.pick(("#4f6b63", "#5f4f4a", "#4a5a70")), 0.9)
    out = 1 if edge > wall else -1
    eave = edge - out * 2
    under = p.dark(p.paint("#8a7a68", 0.9), 0.25)
    roof = [
        vista.at(eave, 1.3, 96),
        vista.at(wall, 1.3, 112),
        vista.at(wall, 0.1, 112),
        vista.at(eave, 0.1, 96),
    ]
    s.mid.add(polygon(roof, s.paints.down(p.dark(under, 0.45), under)))
    for near, _ in receding(1.2, 0.11, 0.8):
        (x0, y0), (x1, y1) = vista.at(eave, near, 96), vista.at(wall, near, 111)
        s.mid.add(
            line(
                f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", p.dark(iron, 0.3), 3 * s.unit * near * 0.6
            )
        )
    s.mid.add(vista.wall(eave, (1.3, 0.1), (90, 98), p.lit(iron, 0.12)))
    s.mid.add(vista.wall(eave, (1.3, 0.1), (96, 99), p.dark(iron, 0.3)))
    post = edge - out * 18
    for near in (0.14, 0.2, 0.3, 0.52):
        _post(vista, post, near, iron, out)
    for near in (0.18, 0.26, 0.42):
        x, y = vista.at(edge - out * 52, near, 90)
        if lights_on(s):
            glow(s, s.mid, x, y, 40 * s.unit * near)
            pool(s, s.mid, *vista.at(edge - out * 52, near), 60 * s.unit * near)
        s.mid.add(disc(x, y, 5 * s.unit * near, p.glow if lights_on(s) else p.lit(iron, 0.6), 0.6))


def _post(vista: Vista, across: float, near: float, iron: str, out: int) -> None:
    s, p = vista.stage, vista.stage.palette
    tone = mix(iron, p.haze, 0.4 * max(0.0, 0.5 - near))
    s.mid.add(vista.front(across - 1.6, across + 1.6, near, (0, 96), s.shaded(tone, 0.4)))
    s.mid.add(vista.front(across - 3, across + 3, near, (0, 7), p.dark(tone, 0.2)))
    x, y = vista.at(across, near, 78)
    reach = 16 * s.unit * near
    braces = "".join(
        f"M{x:.1f} {y:.1f}Q{x + d * reach * 0.2:.1f} {y - reach * 0.9:.1f} "
        f"{x + d * reach:.1f} {y - reach * 1.02:.1f}"
        for d in (-1, 1)
    )
    s.mid.add(line(braces, tone, 2.2 * s.unit * near))


def _clock(vista: Vista, across: float, near: float) -> None:
    s, p = vista.stage, vista.stage.palette
    x, y = vista.at(across, near, 82)
    size = 9 * s.unit * near
    rim = p.paint("#33383f")
    face = mix(p.lit(p.paint("#f0e8d4"), 0.3), p.glow, 0.5 if lights_on(s) else 0)
    s.mid.add(
        line(f"M{x:.1f} {y:.1f}v{-size * 2.2:.1f}", rim, size * 0.2),
        disc(x, y, size * 1.16, rim),
        disc(x, y, size, face),
        line(
            f"M{x:.1f} {y:.1f}v{-size * 0.7:.1f}M{x:.1f} {y:.1f}l{size * 0.5:.1f} {size * 0.2:.1f}",
            rim,
            size * 0.14,
        ),
    )
