"""What is written on."""

from __future__ import annotations

from models.preview.panels.cast.craft import formed, ring, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, curve, disc, line, polygon, shape, turned
from models.preview.panels.stage import Stage


@subject("book", where="table", tall=0.7, wide=2.4)
def book(s: Stage, dice: Dice) -> str:
    """An open book."""
    p = s.palette
    cover, page = (
        p.paint(dice.pick(("#8f3f3a", "#2f4f6f", "#4f6b4a", "#6f4f2f"))),
        p.lit(p.paint("#f2ead8"), 0.2),
    )
    shade = p.dark(page, 0.3)
    lines = "".join(
        f"M{-96 + 7 * i} {-44 + 9.5 * i:.1f}Q{-56 + 5 * i} "
        f"{-56 + 9.6 * i:.1f} {-14 + i} {-46 + 9.6 * i:.1f}"
        f"M{96 - 7 * i} {-44 + 9.5 * i:.1f}Q{56 - 5 * i} "
        f"{-56 + 9.6 * i:.1f} {14 - i} {-46 + 9.6 * i:.1f}"
        for i in range(4)
    )
    return "".join(
        (
            polygon([(-122, -6), (-104, -66), (104, -66), (122, -6)], s.shaded(cover, 0.4)),
            shape(
                "M0 -4C-40 -24-84 -22-116 -10L-100 -68C-70 -78-32 -76 0 -60Z",
                s.paints.across(page, page, shade),
            ),
            shape(
                "M0 -4C40 -24 84 -22 116 -10L100 -68C70 -78 32 -76 0 -60Z",
                s.paints.across(shade, page, page),
            ),
            line("M0 -60V-4", p.dark(page, 0.5), 1.4),
            f'<g transform="translate(0 -10)">{line(lines, f"{p.dark(page, 0.7)}@0.45", 1.5)}</g>',
            shape(
                "M60 -70C62 -40 66 -20 70 -2L78 -8L84 -4C78 -30 72 -50 70 -72Z", p.paint("#b5483f")
            ),
        )
    )


@subject("letter", where="table", tall=0.8, wide=1.6)
def letter(s: Stage, dice: Dice) -> str:
    """An envelope with its letter half out, sealed in wax."""
    p = s.palette
    paper, wax = p.lit(p.paint("#efe3c8"), 0.15), p.paint(dice.pick(("#a8382f", "#2f4f6f")))
    sheet = p.lit(paper, 0.5)
    writing = "".join(f"M-44 {-92 + 9 * i}h{dice.between(56, 86):.0f}" for i in range(4))
    parts = (
        box(-56, -104, 112, 90, sheet, 1),
        line(writing, f"{p.dark(paper, 0.8)}@0.5", 1.6),
        box(-76, -62, 152, 70, s.shaded(paper, 0.2), 2),
        polygon(
            [(-76, -62), (0, -16), (76, -62), (76, 8), (-76, 8)],
            s.paints.down(paper, p.dark(paper, 0.18)),
        ),
        line("M-76 -62L0 -16L76 -62", f"{p.dark(paper, 0.5)}@0.6", 1.4),
        line("M-76 8L-16 -25M76 8L16 -25", f"{p.dark(paper, 0.4)}@0.4", 1.2),
        disc(0, -18, 12, s.shaded(wax, 0.5)),
        disc(0, -18, 7.6, p.dark(wax, 0.25)),
    )
    return turned("".join(parts), -6)


def sheet(s: Stage, x: float, y: float, wide: float, tall: float, rows: int, dice: Dice) -> str:
    """A written page standing before us."""
    p = s.palette
    paper = p.lit(p.paint("#f3ecdc"), 0.2)
    gap = tall * 0.74 / max(1, rows)
    writing = "".join(
        f"M{x + 0.12 * wide:.1f} {y + 0.2 * tall + gap * i:.1f}"
        f"h{wide * dice.between(0.5, 0.76):.1f}"
        for i in range(rows)
    )
    fill = s.paints.slant(p.lit(paper, 0.2), paper, p.dark(paper, 0.16))
    return box(x, y, wide, tall, fill, 1.5) + line(writing, f"{p.dark(paper, 0.8)}@0.5", 2)


