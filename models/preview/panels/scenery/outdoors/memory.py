"""Where people fell and where they lie: a battlefield, a cemetery."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import (
    Dice,
    Layer,
    box,
    disc,
    group,
    line,
    polygon,
    shape,
    turned,
)
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.lamps import glow
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import under_snow
from models.preview.panels.scenery.trees import bare_tree, cypress
from models.preview.panels.scenery.vista import plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage

_EMBER = "#ff9a4a"


@setting("battlefield")
def battlefield(s: Stage) -> None:
    """After the fight: smoke on the skyline, torn banners, spears in churned ground."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("battlefield")
    pall = mix(p.paint("#7a6a62", 0.7), p.haze, 0.3)
    s.back.add(
        box(s.left, s.top, s.span, s.horizon - s.top, s.paints.down(f"{pall}@0.6", f"{pall}@0.15"))
    )
    hill = p.paint(under_snow(s, "#6f6a58"), 0.3)
    skyline = terrain.ridge(s, s.back, s.horizon + s.unit, 8 * s.unit, hill, "war hill", 2.2)
    for _ in range(4):
        _pillar_of_smoke(s, dice.between(s.left, s.right), skyline, dice)
    _host(s, skyline, hill, dice)
    mud = p.paint(under_snow(s, "#7a664e"))
    terrain.ridge(s, s.far, s.horizon + 6 * s.unit, 5 * s.unit, mix(mud, p.haze, 0.3), "rise", 3.0)
    for _ in range(9):
        x, y = dice.between(s.left, s.right), s.horizon + dice.between(4, 7) * s.unit
        _relic(s, s.far, x, y, s.unit * dice.between(6, 10), 0.6, dice)
    plane(s, s.mid, mud, s.horizon + 9 * s.unit)
    _craters(s, mud, dice)
    for side in (-1, 1):
        for step in range(4):
            share = 0.5 + side * (0.24 + 0.09 * step + dice.between(-0.02, 0.02))
            y = s.horizon + (8 + 3.2 * step) * s.unit
            _relic(s, s.mid, s.across(share), y, s.unit * (14 + 5 * step), 0.92, dice)
    side = dice.pick((-1, 1))
    trunk = p.paint("#3f3832", 0.85)
    s.mid.add(
        bare_tree(s, s.across(0.5 + side * 0.4), s.horizon + 10 * s.unit, 40 * s.unit, trunk, dice)
    )
    terrain.stones(s, s.mid, 5, "clods", 0.45)
    _near_banner(s, -side, dice)


def _pillar_of_smoke(s: Stage, x: float, skyline: list[tuple[float, float]], dice: Dice) -> None:
    p = s.palette
    foot = terrain.height_at(skyline, min(max(x, s.left), s.right))
    glare = s.paints.round(f"{_EMBER}@0.7", f"{_EMBER}@0.2", f"{_EMBER}@0")
    s.back.add(disc(x, foot, s.unit * dice.between(6, 10), glare, 0.7))
    rise, drift = s.unit * dice.between(26, 52), dice.pick((-1, 1)) * s.unit * dice.between(4, 16)
    tone = mix(p.paint("#4f4848", 0.5), p.shade, 0.25)
    for i in range(9):
        t = i / 8
        size = s.unit * (1.6 + 6 * t) * dice.between(0.8, 1.2)
        puff = mix(mix(tone, _EMBER, 0.4 * (1 - t) ** 3), p.haze, 0.2 + 0.45 * t)
        s.back.add(disc(x + drift * t * t, foot - rise * t, size, s.shaded(puff, 0.1), 0.9))


def _host(s: Stage, skyline: list[tuple[float, float]], tone: str, dice: Dice) -> None:
    """Lances and flags of those who are still there, thin against the sky."""
    strokes, flags = "", ""
    dark = s.palette.dark(tone, 0.4)
    start = s.across(dice.between(0.1, 0.6))
    for i in range(26):
        x = start + i * s.unit * 1.5 + dice.between(-0.5, 0.5) * s.unit
        if not s.left < x < s.right:
            continue
        y = terrain.height_at(skyline, x) + s.unit * 0.4
        tall = s.unit * dice.between(3, 4.6)
        strokes += f"M{x:.0f} {y:.0f}l{dice.between(-0.5, 0.5) * s.unit:.1f} {-tall:.1f}"
        if i % 7 == 3:
            flags += f"M{x:.0f} {y - tall * 1.3:.0f}h{1.8 * s.unit:.0f}l{-0.5 * s.unit:.0f} "
            flags += (
                f"{0.5 * s.unit:.0f}l{0.5 * s.unit:.0f} {0.5 * s.unit:.0f}h{-1.8 * s.unit:.0f}Z"
            )
        s.back.add(disc(x, y - s.unit * 0.9, s.unit * 0.45, dark))
    s.back.add(line(strokes, dark, s.unit * 0.2), shape(flags or "M0 0", dark))


