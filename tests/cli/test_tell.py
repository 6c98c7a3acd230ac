"""Guards that paths are told as a person would type them."""

from pathlib import Path

from cli.tell import near


def test_a_path_is_told_from_here_or_from_home_or_whole(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    assert near(tmp_path / "work" / "films" / "a") == "films/a"
    assert near(tmp_path / "other") == "~/other"
    assert near(Path("/srv/films")) == "/srv/films"