@subject("document", where="table", tall=1.3, wide=0.85)
def document(s: Stage, dice: Dice) -> str:
    """Some sheets, stamped or signed."""
    p = s.palette
    back = p.dark(p.paint("#e6dcc6"), 0.15)
    ink = p.paint(dice.pick(("#a8382f", "#34568a", "#4f7a4a")))
    if dice.chance(0.5):
        seal = line(ring(20, -20, 10), ink, 2.4) + line("M14 -20h12M16 -24h8M16 -16h8", ink, 1.6)
    else:
        seal = line("M2 -16c6 -12 8 -6 6 0s6 -8 10 -6s2 8 8 2", ink, 2)
    return "".join(
        (
            turned(box(-34, -97, 72, 94, back, 1.5), 5, (0, -50)),
            turned(box(-36, -97, 72, 94, p.lit(back, 0.3), 1.5), -4, (0, -50)),
            sheet(s, -36, -98, 72, 97, 7, dice),
            box(-26, -90, 34, 5, p.dark(p.paint("#3a3f46"), 0.1), 1),
            seal,
            line("M-28 -84V-101C-28 -105-22 -105-22 -101V-88", p.paint("#8f959a"), 1.8),
        )
    )


@subject("newspaper", where="table", tall=1.15, wide=1.1)
def newspaper(s: Stage, dice: Dice) -> str:
    """A folded newspaper, its picture on the front."""
    p = s.palette
    paper, ink = p.lit(p.paint("#e9e2d0"), 0.1), p.dark(p.paint("#2c2a28"), 0.1)
    columns = "".join(f"M{x} {y}h22" for x in (-42, -12, 18) for y in range(-34, -5, 5))
    image = p.paint(dice.pick(("#6f7f8a", "#8a7a66", "#5f7a6a")))
    hill = "M-42 -40L-26 -56L-14 -46L-4 -54L10 -40Z"
    return "".join(
        (
            turned(box(-48, -97, 102, 94, p.dark(paper, 0.25), 2), 4, (0, -50)),
            box(
                -50, -99, 100, 98, s.paints.slant(p.lit(paper, 0.2), paper, p.dark(paper, 0.18)), 2
            ),
            box(-42, -93, 84, 11, ink, 1),
            line("M-42 -77H42", ink, 1.2),
            line("M-42 -71H24M-42 -66H6", ink, 3),
            box(-42, -60, 52, 20, p.lit(image, 0.4)),
            shape(hill, p.dark(image, 0.2)),
            disc(0, -54, 3, p.lit(image, 0.8)),
            line(
                "".join(f"M18 {y}h22" for y in (-60, -55, -50, -45, -40)) + columns,
                f"{ink}@0.5",
                1.5,
            ),
            line("M-50 -50H50", f"{p.dark(paper, 0.5)}@0.35", 1),
        )
    )


@subject("map", where="table", tall=1.05, wide=1.75)
def chart(s: Stage, dice: Dice) -> str:
    """A map in folds, a route to a cross on it."""
    p = s.palette
    paper, land, sea = p.lit(p.paint("#ecdfbd"), 0.1), p.paint("#b9b06f"), p.paint("#8fb5bd")
    panels = "".join(
        polygon(
            [
                (x, -92 - 6 * (i % 2)),
                (x + 42, -92 - 6 * ((i + 1) % 2)),
                (x + 42, -2 - 6 * ((i + 1) % 2)),
                (x, -2 - 6 * (i % 2)),
            ],
            paper if i % 2 else p.dark(paper, 0.14),
        )
        for i, x in enumerate((-84, -42, 0, 42))
    )
    x, y = dice.between(36, 62), dice.between(-70, -52)
    route = line(
        curve(((-66, -22), (-40, -44), (-10, -34), (14, -58), (x - 4, y))), p.paint("#a8382f"), 2.4
    )
    return "".join(
        (
            panels,
            shape(
                soft(
                    "-66 -64, -52 -76, -30 -60, -8 -80, 30 -78, 50 -62, 66 -70, 70 -38, 40 -20, "
                    "0 -30, -36 -16, -66 -28"
                ),
                f"{land}@0.75",
            ),
            shape(soft("-78 -40, -56 -50, -46 -36, -64 -30"), sea),
            line("M-20 -78C-14 -60 4 -54 0 -34C-2 -28 4 -24 8 -26", f"{sea}@0.95", 3),
            route.replace("/>", ' stroke-dasharray="4 6"/>'),
            line(f"M{x - 5:.0f} {y - 5:.0f}l10 10m-10 0l10 -10", p.paint("#a8382f"), 3.4),
            line("M-42 -98V-8M42 -98V-8M0 -92V-2", f"{p.dark(paper, 0.4)}@0.5", 1.2),
            shape("M62 -16l4 -12l4 12l-4 -3Z", p.dark(p.paint("#3a342c"), 0.1)),
        )
    )


