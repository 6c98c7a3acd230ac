"""What has six legs, or eight."""

from __future__ import annotations

from models.preview.panels.cast.craft import eye, formed, rimmed, soft
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, curve, disc, group, line, shape, turned
from models.preview.panels.stage import Stage


@subject("bee", where="sky", tall=0.6, wide=1.7)
def bee(s: Stage, dice: Dice) -> str:
    """A bee in flight, and the line it flew."""
    p = s.palette
    gold, dark = p.paint(dice.pick(("#e0a83a", "#d9952f"))), p.dark(p.paint("#2a2019"), 0.2)
    wing = f"{p.lit(p.paint('#dfe9ee'), 0.3)}@0.7"
    loop = [(-62.0 - 16 * i, -38 + dice.between(-14, 14)) for i in range(4)]
    body = "-58 -36, -44 -60, -12 -68, 18 -60, 24 -38, 10 -18, -20 -10, -46 -20"
    trail = line(curve(loop), f"{dark}@0.35", 1.8).replace("/>", ' stroke-dasharray="1 7"/>')
    stripes = "M-36 -61C-28 -46-28 -28-36 -16M-14 -66C-6 -48-6 -28-14 -12M6 -63C13 -48 13 -32 4 -17"
    return "".join(
        (
            trail,
            shape(soft("-6 -62, -34 -86, -30 -100, -10 -98, 4 -80, 4 -64"), wing),
            shape("M-57 -38L-70 -34L-56 -30Z", dark),
            rimmed(s, soft(body), s.paints.down(p.lit(gold, 0.3), gold, p.dark(gold, 0.3)), 1.6),
            line(stripes, dark, 8.4),
            disc(34, -44, 16, s.paints.down(p.lit(dark, 0.3), dark)),
            line("M40 -58C42 -72 50 -76 56 -74M32 -60C32 -72 38 -80 44 -82", dark, 2.4),
            eye(s, 40, -47, 4.4),
            line("M-20 -12l-6 12M-4 -12l-2 12M10 -18l4 12", dark, 2.6),
            shape(soft("2 -62, 0 -90, 18 -102, 30 -94, 24 -74, 10 -60"), wing),
            line("M6 -64C8 -78 14 -88 20 -94M-2 -66C-10 -78-18 -86-24 -92", f"{dark}@0.25", 1),
        )
    )


@subject("butterfly", where="sky", tall=0.8, wide=1.2)
def butterfly(s: Stage, dice: Dice) -> str:
    """A butterfly, wings open."""
    p = s.palette
    tone = p.paint(dice.pick(("#d9822f", "#4f7fb5", "#e0c04f", "#a85f9a")))
    dark, spot = p.dark(p.paint("#2c2124"), 0.2), p.lit(p.paint("#f2e6cc"), 0.2)

    def half(near: bool) -> str:
        fill = s.paints.across(p.lit(tone, 0.2), p.dark(tone, 0.12 if near else 0.4))
        upper = "2 -52, 14 -78, 36 -98, 56 -98, 58 -78, 44 -56, 20 -46"
        lower = "3 -48, 26 -46, 44 -36, 44 -16, 28 -4, 14 -16, 5 -34"
        dots = ((50, -90), (53, -80), (46, -68), (38, -20), (40, -30))
        return "".join(
            (
                rimmed(s, soft(lower), dark, 0.8),
                shape(soft("6 -44, 24 -42, 37 -34, 37 -20, 28 -11, 17 -20"), fill),
                rimmed(s, soft(upper), dark, 0.8),
                shape(soft("6 -54, 18 -76, 36 -91, 46 -90, 46 -76, 36 -60, 20 -52"), fill),
                *(disc(x, y, 2.5, spot) for x, y in dots),
                line("M8 -54C20 -66 32 -78 40 -84M8 -52C20 -58 30 -64 38 -70", dark + "@0.6", 1.3),
            )
        )

    sketch = "".join(
        (
            group(half(near=False), flip=True),
            half(near=True),
            disc(0, -46, 3.6, dark, 5.2),
            disc(0, -68, 4.4, dark),
            line("M-1 -70C-6 -84-12 -90-18 -92M1 -70C6 -84 12 -90 18 -92", dark, 1.5),
        )
    )
    return turned(sketch, dice.between(6, 24), (0, -50))


@subject("spider", where="ground", tall=0.13, wide=2.0)
def spider(s: Stage, dice: Dice) -> str:
    """A spider on long legs."""
    p = s.palette
    body = p.dark(p.paint(dice.pick(("#4a3a33", "#2c2a2e", "#6b4f3a"))), 0.1)
    mark = p.paint(dice.pick(("#b5483f", "#c9a04f", "#8f7f70")))
    far = "".join(
        f"M{8 * k} -44L{(30 + 13 * i) * k} {-96 + 11 * i}L{(44 + 19 * i) * k} {-5 + 2 * i}"
        for i in range(3)
        for k in (-1, 1)
    )
    near = "".join(
        f"M{10 * k} -38L{(24 + 24 * i) * k} {-80 + 12 * i}L{(22 + 42 * i) * k} {-1 - i}"
        for i in range(2)
        for k in (-1, 1)
    )
    return "".join(
        (
            line(far, p.dark(body, 0.3), 3.6),
            formed(
                s, soft("-52 -46, -42 -70, -16 -74, 2 -58, 2 -40, -16 -26, -42 -28"), body, 0.4, 1.6
            ),
            shape(soft("-40 -58, -26 -68, -12 -60, -22 -50, -12 -40, -28 -34, -38 -44"), mark),
            disc(14, -44, 15, s.paints.down(p.lit(body, 0.3), body)),
            line(near, p.lit(body, 0.14), 4),
            line("M26 -38l8 10M24 -34l4 10", p.dark(body, 0.4), 3.4),
            disc(22, -49, 2.4, mark) + disc(27, -45, 1.9, mark) + disc(17, -52, 1.6, mark),
        )
    )
