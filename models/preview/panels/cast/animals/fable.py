"""Animals of tales."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, limb, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.colour import mix
from models.preview.panels.drawing import Dice, disc, line, shape
from models.preview.panels.stage import Stage


@subject("dragon", where="ground", tall=2.2, wide=1.75)
def dragon(s: Stage, dice: Dice) -> str:
    """A dragon, wings up, breathing fire."""
    p = s.palette
    scale = p.paint(dice.pick(("#4f7a4a", "#8a3a33", "#4a5f85", "#6f5a80")))
    horn, dark = p.paint("#d9c79f"), p.dark(scale, 0.5)
    belly = p.lit(p.mixed(scale, p.paint("#e0c98f")), 0.15)
    body = (
        "-36 -34, -20 -44, 0 -46, 14 -54, 20 -68, 22 -80, 28 -90, 40 -94, 52 -86, 64 -80, 62 -74,"
        "48 -74, 40 -72, 38 -60, 34 -44, 28 -32, 24 -20, 26 -4, 32 0, 14 0, 12 -16, 4 -22, -12 -20,"
        "-14 -8, -8 0, -30 0, -32 -12, -40 -22"
    )
    wing = (
        "M2 -44C-2 -66-10 -84-30 -99C-26 -88-30 -82-38 -80C-36 -72-42 -66-52 -64C-46 -58-50 -52-60 "
        "-48C-40 -50-20 -42-8 -36Z"
    )
    far = "M12 -46C14 -66 10 -82 2 -94C0 -84-6 -78-12 -78C-10 -70-14 -64-20 -62L-4 -42Z"
    fire = mix(p.glow, "#ff8a3a", 0.4)
    flame = (
        "M63 -77C72 -84 78 -82 86 -88C84 -82 88 -80 87 "
        "-74C84 -78 82 -70 76 -70C70 -72 66 -74 63 -77Z"
    )
    return "".join(
        (
            limb("-30 -26, -50 -14, -70 -8, -80 -18, -76 -30", 7, p.dark(scale, 0.15)),
            shape("M-80 -26L-84 -42L-68 -30Z", dark),
            shape(far, p.dark(belly, 0.5)),
            limb("-8 -24, -2 -12, -6 -2", 8, dark),
            limb("20 -28, 36 -18, 36 -8", 6, dark),
            line("M32 -90C26 -98 22 -100 16 -100M38 -92C34 -99 30 -102 26 -104", horn, 3),
            formed(s, soft(body), scale, 0.42),
            limb("35 -62, 31 -44, 24 -30, 14 -24", 7, f"{belly}@0.9"),
            line("M32 -56h6M30 -48h6M26 -40h6M22 -33h6", f"{p.dark(belly, 0.4)}@0.6", 1.2),
            rimmed(s, wing, s.paints.slant(p.lit(scale, 0.25), p.dark(scale, 0.3)), 1.2),
            line(
                "M2 -44C-4 -66-12 -84-30 -99M0 -44L-38 -80M-2 -42L-52 -64M-4 -40L-60 -48", dark, 1.7
            ),
            shape("M22 -70l-8 -3l8 -6ZM25 -81l-8 -5l10 -3ZM19 -58l-9 -2l8 -6Z", dark),
            line("M63 -76C56 -76 50 -78 46 -80", dark, 1.5),
            disc(44, -86, 2.4, p.paint("#e6c84a")) + disc(44.6, -86, 1.1, "#15110f", 1.9),
            disc(60, -80.5, 1, dark),
            line("M17 -1h2M22 -1h2M28 -1h2M-27 -1h2M-21 -1h2M-14 -1h2", horn, 2.6),
            disc(76, -78, 22, s.paints.round(f"{fire}@0.5", f"{fire}@0")),
            shape(flame, s.paints.across("#fff0c4", fire, f"{fire}@0.8")),
        )
    )
