"""Guards the join: packets untouched, every frame and sample in its place, repeatable."""

import random
from pathlib import Path

import av
import numpy as np
import pytest

from media.clock import FrameRate, sample_at_frame
from media.codec.probe import probe
from media.errors import InputError
from media.film.join import join
from media.timeline import CaptionWord, Cue
from tests.fakes import FolderWorkspace
from tests.media.audio.material import chapter_of, timeline_of
from tests.media.film.material import (
    SIZE,
    clicks,
    encoded_sound,
    packets_of,
    pictures_of,
    segment,
)

RATE = FrameRate(30)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def cue(start: int, end: int, *lines: str) -> Cue:
    words = (tuple(CaptionWord(text=w, start=0, end=1) for w in line.split()) for line in lines)
    return Cue(start=start, end=end, lines=tuple(words))


def small_film(work, lengths=(5, 1, 7), *, rate=RATE, **facts):
    parts = [segment(work, n, rate=rate, seed=i) for i, n in enumerate(lengths)]
    frames = sum(lengths)
    sound = encoded_sound(work, clicks(frames, rate, [0]))
    return parts, sound, timeline_of(frames, [], rate=rate, size=SIZE, **facts)


@pytest.mark.parametrize("rate", [FrameRate(30), FrameRate(30000, 1001), FrameRate(24)])
def test_many_segments_join_without_a_frame_lost_or_moved(work, rate):
    draw = random.Random(3)
    lengths = [1, 1, 2, 3, 130, 1, *(draw.randint(1, 24) for _ in range(18))]
    parts, sound, timeline = small_film(work, lengths, rate=rate)
    film = join(work, segments=iter(parts), sound=sound, text=timeline.text)
    found = probe(work.open(film)).first("video")
    assert film.frames == found.packets == sum(lengths)
    assert found.uniform
    assert found.rising
    assert found.start_s == 0
    assert found.duration_s == pytest.approx(float(sum(lengths) * rate.frame_duration), abs=1e-9)
    separate = [picture for part in parts for picture in pictures_of(work.open(part))]
    assert pictures_of(work.open(film)) == separate


def test_packets_are_the_segments_own(work):
    parts, sound, timeline = small_film(work)
    film = join(work, segments=parts, sound=sound, text=timeline.text)
    joined = packets_of(work.open(film))
    assert joined == [packet for part in parts for packet in packets_of(work.open(part))]


