"""Where people settle, for good or for a night: a suburb, a camp."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import PLASTER, ROOFS, house_row, lights_on
from models.preview.panels.scenery.lamps import glow, pool, street_lamp
from models.preview.panels.scenery.outdoors.farmland import fence
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import broad, sides, under_snow
from models.preview.panels.scenery.trees import bush
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_FIRE = ("#fff0b0", "#ffb347", "#e8592b")


@setting("suburb")
def suburb(s: Stage) -> None:
    """Houses with lawns and drives, a fence, trees, the pavement and the street."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("suburb")
    terrain.ridge(s, s.back, s.horizon + s.unit, 8 * s.unit, p.paint(terrain.LEAF, 0.3), "hill")
    house_row(s, s.back, s.horizon + 2.4 * s.unit, 8 * s.unit, 0.4, "next street")
    leaf = p.paint(dice.pick((terrain.LEAF, "#7f9a4a", "#a88a3f")), 0.6)
    for i in range(14):
        x = s.left + s.span * (i + dice.between(0, 1)) / 14
        s.far.add(bush(s, x, s.horizon + 4 * s.unit, s.unit * dice.between(2.6, 5), leaf, dice))
    lawn = p.paint(under_snow(s, "#86a85a"))
    plane(s, s.mid, lawn, s.horizon + 3.4 * s.unit)
    foot, wide = s.horizon + 7.5 * s.unit, 40 * broad(s)
    x = s.across(0.5) - wide * dice.between(0.9, 1.3)
    start = x - wide * 1.3 * (1 + int((x - s.left) / (wide * 1.3)))
    while start < s.right:
        _home(s, start, foot, wide, dice)
        start += wide * 1.3
    kerb = s.horizon + 15 * s.unit
    fence(s, kerb - 0.6 * s.unit, 4 * s.unit, "#efe9dc", gap=(0.3, 0.7))
    _street(s, kerb)
    for share in (0.03, 0.96):
        crown = p.paint(dice.pick((terrain.LEAF, "#8a9a4a", "#b5843f")))
        tree_x = s.across(share)
        s.mid.add(terrain.shadow_on_ground(s, tree_x, kerb - s.unit, 8 * s.unit))
        s.mid.add(terrain.broadleaf(s, tree_x, kerb - s.unit, 36 * s.unit, crown, dice))
    street_lamp(s, s.mid, s.across(dice.pick((0.2, 0.8))), kerb + s.unit, 40 * s.unit, 0.9, 1)
    _mailbox(s, s.across(dice.pick((0.27, 0.73))), kerb + s.unit)


def _home(s: Stage, x: float, foot: float, wide: float, dice: Dice) -> None:
    """A house with a gabled wing, a porch, a garage and its drive."""
    p = s.palette
    wall = p.paint(dice.pick((*PLASTER, "#e6e2d8", "#b8c6cc")), 0.84)
    roof = p.paint(under_snow(s, dice.pick(ROOFS)), 0.84)
    trim, glass = p.paint("#efe8da", 0.84), mix(p.paint("#4c5f70", 0.84), p.sky[1], 0.25)
    flip = dice.chance(0.5)
    left, right = sides(s, wall, 0.2)
    if flip:
        left, right = right, left
    lamps = [p.glow if dice.chance(1.4 * lights_on(s)) else glass for _ in range(4)]
    windows = "".join(
        box(wx - 1, wy - 1, w + 2, h + 2, trim)
        + box(wx, wy, w, h, lamp)
        + line(f"M{wx + w / 2} {wy}v{h}M{wx} {wy + h / 2}h{w}", f"{trim}@0.9", 0.7)
        for (wx, wy, w, h), lamp in zip(
            ((-37, -24, 14, 11), (-35, -46, 10, 9), (6, -23, 9, 10), (-9, -45, 8, 7)),
            lamps,
            strict=True,
        )
    )
    door = p.paint(dice.pick(("#8f3f35", "#3f5f7f", "#4f6b58", "#c9923f")), 0.84)
    drive = p.paint(under_snow(s, "#b5aea4"), 0.95)
    s.mid.add(
        polygon(
            [
                (x + wide * (0.3 if flip else 0.68), foot),
                (x + wide * (0.05 if flip else 0.93), foot),
                (x + wide * (-0.12 if flip else 1.14), foot + 8 * s.unit),
                (x + wide * (0.22 if flip else 0.8), foot + 8 * s.unit),
            ],
            drive,
        )
    )
    s.mid.add(
        group(
            box(-14, -36, 40, 36, right),
            polygon(
                [(-20, -35), (-10, -58), (24, -58), (32, -35)],
                s.paints.down(p.lit(roof, 0.2), p.dark(roof, 0.15)),
            ),
            box(14, -68, 6, 14, p.dark(roof, 0.3)),
            polygon([(-44, 0), (-44, -38), (-30, -58), (-16, -38), (-16, 0)], left),
            line("M-47 -35L-30 -60L-13 -35", p.dark(roof, 0.1), 3.4),
            box(24, -24, 26, 24, p.dark(right, 0.08)),
            polygon([(21, -23), (27, -33), (50, -33), (54, -23)], p.dark(roof, 0.05)),
            box(28, -18, 19, 18, trim),
            line("M28 -13.5H47M28 -9H47M28 -4.5H47", p.dark(trim, 0.25), 0.7),
            box(-8, -22, 10, 22, door),
            disc(0.4, -10, 0.8, p.lit(door, 0.6)),
            polygon([(-13, -24), (-3, -30), (7, -24)], p.dark(roof, 0.1)),
            line("M-11 -24V0M5 -24V0", trim, 1.4),
            windows,
            at=(x + wide / 2, foot),
            scale=wide / 100,
            flip=flip,
        )
    )
    leaf = p.paint(terrain.LEAF, 0.85)
    for share in (0.1, 0.22, 0.34):
        bx = x + wide * (1 - share if flip else share)
        s.mid.add(bush(s, bx, foot + 0.6 * s.unit, s.unit * dice.between(1.4, 2.2), leaf, dice))


