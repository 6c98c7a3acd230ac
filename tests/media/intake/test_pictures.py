"""Guards how pictures are normalised: turned, square, even, with alpha, at a constant rate."""

import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.errors import InputError
from media.types import Image, Mask, Video
from tests.media.intake.samples import ALPHA, H264, drawn, ffmpeg
from tests.media.intake.test_forms import close
from tests.media.intake.world import Door, frames, times

CORNERS = (
    "color=gray:s=96x64:r=10:d=0.5,drawbox=0:0:32:24:red:fill,drawbox=64:0:32:24:lime:fill,"
    "drawbox=0:40:32:24:blue:fill"
)
LOSSLESS = ["-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p"]


def colour(picture: np.ndarray, x: int, y: int) -> str:
    """The name of a pure colour at a place."""
    red, green, blue = (int(level) > 160 for level in picture[y, x, :3])
    names = {(1, 0, 0): "red", (0, 1, 0): "lime", (0, 0, 1): "blue"}
    return names.get((red, green, blue), "grey")


def corners(picture: np.ndarray) -> list[str]:
    """The colours of the corners, clockwise from the upper left."""
    height, width = picture.shape[:2]
    places = ((5, 5), (width - 6, 5), (width - 6, height - 6), (5, height - 6))
    return [colour(picture, x, y) for x, y in places]


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [
        (90, ["lime", "grey", "blue", "red"]),
        (180, ["grey", "blue", "red", "lime"]),
        (270, ["blue", "red", "lime", "grey"]),
    ],
)
def test_a_rotation_flag_is_applied(
    degrees: int, expected: list[str], tmp_path: Path, door: Door
) -> None:
    plain = drawn(tmp_path / "plain.mp4", CORNERS, *LOSSLESS)
    flagged = tmp_path / "flagged.mp4"
    ffmpeg("-display_rotation", str(degrees), "-i", str(plain), "-c", "copy", str(flagged))
    clip = door.clip(flagged)
    size = (64, 96) if degrees % 180 else (96, 64)
    assert (clip.width, clip.height) == size
    assert corners(frames(door.file(clip), *size)[0]) == expected
    # FFmpeg's own command turns it alike.
    assert corners(frames(flagged, *size)[0]) == expected


