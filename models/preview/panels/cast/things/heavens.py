"""What is in the sky."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, box, disc, group, line, shape, turned
from models.preview.panels.stage import Stage


@subject("moon", where="sky", tall=1.0, wide=1.0)
def moon(s: Stage, dice: Dice) -> str:
    """The moon is part of the sky, which draws it large when it is a subject."""
    del s, dice
    return ""


@subject("sun", where="sky", tall=1.0, wide=1.0)
def sun(s: Stage, dice: Dice) -> str:
    """The sun likewise."""
    del s, dice
    return ""


@subject("star", where="sky", tall=1.6, wide=1.0)
def star(s: Stage, dice: Dice) -> str:
    """One great star with its rays, and small ones about it."""
    p = s.palette
    light = mix(p.glow, "#fffbe8", 0.6)

    def rays(x: float, y: float, r: float) -> str:
        return shape(
            f"M{x:.1f} {y - r:.1f}Q{x + 0.1 * r:.1f} {y - 0.1 * r:.1f} {x + r * 0.7:.1f} {y:.1f}"
            f"Q{x + 0.1 * r:.1f} {y + 0.1 * r:.1f} {x:.1f} {y + r:.1f}Q{x - 0.1 * r:.1f} "
            f"{y + 0.1 * r:.1f} {x - r * 0.7:.1f} {y:.1f}Q{x - 0.1 * r:.1f} {y - 0.1 * r:.1f} "
            f"{x:.1f} {y - r:.1f}Z",
            light,
        )

    small = "".join(
        rays(dice.between(-60, 60), dice.between(-100, 0), dice.between(4, 9)) for _ in range(6)
    )
    glow = s.paints.round(f"{light}@0.8", f"{light}@0.2", f"{light}@0")
    return (
        disc(0, -50, 60, glow)
        + small
        + turned(group(rays(0, 0, 30), at=(0, -50)), 45, (0, -50))
        + rays(0, -50, 50)
        + disc(0, -50, 8, "#fffdf2")
    )


@subject("cloud", where="sky", tall=1.3, wide=2.2)
def cloud(s: Stage, dice: Dice) -> str:
    """A cloud, fair or heavy with rain."""
    p = s.palette
    heavy = dice.chance(0.4)
    tone = p.mixed(p.paint("#9aa5ae" if heavy else "#f2f4f5"), p.lit(p.haze, 0.4))
    puffs = (
        (-66, -36, 30),
        (64, -34, 28),
        (-34, -56, 36),
        (34, -58, 34),
        (0, -66, 38),
        (0, -36, 40),
        (-40, -30, 30),
        (40, -30, 30),
    )
    drops = "".join(
        f"M{dice.between(-70, 70):.0f} {dice.between(-6, 6):.0f}l-5 14" for _ in range(14)
    )
    parts = [line(drops, f"{p.lit(p.paint('#8fb5c9'), 0.3)}@0.8", 2)] if heavy else []
    parts += [disc(x, y + 3, r, p.dark(tone, 0.28)) for x, y, r in puffs]
    parts += [box(-92, -26, 184, 22, p.dark(tone, 0.28), 11)]
    parts += [
        disc(
            x + 2 * s.light_side,
            y - 3,
            r * 0.92,
            s.paints.down(p.lit(tone, 0.5), tone, p.dark(tone, 0.16)),
        )
        for x, y, r in puffs
    ]
    return "".join(parts)


@subject("lightning", where="sky", tall=3.0, wide=0.45)
def lightning(s: Stage, dice: Dice) -> str:
    """A flash of lightning, forked."""
    p = s.palette
    light = mix(p.glow, "#f4f6ff", 0.75)
    x, way = 0.0, [(0.0, -100.0)]
    for i in range(1, 8):
        x += dice.between(4, 13) * (1 if i % 2 else -1)
        way.append((x, -100 + 100 * i / 7))
    main = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in way)
    forks = "".join(
        f"M{way[k][0]:.1f} {way[k][1]:.1f}l{d * dice.between(8, 13):.1f} {dice.between(5, 9):.1f}"
        f"l{d * 2} {dice.between(6, 10):.1f}l{d * dice.between(4, 8):.1f} {dice.between(4, 8):.1f}"
        for k, d in ((2, 1), (3, -1), (5, 1))
    )
    return (
        disc(0, -60, 60, s.paints.round(f"{light}@0.5", f"{light}@0"))
        + line(main + forks, f"{light}@0.35", 6)
        + line(forks, f"{light}@0.95", 1.2)
        + line(main, light, 2.8)
        + line(main, "#ffffff", 1.2)
    )
