"""Guards a project's settings: where they stand, which counts first, and what is refused."""

from pathlib import Path

import pytest

from cli.options import each_format, project_options, section_folder
from cli.project import written
from media.errors import InputError

SCRIPT = "---\nstyle: ink\nfps: 25\nbrand: ['#1a2b3c']\n---\n# Title\n\nThe boat leaves.\n"


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "story.md"
    path.write_text(SCRIPT)
    return path


def test_front_matter_is_no_part_of_the_script(script):
    text, settings = written(SCRIPT, script.parent)

    assert text == "# Title\n\nThe boat leaves.\n"
    assert settings == {"style": "ink", "fps": "25", "brand": ("#1a2b3c",)}


def test_typed_counts_before_front_matter_and_that_before_the_folder(script):
    (script.parent / "kinora.toml").write_text('style = "noir"\nheight = 720\nseed = 5\n')
    typed = {"style": "flat", "height": 1080, "seed": 0, "draft": False}

    _, options = project_options(str(script), typed, frozenset({"seed"}))

    assert (options.style, options.height, options.seed) == ("ink", 720, 0)
    assert (str(options.rate), options.brand) == ("25/1", ("#1a2b3c",))


def test_a_text_that_begins_with_a_rule_is_a_text(tmp_path):
    text = "---\nIt was late.\n---\nThe boat leaves.\n"

    assert written(text, tmp_path).text == text


@pytest.mark.parametrize(("line", "name"), [("colour: red", "colour"), ("height: tall", "height")])
def test_an_unknown_or_wrong_setting_is_named(tmp_path, line, name):
    with pytest.raises(InputError, match=name) as raised:
        written(f"---\n{line}\n---\nText.", tmp_path)

    assert raised.value.code == "BAD_SETTING"


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "kinora.toml").write_text("style = \n")

    with pytest.raises(InputError, match=r"kinora\.toml"):
        written("Text.", tmp_path)


def test_a_colour_that_is_none_is_refused(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\nbrand: [red]\n---\nText.")

    with pytest.raises(InputError, match="brand"):
        project_options(str(path), {}, frozenset())


def test_each_format_has_a_folder_of_its_own(script):
    _, options = project_options(str(script), {}, frozenset())

    films = each_format(options, "9:16, 1:1,9:16", Path("films/a"))

    assert [(film.format, folder.name) for film, folder in films] == [
        ("9:16", "9x16"),
        ("1:1", "1x1"),
    ]
    assert each_format(options, "", Path("films/a")) == [(options, Path("films/a"))]
    with pytest.raises(InputError, match="2:1"):
        each_format(options, "2:1", Path("films/a"))


def test_a_section_has_a_folder_of_its_own():
    assert section_folder("The Storm, at Sea!") == "section-the-storm-at-sea"
    assert section_folder("") == ""
