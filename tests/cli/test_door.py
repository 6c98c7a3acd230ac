"""Guards the door: bad input is one line with a code and a remedy, a status, and no files."""

import json
from pathlib import Path

import pytest

from cli.disk import check_room
from cli.main import app, guarded
from cli.options import check_letters, read_script
from media.errors import InputError
from models.preview.panels.palette import styles
from pipelines.productions.options import FilmOptions

GOOD = "The sea was calm. A boat lay at the pier.\n"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))


def complain(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, script: str, *options: str
) -> dict[str, str]:
    out = tmp_path / "film"
    words = ["make", script, "--out", str(out), *options]
    status = guarded(lambda: app(words, standalone_mode=False))
    assert status == 2
    assert not out.exists() or list(out.iterdir()) == []
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    return json.loads(lines[0])


def written(tmp_path: Path, data: bytes, name: str = "script.md") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_SCRIPT"),
        (b"  \n# \n\t\n", "EMPTY_SCRIPT"),
        ("\U0001f600 \U0001f3ac".encode(), "EMPTY_SCRIPT"),
        (b"\x7fELF\x00\x00\x01", "NOT_TEXT"),
        ("El ni\u00f1o sue\u00f1a.".encode("latin-1"), "WRONG_ENCODING"),
        (b"word " * 500_000, "TOO_LARGE"),
        (b"A " + b"a" * 20_000 + b".", "WORD_TOO_LONG"),
    ],
)
def test_a_script_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: bytes, code: str
) -> None:
    told = complain(capsys, tmp_path, written(tmp_path, data))
    assert (told["code"], told["field"]) == (code, "SCRIPT")
    assert told["remedy"]


def test_fifty_megabytes_are_refused_without_reading_them_all(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert complain(capsys, tmp_path, str(path))["code"] == "TOO_LARGE"


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (["--fps", "31"], "fps"),
        (["--peak", "1"], "peak"),
        (["--loudness", "0"], "loudness"),
        (["--format", "4:3"], "format"),
        (["--voice", "nobody"], "voice"),
        (["--language", "tlh"], "language"),
        (["--pace", "9"], "pace"),
        (["--style", "cubist"], "style"),
        (["--captions", "loud"], "captions"),
        (["--caption-look", "neon"], "caption_look"),
        (["--transition", "explode"], "transition"),
        (["--music", "/no/such/file.mp3"], "music"),
    ],
)
def test_a_bad_option_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str], field: str
) -> None:
    told = complain(capsys, tmp_path, written(tmp_path, GOOD.encode()), *options)
    assert told["field"] == field
    assert told["remedy"]


def test_music_that_holds_no_sound_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    music = written(tmp_path, b"ID3 this is no music at all" * 50, "song.mp3")
    told = complain(capsys, tmp_path, written(tmp_path, GOOD.encode()), "--music", music)
    assert "song.mp3" in told["message"]


def test_a_missing_script_and_a_foreign_format_are_told_apart(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert complain(capsys, tmp_path, str(tmp_path / "no.md"))["code"] == "NOT_READABLE"
    pdf = written(tmp_path, b"%PDF-1.4", "script.pdf")
    assert complain(capsys, tmp_path, pdf)["code"] == "UNKNOWN_FORMAT"


def test_an_output_folder_that_is_a_file_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    script = written(tmp_path, GOOD.encode())
    status = guarded(
        lambda: app(["make", script, "--out", f"{script}/film"], standalone_mode=False)
    )
    told = json.loads(capsys.readouterr().err)
    assert (status, told["code"], told["field"]) == (2, "OUT_NOT_WRITABLE", "out")


def test_a_height_out_of_range_is_refused_with_the_range(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    script = written(tmp_path, GOOD.encode())
    status = guarded(lambda: app(["make", script, "--height", "99"], standalone_mode=False))
    assert status == 2
    assert "greater than or equal to 360" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "options"),
    [("ᏣᎳᎩ is old.", []), ("# ᏣᎳᎩ\n\nThe lighthouse is old.", ["--track"])],
)
def test_letters_that_cannot_be_drawn_are_refused_at_the_door(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, options: list[str]
) -> None:
    told = complain(capsys, tmp_path, written(tmp_path, text.encode()), *options)
    assert (told["code"], told["field"]) == ("FONT_LACKS_SCRIPT", "SCRIPT")
    assert "Cherokee" in told["message"]
    assert told["remedy"]


def test_emoji_are_no_letters(tmp_path: Path) -> None:
    check_letters("The boat 🚤 came home ✨.", FilmOptions())


def test_letters_that_are_spoken_alone_need_no_font() -> None:
    check_letters("ᏣᎳᎩ is old.", FilmOptions(burn_in=False))


@pytest.mark.parametrize(
    "text", ["灯台は古い。", "قال John: البحر هادئ!", "समुद्र शांत था।", "ทะเลสงบ"]
)
def test_every_script_of_an_installed_font_is_let_in(text: str) -> None:
    check_letters(f"# {text}\n\n{text}", FilmOptions())


def test_a_disk_without_room_is_said_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="GB are free") as caught:
        check_room(10**18, tmp_path, "out")
    assert (caught.value.code, caught.value.field) == ("DISK_FULL", "out")


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: app(["make", "--help"], standalone_mode=False)) == 0
    assert "kinora make story.md --format 9:16" in capsys.readouterr().out


def test_help_names_every_style(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: app(["make", "--help"], standalone_mode=False)) == 0
    shown = capsys.readouterr().out
    assert [style for style in styles() if style not in shown] == []


@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".fountain"])
def test_every_kind_of_script_is_let_in(tmp_path: Path, suffix: str) -> None:
    assert read_script(written(tmp_path, GOOD.encode(), f"script{suffix}")) == GOOD
