"""Where people sleep: bedroom, nursery, hotel room."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, line, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import Room, room
from models.preview.panels.scenery.rooms.beds import cot, double_bed
from models.preview.panels.scenery.rooms.floor import hang, place, rug, scale_at, stand
from models.preview.panels.scenery.rooms.furniture import cupboard
from models.preview.panels.scenery.rooms.goods import framed, potted
from models.preview.panels.scenery.rooms.lamps import sconce, table_lamp
from models.preview.panels.scenery.rooms.openings import curtained, daylight, drape, glazing
from models.preview.panels.stage import Stage


@setting("bedroom", indoors=True)
def bedroom(s: Stage) -> None:
    """A double bed between two lamps, a curtained window, a wardrobe."""
    dice = s.dice("bedroom")
    r = room(
        s,
        dice.pick(("#b9c0cf", "#cfb9a9", "#b5c2b0", "#c9b5bf")),
        dice.pick(("#8f6848", "#a58a6c")),
        window=False,
        high=dice.between(48, 56),
    )
    side = s.light_side
    bed = -side * dice.between(4, 12)
    cover = dice.pick(("#5f7f9c", "#b5714f", "#7f8f5a", "#8f6a8a", "#c9a25a"))
    _lit_window(s, side * dice.between(40, 46), dice.pick(("#c9b89a", "#8fa3b5", "#b58a7f")))
    _papered(s, r, dice.pick(("stripes", "plain", "panels")))
    hang(s, bed, framed(s, 0, -165, dice.between(70, 120), 62, dice), layer=s.far)
    rug(s, bed, 18, 86, 15, (dice.pick(("#d9cbb0", "#b58f7a", "#9fb0b8")), "#8f7a68"))
    wood = dice.pick(("#7a573b", "#4f3f38", "#b99a72"))
    _wardrobe(s, bed - side * 50, wood)
    for x in (bed - 25, bed + 25):
        lamp = table_lamp(s, 0, -52, dice.pick(("#e0cfa9", "#c98f7a")))
        stand(s, s.mid, x, 15.6, _nightstand(s, wood), lamp, shadow=50)
    stand(s, s.mid, bed, 19, double_bed(s, wood, cover), shadow=210)
    _bench_end(s, side)


def _lit_window(s: Stage, x: float, cloth: str, *, wide: float = 120, view: str = "hills") -> None:
    """A curtained window on the back wall at `x`, and its light on the floor."""
    hang(
        s,
        x,
        glazing(s, 0, -95, wide, 165, "#e6ddcc", view=view),
        curtained(s, 0, -95, wide, 165, cloth),
    )
    k = scale_at(s, 15)
    at, foot = place(s, x, 15)
    daylight(s, at, foot - 260 * k, wide * k, 165 * k)


def _papered(s: Stage, r: Room, kind: str) -> None:
    """Stripes or panels on the back wall."""
    wide = r.right - r.left
    tone = s.palette.lit(r.wall, 0.3)
    if kind == "stripes":
        data = "".join(
            f"M{r.left + wide * (i + 0.5) / 26:.0f} {r.top:.0f}V{r.floor - 2.2 * s.unit:.0f}"
            for i in range(26)
        )
        s.back.add(line(data, f"{tone}@0.22", wide / 60))
    elif kind == "panels":
        top = r.floor - 18 * s.unit
        s.back.add(box(r.left, top, wide, r.floor - top, f"{tone}@0.5"))
        s.back.add(box(r.left, top, wide, s.unit, s.palette.lit(tone, 0.3)))


def _nightstand(s: Stage, wood: str) -> str:
    p = s.palette
    tone = p.paint(wood)
    return (
        box(-24, -52, 48, 50, s.shaded(tone, 0.35), 2)
        + box(-20, -46, 40, 17, p.dark(tone, 0.25), 2)
        + box(-20, -26, 40, 17, p.dark(tone, 0.25), 2)
        + disc(0, -37, 2, p.lit(tone, 0.6))
        + disc(0, -17, 2, p.lit(tone, 0.6))
        + box(-26, -54, 52, 4, p.lit(tone, 0.25))
    )


def _wardrobe(s: Stage, x: float, wood: str) -> None:
    at, foot = place(s, x, 16)
    cupboard(s, at - 13 * s.unit, foot, 26 * s.unit, 44 * s.unit, wood, 2)


def _bench_end(s: Stage, side: int) -> None:
    """The near end of a chest with folded blankets, out of focus at the edge of the picture."""
    p = s.palette
    tone = p.dark(p.paint("#6b4d38"), 0.4)
    x = s.across(0.5) + side * min(s.width * 0.62, 100 * s.unit)
    y = s.height * 0.93
    s.front.add(disc(x, y - 2 * s.unit, 20 * s.unit, p.dark(p.paint("#a3785a"), 0.25), 0.3))
    s.front.add(box(x - 24 * s.unit, y, 48 * s.unit, s.bottom - y, tone, 6))


@setting("nursery", indoors=True)
def nursery(s: Stage) -> None:
    """A cot under a mobile, stars on the wall, blocks and a bear on the rug."""
    dice = s.dice("nursery")
    p = s.palette
    r = room(
        s,
        dice.pick(("#a9cdd6", "#e3bfae", "#c9d3a0", "#cdbfe0")),
        "#c39a6b",
        window=False,
        high=dice.between(46, 54),
    )
    side = s.light_side
    _lit_window(s, side * 44, dice.pick(("#f0d88a", "#e39a8a", "#8fb8d0")), wide=110)
    _motifs(s, r, dice.pick(("stars", "dots", "clouds")))
    _bunting(s, r)
    cot_x = -side * dice.between(8, 16)
    rug_tone = dice.pick(("#e0876a", "#6aa0b5", "#e0b84f"))
    at = place(s, 0, 25)
    s.mid.add(disc(*at, 46 * s.unit, p.paint(rug_tone), 0.2))
    s.mid.add(disc(*at, 40 * s.unit, p.lit(p.paint(rug_tone), 0.25), 0.2))
    stand(
        s,
        s.mid,
        cot_x,
        17,
        cot(s, "#f0e6d2", dice.pick(("#8fb8d0", "#e8b0b0", "#b8d09a"))),
        shadow=130,
    )
    stand(s, s.mid, cot_x, 17, _mobile(s))
    stand(s, s.mid, -side * 50, 16, _toy_shelf(s), table_lamp(s, -30, -113, "#e8b53f"), shadow=120)
    stand(
        s,
        s.mid,
        side * dice.between(30, 36),
        18,
        _bear(s, dice.pick(("#b5824f", "#d9b58a", "#8f8a94"))),
        shadow=60,
    )
    stand(s, s.mid, -side * 54, 22, _blocks(s), shadow=66)
    stand(s, s.front, side * 70, 44, _blocks(s))


def _motifs(s: Stage, r: Room, kind: str) -> None:
    dice = s.dice("motifs")
    tone = f"{s.palette.lit(r.wall, 0.6)}@0.6"
    u = s.unit
    for row in range(5):
        for column in range(15):
            x = r.left + (column + 0.5 + 0.5 * (row % 2)) * 10.4 * u
            y = r.floor - (20 + 11 * row) * u
            size = u * dice.between(0.8, 1.5)
            if kind == "dots":
                s.back.add(disc(x, y, size, tone))
            elif kind == "stars":
                s.back.add(shape(_star(x, y, size * 1.5), tone))
            elif (row + column) % 2:
                s.back.add(
                    disc(x, y, size * 2, tone, 0.5), disc(x + u, y - u, size * 1.3, tone, 0.8)
                )


def _star(x: float, y: float, size: float) -> str:
    """Path data of a star with four points."""
    near = size * 0.7
    far = near - size
    tips = "".join(
        f"l{dx:.1f} {dy:.1f}"
        for dx, dy in (
            (-far, near),
            (near, -far),
            (-near, -far),
            (far, near),
            (far, -near),
            (-near, far),
            (near, far),
        )
    )
    return f"M{x:.1f} {y - size:.1f}{tips}Z"


_TOYS = ("#d9584f", "#e8b53f", "#4f9fc0", "#6fae6a", "#a87fc0")


def _bunting(s: Stage, r: Room) -> None:
    p = s.palette
    wide, u = r.right - r.left, s.unit
    y = r.floor - 56 * u
    s.far.add(
        line(
            f"M{r.left:.0f} {y:.0f}q{wide / 2:.0f} {22 * u:.0f} {wide:.0f} 0",
            p.paint("#efe6d4"),
            0.5 * u,
        )
    )
    for i in range(1, 20):
        t = i / 20
        x, hung = r.left + wide * t, y + 44 * u * t * (1 - t)
        flag = f"M{x - 2.6 * u:.1f} {hung:.1f}h{5.2 * u:.1f}l{-2.6 * u:.1f} {6 * u:.1f}Z"
        s.far.add(shape(flag, p.paint(_TOYS[i % 5])))


def _mobile(s: Stage) -> str:
    p = s.palette
    wood = p.paint("#b99a72")
    parts = [line("M58 -100Q66 -190 20 -200H0V-176", wood, 4), line("M-34 -176H34", wood, 3)]
    for i, x in enumerate((-34, -11, 11, 34)):
        low = -150 + 12 * (i % 2)
        parts.append(line(f"M{x} -176V{low}", p.paint("#efe6d4"), 1.2))
        tone = p.paint(_TOYS[i])
        parts.append(
            shape(_star(x, low + 7, 10), tone)
            if i % 2
            else disc(x, low + 6, 7.5, s.shaded(tone, 0.3))
        )
    return "".join(parts)


def _toy_shelf(s: Stage) -> str:
    p = s.palette
    dice = s.dice("toys")
    wood = p.paint("#efe4cc")
    parts = [box(-58, -110, 116, 108, p.dark(wood, 0.3), 3)]
    for row in range(2):
        foot = -56.0 + 52 * row
        at = -50.0
        while at < 40:
            wide, tone = dice.between(12, 24), p.paint(dice.pick(_TOYS))
            if dice.chance(0.4):
                parts.append(disc(at + wide / 2, foot - wide / 2, wide / 2, s.shaded(tone, 0.3)))
            else:
                tall = dice.between(14, 36)
                parts.append(box(at, foot - tall, wide, tall, s.shaded(tone, 0.25), 3))
            at += wide + dice.between(2, 7)
        parts.append(box(-58, foot, 116, 5, p.lit(wood, 0.2)))
    return "".join(parts) + line("M-58 -110H58M-58 -110V0M58 -110V0", p.lit(wood, 0.2), 6)


def _bear(s: Stage, colour: str) -> str:
    p = s.palette
    fur, pale = p.paint(colour), p.lit(p.paint(colour), 0.45)
    body = s.shaded(fur, 0.3)
    return "".join(
        (
            disc(-15, -60, 8, body),
            disc(15, -60, 8, body),
            disc(-24, -24, 8, body, 1.5),
            disc(24, -24, 8, body, 1.5),
            disc(0, -22, 22, body, 1.05),
            disc(0, -20, 13, pale, 1.1),
            disc(-16, -6, 10, body, 0.8),
            disc(16, -6, 10, body, 0.8),
            disc(-18, -5, 5, pale),
            disc(18, -5, 5, pale),
            disc(0, -50, 19, body, 0.9),
            disc(0, -45, 8, pale, 0.8),
            disc(-7, -54, 2, "#2b2420"),
            disc(7, -54, 2, "#2b2420"),
            disc(0, -47, 3, "#2b2420", 0.7),
        )
    )


def _blocks(s: Stage) -> str:
    p = s.palette
    dice = s.dice("blocks")
    parts: list[str] = []
    for x, y in ((-24, 0), (-4, 0), (16, 0), (-14, -19), (6, -19), (-4, -38)):
        tone = p.paint(dice.pick(_TOYS))
        parts.append(box(x, y - 18, 18, 18, s.shaded(tone, 0.3), 2))
        parts.append(box(x + 4, y - 14, 10, 10, f"{p.lit(tone, 0.5)}@0.6", 2))
    return "".join(parts)


@setting("hotel_room", indoors=True)
def hotel_room(s: Stage) -> None:
    """A wide made bed before a padded wall, the city in a great window, a suitcase."""
    dice = s.dice("hotel room")
    p = s.palette
    room(
        s,
        dice.pick(("#b5a58f", "#8f9a9c", "#a8978f")),
        dice.pick(("#6f5f57", "#55606b", "#7f6a5a")),
        boards=False,
        window=False,
        high=dice.between(47, 53),
    )
    side = s.light_side
    cloth = dice.pick(("#7f6f5f", "#5a6a7f", "#8a5a5a"))
    k = scale_at(s, 15)
    at, foot = place(s, side * 46, 15)
    hang(s, side * 46, glazing(s, 0, -28, 270, 225, "#3f4247", panes=(3, 1), view="city"))
    hang(
        s,
        side * 46,
        drape(s, -175, -275, 52, 272, cloth),
        drape(s, 123, -275, 52, 272, cloth),
        layer=s.far,
    )
    hang(s, side * 46, box(-185, -284, 370, 14, p.dark(p.paint(cloth), 0.3)), layer=s.far)
    daylight(s, at, foot - 250 * k, 250 * k, 225 * k, 0.3)
    bed = -side * dice.between(20, 26)
    tone = p.paint(dice.pick(("#5f4a3f", "#4a5a5f", "#7a6a58")))
    padding = "".join(
        box(
            -170 + 42.5 * i,
            -170,
            41,
            150,
            s.paints.across(p.lit(tone, 0.12), p.dark(tone, 0.25)),
            5,
        )
        for i in range(8)
    )
    hang(s, bed, padding, sconce(s, -128, -135), sconce(s, 128, -135), layer=s.far)
    hang(s, bed, framed(s, 0, -190, 110, 58, dice), layer=s.far)
    stand(s, s.mid, bed, 19, double_bed(s, "#4a3a30", "#eeeae0", wide=200, high=96), shadow=230)
    runner = p.paint(dice.pick(("#8f3f3f", "#3f5f7f", "#a8823f")))
    stand(s, s.mid, bed, 19, shape("M-98 -50H98L102 -30H-102Z", s.shaded(runner, 0.3)))
    stand(
        s,
        s.mid,
        side * 26,
        18,
        _suitcase(s, dice.pick(("#b5483f", "#3f6b7f", "#c9a23f"))),
        shadow=60,
    )
    stand(s, s.mid, side * 66, 17, potted(s, 130, dice, pot="#e0dacb"), shadow=50)


def _suitcase(s: Stage, colour: str) -> str:
    p = s.palette
    tone = p.paint(colour)
    ribs = "".join(f"M{x} -60V-10" for x in (-14, -5, 5, 14))
    return (
        line("M-9 -68V-96H9V-68", p.paint("#8f969c"), 3)
        + box(-24, -68, 48, 62, s.shaded(tone, 0.35), 7)
        + line(ribs, f"{p.dark(tone, 0.4)}@0.6", 2)
        + disc(-16, -3, 4, "#2b2b2e")
        + disc(16, -3, 4, "#2b2b2e")
    )