@subject("envelope", where="table", tall=0.8, wide=1.5)
def envelope(s: Stage, dice: Dice) -> str:
    """A letter by air mail, stamped, its address to us."""
    p = s.palette
    paper = p.lit(p.paint(dice.pick(("#efe9dc", "#e0cfae", "#d6e0e3"))), 0.1)
    red, blue = p.paint("#b5403a"), p.paint("#3f5f94")
    edge = "".join(
        polygon([(x, y), (x + 8, y), (x + 4, y + 6), (x - 4, y + 6)], red if i % 2 else blue)
        for y in (-98, -8)
        for i, x in enumerate(range(-68, 66, 13))
    )
    stamp = p.paint(dice.pick(("#4f8a6f", "#a85f7a", "#c98a3f")))
    sketch = "".join(
        (
            box(
                -74, -99, 148, 98, s.paints.slant(p.lit(paper, 0.2), paper, p.dark(paper, 0.16)), 3
            ),
            edge,
            box(38, -86, 26, 32, p.lit(paper, 0.5), 1),
            box(41, -83, 20, 26, stamp, 1),
            disc(51, -70, 6, p.lit(stamp, 0.5)),
            line(
                ring(30, -66, 13) + "M4 -72h14M4 -66h13M4 -60h14", f"{p.dark(paper, 0.7)}@0.5", 1.4
            ),
            line("M-34 -46H30M-34 -36H40M-34 -26H10", f"{p.dark(paper, 0.8)}@0.65", 2.4),
            line("M-62 -84H-28M-62 -77H-36", f"{p.dark(paper, 0.7)}@0.5", 1.6),
        )
    )
    return turned(sketch, dice.between(-6, 4), (0, -40))


def scribe(s: Stage, tool: str) -> str:
    """A pen or a pencil leaning over the line it has just written."""
    ink = s.palette.dark(s.palette.paint("#2a3a5a"), 0.1)
    return "".join(
        (
            box(-70, -8, 120, 8, s.palette.lit(s.palette.paint("#f0e8d6"), 0.2), 2),
            line("M-58 -6c8 -8 10 -2 12 0s8 -6 12 -2s8 2 12 -1s6 1 10 1", ink, 2),
            turned(tool, 34, (0, -5)),
        )
    )


@subject("pen", where="table", tall=1.15, wide=1.1)
def pen(s: Stage, dice: Dice) -> str:
    """A fountain pen, or a quill."""
    p = s.palette
    gold, barrel = p.paint("#c9a04f"), p.paint(dice.pick(("#2f3a4f", "#6f2f35", "#2f4f45")))
    if dice.chance(0.35):
        plume = p.lit(p.paint("#ece6da"), 0.1)
        barbs = "".join(f"M0 {-40 - 9 * i}l{9 - 0.4 * i:.0f} -8" for i in range(7))
        return scribe(
            s,
            shape("M0 -6L-2 -26H2Z", gold)
            + formed(s, soft("0 -20, -12 -44, -14 -80, 2 -124, 14 -96, 12 -56"), plume)
            + line("M0 -22C-2 -60-2 -90 2 -122" + barbs, f"{p.dark(plume, 0.4)}@0.6", 1.3),
        )
    return scribe(
        s,
        shape("M0 -5L-5 -24H5Z", s.shaded(gold, 0.4))
        + line("M0 -10V-20", p.dark(gold, 0.6), 0.9)
        + formed(s, "M-5 -24H5L7.4 -62H-7.4Z", p.dark(barrel, 0.2))
        + box(-7.8, -66, 15.6, 5, gold, 1)
        + formed(s, "M-7.4 -66H7.4L6.4 -114C5 -120-5 -120-6.4 -114Z", barrel)
        + line("M7 -112C11 -106 9 -92 8 -84", gold, 2.4),
    )