def _relic(
    s: Stage, layer: Layer, x: float, foot: float, tall: float, near: float, dice: Dice
) -> None:
    """A spear, a sword, a shield, a wheel or a torn flag left standing in the ground."""
    p = s.palette
    wood, iron = p.paint("#5f4a3a", near), p.paint("#8f949a", near)
    cloth = p.paint(dice.pick(("#a33f38", "#3f5a80", "#c9a24f", "#6b6f4a")), near)
    kinds = {
        "spear": line("M0 2V-86", wood, 3) + polygon([(-4, -84), (0, -104), (4, -84)], iron),
        "sword": line("M0 2V-34", s.palette.lit(iron, 0.3), 4)
        + line("M-10 -36H10M0 -36V-48", wood, 4),
        "flag": line("M0 2V-100", wood, 3)
        + shape(
            "M1 -98Q18 -104 30 -96T56 -92L46 -84L54 -76L40 -72L44 -62L24 -64Q12 -68 1 -62Z",
            s.shaded(cloth, 0.3),
        ),
        "shield": shape("M-17 -34Q0 -42 17 -34Q18 -8 0 4Q-18 -8-17 -34Z", s.shaded(cloth, 0.4))
        + disc(0, -20, 5, iron)
        + line("M-17 -34Q0 -42 17 -34", iron, 2),
        "wheel": line(
            "M-24 -24a24 24 0 1 0 48 0a24 24 0 1 0-48 0M-24 -24H24M0 -48V0M-17 -41L17 -7"
            "M17 -41L-17 -7",
            wood,
            4.4,
        )
        + disc(0, -24, 5, p.dark(wood, 0.3)),
    }
    kind = dice.pick(("spear", "spear", "flag", "sword", "shield", "wheel"))
    lean = dice.between(-22, 22)
    sketch = turned(kinds[kind], lean)
    layer.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.14),
        group(sketch, at=(x, foot), scale=tall / 100, flip=dice.chance(0.5)),
    )


def _craters(s: Stage, mud: str, dice: Dice) -> None:
    p = s.palette
    for _ in range(6):
        nearness = dice.between(0.3, 0.8)
        share = dice.pick((0.1, 0.24, 0.78, 0.92, 0.5)) + dice.between(-0.08, 0.08)
        x, y = s.across(share), s.horizon + (s.bottom - s.horizon) * nearness
        half = s.unit * 13 * nearness
        wet = mix(p.dark(mud, 0.5), p.sky[2], 0.35)
        s.mid.add(
            disc(x, y - half * 0.03, half * 1.15, f"{p.lit(mud, 0.18)}@0.8", 0.2),
            disc(x, y, half, s.paints.down(p.dark(mud, 0.6), p.dark(mud, 0.25)), 0.16),
            disc(x, y + half * 0.03, half * 0.6, wet, 0.1),
        )


def _near_banner(s: Stage, side: int, dice: Dice) -> None:
    """A tattered standard close to us."""
    p = s.palette
    wood = p.dark(p.paint("#5f4a3a"), 0.3)
    cloth = p.paint(dice.pick(("#a33f38", "#3f5a80", "#8f7a3f")))
    tall = min(52 * s.unit, 0.62 * s.height)
    x, foot = s.across(0.5 + side * 0.41), s.horizon + 17 * s.unit
    sketch = (
        line("M0 4V-104", wood, 2.6)
        + shape(
            "M1 -101Q14 -106 26 -99T48 -97L41 -88L49 -82L38 -76L46 -66L34 -60L38 -50"
            "L22 -53L14 -44L9 -52L1 -46Z",
            s.shaded(cloth, 0.4),
        )
        + disc(0, -105, 2.6, p.paint("#c9a24f"))
    )
    s.mid.add(
        terrain.shadow_on_ground(s, x, foot, tall * 0.08),
        group(turned(sketch, 7), at=(x, foot), scale=tall / 100, flip=side > 0),
    )


