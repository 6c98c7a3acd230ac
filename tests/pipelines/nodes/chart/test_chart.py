"""Guards charts: what is drawn is as large as its figure, measured in pixels of its colour."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.chart.draw import draw
from media.chart.reading import read
from media.chart.table import Design, Kind, Series, Table
from media.codec.clips import read_frames
from media.errors import InputError
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.running import run_example

SIZE = Size(width=960, height=540)
RED, GREEN, BLUE = "#d01010", "#10a010", "#1010d0"


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def table(*values: float | None, labels: str = "ABCDEFGHIJ") -> Table:
    return Table(labels=tuple(labels[: len(values)]), series=(Series(name="One", values=values),))


def drawn(work: FolderWorkspace, figures: Table, size: Size = SIZE, **design: object) -> np.ndarray:
    settings = {"palette": (RED, GREEN, BLUE)} | design
    picture = draw(work, table=figures, design=Design.model_validate(settings), size=size)
    return cv2.imread(str(work.open(picture.image)))


def of(picture: np.ndarray, colour: str) -> np.ndarray:
    """Where a colour is, below the bar at the top of the page."""
    bgr = [int(colour[at : at + 2], 16) for at in (5, 3, 1)]
    found = np.abs(picture.astype(int) - bgr).max(axis=2) < 8
    found[:30] = False
    return found


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(int), [0]))))
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_columns_are_as_high_as_their_figures(work: FolderWorkspace) -> None:
    red = of(drawn(work, table(10, 20, 5, 40), kind="column", title="A title"), RED)
    heights = [red[:, (a + b) // 2].sum() for a, b in runs(red.any(axis=0))]
    assert np.array(heights) / heights[3] == pytest.approx([0.25, 0.5, 0.125, 1.0], abs=0.01)


def test_bars_are_as_long_as_their_figures_and_turn_at_zero(work: FolderWorkspace) -> None:
    red = of(drawn(work, table(30, -15, 60), kind="bar"), RED)
    spans = [runs(red[(a + b) // 2])[0] for a, b in runs(red.any(axis=1))]
    widths = [right - left for left, right in spans]
    assert np.array(widths) / widths[2] == pytest.approx([0.5, 0.25, 1.0], abs=0.02)
    assert spans[1][1] == pytest.approx(spans[0][0], abs=3)


def test_slices_are_as_large_as_their_shares(work: FolderWorkspace) -> None:
    picture = drawn(work, table(50, 30, 20), kind="pie")
    areas = np.array([of(picture, colour).sum() for colour in (RED, GREEN, BLUE)])
    assert areas / areas.sum() == pytest.approx([0.5, 0.3, 0.2], abs=0.01)


def test_a_line_is_straight_between_its_figures(work: FolderWorkspace) -> None:
    figures = Table(labels=("2000", "2010"), series=(Series(name="One", values=(0.0, 40.0)),))
    red = of(drawn(work, figures, kind="line"), RED)
    left = np.flatnonzero(red.any(axis=0))[0]
    across = np.arange(left + 10, left + 610)
    heights = np.array([np.flatnonzero(red[:, x]).mean() for x in across])
    slope, start = np.polyfit(across - left, heights, 1)
    assert np.abs(heights - start - slope * (across - left)).max() < 1.5
    assert slope < -0.4
    assert start == pytest.approx(np.flatnonzero(red.any(axis=1))[-1], abs=4)


def test_years_stand_by_their_distance(work: FolderWorkspace) -> None:
    """Of three points the second is a tenth of the way along, where the line bends."""
    figures = Table(
        labels=("2000", "2001", "2010"), series=(Series(name="One", values=(0.0, 40.0, 40.0)),)
    )
    red = of(drawn(work, figures, kind="line"), RED)
    left, right = np.flatnonzero(red.any(axis=0))[[0, -1]]
    top = np.flatnonzero(red.any(axis=1))[0]
    bend = np.flatnonzero(red[top + 4])[0]
    assert (bend - left) / (right - left) == pytest.approx(0.1, abs=0.02)


def test_a_gap_in_the_figures_is_a_gap_in_the_line(work: FolderWorkspace) -> None:
    red = of(drawn(work, table(10, 12, None, 13, 14), kind="line"), RED)
    columns = red.any(axis=0)
    left, right = np.flatnonzero(columns)[[0, -1]]
    middle = (left + right) // 2
    assert not columns[middle - 40 : middle + 40].any()


def test_areas_lie_on_one_another(work: FolderWorkspace) -> None:
    figures = Table(
        labels=tuple("ABC"),
        series=(Series(name="P", values=(10, 10, 10)), Series(name="Q", values=(20, 20, 20))),
    )
    picture = drawn(work, figures, kind="area")
    at = 400
    red, green = (np.flatnonzero(of(picture, colour)[:, at]) for colour in (RED, GREEN))
    assert len(green) / len(red) == pytest.approx(2, rel=0.05)
    assert green.max() <= red.min()


def test_points_lie_at_their_figures(work: FolderWorkspace) -> None:
    figures = Table(
        labels=tuple("PQR"),
        series=(Series(name="across", values=(0, 50, 100)), Series(name="up", values=(0, 5, 10))),
    )
    red = of(drawn(work, figures, kind="scatter"), RED).astype(np.uint8)
    count, _, _, centres = cv2.connectedComponentsWithStats(red)
    first, second, third = sorted(centres[1:].tolist())
    assert count == 4
    assert np.mean([first, third], axis=0) == pytest.approx(second, abs=1.5)


def test_one_thing_can_be_the_point(work: FolderWorkspace) -> None:
    red = of(drawn(work, table(10, 20, 5), kind="column", highlight="B"), RED)
    assert len(runs(red.any(axis=0))) == 1


@pytest.mark.parametrize("kind", ["line", "area", "column", "bar", "pie", "table"])
@pytest.mark.parametrize("size", [Size(width=360, height=640), Size(width=640, height=360)])
def test_nothing_reaches_the_edge_of_the_page(
    work: FolderWorkspace, kind: Kind, size: Size
) -> None:
    figures = Table(
        labels=("A label that is rather long", "Short", "Another one of them"),
        series=tuple(
            Series(name=f"A series with quite a long name {n}", values=(1e6, 2.5e6, 8e5 * n))
            for n in (1, 2)
        ),
    )
    picture = drawn(work, figures, size, kind=kind, title="A title " * 8, source="someone")
    inked = np.abs(picture.astype(int) - 255).max(axis=2) > 30
    edge = 6
    assert not inked[:, :edge].any() and not inked[:, -edge:].any() and not inked[-edge:].any()
    assert inked.mean() > 0.02


@pytest.mark.parametrize(
    ("figures", "kind", "reason"),
    [
        (table(1, -1), "pie", "negative"),
        (table(1, 2), "scatter", "two series"),
        (table(None, None), "line", "no figures"),
        (Table(labels=(), series=()), "line", "no figures"),
        (Table(labels=("A",), series=(Series(name="x", values=(1, 2)),)), "bar", "not as long"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    work: FolderWorkspace, figures: Table, kind: Kind, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        drawn(work, figures, kind=kind)


def test_an_animated_chart_ends_as_it_is_drawn(tmp_path: Path) -> None:
    ran = run_example("chart.animate", tmp_path)
    still = run_example("chart.draw", tmp_path / "still", size={"width": 640, "height": 360})
    picture = cv2.imread(str(still.path(still.out.image))).astype(float)
    frames = list(read_frames(ran.path(ran.out.clip)))
    assert len(frames) == ran.out.clip.frames == 60
    apart = [np.mean(np.square(frame - picture)) for frame in (frames[0], frames[15], frames[-1])]
    assert apart[0] > apart[1] > apart[2]
    assert 10 * np.log10(255**2 / apart[2]) > 36


def test_text_is_read_as_a_table(work: FolderWorkspace) -> None:
    due = Table(
        labels=("Q1", "Q2"),
        series=(Series(name="In", values=(1200.5, -3.0)), Series(name="Out", values=(40.0, None))),
        corner="Quarter",
    )
    assert read(work, text='Quarter,In,Out\nQ1,"$1,200.50",40%\nQ2,−3,n/a\n') == due
    assert read(work, text="Quarter;In;Out\nQ1;1200.5;40\nQ2;-3;\n") == due
    rows = '[{"Quarter": "Q1", "In": 1200.5, "Out": 40}, {"Quarter": "Q2", "In": -3}]'
    assert read(work, text=rows) == due
    columns = '{"Quarter": ["Q1", "Q2"], "In": [1200.5, -3], "Out": [40, null]}'
    assert read(work, text=columns) == due


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("just words", "header"),
        ("a,b\nx,many\n", "no figure"),
        ("a,b\nx,1\ny,many\n", "'many' in row 3"),
        ("{broken", "no JSON"),
        ('{"a": [1, 2], "b": [1]}', "equally long"),
        ("[1, 2]", "neither"),
    ],
)
def test_what_is_no_table_is_refused(work: FolderWorkspace, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(work, text=text)
