"""Trees beyond firs and round crowns: bare ones, cypresses, and crowns drawn in few strokes."""

from __future__ import annotations

import math

from models.preview.panels.drawing import Dice, blob, disc, line, shape
from models.preview.panels.stage import Stage


def bare_tree(
    s: Stage, x: float, foot: float, tall: float, tone: str, dice: Dice, *, moss: str = ""
) -> str:
    """A leafless tree whose boughs fork twice; `moss` hangs from them where it has a colour."""
    w = tall * 0.045
    lean = tall * dice.between(-0.08, 0.08)
    trunk = (
        f"M{x - 2 * w:.0f} {foot:.0f}Q{x - w * 0.7:.0f} {foot - tall * 0.16:.0f} "
        f"{x + lean - w * 0.5:.0f} {foot - tall * 0.56:.0f}h{w:.1f}"
        f"Q{x + w * 0.8:.0f} {foot - tall * 0.16:.0f} {x + 2 * w:.0f} {foot:.0f}Z"
    )
    boughs, twigs, threads = "", "", ""
    for i in range(6):
        up = (0.34, 0.42, 0.48, 0.53, 0.55, 0.56)[i]
        angle = math.radians((28, 150, 46, 128, 74, 104)[i] + dice.between(-10, 10))
        reach = tall * dice.between(0.26, 0.42)
        x0, y0 = x + lean * up / 0.56, foot - tall * up
        x1, y1 = x0 + reach * math.cos(angle), y0 - reach * math.sin(angle)
        sag = reach * 0.16
        boughs += f"M{x0:.1f} {y0:.1f}Q{(x0 + x1) / 2:.1f} {(y0 + y1) / 2 + sag:.1f} "
        boughs += f"{x1:.1f} {y1:.1f}"
        for share, turn in ((0.5, 0.7), (0.62, -0.75), (0.85, 0.5)):
            fork = angle + turn * dice.between(0.7, 1.2)
            span = reach * dice.between(0.25, 0.42)
            fx, fy = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share + sag * 0.5 * (1 - share)
            twigs += f"M{fx:.1f} {fy:.1f}l{span * math.cos(fork):.1f} {-span * math.sin(fork):.1f}"
            threads += f"M{fx:.1f} {fy:.1f}v{tall * dice.between(0.05, 0.15):.1f}"
    dark = s.palette.dark(tone, 0.14)
    veil = line(threads, f"{moss}@0.75", tall * 0.02) if moss else ""
    wood = line(boughs, dark, w * 0.7) + line(twigs, dark, w * 0.34)
    return veil + wood + shape(trunk, s.shaded(tone, 0.35))


def cypress(s: Stage, x: float, foot: float, tall: float, leaf: str) -> str:
    """A slender dark flame of a tree."""
    half = tall * 0.11
    points = [
        (x, foot), (x - half * 0.8, foot - tall * 0.12), (x - half, foot - tall * 0.38),
        (x - half * 0.55, foot - tall * 0.75), (x, foot - tall), (x, foot - tall),
        (x + half * 0.55, foot - tall * 0.75), (x + half, foot - tall * 0.38),
        (x + half * 0.8, foot - tall * 0.12),
    ]  # fmt: skip
    return blob(points, s.shaded(leaf, 0.4))


def bush(s: Stage, x: float, foot: float, size: float, leaf: str, dice: Dice) -> str:
    """A round crown of a few lumps, for woods seen from far off and for hedges."""
    p = s.palette
    side = s.light_side
    dark, lit = p.dark(leaf, 0.26), p.lit(leaf, 0.18)
    reach = dice.between(0.5, 0.8)
    return "".join(
        (
            disc(x - side * reach * size, foot - size * 0.5, size * 0.72, dark, 0.8),
            disc(x, foot - size * 0.72, size * 0.9, leaf, 0.9),
            disc(x + side * reach * size * 0.8, foot - size * 0.45, size * 0.6, leaf, 0.8),
            disc(x + side * size * 0.25, foot - size * 0.95, size * 0.5, lit, 0.8),
        )
    )
