"""Great sheds of iron and glass: factory, greenhouse."""

from __future__ import annotations

import math

from models.preview.panels.colour import mix
from models.preview.panels.drawing import box, disc, group, line, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.goods import carton, leaves, potted
from models.preview.panels.scenery.rooms.hall import NEAR, Hall, Place, hall
from models.preview.panels.scenery.rooms.lamps import halo
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("factory", indoors=True)
def factory(s: Stage) -> None:
    """Trusses and tall windows, a belt with goods on it, machines with wheels and pipes."""
    dice = s.dice("factory")
    p = s.palette
    h = hall(
        s,
        (dice.pick(("#8a7468", "#7f8a8f", "#94806a")), "#85827c", "#5f656a"),
        half=88,
        high=88,
        end=4.2,
    )
    _tall_windows(s, h)
    _trusses(s, h)
    stripe = p.paint("#e0b53f")
    for x in (-16, 16):
        h.flat(s.mid, -h.deep, (x - 1, x + 1), (NEAR, h.end), stripe)
    side = dice.pick((-1, 1))
    paint = dice.pick(("#4f7f6b", "#3f6b8f", "#b5713f", "#7a5f8a"))
    for far in (3.4, 2.5):
        h.stand(s.far, -side * 60, far, _press(s, paint), halo(s, 0, -120, 150))
    h.stand(s.mid, -side * 62, 1.75, _press(s, paint))
    _belt(s, h, side)
    x, y = h.at(side * dice.between(4, 12), 52, 2.2)
    _crane(s, x, y)
    for far in (3.2, 2.1):
        for x in (-40, 40):
            h.stand(s.mid if far < 3 else s.far, x, far, _dome_lamp(s), y=56)
    h.stand(s.front, -side * 96, 0.85, _drum(s))


def _tall_windows(s: Stage, h: Hall) -> None:
    """Windows of small panes in the end wall and along both sides."""
    p = s.palette
    frame = p.dark(p.paint("#4f5558"), 0.2)
    light = s.paints.down(p.sky[0], p.sky[-1])
    for x in (-64, -22, 22, 64):
        corners = ((x - 17, 0, h.end), (x + 17, 0, h.end), (x + 17, 64, h.end), (x - 17, 64, h.end))
        h.plane(s.back, corners, light)
        bars = [[(x + dx, 0, h.end), (x + dx, 64, h.end)] for dx in (-17, -8.5, 0, 8.5, 17)]
        bars += [[(x - 17, y, h.end), (x + 17, y, h.end)] for y in (0, 16, 32, 48, 64)]
        h.strokes(s.back, bars, frame, 0.35 * s.unit)
    for side in (-1, 1):
        x = side * h.half
        for near in (0.95, 1.5, 2.3, 3.3):
            far = near * 1.28
            patch = [(x, 6, near), (x, 6, far), (x, 66, far), (x, 66, near)]
            h.plane(s.far, patch, s.paints.down(p.sky[0], p.sky[-1]))
            bars = [[(x, y, near), (x, y, far)] for y in (6, 21, 36, 51, 66)]
            bars += [[(x, 6, z), (x, 66, z)] for z in (near, near * 1.09, near * 1.18, far)]
            h.strokes(s.far, bars, frame, 0.5 * s.unit / near)
            strong = 0.06 if p.night else 0.2
            if side == s.light_side:
                pool: list[Place] = [(side * 70, -h.deep, near), (side * 70, -h.deep, far)]
                pool += [(side * 20, -h.deep, far), (side * 20, -h.deep, near)]
                h.plane(s.mid, pool, f"{p.light}@{strong}")
                h.plane(
                    s.mid, [patch[3], patch[2], pool[2], pool[3]], f"{p.light}@{strong * 0.4:.2f}"
                )


def _trusses(s: Stage, h: Hall) -> None:
    p = s.palette
    steel = p.dark(p.paint("#4f585f"), 0.2)
    for far in (3.6, 2.6, 1.9, 1.35, 0.98):
        low, high = 70.0, 86.0
        stops = [-88 + 176 * i / 10 for i in range(11)]
        web: list[list[Place]] = [
            [(-88, low, far), (88, low, far)],
            [(-88, high, far), (88, high, far)],
        ]
        web.append([(x, low if i % 2 else high, far) for i, x in enumerate(stops)])
        h.strokes(s.far, web, steel, 1.5 * s.unit / far)
        for side in (-1, 1):
            h.strokes(
                s.far,
                [[(side * 86, -h.deep, far), (side * 86, high, far)]],
                steel,
                3.4 * s.unit / far,
            )
    pipes = ((-74, 60, "#b5653f"), (-68, 60, "#8a949c"), (74, 58, "#5f8a9c"))
    for x, y, tone in pipes:
        h.strokes(s.far, [[(x, y, NEAR), (x, y, h.end)]], p.paint(tone), 1.6 * s.unit)


