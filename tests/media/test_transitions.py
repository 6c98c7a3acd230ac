"""Guards the choice of a cut: by what the two shots mean, and by nothing else."""

from typing import Any

import pytest

from media.ids import SectionId, ShotId
from media.shots import Look, Shot
from media.transitions import LONG, SHORT, Meeting, meeting


def shot(section: str = "one", title: str = "", **look: Any) -> Shot:
    return Shot(
        id=ShotId("s"),
        section_id=SectionId(section),
        text="",
        title=title,
        look=Look(**{"setting": "sea", "move": "push_in", **look}),
    )


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (shot(title="A film"), shot(), Meeting("dissolve", LONG)),
        (shot(title="A film"), shot(mood="joyful"), Meeting("circle_open", LONG)),
        (shot(), shot("two"), Meeting("dip", LONG)),
        (shot(), shot("two", mood="mysterious"), Meeting("dip_white", LONG)),
        (shot(), shot("two", move="pan_right"), Meeting("wipe_left", LONG)),
        (shot(), shot("two", move="pan_left"), Meeting("wipe_right", LONG)),
        (shot(move="pan_right"), shot("two", move="pan_left"), Meeting("dip", LONG)),
        (shot(), shot(mood="tense", setting="road"), Meeting("cut", 0)),
        (shot(), shot(time_of_day="night"), Meeting("dissolve", LONG)),
        (shot(), shot(mood="mysterious", setting="forest"), Meeting("blur", LONG)),
        (shot(), shot(mood="joyful", setting="beach", move="pan_left"), Meeting("slide_right", 1)),
        (shot(), shot(mood="joyful", setting="beach"), Meeting("smooth_left", 1)),
        (shot(), shot(mood="grand", setting="mountain"), Meeting("zoom_in", LONG)),
        (shot(size="wide"), shot(size="close"), Meeting("cut", 0)),
        (shot(size="wide"), shot(size="wide"), Meeting("dissolve", SHORT)),
        (shot(), shot(setting="road"), Meeting("dissolve", 1)),
    ],
)
def test_a_cut_is_made_by_its_meaning(before: Shot, after: Shot, wanted: Meeting) -> None:
    assert meeting(before, after) == wanted


def test_no_meeting_is_longer_than_a_shot_gives() -> None:
    moods = ("calm", "tense", "joyful", "sad", "mysterious", "grand")
    for mood in moods:
        for section in ("one", "two"):
            for move in ("hold", "pan_left"):
                found = meeting(shot(), shot(section, mood=mood, move=move, setting="road"))
                assert 0 <= found.length <= LONG
