"""What shops share: counters, wall shelves, bare brick, a window on the street."""

from __future__ import annotations

from models.preview.panels.drawing import box, group, line
from models.preview.panels.scenery.room import Room
from models.preview.panels.scenery.rooms.floor import hang, place, scale_at
from models.preview.panels.scenery.rooms.openings import daylight, glazing
from models.preview.panels.stage import Stage


def counter(s: Stage, colour: str, wide: float, *, tall: float = 96) -> str:
    """A counter of panels with a thick top, in centimetres, its foot at the origin."""
    p = s.palette
    tone = p.paint(colour)
    half = wide / 2
    count = max(2, round(wide / 62))
    cell = wide / count
    panels = "".join(
        box(-half + cell * i + 6, -tall + 18, cell - 12, tall - 34, f"{p.dark(tone, 0.3)}@0.6", 3)
        for i in range(count)
    )
    return (
        box(-half, -tall, wide, tall, s.shaded(tone, 0.3))
        + panels
        + box(-half, -11, wide, 11, p.dark(tone, 0.5))
        + box(-half - 8, -tall - 4, wide + 16, 10, s.paints.down(p.lit(tone, 0.5), tone), 2)
    )


def board_shelf(s: Stage, wide: float, y: float, colour: str, load: str) -> str:
    """A board on two brackets at height `y` with its load, which starts at the board's left."""
    p = s.palette
    wood = p.paint(colour)
    half = wide / 2
    brackets = "".join(f"M{x:.0f} {y + 20:.0f}V{y + 5:.0f}" for x in (-half * 0.8, half * 0.8))
    board = box(-half, y, wide, 6, s.paints.down(p.lit(wood, 0.3), p.dark(wood, 0.2)))
    return group(load, at=(-half + 4, y)) + line(brackets, p.dark(wood, 0.5), 4) + board


def counter_front(s: Stage, colour: str, side: int) -> None:
    """The near end of a counter, out of focus in a lower corner of the picture."""
    p = s.palette
    tone = p.dark(p.paint(colour), 0.4)
    reach = 0.24 * s.width
    left = s.left if side < 0 else s.width - reach
    wide = reach - s.left if side < 0 else s.right - left
    y = s.height * 0.93
    s.front.add(box(left, y, wide, s.bottom - y, s.paints.down(p.lit(tone, 0.25), tone), 8))


def bricks(s: Stage, r: Room, colour: str) -> None:
    """Courses of brick over the back wall."""
    wide, u = r.right - r.left, s.unit
    data = "".join(f"M{r.left:.0f} {r.floor - 3.4 * u * i:.0f}h{wide:.0f}" for i in range(1, 21))
    for row in range(20):
        y = r.floor - 3.4 * u * (row + 1)
        data += "".join(
            f"M{r.left + (column + 0.5 * (row % 2)) * 9 * u:.0f} {y:.0f}v{3.4 * u:.0f}"
            for column in range(1, round(wide / (9 * u)))
        )
    s.back.add(line(data, f"{s.palette.paint(colour)}@0.35", 0.35 * u))


def shop_window(
    s: Stage, x: float, wide: float, tall: float, frame: str, *, sill: float = 70
) -> None:
    """A broad window on the street, with its light on the floor."""
    hang(s, x, glazing(s, 0, -sill, wide, tall, frame, panes=(3, 1), view="city"))
    k = scale_at(s, 15)
    at, foot = place(s, x, 15)
    daylight(s, at, foot - (sill + tall) * k, wide * k, tall * k, 0.34)