@subject("pencil", where="table", tall=1.15, wide=1.1)
def pencil(s: Stage, dice: Dice) -> str:
    """A pencil with its rubber."""
    p = s.palette
    paint = p.paint(dice.pick(("#e0a83a", "#b5403a", "#4f8a6f", "#4f6f9a")))
    wood, steel = p.lit(p.paint("#d9b07a"), 0.1), p.paint("#b9bfc4")
    tool = "".join(
        (
            shape("M0 -5L-7 -26H7Z", wood),
            shape("M0 -5L-2.4 -12H2.4Z", p.dark(p.paint("#2a2a2c"), 0.2)),
            formed(s, "M-7 -26L-4 -29L0 -26L4 -29L7 -26V-104H-7Z", paint, 0.4),
            line("M-2.4 -28V-104M2.6 -28V-104", f"{p.lit(paint, 0.5)}@0.6", 1.3),
            box(-7.4, -112, 14.8, 9, s.shaded(steel, 0.4)),
            box(-7, -121, 14, 10, s.shaded(p.paint("#d98a80"), 0.3), 4),
        )
    )
    return scribe(s, tool)


@subject("notebook", where="table", tall=1.25, wide=0.85)
def notebook(s: Stage, dice: Dice) -> str:
    """A notebook with a band or a label, rings down its back."""
    p = s.palette
    cover = p.paint(dice.pick(("#3f4f5f", "#8f4a3c", "#4f6b58", "#c9923f")))
    label = box(-14, -78, 42, 22, p.lit(p.paint("#f0e8d6"), 0.2), 2) + line(
        "M-8 -70h30M-8 -64h20", f"{p.dark(cover, 0.4)}@0.6", 1.8
    )
    return "".join(
        (
            box(-32, -96, 72, 96, p.dark(p.paint("#efe6d3"), 0.1), 2),
            line("M40 -94V-2", p.lit(p.paint("#efe6d3"), 0.3), 2),
            box(-36, -99, 74, 98, s.shaded(cover, 0.32), 4),
            label if dice.chance(0.6) else box(24, -99, 5, 98, p.paint("#b5483f")),
            line("M-30 -96V-4", f"{p.dark(cover, 0.5)}@0.5", 2),
            line(
                "".join(f"M-40 {y}h11" for y in range(-92, -4, 11)),
                p.lit(p.paint("#b9bfc4"), 0.2),
                3,
            ),
        )
    )


@subject("calendar", where="table", tall=1.15, wide=1.05)
def calendar(s: Stage, dice: Dice) -> str:
    """A calendar on its stand, one day ringed."""
    p = s.palette
    head = p.paint(dice.pick(("#b5403a", "#3f6f9a", "#4f8a6f", "#c98a3f")))
    paper, ink = p.lit(p.paint("#f3ecdc"), 0.2), p.dark(p.paint("#4a443e"), 0.1)
    days = "".join(
        box(-40 + 12.4 * c, -60 + 13 * r, 7, 6, f"{head if c == 6 else ink}@0.75", 1)
        for r in range(4)
        for c in range(7)
        if 2 < r * 7 + c < 27
    )
    x, y = -36.5 + 12.4 * dice.count(1, 5), -57 + 13 * dice.count(1, 2)
    return "".join(
        (
            polygon([(-46, 0), (-54, -6), (40, -6), (56, 0)], p.dark(head, 0.5)),
            box(-48, -92, 96, 90, s.paints.slant(p.lit(paper, 0.2), paper, p.dark(paper, 0.16)), 3),
            shape(
                "M-48 -70V-89C-48 -92-46 -94-43 -94H43C46 -94 48 -92 48 -89V-70Z",
                s.shaded(head, 0.3),
            ),
            box(-24, -85, 48, 7, p.lit(paper, 0.3), 2),
            line(
                "".join(f"M{x} -88v-11" for x in (-34, -20, -6, 8, 22, 34)), p.paint("#8f959a"), 3
            ),
            days,
            line(ring(x, y, 8.4), p.paint("#b5403a"), 2.4),
        )
    )
