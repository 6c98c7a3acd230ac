"""Guards locality: segments cover the film exactly, and an edit reaches only its own cuts."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.clock import FrameRate
from media.errors import InputError
from media.ids import digest_of
from media.segments.plan import MIN_FRAMES, Burning, plan_segments
from media.segments.spec import Encoding
from media.timeline import CaptionWord, Clip, Cue, Timeline, Transition
from media.types import Image, Size

SIZE = Size(width=640, height=360)


def panel(name):
    data = str(name).encode()
    return Image(digest=digest_of(data), num_bytes=len(data), format="svg", width=1920, height=1080)


def film(
    lengths,
    names=None,
    blend: Literal["dissolve", "dip"] | None = "dissolve",
    reach=6,
    ends=True,
    cues=(),
):
    """Clips of given lengths with a transition on every cut and a fade at each end."""
    names = names or [f"shot {n}" for n in range(len(lengths))]
    clips, at = [], 0
    for length, name in zip(lengths, names, strict=True):
        clips.append(
            Clip(
                shot_id=name,
                panel=panel(name),
                move="hold",
                energy=0.4,
                seed=1,
                start=at,
                frames=length,
            )
        )
        at += length
    transitions = []
    if ends:
        transitions.append(Transition(at=0, before=0, after=reach, blend="fade_in"))
        transitions.append(Transition(at=at, before=reach, after=0, blend="fade_out"))
    if blend:
        transitions += [
            Transition(at=clip.start, before=reach, after=reach, blend=blend) for clip in clips[1:]
        ]
    return Timeline(
        title="A film",
        language="en",
        size=SIZE,
        rate=FrameRate(30),
        frames=at,
        clips=tuple(clips),
        transitions=tuple(transitions),
        dialogue=(),
        cues=tuple(cues),
        chapters=(),
    )


def planned(timeline, captions="none", look="plate"):
    return plan_segments(timeline, Burning(mode=captions, look=look), Encoding())


def specs(timeline, captions="none"):
    return {segment.spec.model_dump_json() for segment in planned(timeline, captions)}


lengths = st.lists(st.integers(12, 200), min_size=1, max_size=12)
blends = st.sampled_from(["dissolve", "dip", None])


@given(lengths=lengths, blend=blends, ends=st.booleans())
def test_segments_cover_the_film_exactly_and_in_order(lengths, blend, ends):
    timeline = film(lengths, blend=blend, ends=ends)
    at = 0
    for segment in planned(timeline):
        assert segment.start == at
        at += segment.spec.frames
    assert at == timeline.frames


@given(lengths=lengths, blend=blends, ends=st.booleans())
def test_each_frame_shows_the_clip_that_is_there(lengths, blend, ends):
    timeline = film(lengths, blend=blend, ends=ends)
    for start, spec in planned(timeline):
        for picture in spec.pictures:
            clip = next(clip for clip in timeline.clips if clip.panel == picture.panel)
            assert clip.start + picture.first == start
            assert picture.clip_frames == clip.frames


@given(lengths=lengths, blend=st.sampled_from(["dissolve", "dip"]))
def test_only_transitions_are_short(lengths, blend):
    for _, spec in planned(film(lengths, blend=blend)):
        assert spec.blend is not None or spec.frames >= MIN_FRAMES


@given(lengths=st.lists(st.integers(12, 200), min_size=3, max_size=10), data=st.data())
def test_a_changed_clip_changes_at_most_three_segments(lengths, data):
    which = data.draw(st.integers(0, len(lengths) - 1))
    names = [f"shot {n}" for n in range(len(lengths))]
    changed = [*names[:which], "another", *names[which + 1 :]]
    longer = [
        *lengths[:which],
        lengths[which] + data.draw(st.integers(0, 50)),
        *lengths[which + 1 :],
    ]

    fresh = specs(film(longer, changed)) - specs(film(lengths, names))

    assert len(fresh) <= 3


@given(lengths=st.lists(st.integers(12, 200), min_size=3, max_size=10), data=st.data())
def test_an_inserted_clip_adds_at_most_three_segments(lengths, data):
    which = data.draw(st.integers(0, len(lengths)))
    names = [f"shot {n}" for n in range(len(lengths))]
    more = [*lengths[:which], 40, *lengths[which:]]

    fresh = specs(film(more, [*names[:which], "inserted", *names[which:]]))

    assert len(fresh - specs(film(lengths, names))) <= 3


@given(lengths=st.lists(st.integers(12, 200), min_size=3, max_size=10), data=st.data())
def test_a_deleted_clip_leaves_at_most_three_new_segments(lengths, data):
    which = data.draw(st.integers(0, len(lengths) - 1))
    names = [f"shot {n}" for n in range(len(lengths))]
    fewer = [*lengths[:which], *lengths[which + 1 :]]

    fresh = specs(film(fewer, [*names[:which], *names[which + 1 :]]))

    assert len(fresh - specs(film(lengths, names))) <= 3


def said(start, end, *words):
    each = (end - start) // len(words)
    return Cue(
        start=start,
        end=end,
        lines=(
            tuple(
                CaptionWord(text=w, start=n * each, end=(n + 1) * each) for n, w in enumerate(words)
            ),
        ),
    )


@given(shift=st.integers(12, 400))
def test_nothing_in_a_spec_tells_where_in_the_film_it_is(shift):
    def tail(first):
        cues = [said(first + 10, first + 70, "a", "b", "c")]
        return specs(film([first, 90, 90], cues=cues), "karaoke")

    early, late = tail(40), tail(40 + shift)

    # The first clip differs in length: its body and the two transitions at its ends.
    assert len(late - early) <= 3


@pytest.mark.parametrize(("mode", "count"), [("karaoke", 1), ("lines", 1), ("none", 0)])
def test_cues_are_burned_in_only_where_asked(mode, count):
    (segment,) = planned(film([90], ends=False, cues=[said(10, 70, "a")]), mode)

    assert len(segment.spec.cues) == count


def test_a_look_changes_only_segments_with_captions():
    timeline = film([60, 60, 60], cues=[said(10, 30, "a")])
    plate, bar = (
        [segment.spec for segment in planned(timeline, "lines", look)] for look in ("plate", "bar")
    )

    changed = [before for before, after in zip(plate, bar, strict=True) if before != after]
    assert [len(spec.cues) for spec in changed] == [1]


def test_a_few_words_at_a_time_depend_on_when_they_are_said():
    timeline = film([90], ends=False, cues=[said(10, 70, "a", "b")])
    (segment,) = planned(timeline, "lines", "pop")

    assert [(w.start, w.end) for w in segment.spec.cues[0].lines[0]] == [(0, 30), (30, 60)]


def test_a_cue_is_cut_to_each_segment_it_shows_in():
    timeline = film([60, 60], cues=[said(30, 90, "a", "b", "c")], ends=False)
    body, joint, other = (segment.spec for segment in planned(timeline, "karaoke"))

    assert [(c.start, c.end) for c in body.cues] == [(30, 54)]
    assert [(c.start, c.end) for c in joint.cues] == [(0, 12)]
    assert [(c.start, c.end) for c in other.cues] == [(0, 24)]


def test_words_keep_their_time_across_a_cut():
    timeline = film([60, 60], cues=[said(30, 90, "a", "b", "c")], ends=False)
    _, joint, _ = (segment.spec for segment in planned(timeline, "karaoke"))
    (line,) = joint.cues[0].lines

    # The joint starts at 54: "a" (30 to 50) is past, "b" (50 to 70) under way, "c" yet to come.
    assert [(w.start, w.end) for w in line] == [(0, 0), (-4, 16), (12, 12)]


def test_plain_captions_do_not_depend_on_when_words_sound():
    slow = film([90], ends=False, cues=[said(10, 70, "a", "b")])
    quick = film([90], ends=False, cues=[said(10, 71, "a", "b").model_copy(update={"end": 70})])

    assert specs(slow, "lines") == specs(quick, "lines")


def test_a_short_body_goes_to_the_transition_before_it():
    first, joint, last = (s.spec for s in planned(film([60, 20], ends=False)))

    assert (first.frames, joint.frames, last.frames) == (54, 12, 14)

    first, joint = (s.spec for s in planned(film([60, 17], ends=False)))
    assert (first.frames, joint.frames, joint.blend) == (54, 23, "dissolve")


def test_a_short_first_body_goes_to_the_transition_behind_it():
    joint, last = (s for s in planned(film([14, 60], ends=False)))

    assert (joint.start, joint.spec.frames, joint.spec.blend) == (0, 20, "dissolve")
    assert last.start == 20


def held(timeline, blends, reach=10):
    """The timeline with a blend of `half` frames on either side of each cut, in `reach` frames."""
    return timeline.model_copy(
        update={
            "transitions": tuple(
                Transition(
                    at=clip.start,
                    before=half,
                    after=half,
                    blend=blend,
                    held_before=reach - half,
                    held_after=reach - half,
                )
                for clip, (blend, half) in zip(timeline.clips[1:], blends, strict=True)
            )
        }
    )


def test_bodies_end_at_the_same_frame_whatever_the_blends():
    timeline = film([60, 60, 60], blend=None, ends=False)
    kinds = [("cut", 0), ("dissolve", 6), ("wipe_left", 10)]
    bodies = [
        {
            segment.spec.model_dump_json()
            for segment in planned(held(timeline, [kind, ("dip", 4)]))
            if segment.spec.blend is None
        }
        for kind in kinds
    ]

    assert bodies[0] == bodies[1] == bodies[2]
    assert len(bodies[0]) == 3


def test_a_blend_says_in_which_of_its_frames_it_takes_place():
    timeline = film([60, 60, 60, 60], blend=None, ends=False)
    blends = [("cut", 0), ("dissolve", 6), ("wipe_left", 10)]
    found = [s.spec for s in planned(held(timeline, blends)) if s.spec.blend]

    assert [spec.blend_span for spec in found] == [(10, 10), (4, 16), None]
    assert [spec.frames for spec in found] == [20, 20, 20]


def test_a_short_body_beside_a_blend_is_not_blended():
    joint = planned(film([60, 17], ends=False))[-1].spec

    assert (joint.frames, joint.blend_span) == (23, (0, 12))


def test_a_short_clip_between_hard_cuts_stays_itself():
    assert [s.spec.frames for s in planned(film([60, 8, 60], blend=None, ends=False))] == [
        60,
        8,
        60,
    ]


def test_a_fade_never_swallows_another_clip():
    timeline = film([60, 8], blend=None, ends=False)
    fade = Transition(at=60, before=6, after=0, blend="fade_out")
    timeline = timeline.model_copy(update={"transitions": (fade,)})

    assert [s.spec.frames for s in planned(timeline)] == [54, 6, 8]


def test_fades_may_reach_beyond_the_clips():
    timeline = film([60], blend=None, ends=False)
    (clip,) = timeline.clips
    timeline = timeline.model_copy(
        update={
            "frames": 90,
            "clips": (clip.model_copy(update={"start": 12}),),
            "transitions": (
                Transition(at=12, before=12, after=0, blend="fade_in"),
                Transition(at=72, before=0, after=18, blend="fade_out"),
            ),
        }
    )
    opening, body, closing = planned(timeline)

    assert [s.start for s in (opening, body, closing)] == [0, 12, 72]
    assert opening.spec.pictures[0].first == -12
    assert closing.spec.pictures[0].first == 60


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"frames": 119}, "end at frame 120 and the film at 119"),
        ({"clips": ()}, "make them equal"),
        ({"transitions": (Transition(at=50, before=6, after=6, blend="dissolve"),)}, "no cut"),
        (
            {"transitions": (Transition(at=0, before=0, after=6, blend="dissolve"),)},
            "joins 1 clips",
        ),
        (
            {
                "transitions": (
                    Transition(at=0, before=0, after=40, blend="fade_in"),
                    Transition(at=60, before=30, after=6, blend="dissolve"),
                )
            },
            "transitions overlap",
        ),
    ],
)
def test_a_timeline_that_does_not_fit_is_refused(change, words):
    with pytest.raises(InputError, match=words):
        planned(film([60, 60], ends=False).model_copy(update=change))


def test_a_gap_is_refused():
    timeline = film([60, 60], ends=False)
    moved = timeline.clips[1].model_copy(update={"start": 61})

    with pytest.raises(InputError, match="starts at frame 61"):
        planned(timeline.model_copy(update={"clips": (timeline.clips[0], moved)}))
