"""Beds as sketches in centimetres, their feet at the origin."""

from __future__ import annotations

from models.preview.panels.drawing import blob, box, disc, line, polygon, shape
from models.preview.panels.stage import Stage


def double_bed(s: Stage, wood: str, cover: str, *, wide: float = 180, high: float = 118) -> str:
    """A bed with its head to the wall and its foot to us."""
    p = s.palette
    board, sheet, tone = p.paint(wood), p.paint("#efece4"), p.paint(cover)
    half = wide / 2
    head = half * 0.9
    parts = [
        box(-head - 6, -high, 2 * head + 12, high - 10, s.shaded(board, 0.3), 8),
        box(-head + 4, -high + 10, 2 * head - 8, high - 40, p.dark(board, 0.25), 5),
        polygon([(-head, -66), (head, -66), (half, -50), (-half, -50)], p.lit(sheet, 0.2)),
    ]
    for side in (-1, 1):
        x = side * head * 0.48
        pillow = [
            (x - 34, -60),
            (x - 32, -84),
            (x, -88),
            (x + 32, -84),
            (x + 34, -60),
            (x, -57),
        ]
        parts.append(blob(pillow, s.paints.down(p.lit(sheet, 0.4), sheet, p.dark(sheet, 0.22))))
    fall = (
        f"M{-head * 0.98:.1f} -64Q0 -70 {head * 0.98:.1f} -64L{half:.1f} -46"
        f"Q{half + 3:.1f} -26 {half + 1:.1f} -12Q{half * 0.4:.1f} -6 0 -11"
        f"T{-half - 1:.1f} -12Q{-half - 3:.1f} -26 {-half:.1f} -46Z"
    )
    parts += [
        shape(fall, s.paints.down(p.lit(tone, 0.3), tone, p.dark(tone, 0.3))),
        polygon([(-head, -66), (head, -66), (head + 3, -59), (-head - 3, -59)], p.lit(sheet, 0.3)),
        line(
            f"M{-half * 0.3:.1f} -56Q{-half * 0.36:.1f} -30 {-half * 0.33:.1f} -12"
            f"M{half * 0.36:.1f} -55Q{half * 0.4:.1f} -34 {half * 0.42:.1f} -10",
            f"{p.dark(tone, 0.5)}@0.3",
            2.5,
        ),
        line(f"M{6 - half:.1f} -10V0M{half - 6:.1f} -10V0", p.dark(board, 0.3), 8),
    ]
    return "".join(parts)


def bunk(s: Stage, wood: str, cover: str, *, wide: float = 190, levels: int = 1) -> str:
    """A narrow bed along the wall, or two of them one over the other."""
    p = s.palette
    board, sheet, tone = p.paint(wood), p.paint("#e2ded2"), p.paint(cover)
    half = wide / 2
    tall = 40 + 95 * (levels - 1) + 34
    posts = "".join(box(x - 4, -tall, 8, tall, s.shaded(board, 0.4), 2) for x in (-half, half))
    parts: list[str] = []
    for level in range(levels):
        y = -34.0 - 95 * level
        parts += [
            box(-half, y, wide, 11, s.paints.down(p.lit(board, 0.2), p.dark(board, 0.3))),
            box(-half + 4, y - 12, wide - 8, 13, p.dark(sheet, 0.15), 5),
            box(-half + 8, y - 23, 42, 15, s.paints.down(p.lit(sheet, 0.3), sheet), 7),
            box(-half + 56, y - 17, wide - 62, 19, s.shaded(tone, 0.3), 6),
            box(-half + 56, y - 17, 12, 19, p.lit(sheet, 0.1), 3),
        ]
    return "".join(parts) + posts


def cot(s: Stage, wood: str, cover: str, *, wide: float = 118) -> str:
    """A child's bed with bars."""
    p = s.palette
    board, tone = p.paint(wood), p.paint(cover)
    half = wide / 2
    bars = "".join(f"M{-half + wide * i / 11:.1f} -88V-30" for i in range(1, 11))
    blanket = [(-half + 10, -34), (-half + 14, -56), (-4, -60), (half - 12, -50), (half - 8, -34)]
    return "".join(
        (
            box(-half + 4, -42, wide - 8, 12, p.paint("#efe9dc"), 3),
            blob(blanket, s.shaded(tone, 0.3)),
            disc(-half + 26, -56, 15, p.lit(p.paint("#efe9dc"), 0.3), 0.6),
            line(bars, p.lit(board, 0.12), 3),
            line(f"M{-half:.1f} -90H{half:.1f}M{-half:.1f} -28H{half:.1f}", p.lit(board, 0.25), 7),
            line(f"M{-half:.1f} -104V-2M{half:.1f} -104V-2", board, 8),
            disc(-half, -106, 6, p.lit(board, 0.3)),
            disc(half, -106, 6, p.lit(board, 0.3)),
        )
    )
