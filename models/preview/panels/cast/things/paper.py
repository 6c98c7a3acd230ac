"""What is written on."""

from __future__ import annotations

from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, box, disc, line, polygon, shape, turned
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