def _street(s: Stage, kerb: float) -> None:
    p = s.palette
    stone, tar = p.paint(under_snow(s, "#bdb5a8")), p.paint(under_snow(s, "#62626a"))
    foot = kerb + (s.bottom - kerb) * 0.42
    s.mid.add(box(s.left, kerb, s.span, foot - kerb, s.paints.down(stone, p.dark(stone, 0.12))))
    joints = "".join(
        f"M{s.left + i * 13 * s.unit:.0f} {kerb:.0f}L"
        f"{s.across(0.5) + (s.left + i * 13 * s.unit - s.across(0.5)) * 1.2:.0f} {foot:.0f}"
        for i in range(int(s.span / (13 * s.unit)) + 1)
    )
    s.mid.add(line(joints, f"{p.dark(stone, 0.4)}@0.4", 1.6))
    s.mid.add(box(s.left, foot, s.span, s.unit, p.dark(stone, 0.3)))
    s.mid.add(
        box(s.left, foot + s.unit, s.span, s.bottom - foot, s.paints.down(tar, p.dark(tar, 0.35)))
    )
    s.mid.add(box(s.left, foot + 0.2 * s.unit, s.span, 0.4 * s.unit, p.lit(stone, 0.4)))


def _mailbox(s: Stage, x: float, foot: float) -> None:
    p = s.palette
    tin = p.paint(s.dice("mailbox").pick(("#8f959a", "#a8483f", "#3f5f7f")))
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, 2.4 * s.unit),
        group(
            box(-4, -70, 8, 72, p.paint("#8a6a4c")),
            shape("M-22 -66V-88A14 14 0 0 1-8 -102H24V-66Z", s.shaded(tin, 0.4)),
            box(14, -108, 4, 20, p.paint("#c9483f")),
            at=(x, foot),
            scale=11 * s.unit / 100,
        ),
    )