@setting("cemetery")
def cemetery(s: Stage) -> None:
    """Headstones and crosses in the grass, a chapel, bare trees, an iron fence."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("cemetery")
    terrain.ridge(s, s.back, s.horizon + 2 * s.unit, 9 * s.unit, p.paint("#6f8272", 0.28), "hill")
    side = dice.pick((-1, 1))
    grass = p.paint(under_snow(s, "#76855c"))
    terrain.ridge(s, s.far, s.horizon + 5 * s.unit, 5 * s.unit, mix(grass, p.haze, 0.3), "knoll")
    _chapel(s, s.across(0.5 + side * 0.2), s.horizon + 3.4 * s.unit, 24 * s.unit)
    leaf = p.paint("#3f5a48", 0.55)
    for share in (0.03, 0.12, 0.46, 0.9, 0.99):
        x = s.across(share + dice.between(-0.03, 0.03))
        s.far.add(cypress(s, x, s.horizon + 5 * s.unit, s.unit * dice.between(14, 22), leaf))
    for row, (down, tall, count) in enumerate(((4.5, 4.5, 17), (7, 6.6, 12))):
        for i in range(count):
            x = s.left + s.span * (i + dice.between(0.25, 0.75)) / count
            _grave(s, s.far, x, s.horizon + down * s.unit, tall * s.unit, 0.55 + 0.15 * row, dice)
    plane(s, s.mid, grass, s.horizon + 7.5 * s.unit)
    _gravel(s)
    for down, tall, shares in (
        (10, 10, (0.04, 0.2, 0.8, 0.95)),
        (16, 15, (-0.03, 0.12, 0.87, 1.0)),
    ):
        for share in shares:
            x = s.across(share + dice.between(-0.03, 0.03))
            _grave(s, s.mid, x, s.horizon + down * s.unit, tall * s.unit, 0.95, dice)
    tree = s.across(0.5 - side * dice.between(0.4, 0.46))
    bark = p.paint("#4a423c", 0.92)
    s.mid.add(bare_tree(s, tree, s.horizon + 12 * s.unit, 58 * s.unit, bark, dice))
    terrain.tufts(s, s.mid, grass, 40, "grave grass")
    _ground_mist(s, dice)


def _chapel(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    wall, roof = p.paint("#b3aca0", 0.55), p.paint(under_snow(s, "#575c68"), 0.55)
    glass = p.glow if lights_on(s) else p.dark(wall, 0.55)
    if lights_on(s):
        glow(s, s.far, x, foot - tall * 0.2, tall * 0.5, 0.35)
    s.far.add(
        group(
            box(-6, -44, 62, 46, s.shaded(wall, 0.25)),
            polygon(
                [(-10, -42), (0, -64), (54, -64), (60, -42)], s.paints.down(p.lit(roof, 0.2), roof)
            ),
            box(-30, -62, 26, 64, s.shaded(wall, 0.35)),
            polygon([(-34, -61), (-17, -96), (0, -61)], s.shaded(roof, 0.4)),
            line("M-17 -96V-106M-20 -102H-14", p.dark(roof, 0.4), 1.4),
            shape("M-22 2V-14A5 6 0 0 1-12 -14V2Z", p.dark(wall, 0.6)),
            disc(-17, -46, 4, glass),
            *(shape(f"M{dx} -14V-27A3.4 5 0 0 1 {dx + 7} -27V-14Z", glass) for dx in (8, 24, 40)),
            at=(x, foot),
            scale=tall / 100,
        )
    )


def _grave(
    s: Stage, layer: Layer, x: float, foot: float, tall: float, near: float, dice: Dice
) -> None:
    p = s.palette
    stone = p.paint(dice.pick(("#9a9a95", "#85888a", "#a89f92", "#7a7f80")), near)
    moss = p.paint("#6f8258", near)
    kind = dice.pick(("round", "round", "cross", "point", "slab"))
    data = {
        "round": "M-30 4V-62Q-30 -96 0 -97Q30 -96 30 -62V4Z",
        "point": "M-28 4V-76L0 -100L28 -76V4Z",
        "slab": "M-34 4V-70L-26 -78H26L34 -70V4Z",
        "cross": "M-9 4V-58H-34V-78H-9V-104H9V-78H34V-58H9V4Z",
    }[kind]
    back = group(shape(data, p.dark(stone, 0.45)), at=(6 * s.light_side, -2))
    parts = [back, shape(data, s.shaded(stone, 0.38))]
    if kind != "cross" and near > 0.8:
        parts.append(line("M-16 -60H16M-13 -50H13M-16 -40H16", f"{p.dark(stone, 0.5)}@0.6", 3))
    parts.append(shape("M-38 6Q-26 -14-12 2Q2 -9 14 2Q26 -12 38 6Z", p.dark(moss, 0.1)))
    sketch = turned("".join(parts), dice.between(-6, 6))
    if near > 0.8:
        layer.add(terrain.shadow_on_ground(s, x, foot, tall * 0.36))
    layer.add(group(sketch, at=(x, foot), scale=tall / 100))


def _gravel(s: Stage) -> None:
    """The path between the graves."""
    p = s.palette
    tone = p.paint(under_snow(s, "#b5a992"))
    x, top = s.across(0.5), s.horizon + 7.5 * s.unit
    data = (
        f"M{x - 3 * s.unit:.0f} {top:.0f}C{x - 9 * s.unit:.0f} {top + 9 * s.unit:.0f} "
        f"{x - 24 * s.unit:.0f} {top + 20 * s.unit:.0f} {x - 30 * s.unit:.0f} {s.bottom:.0f}"
        f"H{x + 30 * s.unit:.0f}C{x + 22 * s.unit:.0f} {top + 20 * s.unit:.0f} "
        f"{x + 12 * s.unit:.0f} {top + 9 * s.unit:.0f} {x + 3 * s.unit:.0f} {top:.0f}Z"
    )
    s.mid.add(shape(data, s.paints.down(mix(tone, p.haze, 0.3), p.dark(tone, 0.2))))


def _ground_mist(s: Stage, dice: Dice) -> None:
    veil = mix(s.palette.haze, "#ffffff", 0.1)
    bank = s.paints.round(f"{veil}@0.4", f"{veil}@0.18", f"{veil}@0")
    for _ in range(3):
        at = (dice.between(0, s.width), s.horizon + dice.between(4, 10) * s.unit)
        s.mid.add(group(disc(0, 0, s.unit * 50, bank, 0.08), at=at))
