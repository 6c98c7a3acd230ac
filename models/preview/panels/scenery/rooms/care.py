"""Where bodies are looked after: hospital, bathroom, gym."""

from __future__ import annotations

from models.preview.panels.drawing import blob, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import Room, room
from models.preview.panels.scenery.rooms.floor import hang, place, scale_at, stand, tiles
from models.preview.panels.scenery.rooms.goods import potted
from models.preview.panels.scenery.rooms.lamps import halo, sconce
from models.preview.panels.scenery.rooms.openings import daylight, drape, glazing
from models.preview.panels.stage import Stage


@setting("hospital", indoors=True)
def hospital(s: Stage) -> None:
    """A bed, a curtain, a drip, a monitor."""
    r = room(s, "#bfd0d0", "#a9b5b8", boards=False)
    u, p = s.unit, s.palette
    away = -s.light_side
    middle = s.across(0.5)
    cloth = p.paint("#8fb8b5")
    left = middle + away * 62 * u - 16 * u
    s.mid.add(
        line(
            f"M{left - 4 * u:.1f} {s.horizon - 46 * u:.1f}h{44 * u:.1f}",
            p.paint("#8a9299"),
            0.8 * u,
        )
    )
    for i in range(8):
        x = left + i * 4 * u
        s.mid.add(
            box(
                x,
                s.horizon - 46 * u,
                4.2 * u,
                62 * u,
                s.paints.across(p.lit(cloth, 0.2), p.dark(cloth, 0.2)),
                2,
            )
        )
    _bed(s, middle + away * 8 * u, r.floor + 4 * u, 66 * u)
    pole = middle - away * 30 * u
    steel = p.paint("#9aa3aa")
    s.mid.add(
        line(
            f"M{pole:.1f} {r.floor + 10 * u:.1f}V{s.horizon - 34 * u:.1f}h{5 * u:.1f}",
            steel,
            0.8 * u,
        )
    )
    s.mid.add(box(pole + 3 * u, s.horizon - 33 * u, 5 * u, 9 * u, f"{p.paint('#d9ecef')}@0.85", 6))
    s.mid.add(
        line(
            f"M{pole + 5.5 * u:.1f} {s.horizon - 24 * u:.1f}"
            f"q0 {20 * u:.1f} {away * 14 * u:.1f} {26 * u:.1f}",
            f"{p.lit(steel, 0.4)}@0.8",
            2,
        )
    )


