"""Where people come to look and listen: theatre, museum."""

from __future__ import annotations

from models.preview.panels.drawing import box, disc, group, line, polygon, shape
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.room import room
from models.preview.panels.scenery.rooms.floor import hang, place, scale_at, stand
from models.preview.panels.scenery.rooms.goods import framed
from models.preview.panels.scenery.rooms.lamps import halo
from models.preview.panels.scenery.rooms.openings import drape
from models.preview.panels.stage import Stage


@setting("theatre", indoors=True)
def theatre(s: Stage) -> None:
    """A stage between red curtains under a gilded arch, footlights, the first rows of seats."""
    dice = s.dice("theatre")
    p, u = s.palette, s.unit
    cloth = dice.pick(("#a82f35", "#8f2a45", "#2f4a7a", "#a8452f"))
    dark = p.dark(p.paint("#2b2026"), 0.3)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, s.paints.down(dark, p.lit(dark, 0.06))))
    _backdrop(s, dice.pick(("town", "wood", "moon")))
    x, y = s.across(0.5), s.horizon
    lip = _lip(s)
    floor, wings = p.paint("#9a6a42"), y + 13 * u
    s.mid.add(box(s.left, wings, s.span, lip - wings, s.paints.down(p.dark(floor, 0.3), floor)))
    boards = "".join(
        f"M{x + i * 8 * u:.0f} {wings:.0f}L{x + i * 13 * u:.0f} {lip:.0f}" for i in range(-11, 12)
    )
    s.mid.add(line(boards, f"{p.dark(floor, 0.5)}@0.5", 1.8))
    _beams(s)
    cm = scale_at(s, 15)
    for side in (-1, 1):
        left = x + side * 20 * u - (0 if side > 0 else 40 * u)
        hung = drape(s, 0, 0, 40 * u / cm, 80 * u / cm, cloth, tied=side)
        s.mid.add(group(hung, at=(left, y - 62 * u), scale=cm))
    _pelmet(s, cloth)
    _proscenium(s, dice.pick(("#c9a04a", "#b5894a", "#d9c48a")))
    _house(s, dark, dice.pick(("#8f2f35", "#7a2a3a", "#34466b")))


def _lip(s: Stage) -> float:
    """The front edge of the stage: beyond the feet of whoever stands on it."""
    return max(s.horizon + 29 * s.unit, s.horizon + 0.66 * (s.height - s.horizon))


def _house(s: Stage, dark: str, colour: str) -> None:
    """Footlights along the stage, and the backs of the first rows before it."""
    p, u = s.palette, s.unit
    x, lip = s.across(0.5), _lip(s)
    pit = s.paints.down(p.dark(p.paint("#5a3028"), 0.2), dark)
    s.mid.add(box(s.left, lip, s.span, s.bottom - lip, pit))
    s.mid.add(box(s.left, lip - 0.6 * u, s.span, 1.8 * u, p.paint("#c9a04a")))
    for i in range(-7, 8):
        lamp = (x + i * 8.4 * u, lip - 1.4 * u)
        s.mid.add(disc(*lamp, 7 * u, s.paints.round(f"{p.glow}@0.5", f"{p.glow}@0")))
        s.mid.add(disc(*lamp, 1.5 * u, p.lit(p.glow, 0.4), 0.8))
    seat = p.paint(colour)
    for row, (down, wide, layer) in enumerate(((5.5, 13 * u, s.mid), (12, 17 * u, s.front))):
        fill = s.paints.down(p.lit(seat, 0.2 - 0.1 * row), p.dark(seat, 0.5))
        for i in range(-9, 10):
            left = x + (i + 0.5 * row - 0.44) * wide
            if abs(left - x) < s.width * 0.64:
                layer.add(box(left, lip + down * u, 0.88 * wide, 60 * u, fill, 0.3 * wide))


