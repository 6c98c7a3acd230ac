"""Guards what moves by itself: it moves, repeats by seed and frame, stays in range, and what does
not move holds still."""

import numpy as np
import pytest

from media.life import Stir
from media.picture.life import BREATH, BREATH_S, FLICKER, Life
from media.picture.scene import Scene
from media.picture.yuv import Planes
from media.segments.spec import Picture
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import LAYERED, panel

WIDTH, HEIGHT = 640, 360
STIRS: tuple[Stir, ...] = (
    "rain", "ripples", "snow", "fog", "clouds", "dust", "glitter", "flicker",
)  # fmt: skip
SHIMMER = 0.1
"""Levels of luma: mean second difference in time, above which still things seem to crawl."""


def painted(stir: Stir, frame: int, *, seed: int = 4, level: int = 100) -> Planes:
    half = (HEIGHT // 2, WIDTH // 2)
    planes = Planes(
        np.full((HEIGHT, WIDTH), level, np.uint8),
        np.full(half, 110, np.uint8),
        np.full(half, 140, np.uint8),
    )
    Life((stir,), seed, 30.0).paint(planes, frame)
    return planes


@pytest.mark.parametrize("stir", STIRS)
def test_it_moves(stir: Stir) -> None:
    shown = [painted(stir, frame, level=190).y.astype(int) for frame in (0, 6, 12, 18, 24, 30)]
    assert max(np.abs(later - shown[0]).max() for later in shown) >= 1


@pytest.mark.parametrize("stir", STIRS)
def test_a_frame_is_a_function_of_seed_and_frame(stir: Stir) -> None:
    for mine, again in zip(painted(stir, 17), painted(stir, 17), strict=True):
        assert np.array_equal(mine, again)
    others = [painted(stir, 17, seed=seed).y for seed in (77, 206, 307)]
    assert any(not np.array_equal(painted(stir, 17).y, other) for other in others)


@pytest.mark.parametrize("stir", STIRS)
@pytest.mark.parametrize("level", [16, 120, 235])
def test_light_stays_in_range(stir: Stir, level: int) -> None:
    shown = painted(stir, 40, level=level).y
    assert shown.min() >= 16
    assert shown.max() <= 235 * (1 + FLICKER)


@pytest.mark.parametrize("stir", STIRS)
def test_the_handle_before_a_clip_can_be_shown(stir: Stir) -> None:
    assert painted(stir, -14).y.shape == (HEIGHT, WIDTH)


@pytest.mark.parametrize("stir", ["rain", "snow", "dust", "ripples", "glitter"])
def test_particles_cover_a_small_part_of_the_picture(stir: Stir) -> None:
    changed = painted(stir, 9).y != 100
    assert 0.0005 < changed.mean() < 0.25


def test_rain_and_snow_fall() -> None:
    for stir, least in (("rain", 0.1), ("snow", 0.004)):
        before, after = (painted(stir, frame).y.astype(float) - 100 for frame in (0, 3))
        rows = (before.sum(axis=1), after.sum(axis=1))
        spectra = [np.fft.rfft(row - row.mean()) for row in rows]
        agreement = np.fft.irfft(spectra[1] * np.conj(spectra[0]), HEIGHT)
        fallen = int(np.argmax(agreement[: HEIGHT // 2])) / HEIGHT
        assert fallen >= least


def test_a_flame_wanders_within_two_parts_in_a_hundred() -> None:
    means = [painted("flicker", frame, level=216).y.mean() for frame in range(120)]
    gains = (np.array(means) - 16) / 200
    assert gains.max() - gains.min() > FLICKER
    assert np.abs(gains - 1).max() <= FLICKER + 0.004
    assert np.abs(np.diff(gains)).max() < 0.02


def test_breath_is_slow_and_slight() -> None:
    life = Life(("breath",), 11, 30.0)
    sway = [life.breath(frame) for frame in range(round(BREATH_S * 30) + 1)]
    assert max(sway) == pytest.approx(BREATH, rel=0.02)
    assert sway[0] == pytest.approx(sway[-1], abs=1e-9)
    assert Life((), 11, 30.0).breath(20) == 0


def frames_of(work: FolderWorkspace, life: tuple[Stir, ...], svg: str = LAYERED) -> np.ndarray:
    picture = Picture(
        panel=panel(work, svg), move="hold", energy=0.3, seed=7, clip_frames=60, first=0, life=life
    )
    scene = Scene(work, picture, Size(width=WIDTH, height=HEIGHT), 30.0)
    planes = Planes.blank(WIDTH, HEIGHT)
    shown: list[np.ndarray] = []
    for frame in range(40):
        scene.paint(planes, frame)
        shown.append(planes.y.astype(np.float32))
    return np.stack(shown)


def crawling(frames: np.ndarray) -> float:
    """Energy of what changes back and forth from frame to frame, in levels of luma."""
    return float(np.abs(frames[2:] - 2 * frames[1:-1] + frames[:-2]).mean())


@pytest.mark.parametrize("life", [(), ("breath",)])
def test_nothing_shimmers_in_a_held_shot(
    tmp_path_factory: pytest.TempPathFactory, life: tuple[Stir, ...]
) -> None:
    grainy = LAYERED.replace("<svg ", '<svg data-grain="0.35" data-vignette="0.3" ', 1)
    frames = frames_of(FolderWorkspace(tmp_path_factory.mktemp("w")), life, grainy)
    assert crawling(frames[:, :96, :160]) < SHIMMER


def test_only_who_breathes_moves(tmp_path_factory: pytest.TempPathFactory) -> None:
    svg = LAYERED.replace('data-depth="0.5"', 'data-depth="0.7"')
    work = FolderWorkspace(tmp_path_factory.mktemp("w"))
    still, breathing = (frames_of(work, life, svg)[20] for life in ((), ("breath",)))
    moved = np.abs(still - breathing) > 2
    assert moved.any()
    # The sky above the figures and what the camera looks past stay where they are.
    assert not moved[: HEIGHT // 8].any()


def test_without_life_nothing_is_painted(tmp_path_factory: pytest.TempPathFactory) -> None:
    planes = Planes.blank(WIDTH, HEIGHT)
    Life((), 3, 30.0).paint(planes, 5)
    assert (planes.y == 16).all()
