"""What burns to give light."""

from __future__ import annotations

from models.preview.panels.cast.craft import WOODS, formed, glow_if_dark, rimmed, ring, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, line, shape
from models.preview.panels.stage import Stage


def flame(s: Stage, x: float, y: float, tall: float, halo: float = 4.0) -> str:
    """A flame standing on a point; its halo reaches so many times its height."""
    p = s.palette
    hot, core = mix(p.glow, "#ff8a3a", 0.45), mix(p.glow, "#fff6dc", 0.7)
    k = tall / 20

    def tongue(size: float) -> str:
        w, h = 6.4 * k * size, 20 * k * size
        return (
            f"M{x:.1f} {y:.1f}C{x - w:.1f} {y:.1f} {x - 1.1 * w:.1f} {y - 0.4 * h:.1f} "
            f"{x - 0.2 * w:.1f} {y - h:.1f}C{x + 1.2 * w:.1f} {y - 0.55 * h:.1f} {x + w:.1f} "
            f"{y:.1f} "
            f"{x:.1f} {y:.1f}Z"
        )

    return (
        glow_if_dark(s, x, y - tall / 2, halo * tall)
        + shape(tongue(1.0), s.paints.down(hot, p.lit(hot, 0.4)))
        + shape(tongue(0.58), core)
    )


@subject("candle", where="table", tall=1.3, wide=0.9)
def candle(s: Stage, dice: Dice) -> str:
    """A candle on a saucer, or in a tall stick."""
    p = s.palette
    wax, brass = (
        p.lit(p.paint(dice.pick(("#efe3c8", "#c9705f", "#8fa8a0"))), 0.15),
        p.paint("#b58a3f"),
    )
    tall = dice.between(44, 62)
    foot = "".join(
        (
            disc(0, -5, 40, p.dark(brass, 0.3), 0.16),
            disc(0, -8, 40, s.shaded(brass, 0.4), 0.15),
            line("M38 -9C56 -12 56 4 40 0", brass, 4),
            formed(s, "M-17 -9V-22H17V-9Z", brass, 0.45),
        )
    )
    top = -16 - tall
    drip = (
        f"M-12 {top:.0f}H12V{top + 16:.0f}C10 {top + 22:.0f} 6 {top + 20:.0f} 6 {top + 12:.0f}"
        f"C4 {top + 8:.0f} -2 {top + 8:.0f} -3 {top + 24:.0f}C-6 {top + 30:.0f} -9 {top + 26:.0f} "
        f"-12 {top + 18:.0f}Z"
    )
    return "".join(
        (
            foot,
            box(-12, top, 24, tall + 2, s.shaded(wax, 0.36), 3),
            shape(drip, p.lit(wax, 0.3)),
            disc(0, top, 12, p.lit(wax, 0.4), 0.25),
            line(f"M0 {top:.0f}v-6", p.dark(p.paint("#2a2422"), 0.1), 2),
            flame(s, 0, top - 3, 20),
        )
    )


@subject("lantern", where="table", tall=1.6, wide=0.65)
def lantern(s: Stage, dice: Dice) -> str:
    """A lantern of four panes, or one of paper."""
    p = s.palette
    iron = p.paint(dice.pick(("#4a443f", "#8a4a35", "#4f6058")))
    light = mix(p.glow, "#fff3d0", 0.3)
    if dice.chance(0.25):
        red = p.paint("#c0392f")
        return "".join(
            (
                glow_if_dark(s, 0, -52, 90),
                line("M0 -100V-84", iron, 2),
                box(-14, -88, 28, 6, p.paint("#c9a04f"), 2),
                rimmed(
                    s,
                    soft("-16 -82, 16 -82, 36 -52, 16 -20, -16 -20, -36 -52"),
                    s.paints.round(mix(red, p.glow, 0.6), red),
                    1.2,
                ),
                line(
                    "M-8 -82C-22 -62-22 -40-8 -20M8 -82C22 -62 22 -40 8 -20M0 -82V-20",
                    f"{p.dark(red, 0.4)}@0.5",
                    1.6,
                ),
                box(-14, -21, 28, 6, p.paint("#c9a04f"), 2),
                line("M0 -15V-2M-4 -15V-4M4 -15V-4", p.paint("#d9a03a"), 1.8),
            )
        )
    return "".join(
        (
            glow_if_dark(s, 0, -40, 100),
            line(ring(0, -93, 7), p.dark(iron, 0.1), 2.6),
            formed(s, "M-24 -68L-6 -86H6L24 -68Z", iron, 0.4),
            box(-28, -70, 56, 5, s.shaded(p.dark(iron, 0.1), 0.4), 1),
            box(-23, -65, 46, 55, s.paints.round(f"{p.lit(light, 0.5)}@0.95", f"{light}@0.6")),
            box(-6, -32, 12, 22, p.lit(p.paint("#efe3c8"), 0.2), 1),
            flame(s, 0, -32, 17),
            line("M-23 -65V-10M23 -65V-10M-8 -65V-10M8 -65V-10", iron, 3),
            box(-30, -11, 60, 6, s.shaded(iron, 0.4), 1),
            box(-26, -5, 52, 5, p.dark(iron, 0.3), 1),
        )
    )


@subject("torch", where="ground", tall=0.55, wide=0.28)
def torch(s: Stage, dice: Dice) -> str:
    """A burning torch set in the ground."""
    p = s.palette
    wood, cloth = p.paint(dice.pick(WOODS)), p.paint("#6b5a45")
    sparks = "".join(
        disc(dice.between(-14, 14), dice.between(-112, -90), 1, f"{p.glow}@0.8") for _ in range(6)
    )
    return "".join(
        (
            disc(0, -1, 12, p.dark(p.paint("#6f6a60"), 0.2), 0.3),
            shape("M-2.4 0L-5 -62H5L2.4 0Z", s.shaded(wood, 0.4)),
            flame(s, -3, -66, 24, 1),
            flame(s, 3, -64, 26, 1),
            flame(s, 0, -62, 40, 2),
            formed(s, "M-5 -46L-8 -70C-4 -74 4 -74 8 -70L5 -46Z", cloth, 0.4),
            line("M-6 -52L6 -56M-7 -60L7 -64M-7 -67L7 -70", p.dark(cloth, 0.5), 1.4),
            sparks,
        )
    )
