"""Guards the main job: script to film, and an edit renders what it touches.

Real parts throughout: Postgres, Ray, eSpeak NG, x264. One home serves all tests of this module, so
each starts from what the one before has left in the cache.
"""

import json
from pathlib import Path

import av
import pytest
from PIL import Image as Picture

from tests.e2e.kinora import SCRIPT, Kinora
from tests.provider import write_rows

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def kinora(tmp_path_factory: pytest.TempPathFactory, open_folder: Path) -> Kinora:
    folder = open_folder / "e2e"
    folder.mkdir()
    return Kinora(folder)


def test_a_script_becomes_a_film_with_all_its_files(kinora: Kinora) -> None:
    report = kinora.make(SCRIPT, "--stems")
    assert {path.name for path in kinora.out.iterdir()} == {
        "film.mp4", "film.srt", "film.vtt", "film.ass", "contact_sheet.png",
        "contact_sheet.html", "timeline.json",
        "report.json", "dialogue.wav", "plan.yaml",
    }  # fmt: skip
    assert report["shots"]["reused"] == 0
    assert report["quality"]["findings"] == []
    assert report["quality"]["captions"]["worst_frames"] <= 1
    with av.open(str(kinora.out / "film.mp4")) as film:
        assert film.streams.video[0].frames == report["film"]["frames"]
        assert sum(1 for _ in film.decode(video=0)) == report["film"]["frames"]
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == [
            "The Pier",
            "The Return",
        ]


def test_the_same_command_again_renders_nothing_and_gives_the_same_film(kinora: Kinora) -> None:
    before = kinora.film()
    report = kinora.make(SCRIPT, "--stems")
    assert report["shots"]["rendered"] == 0
    assert report["steps"]["video.segment"].get("made", 0) == 0
    assert kinora.film() == before


def test_one_changed_word_renders_one_shot_and_says_why(kinora: Kinora) -> None:
    report = kinora.make(SCRIPT.replace("a red coat", "a green coat"))
    assert (report["shots"]["rendered"], report["shots"]["transitions_rendered"]) == (1, 2)
    assert report["steps"]["speech.say"]["made"] == 1
    told = kinora.say("why", "3")
    assert "\u201cred\u201d became \u201cgreen\u201d" in told
    assert "reused" in kinora.say("why", "7")


def test_runs_logs_and_cache_tell_what_happened(kinora: Kinora) -> None:
    rows = [json.loads(line) for line in kinora.say("runs", "--json").splitlines()]
    assert [row["state"] for row in rows] == ["succeeded"] * 3
    events = [json.loads(line) for line in kinora.say("logs", "last").splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert (events[0]["event"], events[-1]["event"]) == ("run.started", "run.ended")
    assert {event["event"] for event in events[1:-1]} == {"node.expanded", "step.ended"}
    assert "video.segment" in kinora.say("cache", "du")
    assert "0 files" in kinora.say("cache", "prune", "--days", "1")


def test_a_film_moves_by_a_model_and_an_edit_makes_one_clip(kinora: Kinora) -> None:
    moving = ("--video-model", "preview-videos")
    report = kinora.make(SCRIPT, *moving)
    frames = report["film"]["frames"]
    shots = report["steps"]["panel.animate"]["made"]
    assert report["quality"]["findings"] == []
    with av.open(str(kinora.out / "film.mp4")) as film:
        assert sum(1 for _ in film.decode(video=0)) == frames
    report = kinora.make(SCRIPT.replace("a red coat", "a green coat"), *moving)
    steps = report["steps"]["panel.animate"]
    assert (steps["made"], steps["reused"]) == (1, shots - 1)
    assert (report["shots"]["rendered"], report["shots"]["transitions_rendered"]) == (1, 2)


def test_another_picture_of_somebody_redraws_the_shots_with_them_alone(kinora: Kinora) -> None:
    editor = {
        "id": "tinter", "modality": "image_edit", "target": "tests.e2e.tinting:Tinter.edit",
        "licence": "MIT", "options": {"edits_by": "instruction", "max_references": 1},
    }  # fmt: skip
    write_rows(kinora.home / "models.yaml", [editor])
    models = ("--image-model", "preview-images", "--edit-model", "tinter")
    for colour in ("red", "blue"):
        Picture.new("RGB", (32, 32), colour).save(kinora.folder / f"{colour}.png")
    nobody = ("--cast", f"Mara={kinora.folder / 'red.png'}")
    report = kinora.make(
        SCRIPT, *models, "--cast", f"the woman={kinora.folder / 'red.png'}", *nobody
    )
    assert report["absent"] == ["Mara"]
    assert redness(kinora) > 0
    report = kinora.make(SCRIPT, *models, "--cast", f"the woman={kinora.folder / 'blue.png'}")
    steps = report["steps"]
    assert steps["panel.generate"].get("made", 0) == 0
    assert steps["panel.likeness"]["made"] == 1
    assert (report["shots"]["rendered"], report["shots"]["transitions_rendered"]) == (1, 2)
    assert redness(kinora) < 0


def redness(kinora: Kinora) -> float:
    """By how much the shot of the woman is more red than blue."""
    timeline = json.loads((kinora.out / "timeline.json").read_text())
    clip = timeline["clips"][2]
    with av.open(str(kinora.out / "film.mp4")) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    middle = frames[clip["start"] + clip["frames"] // 2]
    return float(middle[..., 0].mean() - middle[..., 2].mean())
