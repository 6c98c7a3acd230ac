"""What has feathers."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, limb, rimmed, soft, waterline
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, disc, group, line, shape
from models.preview.panels.stage import Stage


@subject("bird", where="sky", tall=1.0, wide=2.0)
def bird(s: Stage, dice: Dice) -> str:
    """A gull on spread wings, and others far off."""
    p = s.palette
    white, grey = p.lit(p.paint("#eef0f0"), 0.1), p.paint("#8f9aa5")

    def one(x: float, y: float, size: float) -> str:
        flap = dice.between(0.7, 1.2)
        body = "M-34 -4C-20 -14 10 -14 34 -6L48 -5L36 -1C14 8-18 6-34 -4Z"
        wing = f"M4 -8C-4 -40 -34 {-66 * flap:.0f} -84 {-62 * flap:.0f}C-50 -44 -36 -26 -20 -4Z"
        other = f"M8 -8C20 -36 44 {-60 * flap:.0f} 82 {-70 * flap:.0f}C54 -42 38 -20 22 -4Z"
        return group(
            shape(other, s.paints.down(grey, p.dark(white, 0.1))),
            shape(body, s.paints.down(white, p.dark(white, 0.34))),
            shape(wing, s.paints.down(grey, white)),
            shape("M34 -6L48 -5L36 -1Z", p.paint("#d99a3f")),
            at=(x, y),
            scale=size,
        )

    flock = [one(0, 0, 1.0)]
    for _ in range(dice.count(2, 5)):
        flock.append(one(dice.between(-260, 260), dice.between(-120, 90), dice.between(0.24, 0.5)))
    return "".join(reversed(flock))


@subject("owl", where="ground", tall=0.5, wide=0.75)
def owl(s: Stage, dice: Dice) -> str:
    """An owl on a stump."""
    p = s.palette
    plume = p.paint(dice.pick(("#8a6a4a", "#6f5a4c", "#d6cdbd")))
    face, dark = p.lit(p.mixed(plume, p.paint("#f0e3cb")), 0.15), p.dark(plume, 0.45)
    wood, gold = p.paint("#6f5138"), p.paint("#e0a83a")
    bars = "".join(f"M{x} {y}q3 4 6 0" for y in (-52, -44, -36) for x in (-12, -3, 6))
    return "".join(
        (
            shape("M-24 0C-20 -8-20 -14-22 -22H22C20 -14 22 -8 30 0Z", s.shaded(wood, 0.45)),
            disc(0, -22, 22, p.lit(p.paint("#b59468"), 0.15), 0.22),
            formed(
                s,
                soft("-26 -92, -14 -94, 14 -94, 26 -92, 27 -60, 20 -32, 0 -22, -20 -32, -27 -60"),
                plume,
                0.4,
                1.3,
            ),
            shape("M-26 -88L-27 -103L-12 -94ZM26 -88L27 -103L12 -94Z", plume),
            shape(soft("-15 -62, 15 -62, 15 -40, 0 -28, -15 -40"), face),
            line(bars, dark, 1.8),
            shape(soft("-27 -66, -17 -60, -16 -38, -24 -26, -30 -44"), dark),
            shape(soft("27 -66, 17 -60, 16 -38, 24 -26, 30 -44"), dark),
            disc(-11, -77, 13, face) + disc(11, -77, 13, face),
            disc(-10, -77, 8, gold) + disc(10, -77, 8, gold),
            eye(s, -10, -77, 4.6) + eye(s, 10, -77, 4.6),
            shape("M-4 -72L4 -72L0 -62Z", p.paint("#c98a3f")),
            line("M-9 -24v4M-5 -24v4M5 -24v4M9 -24v4", gold, 2.6),
        )
    )


@subject("parrot", where="ground", tall=0.62, wide=0.6)
def parrot(s: Stage, dice: Dice) -> str:
    """A parrot on a perch."""
    p = s.palette
    main, wing, tip = (
        p.paint(tone)
        for tone in dice.pick(
            (
                ("#c0392f", "#d9a83a", "#3f6fa8"),
                ("#4f9a4a", "#3f6fa8", "#d9b03a"),
                ("#3f7fb5", "#e0b03f", "#2f5f8f"),
            )
        )
    )
    wood, dark = p.paint("#7a5a3c"), p.dark(p.paint("#2a2422"), 0.2)
    body = "-12 -94, 2 -99, 14 -94, 17 -82, 16 -66, 12 -50, 2 -38, -8 -44, -14 -60, -16 -80"
    return "".join(
        (
            line("M-1 -34V-3M-14 -2H14", p.dark(wood, 0.25), 4),
            line("M-24 -36H24", wood, 5),
            shape(soft("-8 -46, 0 -36, -6 -14, -14 -4, -18 -8, -14 -26"), s.paints.down(main, tip)),
            formed(s, soft(body), main, 0.36),
            rimmed(
                s,
                soft("-14 -76, -4 -78, 2 -62, -4 -44, -14 -34, -18 -54"),
                s.paints.down(main, wing, tip),
                0.8,
            ),
            line("M-12 -58L-10 -42M-7 -60L-7 -46", f"{p.dark(tip, 0.3)}@0.6", 1.2),
            disc(6, -87, 6.6, p.lit(p.paint("#f0e8da"), 0.1)),
            shape("M13 -93C22 -92 25 -84 19 -76C18 -82 15 -84 12 -83Z", dark),
            eye(s, 6, -88, 2.3),
            line("M-2 -40v5M3 -40v5", p.dark(p.paint("#8f8a80"), 0.2), 3),
        )
    )


@subject("penguin", where="ground", tall=0.52, wide=0.62)
def penguin(s: Stage, dice: Dice) -> str:
    """A penguin standing."""
    p = s.palette
    coat, white = (
        p.dark(p.paint(dice.pick(("#2b3038", "#33404f"))), 0.1),
        p.lit(p.paint("#eeeade"), 0.15),
    )
    gold = p.paint(dice.pick(("#e0a03a", "#d9763a")))
    body = (
        "-6 -96, 8 -100, 18 -94, 21 -82, 24 -60, 26 -34, "
        "18 -8, 2 -2, -14 -6, -24 -28, -22 -56, -12 -78"
    )
    return "".join(
        (
            shape("M-16 -1C-16 -8-4 -8 0 -1ZM4 -1C4 -8 20 -8 24 -1Z", p.dark(gold, 0.1)),
            shape("M-20 -14L-30 -4L-12 -6Z", coat),
            formed(s, soft(body), coat, 0.3, 1.3),
            shape(soft("10 -78, 20 -72, 24 -50, 24 -26, 14 -8, 0 -8, -8 -26, -4 -56"), white),
            shape(soft("8 -82, 19 -80, 18 -70, 8 -74"), f"{gold}@0.85"),
            formed(
                s,
                soft("-12 -70, -4 -64, -8 -40, -18 -24, -22 -32, -18 -54"),
                p.lit(coat, 0.08),
                0.2,
            ),
            shape("M18 -93L33 -89L18 -86Z", gold),
            eye(s, 13, -91, 1.9) + disc(12.4, -91.6, 0.7, white),
        )
    )


@subject("chicken", where="ground", tall=0.32, wide=1.05)
def chicken(s: Stage, dice: Dice) -> str:
    """A hen, or a cock with a tail."""
    p = s.palette
    plume = p.paint(dice.pick(("#e6dccb", "#a85f38", "#8a4a2f")))
    red, gold = p.paint("#c0392f"), p.paint("#e0a83a")
    cock = dice.chance(0.4)
    tail = p.paint("#2f5248") if cock else p.dark(plume, 0.15)
    feathers = (
        limb("-30 -52, -48 -72, -60 -70, -64 -52", 8, tail)
        + limb("-28 -54, -42 -82, -56 -86, -66 -76", 7, p.lit(tail, 0.15))
        + limb("-24 -56, -34 -84, -46 -94, -56 -94", 6, tail)
        if cock
        else formed(s, soft("-22 -46, -40 -66, -54 -74, -52 -56, -40 -36"), tail, 0.3)
    )
    body = (
        "-44 -50, -22 -54, -2 -56, 12 -68, 16 -84, 26 -92, 36 -90, 40 -80, 36 -66, 32 -46, 22 -28,"
        "2 -18, -24 -22, -40 -34"
    )
    return "".join(
        (
            feathers,
            line("M-4 -22L-4 -2M8 -22L10 -2M-8 0L2 -1M-4 -2l8 1M6 0L18 -1", p.dark(gold, 0.15), 3),
            shape(
                "M20 -90C18 -100 25 -101 26 -96C28 -103 34 -102 34 -95C39 -98 41 -92 37 -87Z", red
            ),
            formed(s, soft(body), plume, 0.38, 1.3),
            shape(soft("-32 -46, -8 -48, 8 -42, 0 -28, -22 -28"), p.dark(plume, 0.22)),
            line(
                "M-22 -34C-14 -30-6 -32 0 -36M-26 -40C-16 -36-6 -38 4 -42", p.lit(plume, 0.3), 1.6
            ),
            shape("M38 -84L50 -79L38 -76Z", gold),
            shape(soft("36 -76, 42 -74, 42 -64, 36 -66"), red),
            eye(s, 32, -82, 2.2),
        )
    )


@subject("duck", where="water", tall=0.3, wide=1.25)
def duck(s: Stage, dice: Dice) -> str:
    """A drake or a white duck, afloat."""
    p = s.palette
    wild = dice.chance(0.6)
    back, head = (p.paint("#9a8a78"), p.paint("#2f6b4f")) if wild else (p.paint("#efe9dc"),) * 2
    breast, bill = p.paint("#7a4630") if wild else back, p.paint("#dba23a")
    body = "-62 -50, -50 -40, -28 -44, 0 -44, 16 -52, 34 -46, 40 -28, 32 -8, 10 2, -28 2, -50 -14"
    neck = "14 -44, 20 -62, 16 -78, 24 -94, 38 -97, 50 -88, 50 -76, 42 -66, 40 -50, 40 -36, 26 -34"
    return "".join(
        (
            waterline(s, 46),
            formed(s, soft(body), back, 0.4, 1.3),
            shape(soft("16 -48, 36 -46, 40 -28, 32 -10, 20 -14, 14 -30"), s.shaded(breast, 0.3)),
            formed(s, soft(neck), head, 0.4),
            line("M20 -50C26 -46 34 -46 40 -50", p.lit(p.paint("#efe9dc"), 0.1), 4) if wild else "",
            formed(s, soft("-48 -36, -26 -44, 2 -40, 12 -28, -6 -16, -30 -18"), p.dark(back, 0.14)),
            line(
                "M-30 -24C-20 -20-8 -20 2 -24", p.paint("#3f5fa8") if wild else p.dark(back, 0.3), 3
            ),
            shape("M48 -88C56 -86 64 -82 66 -76C60 -74 52 -74 48 -75Z", bill),
            line("M50 -79L64 -77", p.dark(bill, 0.4), 1.2),
            eye(s, 41, -85, 2.5),
        )
    )
