"""Guards who counts as being in a shot, and how many pictures of whom a model is shown."""

from pathlib import Path

import pytest

from media.cast import Likeness, absent, appearing
from media.ids import SectionId, ShotId, digest_of
from media.shots import Figure, Look, Plan, Shot
from media.types import Image
from models.preview.director.engine import PreviewDirector
from tests.fakes import FolderWorkspace

EXAMPLES = Path(__file__).parents[2] / "examples"


def picture(name: str) -> Image:
    return Image(digest=digest_of(name.encode()), num_bytes=1, format="png", width=8, height=8)


def likeness(*pictures: str) -> Likeness:
    return Likeness(phrase="tall", pictures=tuple(picture(name) for name in pictures))


def shot(*figures: Figure, speaker: str = "") -> Shot:
    look = Look(setting="sea", subjects=figures)
    return Shot(id=ShotId("a"), section_id=SectionId("b"), text="Rain.", speaker=speaker, look=look)


def names(shown: Shot, *cast: str) -> list[str]:
    return [one.name for one in appearing(shown, {name: likeness() for name in cast})]


MARA = Figure(kind="woman", who="mara")
KEEPER = Figure(kind="old_man", who="keeper of The Pier", role="keeper")


@pytest.mark.parametrize("name", ["mara", "Mara", " MARA "])
def test_a_figure_is_found_by_its_name_in_any_capitals(name: str) -> None:
    assert names(shot(MARA), name) == [name]


@pytest.mark.parametrize("name", ["The keeper", "keeper"])
def test_a_figure_without_a_name_is_found_by_what_it_does(name: str) -> None:
    assert names(shot(KEEPER), name) == [name]


def test_who_speaks_is_there_and_who_is_only_like_a_name_is_not() -> None:
    assert names(shot(speaker="mara"), "Mara", "Mar") == ["Mara"]
    assert names(shot(Figure(kind="woman")), "woman", "Mara") == []


def test_the_nearest_comes_first() -> None:
    assert names(shot(KEEPER, MARA), "Mara", "keeper") == ["keeper", "Mara"]


@pytest.mark.parametrize(
    ("most", "shown"), [(0, [0, 0]), (1, [1, 0]), (2, [1, 1]), (3, [2, 1]), (9, [3, 1])]
)
def test_each_is_shown_once_before_anybody_twice(most: int, shown: list[int]) -> None:
    cast = {"keeper": likeness("a", "b", "c"), "mara": likeness("d")}
    found = appearing(shot(KEEPER, MARA), cast, most)
    assert [len(one.pictures) for one in found] == shown


@pytest.mark.parametrize(
    ("script", "language", "name", "count"),
    [
        ("lighthouse.md", "en", "the keeper", 4),
        ("lighthouse.md", "en", "girl", 2),
        ("el_faro.md", "es", "Lucía", 3),
        ("five_rooms.md", "en", "nurse", 1),
    ],
)
def test_who_is_who_in_the_examples(
    tmp_path: Path, script: str, language: str, name: str, count: int
) -> None:
    found = [one for one in planned(tmp_path, script, language).shots if names(one, name)]
    assert len(found) == count


def planned(folder: Path, script: str, language: str) -> Plan:
    return PreviewDirector().plan(
        FolderWorkspace(folder), script=(EXAMPLES / script).read_text(), title="",
        language=language, seed=0, pace=1.0,
    )  # fmt: skip


def test_those_whom_no_shot_has_are_told() -> None:
    cast = {name: likeness() for name in ("The Keeper", "Mara", "Maara")}
    shots = [shot(Figure(kind="man", role="keeper")), shot(speaker="mara")]
    assert absent(shots, cast) == ("Maara",)
    assert absent([], cast) == tuple(cast)
    assert absent(shots, {}) == ()