def test_a_mirrored_clip_is_seen_in_the_mirror(tmp_path: Path, door: Door) -> None:
    plain = drawn(tmp_path / "plain.mp4", CORNERS, *LOSSLESS)
    flagged = tmp_path / "flagged.mp4"
    ffmpeg("-display_hflip", "-i", str(plain), "-c", "copy", str(flagged))
    seen = frames(door.file(door.clip(flagged)), 96, 64)[0]
    assert corners(seen) == ["lime", "red", "blue", "grey"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_its_camera_says(orientation: int, tmp_path: Path, door: Door) -> None:
    plain = drawn(tmp_path / "plain.jpg", CORNERS, "-frames:v", "1", "-q:v", "1")
    data = plain.read_bytes()
    tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    segment = struct.pack(">HH", 0xFFE1, 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(data[:2] + segment + data[2:])
    picture = door.take(photo, "image")
    assert isinstance(picture, Image)
    size = (64, 96) if orientation > 4 else (96, 64)
    assert (picture.width, picture.height) == size
    seen = corners(frames(door.file(picture), *size)[0])
    # Where the first line and the first column of what is stored are to be seen.
    upright = ["red", "lime", "grey", "blue"]
    mirrored = [upright[1], upright[0], upright[3], upright[2]]
    turned = {
        1: upright,
        2: mirrored,
        3: upright[2:] + upright[:2],
        4: mirrored[2:] + mirrored[:2],
        5: ["red", "blue", "grey", "lime"],
        6: ["blue", "red", "lime", "grey"],
        7: ["grey", "lime", "red", "blue"],
        8: ["lime", "grey", "blue", "red"],
    }
    assert seen == turned[orientation]


def test_odd_sides_lose_their_last_line(tmp_path: Path, door: Door) -> None:
    odd = drawn(tmp_path / "odd.mkv", CORNERS.replace("96x64", "97x65"), "-c:v", "ffv1")
    clip = door.clip(odd)
    assert (clip.width, clip.height) == (96, 64)
    ours, theirs = frames(door.file(clip), 96, 64)[0], frames(odd, 97, 65)[0]
    assert close(ours, theirs[:64, :96]) < 4


def test_pixels_become_square(tmp_path: Path, door: Door) -> None:
    flat = drawn(tmp_path / "flat.mp4", CORNERS + ",setsar=16/15", *LOSSLESS)
    clip = door.clip(flat)
    assert (clip.width, clip.height) == (102, 64)
    seen = frames(door.file(clip), 102, 64)[0]
    assert [colour(seen, x, 5) for x in (30, 40, 62, 74)] == ["red", "grey", "grey", "lime"]


ALPHA_FORMS = {
    "vp9.webm": ["-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-b:v", "1M"],
    "vp8.webm": ["-c:v", "libvpx", "-pix_fmt", "yuva420p", "-b:v", "1M", "-auto-alt-ref", "0"],
    "prores.mov": ["-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le"],
    "png.mov": ["-c:v", "png", "-pix_fmt", "rgba"],
    "animation.mov": ["-c:v", "qtrle", "-pix_fmt", "argb"],
    "moving.gif": ["-filter_complex", "split[a][b];[a]palettegen[p];[b][p]paletteuse"],
}


@pytest.mark.parametrize("name", ALPHA_FORMS)
def test_alpha_is_kept(name: str, tmp_path: Path, door: Door) -> None:
    options = ALPHA_FORMS[name]
    source = f"testsrc2=s=96x64:r=10:d=0.5,{ALPHA}"
    clip = door.clip(drawn(tmp_path / name, source, *options))
    assert clip.alpha and clip.frames == 15
    picture = frames(door.file(clip), 96, 64)[3]
    assert picture[20, 10, 3] < 8 and picture[20, 80, 3] > 247


def test_what_could_be_transparent_and_is_not_has_no_alpha(tmp_path: Path, door: Door) -> None:
    solid = drawn(tmp_path / "solid.mov", CORNERS, "-c:v", "png", "-pix_fmt", "rgba")
    assert not door.clip(solid).alpha


@pytest.mark.parametrize("form", ["png", "webp", "gif"])
def test_a_still_keeps_its_alpha(form: str, tmp_path: Path, door: Door) -> None:
    graph = "split[a][b];[a]palettegen[p];[b][p]paletteuse" if form == "gif" else "null"
    options = ["-c:v", "libwebp", "-lossless", "1"] if form == "webp" else []
    source = f"testsrc2=s=96x64:r=1:d=1,{ALPHA}"
    path = drawn(
        tmp_path / f"still.{form}", source, "-filter_complex", graph, "-frames:v", "1", *options
    )
    seen = frames(door.file(door.take(path, "image")), 96, 64)[0]
    assert seen[20, 10, 3] == 0 and seen[20, 80, 3] == 255


HALVES = "color=white:s=96x64,drawbox=0:0:48:64:black:fill"


def test_a_mask_is_the_lightness_of_a_picture(tmp_path: Path, door: Door) -> None:
    path = drawn(tmp_path / "mask.png", HALVES, "-frames:v", "1")
    mask = door.take(path, "mask")
    assert isinstance(mask, Mask) and mask.kind == "mask"
    seen = frames(door.file(mask), 96, 64)[0]
    assert seen[30, 20, 0] == 0 and seen[30, 80, 0] == 255


@pytest.mark.parametrize(
    ("source", "expected"), [("10", "30/1"), ("12.5", "25/1"), ("15", "30/1"), ("48", "24/1"),
    ("30000/1001", "30000/1001"), ("24000/1001", "24000/1001"), ("120", "60/1"), ("50", "50/1")],
)  # fmt: skip
def test_a_constant_rate_becomes_a_usual_one(
    source: str, expected: str, tmp_path: Path, door: Door
) -> None:
    path = drawn(tmp_path / "rate.mp4", f"testsrc2=s=32x32:r={source}:d=2", *H264)
    clip = door.clip(path)
    assert str(clip.rate) == expected
    assert clip.seconds == pytest.approx(2.0, abs=0.05)


def test_a_variable_rate_shows_each_frame_at_its_time(tmp_path: Path, door: Door) -> None:
    # Frames of one grey level more each, of which many are left out.
    levels = "nullsrc=s=32x32:r=30:d=4,geq=lum='20+N*1.6':cb=128:cr=128"
    keep = "select='not(mod(n,3))*lt(n,60)+gte(n,60)*not(mod(n,7))+eq(n,119)'"
    path = drawn(tmp_path / "vfr.mkv", f"{levels},{keep}", "-fps_mode", "vfr", "-c:v", "ffv1")
    shown = times(path)
    assert len({round(b - a, 2) for a, b in pairwise(shown)}) > 1
    clip = door.clip(path)
    ours = frames(door.file(clip), 32, 32)[:, 16, 16, 0].astype(float)
    theirs = frames(path, 32, 32, "-fps_mode", "passthrough")[:, 16, 16, 0].astype(float)
    rate = float(clip.rate)
    assert clip.seconds == pytest.approx(4.0, abs=0.1)
    for index, level in enumerate(ours):
        up = [at for at, time in enumerate(shown) if time <= index / rate + 0.25 / rate]
        assert level == pytest.approx(theirs[up[-1]], abs=2), index


def test_ten_bits_become_eight(tmp_path: Path, door: Door) -> None:
    path = drawn(tmp_path / "ten.mkv", CORNERS, "-c:v", "libx264", "-pix_fmt", "yuv420p10le")
    clip = door.clip(path)
    assert isinstance(clip, Video)
    ours, theirs = frames(door.file(clip), 96, 64)[0], frames(path, 96, 64)[0]
    assert close(ours, theirs) < 4


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["-vf", "setparams=color_trc=smpte2084:color_primaries=bt2020"], "HDR (PQ)"),
        (["-vf", "setparams=color_trc=arib-std-b67:color_primaries=bt2020"], "HDR (HLG)"),
        (["-vf", "setparams=color_trc=bt2020-10:color_primaries=bt2020"], "BT.2020"),
        (["-flags", "+ilme+ildct", "-vf", "setfield=tff"], "interlaced"),
    ],
)
def test_what_would_look_wrong_is_refused_by_name(
    options: list[str], named: str, tmp_path: Path, door: Door
) -> None:
    path = drawn(tmp_path / "wrong.mp4", CORNERS, *H264, *options)
    with pytest.raises(InputError) as refused:
        door.clip(path)
    assert refused.value.code == "UNSUPPORTED_MEDIA" and named in refused.value.message


def test_an_animated_webp_is_its_first_frame(tmp_path: Path, door: Door) -> None:
    path = drawn(tmp_path / "moving.webp", "testsrc2=s=96x64:r=5:d=1", "-c:v", "libwebp_anim",
                 "-lossless", "1", "-pix_fmt", "bgra")  # fmt: skip
    first = drawn(tmp_path / "first.png", "testsrc2=s=96x64:r=5:d=1", "-frames:v", "1")
    picture = door.take(path, "image")
    ours = frames(door.file(picture), 96, 64)[0]
    assert close(ours, frames(first, 96, 64)[0]) < 1
