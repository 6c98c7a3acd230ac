"""Guards fonts that a user names: found, checked by their content, and known by it."""

import json
from pathlib import Path

import pytest

from cli.assets import MAX_FONT_BYTES, fetched
from cli.options import check_letters, project_options
from media.errors import InputError
from media.text.faces import face_of_script
from media.text.family import family
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow

SCRIPT = "---\nfonts: {{captions: {named}}}\n---\n# Title\n\nThe boat leaves.\n"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))


def options(tmp_path: Path, named: str) -> FilmOptions:
    path = tmp_path / "story.md"
    path.write_text(SCRIPT.format(named=named))
    return project_options(str(path), {}, frozenset())[1]


def georgian() -> Path:
    face = face_of_script("Geor")
    assert face is not None and face.path is not None
    return face.path


def test_a_file_beside_the_script_becomes_part_of_what_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(georgian().read_bytes())
    chosen = options(tmp_path, "own.ttf")
    again = options(tmp_path, "./own.ttf")

    assert chosen.fonts.captions is not None and chosen.fonts.title is None
    assert chosen.fonts == again.fonts
    flow = film_flow("The boat leaves.", chosen).model_dump_json()
    assert chosen.fonts.captions.digest in flow
    assert family("en", fetched(chosen.fonts.captions)).chosen is not None


def test_a_chosen_font_may_draw_what_no_known_one_does(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(georgian().read_bytes())
    check_letters("ზღვა", options(tmp_path, "own.ttf"))


def test_an_installed_family_is_found_by_its_name(tmp_path: Path) -> None:
    assert options(tmp_path, "noto sans").fonts.captions is not None


@pytest.mark.parametrize(
    ("named", "data", "code"),
    [
        ("text.ttf", b"this is no font", "BAD_FONT"),
        ("empty.otf", b"", "BAD_FONT"),
        ("missing.ttf", None, "NOT_READABLE"),
        ("Comic Papyrus", None, "BAD_FONT"),
    ],
)
def test_what_is_no_font_is_refused(
    tmp_path: Path, named: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        (tmp_path / named).write_bytes(data)

    with pytest.raises(InputError) as caught:
        options(tmp_path, named)

    assert (caught.value.code, caught.value.field) == (code, "fonts.captions")
    assert caught.value.remedy


def test_a_font_of_more_than_its_share_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.ttf").open("wb") as file:
        file.truncate(MAX_FONT_BYTES + 1)

    with pytest.raises(InputError, match="bytes") as caught:
        options(tmp_path, "huge.ttf")

    assert caught.value.code == "BAD_FONT"


def test_what_a_font_is_for_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("---\nfonts: {credits: own.ttf}\n---\nThe boat leaves.\n")

    with pytest.raises(InputError, match=r"fonts\.credits") as caught:
        project_options(str(path), {}, frozenset())

    assert caught.value.code == "BAD_SETTING"


def test_the_look_of_captions_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("---\ncaption_look: pop\n---\nThe boat leaves.\n")
    _, chosen = project_options(str(path), {}, frozenset())

    assert chosen.caption_look == "pop"
    layout = next(n for n in film_flow("A.", chosen).nodes if n.type == "film.lay_out")
    assert json.loads(json.dumps(layout.params))["options"]["caption_look"] == "pop"
