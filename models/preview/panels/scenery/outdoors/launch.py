"""A site that rockets rise from."""

from __future__ import annotations

from models.preview.panels import terrain
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, polygon, shape
from models.preview.panels.scenery.houses import lights_on
from models.preview.panels.scenery.lamps import glow
from models.preview.panels.scenery.registry import setting
from models.preview.panels.scenery.staging import aside, landmark, sides, under_snow
from models.preview.panels.scenery.vista import Vista, paving, plane
from models.preview.panels.sky import paint_sky
from models.preview.panels.stage import Stage


@setting("launch_site")
def launch_site(s: Stage) -> None:
    """A rocket on its pad beside the gantry, vapour at its foot, masts against lightning."""
    paint_sky(s)
    p = s.palette
    dice = s.dice("launch")
    x = aside(s, dice.pick((0.42, 0.5, 0.58)))
    tall = landmark(s, 56, share=0.84)
    foot = s.horizon + 4 * s.unit
    terrain.ridge(s, s.back, s.horizon + s.unit, 3 * s.unit, p.paint(terrain.PINE, 0.3), "scrub")
    _hall(s, s.across(0.12 if x > s.width / 2 else 0.8), s.horizon + 2 * s.unit, tall * 0.34)
    if lights_on(s):
        _floodlights(s, x, foot, tall)
    ground = p.paint(under_snow(s, "#8f8f72"))
    plane(s, s.far, ground, s.horizon + 1.6 * s.unit)
    for dx, high in ((-0.62, 0.9), (0.66, 0.96)):
        _mast(s, x + dx * tall, foot, tall * high)
    side = dice.pick((-1, 1))
    _pad(s, x, foot, tall)
    _gantry(s, x + side * tall * 0.2, foot - tall * 0.05, tall * 0.94, side)
    _rocket(s, x, foot - tall * 0.06, tall, dice)
    _vapour(s, x, foot, tall, dice)
    apron = p.paint(under_snow(s, "#a39f94"))
    plane(s, s.mid, apron, s.horizon + 9 * s.unit)
    vista = Vista(s, x)
    paving(vista, s.mid, apron, top=0.22, step=36)
    s.mid.add(
        vista.floor(-9, -6.6, (0.2, 1.0), f"{p.paint('#d9b545')}@0.7"),
        vista.floor(6.6, 9, (0.2, 1.0), f"{p.paint('#d9b545')}@0.7"),
    )


def _hall(s: Stage, x: float, foot: float, tall: float) -> None:
    """The hall that rockets are put together in, far off."""
    p = s.palette
    left, right = sides(s, p.paint("#c3c6c6", 0.35), 0.2)
    door = p.dark(left, 0.25)
    s.back.add(
        box(x - tall * 0.5, foot - tall, tall * 0.72, tall, left),
        box(x + tall * 0.22, foot - tall, tall * 0.3, tall, right),
        box(x - tall * 0.3, foot - tall * 0.86, tall * 0.14, tall * 0.86, door),
        box(x + tall * 0.0, foot - tall * 0.86, tall * 0.14, tall * 0.86, door),
        box(x - tall * 0.9, foot - tall * 0.3, tall * 0.4, tall * 0.3, p.dark(left, 0.1)),
    )


def _floodlights(s: Stage, x: float, foot: float, tall: float) -> None:
    light = mix(s.palette.glow, "#ffffff", 0.6)
    for dx in (-1.0, -0.6, 0.6, 1.0):
        base = (x + dx * tall * 0.9, foot)
        aim = x - dx * tall * 0.1
        points = [
            base,
            (aim - tall * 0.14, foot - tall * 1.25),
            (aim + tall * 0.14, foot - tall * 1.25),
        ]
        s.back.add(polygon(points, s.paints.down(f"{light}@0", f"{light}@0.3")))
    glow(s, s.back, x, foot - tall * 0.4, tall * 0.8, 0.5)