def _belt(s: Stage, h: Hall, side: int) -> None:
    """A conveyor that comes towards us, with goods on it."""
    p = s.palette
    dice = s.dice("belt")
    near, far, top = 1.28, 3.9, -20.0
    inner, outer = side * 46, side * 72
    legs = [[(inner, -h.deep, z), (inner, top, z)] for z in (1.4, 1.75, 2.2, 2.8, 3.5)]
    h.strokes(s.mid, legs, p.paint("#4a5258"), 0.9 * s.unit)
    h.plane(
        s.mid,
        [(inner, top - 6, near), (inner, top - 6, far), (inner, top, far), (inner, top, near)],
        p.paint("#c9953f"),
    )
    h.plane(
        s.mid,
        [(inner, top - 6, near), (inner, top, near), (outer, top, near), (outer, top - 6, near)],
        p.dark(p.paint("#c9953f"), 0.3),
    )
    belt = p.paint("#3a3f44")
    h.flat(
        s.mid,
        top,
        (min(inner, outer), max(inner, outer)),
        (near, far),
        s.paints.down(p.lit(belt, 0.3), belt),
    )
    tone = dice.pick(("#b98f62", "#c96f4f", "#6f94a8", "#8aa86f"))
    for z in (3.5, 2.95, 2.45, 2.05, 1.7, 1.42):
        h.stand(
            s.mid,
            (inner + outer) / 2,
            z,
            carton(s, dice.between(34, 44), dice.between(26, 40), tone),
            y=top,
        )


def _press(s: Stage, colour: str) -> str:
    """A machine: a housing, a wheel, dials and a chimney of pipe."""
    p = s.palette
    tone, steel, dark = p.paint(colour), p.paint("#9aa3a8"), p.paint("#33383c")
    rim = ((38, 120), (-38, 120), (27, 147), (-27, 147), (27, 93), (-27, 93), (0, 158), (0, 82))
    spokes = "".join(f"M0-120L{x}-{y}" for x, y in rim)
    return (
        line("M-50-190V-330Q-50-350-30-350H60", steel, 16)
        + box(-85, -200, 170, 200, s.shaded(tone, 0.4), 8)
        + box(-95, -14, 190, 14, dark)
        + box(-85, -200, 170, 16, p.lit(tone, 0.3), 6)
        + disc(0, -120, 48, dark)
        + disc(0, -120, 40, s.shaded(steel, 0.3))
        + line(spokes, dark, 5)
        + disc(0, -120, 11, p.lit(tone, 0.3))
        + disc(-62, -168, 10, p.paint("#efe9da"))
        + disc(62, -168, 10, p.paint("#efe9da"))
        + line("M-62-168L-57-173M62-168L57-162", p.paint("#c9483f"), 2)
        + box(-66, -52, 44, 30, p.dark(tone, 0.4), 3)
        + disc(30, -38, 6, p.paint("#c9483f"))
        + disc(52, -38, 6, p.paint("#6fae6a"))
    )


def _crane(s: Stage, x: float, y: float) -> None:
    p, u = s.palette, s.unit
    steel = p.paint("#e0a83f")
    s.mid.add(
        line(
            f"M{x - u:.1f} {s.top:.1f}V{y:.1f}M{x + u:.1f} {s.top:.1f}V{y:.1f}",
            p.paint("#2f3336"),
            0.35 * u,
        )
    )
    s.mid.add(box(x - 2.4 * u, y - u, 4.8 * u, 5 * u, s.shaded(steel, 0.35), 4))
    bend = f"a{1.9 * u:.1f} {1.9 * u:.1f} 0 1 1 {-1.9 * u:.1f} {1.9 * u:.1f}"
    hook = f"M{x:.1f} {y + 4 * u:.1f}v{2 * u:.1f}{bend}"
    s.mid.add(line(hook, p.paint("#3a3f44"), 0.9 * u))


