"""Guards the check of a film: a good one passes, and each fault is found where it is."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.mix import Mixed, mix
from media.audio.pcm import PcmReader
from media.clock import FrameRate, nearest_frame
from media.film.join import join
from media.quality.film import check_film
from media.segments.spec import SegmentCheck
from media.timeline import CaptionWord, Clip, Cue, Timeline
from media.types import Image
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, timeline_of, tone, voice
from tests.media.film.material import SIZE, encoded_sound, segment

RATE = FrameRate(30000, 1001)
LENGTHS = (90, 91, 119)
FRAMES = sum(LENGTHS)
STARTS = (48_000, 192_000, 360_000)


class Film:
    """A film of ten seconds with three spoken cues, and each of its parts to be spoiled."""

    def __init__(self, root: Path) -> None:
        self.work = FolderWorkspace(root)
        clips = [(save_sound(self.work, voice(1.5, i)), start) for i, start in enumerate(STARTS)]
        self.timeline: Timeline = timeline_of(
            FRAMES, clips, rate=RATE, size=SIZE, cues=tuple(cue_at(start) for start in STARTS)
        )
        self.parts = [segment(self.work, n, rate=RATE, seed=i) for i, n in enumerate(LENGTHS)]
        self.checks = [SegmentCheck(frames=n) for n in LENGTHS]
        bed = (save_sound(self.work, tone(11)),)
        self.mixed: Mixed = mix(self.work, soundtrack=self.timeline.soundtrack, music=bed)
        self.sound = self.mixed.sound

    def master(self) -> np.ndarray:
        """The speech alone as stereo, to be spoiled and encoded again."""
        with PcmReader(self.work.open(self.mixed.dialogue)) as reader:
            return np.repeat(reader.read(0, reader.samples), 2, axis=1)

    def check(self, **options):
        film = join(self.work, segments=self.parts, sound=self.sound, text=self.timeline.text)
        starts = np.cumsum([0, *LENGTHS[:-1]]).tolist()
        return check_film(
            self.work,
            film=film,
            dialogue=self.mixed.dialogue,
            timeline=self.timeline,
            segments=tuple(self.checks),
            starts=tuple(starts),
            **options,
        )

    def codes(self, **options) -> list[str]:
        return [finding.code for finding in self.check(**options).findings]


def cue_at(sample: int, frames_late: int = 0) -> Cue:
    start = nearest_frame(sample, RATE) + frames_late
    return Cue(start=start, end=start + 48, lines=((CaptionWord(text="Hm", start=0, end=9),),))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return Film(tmp_path)


def test_a_good_film_passes(film):
    found = film.check()
    assert found.findings == ()
    assert found.passed
    assert found.frames == FRAMES
    assert found.sound_s == pytest.approx(found.picture_s, abs=1 / 48_000)
    assert [lag.samples for lag in found.lags] == [0, 0, 0]
    assert found.captions.onsets_checked == 3
    assert found.captions.coverage == pytest.approx(1, abs=0.02)
    assert found.loudness.integrated_lufs == pytest.approx(-16, abs=0.5)


@pytest.mark.parametrize("samples", [1_024, -300])
def test_late_sound_is_found_to_the_sample(film, samples):
    shifted = np.roll(film.master(), samples, axis=0)
    film.sound = encoded_sound(film.work, shifted)
    found = film.check(music=False)
    assert [lag.samples for lag in found.lags] == [samples] * 3
    assert [f.code for f in found.findings].count("SOUND_DRIFT") == 3
    assert not found.passed


def test_sound_that_drifts_is_found_where_it_is_late(film):
    master = film.master()
    master[300_000:] = np.roll(master[300_000:], 480, axis=0)
    film.sound = encoded_sound(film.work, master)
    found = film.check(music=False)
    assert [lag.samples for lag in found.lags] == [0, 0, 480]
    drifts = [finding.at_s for finding in found.findings if finding.code == "SOUND_DRIFT"]
    assert drifts == [pytest.approx(7.5)]


def test_clipped_sound_is_found(film):
    film.sound = encoded_sound(film.work, np.clip(film.master() * 60, -1, 1))
    assert {"SOUND_CLIPPED", "PEAK_TOO_HIGH", "LOUDNESS_OFF"} <= set(film.codes(music=False))


def test_another_loudness_is_found(film):
    assert film.codes(loudness_lufs=-23.0) == ["LOUDNESS_OFF"]


def test_a_silence_where_music_should_play_is_found(film):
    master = film.master()
    master[:, :] += 0.005 * np.sin(np.arange(len(master)) / 20)[:, None]
    master[130_000:250_000] = 0
    film.sound = encoded_sound(film.work, master)
    (finding,) = (f for f in film.check(loudness_lufs=-16.5).findings if f.code == "SILENCE")
    assert finding.at_s == pytest.approx(130_000 / 48_000, abs=0.05)


def test_pauses_in_a_film_without_music_are_planned(film):
    film.sound = mix(film.work, soundtrack=film.timeline.soundtrack, music=()).sound
    assert film.codes(music=False) == []


@pytest.mark.parametrize("frames", [-3, 2, 5])
def test_a_caption_off_its_speech_is_found(film, frames):
    cues = (*(cue_at(start) for start in STARTS[:2]), cue_at(STARTS[2], frames))
    film.timeline = film.timeline.model_copy(update={"cues": cues})
    findings = [f for f in film.check().findings if f.code == "CAPTION_OFF"]
    assert len(findings) == 1
    assert findings[0].at_s == pytest.approx(cues[2].start * 1001 / 30000)
    assert f"shows {'+' if frames > 0 else '-'}" in findings[0].message


def test_speech_without_captions_is_found(film):
    film.timeline = film.timeline.model_copy(update={"cues": film.timeline.cues[:2]})
    found = film.check()
    assert [finding.code for finding in found.findings] == ["CAPTION_MISSING"]
    assert found.captions.coverage == pytest.approx(2 / 3, abs=0.02)


def test_a_film_without_captions_has_nothing_to_find(film):
    film.timeline = film.timeline.model_copy(update={"cues": ()})
    assert film.codes() == []


def test_black_across_a_joint_is_one_stretch(film):
    film.checks[0] = SegmentCheck(frames=90, black=((70, 90),))
    film.checks[1] = SegmentCheck(frames=91, black=((0, 20),))
    found = film.check()
    assert [finding.code for finding in found.findings] == ["BLACK"]
    assert found.findings[0].at_s == pytest.approx(70 * 1001 / 30000)
    assert found.black_frames == 40
    assert found.passed


def test_a_frozen_picture_is_found_unless_the_camera_holds(film):
    film.checks[2] = SegmentCheck(frames=119, frozen=((10, 100),))
    assert film.codes() == ["FROZEN"]
    panel = Image(digest="0" * 64, num_bytes=1, format="png", width=64, height=48)
    still = Clip(shot_id="a", panel=panel, move="hold", energy=0.1, seed=1, start=181, frames=119)
    film.timeline = film.timeline.model_copy(update={"clips": (still,)})
    assert film.codes() == []


def test_missing_frames_are_found(film):
    film.checks[1] = SegmentCheck(frames=90)
    assert film.codes() == ["FRAMES_MISSING"]


def test_sound_that_ends_early_is_found(film):
    film.sound = encoded_sound(film.work, film.master()[:-4_000])
    assert "SOUND_LENGTH" in film.codes(music=False)