def _mast(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    steel = p.paint("#8f959b", 0.6)
    w = tall * 0.022
    lattice = "".join(
        f"M{x - w:.1f} {foot - tall * i / 9:.1f}L{x + w:.1f} {foot - tall * (i + 1) / 9:.1f}"
        f"M{x + w:.1f} {foot - tall * i / 9:.1f}L{x - w:.1f} {foot - tall * (i + 1) / 9:.1f}"
        for i in range(8)
    )
    s.far.add(
        line(lattice, f"{steel}@0.8", w * 0.3),
        line(
            f"M{x - w:.1f} {foot:.1f}L{x - w * 0.4:.1f} {foot - tall:.1f}M{x + w:.1f} {foot:.1f}L"
            f"{x + w * 0.4:.1f} {foot - tall:.1f}M{x:.1f} {foot - tall:.1f}v{-tall * 0.08:.1f}",
            steel,
            w * 0.4,
        ),
    )
    if lights_on(s):
        s.far.add(disc(x, foot - tall, w * 3, s.paints.round("#ff5a4a@0.9", "#ff5a4a@0")))


def _pad(s: Stage, x: float, foot: float, tall: float) -> None:
    p = s.palette
    stone = p.paint("#9a968e", 0.8)
    half = tall * 0.46
    s.far.add(
        disc(
            x,
            foot + tall * 0.02,
            half * 1.3,
            s.paints.round(f"{p.shade}@0.5", f"{p.shade}@0"),
            0.12,
        ),
        polygon(
            [
                (x - half, foot + tall * 0.03),
                (x - half * 0.72, foot - tall * 0.06),
                (x + half * 0.72, foot - tall * 0.06),
                (x + half, foot + tall * 0.03),
            ],
            s.shaded(stone, 0.35),
        ),
        box(x - half * 0.72, foot - tall * 0.07, half * 1.44, tall * 0.014, p.lit(stone, 0.3)),
        polygon(
            [
                (x - tall * 0.06, foot - tall * 0.055),
                (x + tall * 0.06, foot - tall * 0.055),
                (x + tall * 0.09, foot + tall * 0.03),
                (x - tall * 0.09, foot + tall * 0.03),
            ],
            p.dark(stone, 0.65),
        ),
    )


def _gantry(s: Stage, x: float, foot: float, tall: float, side: int) -> None:
    """A lattice tower, its arms to the rocket."""
    p = s.palette
    red = p.paint("#b0523f", 0.8)
    w = tall * 0.06
    steps = 9
    lattice = ""
    for i in range(steps):
        y0, y1 = foot - tall * i / steps, foot - tall * (i + 1) / steps
        lattice += (
            f"M{x - w:.1f} {y0:.1f}L{x + w:.1f} {y1:.1f}M{x + w:.1f} {y0:.1f}L{x - w:.1f} {y1:.1f}"
        )
        lattice += f"M{x - w:.1f} {y1:.1f}H{x + w:.1f}"
    s.far.add(box(x - w * 0.4, foot - tall, w * 0.8, tall, f"{p.dark(red, 0.5)}@0.55"))
    s.far.add(
        line(lattice, red, tall * 0.006),
        line(
            f"M{x - w:.1f} {foot:.1f}v{-tall:.1f}M{x + w:.1f} {foot:.1f}v{-tall:.1f}",
            red,
            tall * 0.014,
        ),
    )
    for share in (0.34, 0.58, 0.8):
        y = foot - tall * share
        arm = x - side * tall * 0.17
        s.far.add(box(min(x, arm), y, abs(x - arm), tall * 0.02, p.dark(red, 0.2)))
    if lights_on(s):
        lamps = "".join(
            f"M{x + w * 0.5:.1f} {foot - tall * (i + 0.5) / steps:.1f}h.1" for i in range(steps)
        )
        s.far.add(line(lamps, p.glow, tall * 0.014))


def _rocket(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    p = s.palette
    white = p.lit(p.paint("#ecebe6", 0.92), 0.1)
    tank = p.paint(dice.pick(("#c9763f", "#e6e3da", "#4a5560")), 0.92)
    band = p.paint(dice.pick(("#b8483f", "#2f5f8f", "#33383f")), 0.92)
    s.far.add(
        group(
            polygon([(-4, 0), (-6, 5), (6, 5), (4, 0)], p.dark(band, 0.4)),
            box(-6, -66, 12, 66, s.shaded(tank, 0.5)),
            box(-6, -70, 12, 5, p.dark(tank, 0.35)),
            shape("M-5.4 -70H5.4V-84Q4 -94 0 -99Q-4 -94-5.4 -84Z", s.shaded(white, 0.45)),
            box(-5.4, -80, 10.8, 2.4, band),
            box(-6, -34, 12, 3, band),
            line("M0 -99V-104", p.dark(white, 0.4), 0.7),
            *(
                shape(
                    f"M{dx - 2.7} 0V-46Q{dx - 2} -53 {dx} -55Q{dx + 2} -53 {dx + 2.7} -46V0"
                    f"L{dx + 3.4} 3H"
                    f"{dx - 3.4}Z",
                    s.shaded(white, 0.45),
                )
                for dx in (-8.6, 8.6)
            ),
            at=(x, foot),
            scale=tall / 104,
        )
    )


def _vapour(s: Stage, x: float, foot: float, tall: float, dice: Dice) -> None:
    """Cold gas that sinks off the tanks."""
    white = mix(s.palette.paint("#f0f2f2", 0.85), s.palette.light, 0.2)
    drift = dice.pick((-1, 1))
    for _ in range(11):
        t = dice.between(-0.3, 1)
        at = (x + drift * t * tall * 0.4, foot - tall * dice.between(0.0, 0.1))
        puff = s.paints.round(f"{white}@0.7", f"{white}@0.3", f"{white}@0")
        s.far.add(disc(*at, tall * dice.between(0.06, 0.13), puff, 0.7))
