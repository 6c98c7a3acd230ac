"""Guards the director's hand: what a person decides on a shot touches that shot alone."""

import json
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
import yaml

from tests.e2e.kinora import DEADLINE_S, SCRIPT, Kinora

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
RED = (40, 30, 200)
"""Of a picture of one's own, in BGR."""
EDITED = SCRIPT.replace("Rain fell on the quay.", "Snow fell on the old quay.")


@pytest.fixture(scope="module")
def kinora(open_folder: Path) -> Kinora:
    folder = open_folder / "shots"
    folder.mkdir()
    made = Kinora(folder)
    made.script.write_text(SCRIPT)
    return made


def listed(kinora: Kinora) -> dict[str, Any]:
    return yaml.safe_load((kinora.out / "plan.yaml").read_text())


def shots(kinora: Kinora, *words: str) -> str:
    return kinora.say("shots", *words, "--out", str(kinora.out))


def test_a_plan_can_be_read_before_any_film_is_made(kinora: Kinora) -> None:
    kinora.say("plan", str(kinora.script), "--out", str(kinora.out), "--json")
    assert [path.name for path in kinora.out.iterdir()] == ["plan.yaml"]
    texts = [shot.get("text") for shot in listed(kinora)["shots"]]
    assert "A woman in a red coat watched it go." in texts
    assert "harbour" in shots(kinora, "list")


def test_decisions_on_three_shots_render_three_shots(kinora: Kinora) -> None:
    kinora.make(SCRIPT)
    plan = listed(kinora)
    plan["shots"][1]["look"]["setting"] = "desert"
    (kinora.out / "plan.yaml").write_text(yaml.safe_dump(plan))
    picture = kinora.folder / "red.png"
    cv2.imwrite(str(picture), np.full((360, 640, 3), RED, np.uint8))
    shots(kinora, "reroll", "4")
    shots(kinora, "replace", "6", str(picture))

    report = kinora.make(SCRIPT)

    after = listed(kinora)["shots"]
    assert report["shots"]["rendered"] == 3
    assert [shot.get("pin") for shot in after] == [None, ["setting"], None, ["seed"], *[None] * 3]
    assert after[3]["look"]["seed"] != plan["shots"][3]["look"]["seed"]
    assert abs(middle_pixel(kinora, 5) - RED).max() < 20


def middle_pixel(kinora: Kinora, shot: int) -> Any:
    """BGR amid the upper half of a shot's middle frame."""
    clip = json.loads((kinora.out / "timeline.json").read_text())["clips"][shot]
    middle = clip["start"] + clip["frames"] // 2
    with av.open(str(kinora.out / "film.mp4")) as film:
        frames = (frame for n, frame in enumerate(film.decode(video=0)) if n == middle)
        return next(frames).to_ndarray(format="bgr24")[40, 320].astype(int)


def test_a_locked_shot_cannot_be_rolled_and_outlives_its_words(kinora: Kinora) -> None:
    shots(kinora, "lock", "4")
    refused = kinora.command("shots", "reroll", "4", "--out", str(kinora.out))
    _, errors = refused.communicate(timeout=DEADLINE_S)
    assert (refused.returncode, "LOCKED" in errors) == (2, True)
    look = listed(kinora)["shots"][3]["look"]

    kinora.script.write_text(EDITED)
    kinora.say("plan", str(kinora.script), "--out", str(kinora.out), "--json")

    after = listed(kinora)["shots"][3]
    assert (after["text"], after["look"]) == ("Snow fell on the old quay.", look)


def test_only_approved_shots_are_made(kinora: Kinora) -> None:
    shots(kinora, "approve", "2-3")
    report = kinora.make(EDITED, "--only-approved")
    assert report["film"]["shots"] == 3
    assert len(listed(kinora)["shots"]) > 3


def test_a_mistake_in_the_list_is_named(kinora: Kinora) -> None:
    path = kinora.out / "plan.yaml"
    good = path.read_text()
    path.write_text(good.replace("size: ", "size: very_", 1))
    process = kinora.start(SCRIPT)
    _, errors = process.communicate(timeout=DEADLINE_S)
    path.write_text(good)
    assert process.returncode == 2
    assert "BAD_PLAN" in errors and "look.size" in errors