def _dome_lamp(s: Stage) -> str:
    p = s.palette
    on = lights_on(s) > 0
    return (
        halo(s, 0, 4, 190)
        + line("M0-130V-24", p.paint("#33383c"), 4)
        + shape("M-34 0Q-30-26 0-28Q30-26 34 0Z", p.paint("#4f6b60"))
        + disc(0, 0, 30, p.lit(p.glow, 0.4) if on else p.lit(p.paint("#d9d3c4"), 0.4), 0.2)
    )


def _drum(s: Stage) -> str:
    p = s.palette
    tone = p.dark(p.paint("#b5563f"), 0.2)
    return box(-30, -88, 60, 88, s.shaded(tone, 0.45), 5) + line(
        "M-30-60H30M-30-30H30", p.lit(tone, 0.3), 4
    )


@setting("greenhouse", indoors=True)
def greenhouse(s: Stage) -> None:
    """A vault of glass over a path between benches of plants."""
    dice = s.dice("greenhouse")
    paint_sky(s, sun=False)
    h = Hall(s, s.across(0.5) + dice.between(-8, 8) * s.unit, 74, 30, 40, 4.4)
    _trees_outside(s, h)
    _ribs(s, h, dice.pick(("#e6ece6", "#5f7f73", "#cfd9d4")))
    p = s.palette
    path = p.paint(dice.pick(("#b5a58a", "#a8897a", "#9c9c94")))
    earth = p.paint("#6b5a45")
    h.flat(
        s.mid,
        -h.deep,
        (-h.half - 300, h.half + 300),
        (NEAR, h.end),
        s.paints.down(p.lit(earth, 0.1), p.dark(earth, 0.2)),
    )
    h.flat(
        s.mid,
        -h.deep,
        (-48, 48),
        (NEAR, h.end),
        s.paints.down(p.lit(path, 0.3), path, p.dark(path, 0.2)),
    )
    slabs: list[list[Place]] = [
        [(-48, -h.deep, z), (48, -h.deep, z)] for z in (3.6, 2.9, 2.35, 1.9, 1.54, 1.25, 1.0, 0.82)
    ]
    seam: list[Place] = [(0, -h.deep, NEAR), (0, -h.deep, h.end)]
    h.strokes(s.mid, [*slabs, seam], f"{p.dark(path, 0.5)}@0.35", 2)
    h.stand(
        s.far, 0, 4.0, _fountain(s) if dice.chance(0.5) else potted(s, 260, dice, leaf="#4f8a5a")
    )
    for far in (3.6, 2.9, 2.35, 1.9, 1.55, 1.25):
        for side in (-1, 1):
            _bench(s, h, side, far)
    for far, x in ((2.9, -30), (2.2, 26), (1.6, -20)):
        h.stand(s.mid, x + dice.between(-5, 5), far, _basket(s, far), y=dice.between(42, 52))
    for side in (-1, 1):
        h.stand(s.front, side * 88, 0.9, leaves(s, 190, "#3f7048", s.dice(f"near {side}"), 7))


def _trees_outside(s: Stage, h: Hall) -> None:
    p = s.palette
    dice = s.dice("outside")
    tone = mix(p.paint("#668a52", 0.4), p.haze, 0.35)
    for _ in range(13):
        x = dice.between(s.left, s.right)
        size = s.unit * dice.between(8, 17)
        s.back.add(disc(x, s.horizon - size * 0.3, size, p.dark(tone, dice.between(0, 0.2)), 0.9))
    s.back.add(box(s.left, s.horizon, s.span, s.bottom - s.horizon, p.dark(tone, 0.2)))