def _backdrop(s: Stage, kind: str) -> None:
    """Painted flats at the back of the stage."""
    p, u = s.palette, s.unit
    x, y = s.across(0.5), s.horizon + 13 * u
    sky = {
        "town": ("#7fa8c4", "#f0d3a0"),
        "wood": ("#8fc0a8", "#e8e2b5"),
        "moon": ("#243a6b", "#7a6aa0"),
    }[kind]
    s.back.add(
        box(
            x - 62 * u, y - 76 * u, 124 * u, 76 * u, s.paints.down(p.paint(sky[0]), p.paint(sky[1]))
        )
    )
    dice = s.dice("flats")
    if kind == "moon":
        s.back.add(
            disc(x + dice.between(-26, 26) * u, y - 46 * u, 9 * u, p.lit(p.paint("#f0e6c4"), 0.4))
        )
    else:
        s.back.add(disc(x + dice.between(-26, 26) * u, y - 44 * u, 7 * u, p.paint("#e8a84f")))
    for layer, tone, high in ((s.back, "#8a7a94", 26), (s.far, "#5f6b7a", 17)):
        at = x - 62 * u
        while at < x + 60 * u:
            wide, tall = dice.between(8, 15) * u, high * dice.between(0.7, 1.2) * u
            fill = p.paint(tone if kind != "wood" else ("#6f9a72" if high > 20 else "#4a7a5a"))
            if kind == "wood":
                layer.add(disc(at + wide / 2, y - tall, wide * 0.8, s.shaded(fill, 0.3), 1.2))
                layer.add(box(at + wide * 0.4, y - tall, wide * 0.2, tall, p.paint("#6b4f3d")))
            else:
                roof = [(at, y - tall), (at + wide / 2, y - tall - 6 * u), (at + wide, y - tall)]
                layer.add(
                    box(at, y - tall, wide, tall, s.shaded(fill, 0.3)),
                    polygon(roof, p.paint("#a85f4a")),
                )
                layer.add(box(at + wide * 0.38, y - tall * 0.7, wide * 0.24, 3 * u, p.glow))
            at += wide * 0.96


def _beams(s: Stage) -> None:
    """Spotlights from above on the middle of the stage."""
    p, u = s.palette, s.unit
    x, y = s.across(0.5), s.horizon
    for lean in (-1, 1):
        top, foot = (x + lean * 34 * u, y - 66 * u), (x - lean * 12 * u, y + 20 * u)
        beam = [
            (top[0] - 2 * u, top[1]),
            (top[0] + 2 * u, top[1]),
            (foot[0] + 18 * u, foot[1]),
            (foot[0] - 18 * u, foot[1]),
        ]
        s.mid.add(polygon(beam, s.paints.down(f"{p.glow}@0.4", f"{p.glow}@0.06")))
        s.mid.add(
            disc(
                *foot, 19 * u, s.paints.round(f"{p.glow}@0.6", f"{p.glow}@0.3", f"{p.glow}@0"), 0.2
            )
        )


def _pelmet(s: Stage, cloth: str) -> None:
    p, u = s.palette, s.unit
    tone = p.paint(cloth)
    x, y = s.across(0.5) - 64 * u, s.horizon - 62 * u
    for i in range(8):
        left = x + 16 * u * i
        low = y + 9 * u
        swag = f"M{left:.0f} {y - 40 * u:.0f}V{low:.0f}q{8 * u:.0f} {13 * u:.0f} {16 * u:.0f} 0"
        swag += f"V{y - 40 * u:.0f}Z"
        s.mid.add(
            shape(swag, s.paints.across(p.dark(tone, 0.3), p.lit(tone, 0.2), p.dark(tone, 0.35)))
        )
        fringe = f"M{left:.0f} {y + 9 * u:.0f}q{8 * u:.0f} {13 * u:.0f} {16 * u:.0f} 0"
        s.mid.add(line(fringe, p.paint("#c9a04a"), 1.1 * u))


