"""A cockpit in the air, seen from behind the seats."""

from __future__ import annotations

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Point, box, disc, line, polygon, shape, straight
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.rooms.floor import stand
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("cockpit", indoors=True)
def cockpit(s: Stage) -> None:
    """The sky through a windscreen in panes, dials and lit screens, two seats."""
    dice = s.dice("cockpit")
    p, u = s.palette, s.unit
    paint_sky(s)
    _cloud_floor(s)
    middle = s.across(0.5)
    shell = p.dark(p.paint(dice.pick(("#55606b", "#5f5a52", "#4a5a5f"))), 0.25)
    h = s.horizon
    frame = _outline([(s.left, s.top), (s.right, s.top), (s.right, h + 4 * u), (s.left, h + 4 * u)])
    for side in (-1, 1):
        for pane in (
            ((3, 2), (3, -36), (44, -31), (58, 3)),
            ((63, 4), (49, -30), (104, -16), (104, 7)),
        ):
            frame += _outline([(middle + side * x * u, h + y * u) for x, y in pane])
    glass = shape(frame, s.paints.down(p.dark(shell, 0.3), shell))
    s.far.add(glass.replace("<path", '<path fill-rule="evenodd"'))
    streak = ((-40, -30), (-22, 2), (-31, 2), (-43, -28))
    s.far.add(polygon([(middle + x * u, h + y * u) for x, y in streak], "#ffffff@0.14"))
    _overhead(s, shell)
    _dashboard(s, shell)
    seat = dice.pick(("#5a4a40", "#3f4a5a", "#6b4038"))
    for side in (-1, 1):
        stand(s, s.mid, side * 42, 27, _pilot_seat(s, seat))
        stand(s, s.mid, side * 27, 20, _yoke(s))
    for side in (-1, 1):
        x = middle + side * min(0.56 * s.width, 98 * u)
        s.front.add(disc(x, s.bottom, 30 * u, p.dark(shell, 0.4), 1.5))


def _outline(points: list[Point]) -> str:
    return straight(points) + "Z"


def _cloud_floor(s: Stage) -> None:
    """Clouds below us to the horizon."""
    p = s.palette
    dice = s.dice("cloud floor")
    white = mix(p.sky[-1], "#ffffff" if not p.night else p.light, 0.35)
    s.back.add(
        box(
            s.left,
            s.horizon - 4 * s.unit,
            s.span,
            s.bottom - s.horizon,
            s.paints.down(white, p.dark(white, 0.2)),
        )
    )
    for _ in range(26):
        x, size = dice.between(s.left, s.right), s.unit * dice.between(6, 15)
        y = s.horizon - dice.between(0, 6) * s.unit
        s.back.add(disc(x, y, size, f"{p.lit(white, dice.between(0, 0.5))}@0.85", 0.36))


def _overhead(s: Stage, shell: str) -> None:
    p, u = s.palette, s.unit
    x, y = s.across(0.5), s.horizon - 62 * u
    s.mid.add(
        polygon(
            [
                (x - 15 * u, y - 40 * u),
                (x + 15 * u, y - 40 * u),
                (x + 12 * u, y + 22 * u),
                (x - 12 * u, y + 22 * u),
            ],
            p.dark(shell, 0.2),
        )
    )
    dice = s.dice("overhead")
    for row in range(6):
        for column in range(5):
            tone = dice.pick(("#e8e2d0", "#ffb45f", "#6fe08a", "#8a949c", "#8a949c"))
            s.mid.add(
                box(
                    x + (column * 4 - 9.2) * u,
                    y + (row * 4 - 4) * u,
                    2.4 * u,
                    1.8 * u,
                    p.paint(tone),
                    2,
                )
            )