def _bed(s: Stage, x: float, foot: float, wide: float) -> None:
    p = s.palette
    steel, sheet, blanket = p.paint("#8a949c"), p.paint("#eef0ec"), p.paint("#7fa3b5")
    tall = wide * 0.3
    left, top = x - wide / 2, foot - tall
    s.mid.add(disc(x, foot, wide * 0.6, s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"), 0.09))
    for bx, height in ((left, 1.7), (left + wide, 1.35)):
        s.mid.add(line(f"M{bx:.1f} {foot:.1f}V{foot - tall * height:.1f}", steel, wide * 0.02))
    s.mid.add(
        box(left - wide * 0.01, foot - tall * 1.72, wide * 0.03, tall * 1.1, p.lit(steel, 0.3), 5)
    )
    s.mid.add(
        box(left, top + tall * 0.24, wide, tall * 0.26, s.paints.down(sheet, p.dark(sheet, 0.3)), 6)
    )
    pillow = [
        (left + wide * 0.03, top + tall * 0.24),
        (left + wide * 0.05, top - tall * 0.12),
        (left + wide * 0.15, top - tall * 0.16),
        (left + wide * 0.24, top + tall * 0.04),
        (left + wide * 0.24, top + tall * 0.26),
    ]
    s.mid.add(blob(pillow, s.shaded(sheet, 0.24)))
    start, end, low = left + wide * 0.28, left + wide, top + tall * 0.66
    cover = (
        f"M{start:.0f} {low:.0f}V{top + tall * 0.16:.0f}C{start + wide * 0.16:.0f} "
        f"{top - tall * 0.14:.0f} {end - wide * 0.3:.0f} {top + tall * 0.2:.0f} {end:.0f} "
        f"{top + tall * 0.16:.0f}V{low:.0f}Z"
    )
    s.mid.add(shape(cover, s.shaded(blanket, 0.36)))
    s.mid.add(box(start, top + tall * 0.14, wide * 0.05, low - top - tall * 0.14, sheet, 4))


@setting("bathroom", indoors=True)
def bathroom(s: Stage) -> None:
    """A bath on feet, a basin under a mirror, tiles to the shoulder, a chequered floor."""
    dice = s.dice("bathroom")
    p = s.palette
    tile = dice.pick(("#9cc4c4", "#b8cfd9", "#e0c9b8", "#a9c4a8"))
    r = room(
        s,
        dice.pick(("#e3ded0", "#cfd9d9")),
        "#dcdcd6",
        boards=False,
        window=False,
        half=dice.between(66, 78),
    )
    tiles(s, f"{p.paint(dice.pick(('#3f5560', '#5f7f85', '#4a4a50')))}@0.8")
    _tiled_wall(s, r, tile)
    side = s.light_side
    hang(s, side * 10, glazing(s, 0, -165, 80, 95, "#f0ece0", view="none"))
    k = scale_at(s, 15)
    at, foot = place(s, side * 10, 15)
    daylight(s, at, foot - 260 * k, 80 * k, 95 * k)
    basin = -side * dice.between(24, 32)
    hang(
        s,
        basin,
        _mirror(s, dice.pick(("round", "flat"))),
        sconce(s, -52, -165),
        sconce(s, 52, -165),
        layer=s.far,
    )
    stand(s, s.mid, basin, 15.8, _basin(s), shadow=60)
    bath = side * dice.between(34, 40)
    stand(s, s.mid, bath, 18, _bath(s), shadow=190)
    rail = p.paint("#a9b3b8")
    hang(
        s,
        bath + side * 12,
        line("M-60 -225H150" if side > 0 else "M-150 -225H60", rail, 4),
        layer=s.far,
    )
    cloth = dice.pick(("#e39a8a", "#8fb8d0", "#e0c46a", "#b5cfa0"))
    hang(s, bath + side * 12, drape(s, 62 if side > 0 else -132, -222, 70, 200, cloth), layer=s.far)
    stand(
        s,
        s.mid,
        basin - side * 28,
        16,
        _towels(s, dice.pick(("#d98a6a", "#6a9ab5", "#e8e2d4"))),
        shadow=60,
    )
    mat = place(s, bath - side * 4, 23)
    s.mid.add(disc(*mat, 17 * s.unit, p.lit(p.paint(cloth), 0.2), 0.17))
    stand(s, s.mid, -side * 74, 18, potted(s, 110, dice, pot="#e8e2d4"), shadow=50)


def _tiled_wall(s: Stage, r: Room, colour: str) -> None:
    p, u = s.palette, s.unit
    tone = p.paint(colour)
    top, wide = r.floor - 30 * u, r.right - r.left
    s.back.add(box(r.left, top, wide, r.floor - top, s.shaded(tone, 0.2)))
    joints = "".join(f"M{r.left:.0f} {top + 5 * u * i:.0f}h{wide:.0f}" for i in range(1, 6))
    joints += "".join(
        f"M{r.left + wide * i / 30:.0f} {top:.0f}V{r.floor:.0f}" for i in range(1, 30)
    )
    s.back.add(line(joints, f"{p.lit(tone, 0.6)}@0.5", 0.3 * u))
    s.back.add(box(r.left, top - 1.6 * u, wide, 2 * u, p.dark(tone, 0.35)))


def _mirror(s: Stage, head: str) -> str:
    p = s.palette
    frame = p.paint("#b8924a")
    glass = s.paints.slant(p.lit(p.paint("#c9dde0"), 0.5), p.paint("#8fa9b0"))
    if head == "round":
        return disc(0, -165, 40, frame) + disc(0, -165, 35, glass)
    return box(-37, -212, 74, 94, frame, 4) + box(-32, -207, 64, 84, glass, 2)


def _basin(s: Stage) -> str:
    p = s.palette
    china, steel = p.paint("#eef0ec"), p.paint("#a9b3b8")
    return (
        shape("M-8-78L-12 0H12L8-78Z", s.shaded(china, 0.35))
        + shape("M-40-86H40Q38-62 14-60H-14Q-38-62-40-86Z", s.shaded(china, 0.25))
        + box(-43, -90, 86, 7, p.lit(china, 0.4), 3)
        + line("M0-90V-108Q0-114 8-113V-104", steel, 4)
    )


def _bath(s: Stage) -> str:
    p = s.palette
    china, brass = p.paint("#eef0ec"), p.paint("#b8924a")
    return (
        line("M-62-14L-70 0M62-14L70 0", brass, 8)
        + shape("M-88-66Q-84-12-50-12H50Q84-12 88-66Z", s.shaded(china, 0.35))
        + shape("M-80-66Q-60-84-30-74Q0-90 34-75Q62-82 80-66Z", f"{p.lit(china, 0.6)}@0.9")
        + box(-95, -70, 190, 9, p.lit(china, 0.45), 4)
        + line("M-78-70V-104Q-78-112-68-111V-100", brass, 5)
        + line("M-86-88H-70", brass, 4)
    )


def _towels(s: Stage, colour: str) -> str:
    p = s.palette
    tone, wood = p.paint(colour), p.paint("#b99a72")
    rungs = "".join(f"M-26 {-40 * i}H26" for i in range(1, 4))
    return (
        line("M-26-150V0M26-150V0" + rungs, wood, 5)
        + box(-20, -122, 34, 62, s.shaded(tone, 0.25), 3)
        + box(-14, -82, 34, 50, s.shaded(p.lit(tone, 0.4), 0.25), 3)
    )


@setting("gym", indoors=True)
def gym(s: Stage) -> None:
    """Weights on their rack before a wall of mirror, a barbell, a punching bag."""
    dice = s.dice("gym")
    p, u = s.palette, s.unit
    r = room(
        s,
        dice.pick(("#8f979c", "#b5a890", "#6f7f8a")),
        dice.pick(("#4a4e54", "#7a6248")),
        boards=False,
        window=False,
        high=dice.between(48, 55),
    )
    accent = dice.pick(("#e0a03f", "#d9584f", "#4fa8c0", "#8fb84f"))
    side = s.light_side
    s.back.add(box(r.left, r.floor - 8 * u, r.right - r.left, 3 * u, p.paint(accent)))
    hang(s, side * 54, glazing(s, 0, -70, 180, 190, "#3f4549", panes=(3, 2), view="city"))
    k = scale_at(s, 15)
    at, foot = place(s, side * 54, 15)
    daylight(s, at, foot - 260 * k, 180 * k, 190 * k, 0.34)
    glass = p.lit(p.paint("#b5c9cf"), 0.2)
    mirror = s.paints.slant(p.lit(glass, 0.4), glass, p.dark(glass, 0.25))
    panes = "".join(box(-188 + 95 * i, -235, 92, 215, mirror) for i in range(4))
    gleams = line("M-160-60L-110-200M-66-50L-20-190M126-60L170-190", "#ffffff@0.3", 7)
    hang(s, -side * 24, panes, gleams, layer=s.far)
    _strip_lamps(s)
    stand(s, s.mid, -side * dice.between(26, 32), 16.4, _dumbbells(s, accent), shadow=270)
    stand(s, s.mid, side * dice.between(14, 18), 17, _press_bench(s, accent), shadow=190)
    bag = p.paint(dice.pick(("#a8352f", "#33373c", accent)))
    hang(
        s,
        side * 38,
        line("M0-400V-215M-12-200L0-218L12-200", p.paint("#8f969c"), 4),
        box(-24, -202, 48, 130, s.shaded(bag, 0.45), 14),
        box(-24, -150, 48, 12, p.lit(bag, 0.4)),
        layer=s.mid,
    )
    stand(s, s.mid, side * 66, 18.5, _treadmill(s, accent), shadow=160)
    for i, size in enumerate((1.25, 1.0, 0.8)):
        stand(
            s, s.mid, -side * (60 + 9 * i), 19, group(_kettlebell(s, accent), scale=size), shadow=34
        )
    ball = p.paint(accent)
    at = place(s, -side * 80, 36)
    s.front.add(disc(at[0], at[1] - 9 * u, 15 * u, s.shaded(ball, 0.4)))


def _strip_lamps(s: Stage) -> None:
    p, u = s.palette, s.unit
    tone = p.lit(p.glow, 0.5) if lights_on(s) else p.lit(p.paint("#f2efe6"), 0.5)
    for x in (-50, -17, 17, 50):
        at = (s.across(0.5) + x * u, s.horizon - 46 * u)
        s.mid.add(group(halo(s, 0, 0, 170, 0.6), at=at, scale=scale_at(s, 15)))
        s.mid.add(box(at[0] - 11 * u, at[1], 22 * u, 1.6 * u, tone, 4))


def _dumbbells(s: Stage, colour: str) -> str:
    p = s.palette
    iron, frame = p.paint("#2f3338"), p.paint("#6f777d")
    parts = [line("M-118 0L-104-104M118 0L104-104", frame, 8)]
    for y, size in ((-94, 9), (-58, 11), (-22, 13)):
        parts.append(box(-118, y, 236, 6, p.lit(frame, 0.25), 2))
        for i in range(6):
            x = -92 + 37 * i
            parts.append(box(x - 7, y - size - 2, 14, 5, p.lit(frame, 0.4)))
            parts += [
                box(x + dx, y - 2 * size, 9, 2 * size, s.shaded(iron, 0.3), 3) for dx in (-15, 6)
            ]
            parts.append(box(x - 15, y - size - 2, 9, 4, p.paint(colour)))
    return "".join(parts)


def _press_bench(s: Stage, colour: str) -> str:
    """A padded bench under a loaded bar."""
    p = s.palette
    frame, iron = p.paint("#6f777d"), p.paint("#2f3338")
    discs = "".join(
        box(x - w / 2, -104 - h / 2, w, h, s.paints.down(p.lit(tone, 0.3), p.dark(tone, 0.2)), 3)
        for side in (-1, 1)
        for x, w, h, tone in (
            (side * 72, 9, 62, iron),
            (side * 82, 9, 52, p.paint(colour)),
            (side * 91, 7, 36, iron),
        )
    )
    return (
        line("M-40 0V-112M40 0V-112M-56 0H-24M24 0H56", frame, 7)
        + polygon([(-20, -52), (20, -52), (30, -38), (-30, -38)], p.paint("#33373c"))
        + box(-30, -39, 60, 9, p.dark(p.paint(colour), 0.1), 3)
        + line("M-22-30V0M22-30V0", frame, 6)
        + line("M-108-104H108", p.lit(frame, 0.5), 4)
        + discs
    )


def _treadmill(s: Stage, colour: str) -> str:
    p = s.palette
    dark, frame = p.paint("#2b2f34"), p.paint("#8f969c")
    return (
        polygon([(-74, -22), (70, -30), (76, -12), (-80, -4)], dark)
        + line("M-76-14L72-22", p.lit(dark, 0.3), 4)
        + line("M52-24L66-132M66-130H38M60-92H20", frame, 7)
        + polygon([(46, -150), (80, -142), (76, -122), (44, -130)], dark)
        + box(52, -146, 20, 9, p.paint(colour), 2)
    )


def _kettlebell(s: Stage, colour: str) -> str:
    p = s.palette
    iron = p.paint("#33373c")
    return (
        line("M-9-24Q-14-44 0-44Q14-44 9-24", p.lit(iron, 0.2), 6)
        + disc(0, -15, 17, s.shaded(iron, 0.4), 0.9)
        + box(-8, -20, 16, 9, p.paint(colour), 3)
    )
