"""Guards what makes edits cheap: an edit of the script changes at most three segments.

Director, shot list, layout and segment planner run for real; speech is a length drawn from words.
"""

import random

import pytest

from media.clock import FRAME_RATES, SAMPLE_RATE, sample_at_frame
from media.ids import Digest, digest_of
from media.layout import LaidOut, LayoutOptions, Voice, lay_out
from media.model import canonical_json
from media.shot_list import ShotList, direct
from media.shots import Shot, Word
from media.types import Audio, Image, Size
from models.preview.director.engine import PreviewDirector
from tests.fakes import FolderWorkspace

NOUNS = ["sea", "boat", "keeper", "lamp", "storm", "bread", "clock", "letter", "train", "dog"]
VERBS = ["finds", "holds", "loses", "paints", "remembers", "follows", "carries", "repairs"]
TAILS = ["in the morning", "by the old harbour", "without a word", "before the rain"]


def sentences(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [
        f"The {draw.choice(NOUNS)} {draw.choice(VERBS)} {draw.choice(NOUNS)} number {number} "
        f"{draw.choice(TAILS)}."
        for number in range(count)
    ]


def script(lines: list[str], sections: int) -> str:
    size = -(-len(lines) // sections)
    parts = [lines[start : start + size] for start in range(0, len(lines), size)]
    return "\n\n".join(f"## Part {n}\n\n" + " ".join(part) for n, part in enumerate(parts, 1))


def voice(shot: Shot) -> Voice:
    if not shot.text:
        return Voice()
    digest = digest_of(shot.text.encode())
    samples = int(SAMPLE_RATE * (0.4 + len(shot.text) / 15)) + int(digest[:4], 16) % 997
    words, at, offset = [], 0, 0
    for text in shot.text.split():
        start = at * samples // len(shot.text)
        at += len(text)
        words.append(
            Word(text=text, start=start, end=at * samples // len(shot.text), offset=offset)
        )
        at, offset = at + 1, offset + len(text) + 1
    audio = Audio(digest=digest, num_bytes=samples * 2, channels=1, samples=samples)
    return Voice(audio=audio, words=tuple(words))


def panel(shot: Shot) -> Image:
    digest = digest_of(canonical_json(shot.look).encode() + shot.title.encode())
    return Image(digest=Digest(digest), num_bytes=1, format="svg", width=1920, height=1080)


class Maker:
    def __init__(self, work: FolderWorkspace, fps: str, transition: str) -> None:
        self.work = work
        self.listed = ShotList()
        self.options = LayoutOptions.model_validate(
            {
                "size": Size(width=640, height=360),
                "rate": FRAME_RATES[fps],
                "transition": transition,
            }
        )

    def make(self, text: str) -> LaidOut:
        planned = PreviewDirector().plan(
            self.work, script=text, title="t", language="en", seed=7, pace=1.0
        )
        directed = direct(
            self.work, plan=planned, shot_list=self.listed, assets={}, only_approved=False
        )
        # Every edit is one of the script that was listed first.
        self.listed = self.listed if self.listed.shots else directed.shot_list
        self.directed = directed
        plan = directed.plan
        return lay_out(
            self.work,
            plan=plan,
            voices=tuple(voice(shot) for shot in plan.shots),
            panels=tuple(panel(shot) for shot in plan.shots),
            options=self.options,
        )


def keys(laid: LaidOut) -> set[str]:
    return {canonical_json(spec) for spec in laid.segments}


def edited(lines: list[str], draw: random.Random) -> list[str]:
    at = draw.choice([0, len(lines) - 1, draw.randrange(len(lines))])
    kind = draw.choice(["change", "insert", "delete"])
    new = list(lines)
    if kind == "change":
        words = new[at].split()
        words[draw.randrange(1, len(words) - 1)] = draw.choice(["silver", "patient", "hidden"])
        new[at] = " ".join(words)
    elif kind == "insert":
        new.insert(at, f"Nobody had ever counted {draw.randrange(10**6)} quiet bells before.")
    else:
        del new[at]
    return new


@pytest.mark.parametrize(
    ("fps", "transition"), [("29.97", "dissolve"), ("24", "none"), ("30", "auto")]
)
def test_one_edit_changes_at_most_three_segments(
    tmp_path_factory: pytest.TempPathFactory, fps: str, transition: str
) -> None:
    maker = Maker(FolderWorkspace(tmp_path_factory.mktemp("w")), fps, transition)
    # One section, so that an edit does not move a sentence across a heading.
    lines = sentences(60, 3)
    before = keys(maker.make(script(lines, 1)))
    draw = random.Random(11)
    for _ in range(60):
        after = keys(maker.make(script(edited(lines, draw), 1)))
        assert len(after - before) <= 3


def test_a_shot_keeps_its_frames_whatever_its_cuts(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    maker = Maker(FolderWorkspace(tmp_path_factory.mktemp("w")), "30", "auto")
    laid = maker.make(script(sentences(60, 4), 6))
    bodies = [spec for spec in laid.segments if spec.blend is None]
    edges = {
        (spec.pictures[0].first, spec.pictures[0].clip_frames - spec.frames) for spec in bodies
    }
    assert len(bodies) == len(laid.timeline.clips)
    # All begin as many frames into their shot and end as many before its end.
    assert len(edges) == 1
    assert {"cut", "dissolve", "dip"} <= {spec.blend for spec in laid.segments}


def test_pins_hold_through_ten_edits_of_at_most_three_segments(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    maker = Maker(FolderWorkspace(tmp_path_factory.mktemp("w")), "30", "auto")
    lines = sentences(40, 3)
    maker.make(script(lines, 1))
    maker.listed = pinned(maker.listed, every=4)
    before = keys(maker.make(script(lines, 1)))
    draw = random.Random(5)
    for _ in range(10):
        after = keys(maker.make(script(edited(lines, draw), 1)))
        assert len(after - before) <= 3
        held = [shot for shot in maker.directed.shot_list.shots if shot.pin]
        assert len(held) >= len(lines) // 4 - 1
        assert {shot.look.size for shot in held} == {"extreme_close"}


def pinned(listed: ShotList, *, every: int) -> ShotList:
    """The list with the size of every so manieth shot decided by a person."""
    shots = [
        shot.model_copy(
            update={
                "look": shot.look.model_copy(update={"size": "extreme_close"}),
                "pin": ("size",),
            }
        )
        if shot.text and not number % every
        else shot
        for number, shot in enumerate(listed.shots)
    ]
    return listed.model_copy(update={"shots": tuple(shots)})


def test_nothing_drifts_over_2700_sentences(tmp_path_factory: pytest.TempPathFactory) -> None:
    maker = Maker(FolderWorkspace(tmp_path_factory.mktemp("w")), "29.97", "dissolve")
    laid = maker.make(script(sentences(2700, 5), 30))
    timeline = laid.timeline
    clips = {clip.shot_id: clip for clip in timeline.clips}
    assert sum(spec.frames for spec in laid.segments) == timeline.frames
    for sound in timeline.dialogue:
        clip = clips[sound.shot_id]
        assert sound.start_sample == sample_at_frame(clip.start, timeline.rate)
        end = sound.start_sample + sound.audio.samples
        assert end <= sample_at_frame(clip.start + clip.frames, timeline.rate)


def test_a_spec_holds_nothing_absolute(tmp_path_factory: pytest.TempPathFactory) -> None:
    maker = Maker(FolderWorkspace(tmp_path_factory.mktemp("w")), "25", "dissolve")
    lines = sentences(12, 9)
    alone = keys(maker.make(script(lines, 1)))
    longer = keys(maker.make(script([*sentences(5, 1), *lines], 1)))
    # All but the opening's blends are found again, five sentences later.
    assert len(alone - longer) <= 3