def _dashboard(s: Stage, shell: str) -> None:
    """The panel under the windscreen: two screens a side, dials, a throttle between the seats."""
    p, u = s.palette, s.unit
    x, y = s.across(0.5), s.horizon
    dark = p.dark(shell, 0.35)
    edge = y + 9 * u
    rim = f"M{s.left:.0f} {edge:.0f}Q{x:.0f} {y - 5 * u:.0f} {s.right:.0f} {edge:.0f}"
    brow = f"{rim}V{s.bottom:.0f}H{s.left:.0f}Z"
    s.mid.add(shape(brow, s.paints.down(p.lit(shell, 0.25), dark, p.dark(dark, 0.4))))
    bright = 0.6 if lights_on(s) else 0.35
    for number, at in enumerate((-46, -26, 8, 28)):
        left, top = x + at * u, y + 8 * u
        s.mid.add(box(left - u, top - u, 20 * u, 14.5 * u, p.dark(dark, 0.6), 6))
        if number in (0, 3):
            sky, land = mix(p.paint("#4f9fd0"), p.light, 0.2), p.paint("#8a6238")
            s.mid.add(
                box(left, top, 18 * u, 6.5 * u, sky, 3),
                box(left, top + 6.2 * u, 18 * u, 6.3 * u, land, 3),
            )
            wings = [(4, 6), (8, 6), (9, 7), (10, 6), (14, 6)]
            data = straight([(left + dx * u, top + dy * u) for dx, dy in wings])
            s.mid.add(line(data, "#ffe9a0", 0.5 * u))
        else:
            s.mid.add(box(left, top, 18 * u, 12.5 * u, p.paint("#14303a"), 3))
            ring = f"M{left + 3.5 * u:.1f} {top + 9 * u:.1f}"
            ring += f"a{5.5 * u:.1f} {5.5 * u:.1f} 0 0 1 {11 * u:.1f} 0"
            needle = f"M{left + 9 * u:.1f} {top + 10 * u:.1f}l{2 * u:.1f} {-7 * u:.1f}"
            s.mid.add(line(ring + needle, f"#7fe0a0@{bright + 0.3:.2f}", 0.4 * u))
    for i in range(5):
        s.mid.add(
            disc(x - 2 * u, y + (6 + 4.2 * i) * u, 1.7 * u, p.paint("#e8e2d0")),
            disc(x - 2 * u, y + (6 + 4.2 * i) * u, 1.3 * u, p.paint("#23282d")),
        )
        s.mid.add(
            disc(
                x + 3 * u,
                y + (6 + 4.2 * i) * u,
                u,
                ("#ffb45f", "#6fe08a", "#e8584f", "#6fe08a", "#ffb45f")[i],
            )
        )
    s.mid.add(
        disc(
            x,
            y + 14 * u,
            60 * u,
            s.paints.round(f"{p.glow}@{0.3 if lights_on(s) else 0.05}", f"{p.glow}@0"),
            0.4,
        )
    )
    pedestal = [
        (x - 8 * u, y + 27 * u),
        (x + 8 * u, y + 27 * u),
        (x + 15 * u, s.bottom),
        (x - 15 * u, s.bottom),
    ]
    s.mid.add(polygon(pedestal, s.paints.down(p.lit(shell, 0.14), dark)))
    for dx in (-3, 0, 3):
        s.mid.add(
            line(f"M{x + dx * u:.0f} {y + 36 * u:.0f}v{-6 * u:.0f}", p.paint("#c9c4b8"), u),
            disc(x + dx * u, y + 29 * u, 1.5 * u, p.paint("#2b2f33")),
        )


def _yoke(s: Stage) -> str:
    p = s.palette
    dark = p.paint("#26292d")
    return (
        line("M0 0V-44", p.paint("#6f777d"), 8)
        + line("M-30-72V-52Q-30-44-20-44H20Q30-44 30-52V-72", dark, 9)
        + box(-9, -52, 18, 16, p.lit(dark, 0.2), 4)
    )


def _pilot_seat(s: Stage, colour: str) -> str:
    p = s.palette
    tone = p.paint(colour)
    return (
        box(-34, -84, 68, 90, s.shaded(tone, 0.4), 14)
        + box(-21, -112, 42, 34, s.shaded(p.lit(tone, 0.1), 0.35), 10)
        + line("M-14-80V0M14-80V0", p.dark(tone, 0.5), 5)
    )