def _ribs(s: Stage, h: Hall, colour: str) -> None:
    """Iron arches and glazing bars, and the gleam of the panes."""
    p = s.palette
    iron = p.lit(p.paint(colour), 0.1)
    spring, rise = 22.0, 62.0
    angles = [math.pi * i / 10 for i in range(11)]
    arcs: dict[float, list[Place]] = {}
    for far in (h.end, 3.2, 2.4, 1.8, 1.35, 1.0, 0.74, 0.5):
        arcs[far] = [(-h.half * math.cos(a), spring + rise * math.sin(a), far) for a in angles]
        wall: list[Place] = [(-h.half, -h.deep, far), *arcs[far], (h.half, -h.deep, far)]
        h.strokes(s.far, [wall], iron, 1.7 * s.unit / far)
    sills: list[list[Place]] = [
        [(side * h.half, y, h.end), (side * h.half, y, 0.5)] for side in (-1, 1) for y in (-26, 0)
    ]
    bars = [*sills, *([arcs[h.end][i], arcs[0.5][i]] for i in range(11))]
    h.strokes(s.far, bars, f"{iron}@0.75", 0.42 * s.unit)
    posts = ([(x, -h.deep, h.end), (x, 70, h.end)] for x in (-44, -15, 15, 44))
    rails = ([(-h.half, y, h.end), (h.half, y, h.end)] for y in (-12, 22, 52))
    h.strokes(s.back, [*posts, *rails], iron, 0.5 * s.unit)
    gleam = f"{p.lit(p.light, 0.4)}@{0.06 if p.night else 0.2}"
    panes = [
        [arcs[near][i], arcs[far][i], arcs[far][i + 1], arcs[near][i + 1]]
        for near, far, i in (
            (1.35, 1.8, 3),
            (1.8, 2.4, 6),
            (1.0, 1.35, 7),
            (2.4, 3.2, 2),
            (0.74, 1.0, 2),
        )
    ]
    h.patches(s.far, panes, gleam)


def _bench(s: Stage, h: Hall, side: int, far: float) -> None:
    """A bench with pots on it, and taller plants behind."""
    p = s.palette
    dice = s.dice(f"bench {side} {far}")
    wood = p.paint("#8f7350")
    greens = ("#5f8f4f", "#7aa35a", "#4f7f5f", "#8fa84f", "#5a9470")
    plants = [
        group(leaves(s, dice.between(110, 170), dice.pick(greens), dice, 7), at=(30 * side, -70))
    ]
    for x in (-42, -8, 26):
        tall = dice.between(38, 74)
        sketch = potted(
            s, tall, dice, leaf=dice.pick(greens), pot=dice.pick(("#b5714f", "#c98a5f", "#a89c8a"))
        )
        if dice.chance(0.6):
            bloom = p.paint(dice.pick(("#d9584f", "#e8b53f", "#c98ac0", "#f0ece0", "#e8804f")))
            sketch += "".join(
                disc(dx, -tall * dy, 6, bloom) for dx, dy in ((-12, 0.8), (3, 0.98), (14, 0.75))
            )
        plants.append(group(sketch, at=(x, -72)))
    table = box(-62, -74, 124, 8, p.lit(wood, 0.2)) + line(
        "M-54-66V0M54-66V0M-54-26H54", p.dark(wood, 0.2), 6
    )
    h.stand(s.mid, side * 64, far, *plants, table)


def _basket(s: Stage, far: float) -> str:
    p = s.palette
    dice = s.dice(f"basket {far}")
    bloom = p.paint(dice.pick(("#d9584f", "#e8b53f", "#c98ac0")))
    green = p.paint("#6f9a55")
    hung = "".join(
        shape(f"M{x - 6}-6Q{x * 1.3 - 4:.0f} 12 {x * 1.2:.0f} {22 + abs(x) % 9}L{x + 6}-6Z", green)
        for x in (-30, -20, -9, 3, 14, 25)
    )
    return (
        line("M0-95V-60L-24-10M0-60L24-10", p.paint("#4a4540"), 2)
        + halo(s, 0, -40, 120)
        + hung
        + disc(0, -14, 34, s.shaded(p.paint("#5f8f4f"), 0.3), 0.6)
        + "".join(disc(x, y, 6, bloom) for x, y in ((-20, -18), (0, -28), (18, -16), (4, -10)))
    )


def _fountain(s: Stage) -> str:
    p = s.palette
    stone, water = p.paint("#c4bcae"), f"{p.lit(p.paint('#8fc0cc'), 0.4)}@0.8"
    return (
        shape("M-90-50H90L70 0H-70Z", s.shaded(stone, 0.35))
        + disc(0, -50, 90, p.lit(stone, 0.2), 0.16)
        + disc(0, -50, 78, water, 0.15)
        + box(-10, -140, 20, 90, s.shaded(stone, 0.35))
        + shape("M-44-150H44Q30-128 0-126Q-30-128-44-150Z", s.shaded(stone, 0.3))
        + line("M0-150Q-4-190-30-150M0-150Q4-190 30-150M0-150V-188", water, 4)
    )