@pytest.mark.parametrize("rate", [FrameRate(30), FrameRate(30000, 1001)])
def test_sound_lies_on_its_samples(work, rate):
    parts, _, timeline = small_film(work, (40, 41, 39), rate=rate)
    end = sample_at_frame(120, rate)
    places = [0, end // 2, end - 500]
    sound = encoded_sound(work, clicks(120, rate, places))
    film = join(work, segments=parts, sound=sound, text=timeline.text)
    with av.open(str(work.open(film))) as container:
        heard = np.concatenate([f.to_ndarray().T for f in container.decode(audio=0)])[:, 0]
    for place in places:
        near = slice(max(0, place - 400), place + 400)
        assert np.argmax(np.abs(heard[near])) == place - near.start


def test_sound_packets_are_the_encoders_own(work):
    parts, sound, timeline = small_film(work)
    film = join(work, segments=parts, sound=sound, text=timeline.text)

    def sound_packets(path):
        with av.open(str(path)) as container:
            return [bytes(packet) for packet in container.demux(audio=0) if packet.size]

    assert sound_packets(work.open(film)) == sound_packets(work.open(sound))


def test_the_same_parts_give_the_same_bytes(work):
    parts, sound, timeline = small_film(
        work, cues=(cue(2, 6, "Hello"),), chapters=(chapter_of("One", 0, 13),)
    )
    first = join(work, segments=parts, sound=sound, text=timeline.text)
    assert join(work, segments=parts, sound=sound, text=timeline.text) == first


def test_segments_are_pulled_one_at_a_time_and_in_order(work):
    parts, sound, timeline = small_film(work)
    opened = []

    class Watching(FolderWorkspace):
        def open(self, asset):
            opened.append(asset.digest)
            return super().open(asset)

    def pulled():
        for index, part in enumerate(parts):
            if index > 1:
                assert parts[index - 1].digest in opened
                assert part.digest not in opened
            yield part

    assert join(Watching(work.root), segments=pulled(), sound=sound, text=timeline.text)


def test_captions_show_from_frame_to_frame(work):
    rate = FrameRate(30000, 1001)
    cues = (cue(3, 10, "Größe {und} <Maß>", "zwei Zeilen"), cue(20, 41, "Ende."))
    parts, sound, timeline = small_film(work, (30, 30), rate=rate, cues=cues)
    film = join(work, segments=parts, sound=sound, text=timeline.text)
    with av.open(str(work.open(film))) as container:
        shown = [
            (packet.pts * packet.time_base, packet.duration * packet.time_base, bytes(packet)[2:])
            for packet in container.demux(subtitles=0)
            if packet.size > 2
        ]
    frame_s = rate.frame_duration
    assert shown == [
        (3 * frame_s, 7 * frame_s, "Größe {und} <Maß>\nzwei Zeilen".encode()),
        (20 * frame_s, 21 * frame_s, b"Ende."),
    ]


def test_captions_can_be_read_and_know_their_language(work):
    parts, sound, timeline = small_film(work, (30,), cues=(cue(3, 10, "Guten Tag"),))
    german = timeline.model_copy(update={"language": "de"})
    film = join(work, segments=parts, sound=sound, text=german.text)
    with av.open(str(work.open(film))) as container:
        stream = container.streams.subtitles[0]
        assert stream.metadata["language"] == "deu"
        texts = [
            rect.dialogue.decode()
            for packet in container.demux(stream)
            for rect in packet.decode()
            if packet.size > 2
        ]
    assert [text for text in texts if text] == ["Guten Tag"]


def test_captions_are_left_out_on_request(work):
    parts, sound, timeline = small_film(work, cues=(cue(2, 6, "Hello"),))
    film = join(work, segments=parts, sound=sound, text=timeline.text, captions=False)
    kinds = [stream.kind for stream in probe(work.open(film)).streams]
    assert kinds == ["video", "audio"]


def test_chapters_and_title_are_those_of_the_timeline(work):
    chapters = (chapter_of("Anfang", 0, 40), chapter_of("Ende", 40, 60))
    parts, sound, timeline = small_film(work, (60,), chapters=chapters, title="Über Wasser")
    found = probe(work.open(join(work, segments=parts, sound=sound, text=timeline.text)))
    assert [(c.title, c.start_s, c.end_s) for c in found.chapters] == [
        ("Anfang", 0, pytest.approx(40 / 30)),
        ("Ende", pytest.approx(40 / 30), 2),
    ]
    assert found.tags["title"] == "Über Wasser"


def test_sections_without_names_make_no_chapters(work):
    parts, sound, timeline = small_film(work, chapters=(chapter_of("", 0, 13),))
    film = join(work, segments=parts, sound=sound, text=timeline.text)
    assert probe(work.open(film)).chapters == ()


def test_the_file_starts_playing_before_it_is_loaded_and_holds_no_date(work):
    parts, sound, timeline = small_film(work)
    path = work.open(join(work, segments=parts, sound=sound, text=timeline.text))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert "creation_time" not in probe(path).tags
    movie_header = data.index(b"mvhd") + 8
    assert data[movie_header : movie_header + 8] == bytes(8)


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        ({"extra": ":ref=3"}, "parameter sets differ"),
        ({"size": (96, 48)}, "pixels"),
        ({"rate": FrameRate(25)}, "frames a second"),
    ],
)
def test_a_segment_that_does_not_fit_is_refused(work, odd, says):
    parts, sound, timeline = small_film(work)
    parts[1] = segment(work, 1, **{"rate": RATE, "seed": 9, **odd})
    with pytest.raises(InputError, match=says) as caught:
        join(work, segments=parts, sound=sound, text=timeline.text)
    assert caught.value.code == "SEGMENT_MISMATCH"
    assert caught.value.remedy


def test_segments_of_another_quality_join_all_the_same(work):
    parts, sound, timeline = small_film(work)
    parts[1] = segment(work, 1, rate=RATE, seed=9, crf=30)
    film = join(work, segments=parts, sound=sound, text=timeline.text)
    separate = [picture for part in parts for picture in pictures_of(work.open(part))]
    assert pictures_of(work.open(film)) == separate


@pytest.mark.parametrize("change", [-1, 1])
def test_a_film_of_the_wrong_length_is_refused(work, change):
    parts, sound, timeline = small_film(work)
    other = timeline.model_copy(update={"frames": timeline.frames + change})
    with pytest.raises(InputError, match="frames"):
        join(work, segments=parts, sound=sound, text=other.text)


def test_a_segment_that_fails_while_rendering_fails_the_join(work):
    parts, sound, timeline = small_film(work)

    def failing():
        yield parts[0]
        raise OSError("the renderer died")

    with pytest.raises(OSError, match="the renderer died"):
        join(work, segments=failing(), sound=sound, text=timeline.text)


def test_no_segments_are_refused(work):
    _, sound, timeline = small_film(work)
    with pytest.raises(InputError):
        join(work, segments=[], sound=sound, text=timeline.text)