@setting("camp")
def camp(s: Stage) -> None:
    """Two tents and a fire at the edge of a wood, mountains behind."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("camp")
    terrain.mountains(s, s.back, 0.25, s.unit * 26, "camp range", snow=True)
    for layer, near, count, size in ((s.back, 0.4, 22, 18), (s.far, 0.62, 16, 28)):
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0, 1)) / count
            edge = abs(x - s.width / 2) / (s.width / 2)
            tall = s.unit * size * dice.between(0.55, 0.9) * (0.6 + 0.6 * edge)
            foot = s.horizon + (1 + 5 * near) * s.unit
            layer.add(terrain.conifer(s, x, foot, tall, p.paint(terrain.PINE, near), dice))
    ground = p.paint(under_snow(s, "#7f8a58"))
    plane(s, s.mid, ground, s.horizon + 4 * s.unit)
    side = dice.pick((-1, 1))
    colours = dice.pick((("#d98a3f", "#4f8a8f"), ("#c9584a", "#d9b45a"), ("#5f7fa3", "#c9783f")))
    _tent(s, s.across(0.5 - side * 0.13), s.horizon + 8 * s.unit, 19 * s.unit, colours[1], -side)
    _tent(s, s.across(0.5 + side * 0.32), s.horizon + 12.5 * s.unit, 32 * s.unit, colours[0], side)
    _camp_fire(s, s.across(0.5 - side * 0.33), s.horizon + 16 * s.unit, 13 * s.unit, dice)
    terrain.stones(s, s.mid, 3, "camp stones", 0.5)
    terrain.tufts(s, s.mid, ground, 40, "camp grass")
    terrain.frame_with_branches(s, p.paint(terrain.PINE), "camp branches")


def _tent(s: Stage, x: float, foot: float, tall: float, colour: str, side: int) -> None:
    """A ridge tent seen from its open end; a lamp shines through the cloth after dark."""
    p = s.palette
    cloth = p.paint(colour, 0.95)
    front, flank = sides(s, cloth, 0.36)
    if side > 0:
        front, flank = flank, front
    within = p.dark(cloth, 0.75)
    if lights_on(s):
        front, flank, within = mix(front, p.glow, 0.42), mix(flank, p.glow, 0.2), p.glow
        glow(s, s.mid, x, foot - tall * 0.4, tall * 1.3, 0.4)
        pool(s, s.mid, x, foot, tall * 1.1)
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.9),
        group(
            line("M-66 4L-14 -84M112 -6L60 -86", p.dark(cloth, 0.4), 1.4),
            polygon(
                [(-14, -96), (62, -90), (98, -4), (36, 2)], s.paints.down(p.lit(flank, 0.1), flank)
            ),
            polygon([(-14, -96), (36, 2), (-62, 2)], front),
            polygon([(-14, -84), (10, 2), (-34, 2)], within),
            polygon([(-14, -86), (-34, 2), (-44, 2)], p.lit(front, 0.3)),
            polygon([(-14, -86), (10, 2), (22, 2)], p.dark(front, 0.2)),
            line("M-14 -96L62 -90", p.lit(flank, 0.4), 2),
            line("M-14 -96V-102", p.dark(cloth, 0.5), 2),
            at=(x, foot),
            scale=tall / 100,
            flip=side < 0,
        ),
    )


def _camp_fire(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    """Logs, flames, sparks, and a pot; it burns by day too."""
    p = s.palette
    strong = 0.85 if lights_on(s) else 0.45
    glow(s, s.mid, x, foot - tall * 0.4, tall * (2.8 if lights_on(s) else 1.3), strong)
    pool(s, s.mid, x, foot, tall * 3.2, strong * 0.6)
    wood = p.paint("#6b4f3a")
    stones = [
        terrain.stone(s, x + dx * tall, foot + dy * tall, tall * 0.16, dice)
        for dx, dy in ((-0.55, 0.02), (-0.3, 0.12), (0.05, 0.16), (0.38, 0.1), (0.58, 0.0))
    ]
    tongues = "".join(
        (
            shape(
                "M-26 -6C-36 -34-14 -44-18 -72C2 -58 6 -46 8 -34"
                "C14 -42 14 -50 12 -58C30 -40 34 -20 24 -6Z",
                _FIRE[2],
            ),
            shape("M-18 -6C-24 -28-8 -34-9 -54C4 -44 6 -34 8 -26C22 -30 22 -14 16 -6Z", _FIRE[1]),
            shape("M-9 -6C-12 -20-2 -24-2 -34C8 -26 12 -16 8 -6Z", _FIRE[0]),
        )
    )
    s.mid.add(
        group(
            line("M-40 0L26 -14M40 0L-26 -14M-34 -8L34 2", p.dark(wood, 0.3), 9),
            tongues,
            line("M-38 2L30 -8M38 2L-30 -8", s.palette.lit(wood, 0.2), 6),
            at=(x, foot),
            scale=tall / 72,
        ),
        *stones,
    )
    sparks = "".join(
        f"M{x + dice.between(-0.5, 0.5) * tall:.0f} {foot - tall * dice.between(0.9, 2.4):.0f}v-1"
        for _ in range(14)
    )
    s.mid.add(line(sparks, f"{_FIRE[1]}@0.9", s.unit * 0.3))
    for side in (-1, 1):
        lx = x + side * tall * 1.5
        s.mid.add(
            terrain.shadow_on_ground(s, lx, foot + tall * 0.1, tall * 0.6),
            box(
                lx - tall * 0.6,
                foot - tall * 0.2,
                tall * 1.2,
                tall * 0.3,
                s.paints.down(p.lit(wood, 0.25), p.dark(wood, 0.4)),
                tall * 0.12,
            ),
            disc(lx - side * tall * 0.6, foot - tall * 0.05, tall * 0.15, p.lit(wood, 0.5)),
        )