def _proscenium(s: Stage, gilt: str) -> None:
    """The gilded frame around the stage, and the house walls beside it."""
    p, u = s.palette, s.unit
    gold, wall = p.paint(gilt), p.dark(p.paint("#6b3430"), 0.3)
    x, y = s.across(0.5), s.horizon
    for side in (-1, 1):
        edge = x + side * 60 * u
        left = min(edge, edge + side * 90 * u)
        s.mid.add(box(left, s.top, 90 * u, _lip(s) - s.top, s.shaded(wall, 0.3)))
        pillar = edge - (4 * u if side > 0 else 5 * u)
        s.mid.add(box(pillar, s.top, 9 * u, _lip(s) - s.top, s.shaded(gold, 0.45)))
        for i in range(9):
            s.mid.add(disc(pillar + 4.5 * u, y + (22 - 11 * i) * u, 2.2 * u, p.lit(gold, 0.4)))
        for level in (-34, -8):
            front = box(
                left,
                y + level * u,
                90 * u,
                9 * u,
                s.paints.down(p.lit(gold, 0.2), p.dark(gold, 0.4)),
                4,
            )
            s.mid.add(box(left, y + (level - 13) * u, 90 * u, 14 * u, p.dark(wall, 0.55)), front)
            lamp = (edge + side * 14 * u, y + (level - 3) * u)
            s.mid.add(group(halo(s, 0, 0, 80), at=lamp, scale=scale_at(s, 15)))
            s.mid.add(disc(*lamp, 1.6 * u, p.lit(p.glow, 0.3)))


@setting("museum", indoors=True)
def museum(s: Stage) -> None:
    """Great paintings, a figure of marble on its plinth, a skylight, ropes and a bench."""
    dice = s.dice("museum")
    p, u = s.palette, s.unit
    wall = dice.pick(("#8f4a45", "#4f6b62", "#5a6485", "#c9bfae"))
    r = room(
        s,
        wall,
        dice.pick(("#a5764a", "#b5a58f")),
        window=False,
        half=dice.between(70, 82),
        high=dice.between(44, 48),
    )
    wide = r.right - r.left
    s.back.add(box(r.left, r.top, wide, 4 * u, p.lit(p.paint("#e6dfd0"), 0.2)))
    s.back.add(box(r.left, r.floor - 9 * u, wide, 9 * u, p.paint("#5a4434")))
    sky = [
        (r.left + wide * 0.2, r.top - 3 * u),
        (r.right - wide * 0.2, r.top - 3 * u),
        (r.right + 6 * u, s.top - 60),
        (r.left - 6 * u, s.top - 60),
    ]
    s.back.add(polygon(sky, s.paints.down(p.sky[0], p.lit(p.sky[1], 0.4))))
    side = s.light_side
    for x, (w, h) in zip(
        (-58, -22, 20, 58), ((110, 140), (190, 130), (150, 170), (110, 120)), strict=True
    ):
        x += dice.between(-3, 3)
        hang(
            s,
            x,
            framed(s, 0, -95, w * dice.between(0.85, 1.05), h, s.dice(f"painting {x:.0f}")),
            layer=s.far,
        )
        glow = box(-w * 0.3, -118 - h, w * 0.6, 6, p.paint("#b8924a"), 2)
        hang(s, x, glow, halo(s, 0, -110 - h * 0.7, 130, 0.8), layer=s.far)
    _skylight(s)
    stand(
        s,
        s.mid,
        side * dice.between(36, 42),
        17,
        _plinth(s),
        group(_bust(s), at=(0, -108)),
        shadow=80,
    )
    exhibit = dice.pick((_vase, _helmet, _bones))
    stand(
        s,
        s.mid,
        -side * dice.between(40, 46),
        17.4,
        _plinth(s),
        group(exhibit(s), at=(0, -108)),
        _vitrine(s),
        shadow=80,
    )
    stand(s, s.mid, 0, 18, _museum_bench(s), shadow=170)
    for x in (-70, -52, 52, 70):
        stand(s, s.mid, x, 21, _rope(s, 1 if x in (-70, 52) else 0))
    for x in (-92, 92):
        stand(s, s.front, x, 40, _rope(s, 0))


def _skylight(s: Stage) -> None:
    p, u = s.palette, s.unit
    strong = 0.1 if s.palette.night else 0.3
    x = s.across(0.5)
    beam = [
        (x - 30 * u, s.top),
        (x + 30 * u, s.top),
        (x + 52 * u, s.horizon + 28 * u),
        (x - 52 * u, s.horizon + 28 * u),
    ]
    s.mid.add(polygon(beam, s.paints.down(f"{p.light}@{strong}", f"{p.light}@0.02")))
    at = place(s, 0, 24)
    s.mid.add(disc(*at, 58 * u, s.paints.round(f"{p.light}@{strong}", f"{p.light}@0"), 0.18))


def _plinth(s: Stage) -> str:
    p = s.palette
    stone = p.paint("#d9d3c6")
    return (
        box(-30, -104, 60, 104, s.shaded(stone, 0.3))
        + box(-35, -110, 70, 9, p.lit(stone, 0.4))
        + box(-35, -10, 70, 10, p.dark(stone, 0.15))
    )


def _bust(s: Stage) -> str:
    p = s.palette
    marble = p.lit(p.paint("#e6e2d8"), 0.15)
    return (
        shape(
            "M-10 0L-6-14Q-34-18-38-40Q-30-58-11-60L-9-72H9L11-60Q30-58 38-40Q34-18 6-14L10 0Z",
            s.shaded(marble, 0.4),
        )
        + disc(0, -88, 18, s.shaded(marble, 0.4), 1.25)
        + shape(
            "M-20-92Q-22-116 0-116Q22-116 20-92Q14-106 0-104Q-14-106-20-92Z",
            s.shaded(p.dark(marble, 0.15), 0.4),
        )
        + line("M-6-88H-3M4-88H7M0-86V-78M-4-72H4", f"{p.dark(marble, 0.5)}@0.7", 1.8)
    )


def _vase(s: Stage) -> str:
    p = s.palette
    clay = p.paint("#b5653f")
    return (
        shape("M-12 0Q-40-30-26-62Q-14-74-14-88H14Q14-74 26-62Q40-30 12 0Z", s.shaded(clay, 0.45))
        + line("M-28-48H28M-31-36H31", p.paint("#2f2624"), 4)
        + line("M-14-84Q-36-80-27-58M14-84Q36-80 27-58", p.dark(clay, 0.2), 5)
    )


def _helmet(s: Stage) -> str:
    p = s.palette
    bronze = p.paint("#b8924a")
    return shape(
        "M-26 0V-40Q-26-70 0-70Q26-70 26-40V0L12-4V-26H5V-8H-5V-26H-12V-4Z", s.shaded(bronze, 0.45)
    ) + shape(
        "M-30-62Q0-104 34-58Q36-40 34-20Q26-74 0-72Q-18-74-30-62Z",
        s.shaded(p.paint("#a8352f"), 0.35),
    )


def _bones(s: Stage) -> str:
    p = s.palette
    bone = p.paint("#e6dcc0")
    return (
        shape("M-36-20Q-38-52-8-56Q34-58 38-30Q36-22 22-22L18-10H-4L-8-20Z", s.shaded(bone, 0.35))
        + disc(-14, -38, 8, p.dark(bone, 0.6))
        + disc(26, -34, 4, p.dark(bone, 0.6))
        + line("M-2-18V-10M4-18V-10M10-18V-10M16-20V-12", p.lit(bone, 0.4), 3.4)
        + line("M-30 0L-22-20M10 0V-8M-40 0H30", p.paint("#4a4038"), 3)
    )


def _vitrine(s: Stage) -> str:
    p = s.palette
    return (
        box(-42, -216, 84, 106, f"{p.lit(p.paint('#cfe2e6'), 0.4)}@0.2")
        + line("M-42-216H42V-110M-42-216V-110", f"{p.lit(p.paint('#9fb0b5'), 0.4)}@0.8", 2.4)
        + line("M-32-200L-12-130", "#ffffff@0.25", 6)
    )


def _museum_bench(s: Stage) -> str:
    p = s.palette
    wood = p.paint("#6b4a32")
    return line("M-66-36V0M66-36V0", p.paint("#33302e"), 6) + box(
        -80, -46, 160, 13, s.paints.down(p.lit(p.paint("#4a4540"), 0.3), wood), 3
    )


def _rope(s: Stage, linked: int) -> str:
    p = s.palette
    brass = p.paint("#c9a04a")
    rope = line("M0-82Q44-38 88-82", p.paint("#8f2f3a"), 6) if linked else ""
    return (
        rope
        + disc(0, -2, 15, p.dark(brass, 0.3), 0.24)
        + line("M0-4V-86", brass, 5)
        + disc(0, -89, 6, p.lit(brass, 0.3))
    )
