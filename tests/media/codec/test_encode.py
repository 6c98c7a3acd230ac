"""Guards what a join by packet copy rests on: parameter sets, IDR first, exact times and bytes."""

from fractions import Fraction

import av
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.encode import SegmentEncoder
from media.segments.spec import Encoding
from media.types import Size

SIZE = Size(width=192, height=108)
RATE = FrameRate(30000, 1001)


def paint(frame, seed, number):
    noise = np.random.Generator(np.random.PCG64(seed))
    ramp = np.linspace(16, 220, SIZE.width) + 3 * number
    frame.y[:] = np.clip(ramp[None, :] + noise.integers(0, 9, (SIZE.height, 1)), 16, 235)
    frame.u[:] = 90 + number
    frame.v[:] = 150


def encoded(path, frames=10, seed=1, encoding=None, rate=RATE):
    with SegmentEncoder(path, size=SIZE, rate=rate, encoding=encoding or Encoding()) as encoder:
        for number in range(frames):
            paint(encoder.frame, seed, number)
            encoder.write()
    return path


def extradata(path):
    with av.open(str(path)) as container:
        return container.streams.video[0].codec_context.extradata


def test_equal_frames_give_equal_bytes(tmp_path):
    one = encoded(tmp_path / "a.mp4")
    other = encoded(tmp_path / "b.mp4")

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("frames", "crf"), [(1, 21), (2, 21), (40, 21), (10, 30)], ids=["one", "two", "long", "coarser"]
)
def test_segments_share_their_parameter_sets(tmp_path, frames, crf):
    usual = encoded(tmp_path / "a.mp4")
    other = encoded(tmp_path / "b.mp4", frames, seed=9, encoding=Encoding(crf=crf))

    assert extradata(usual) == extradata(other)


def test_each_frame_has_its_time_and_the_first_is_a_key(tmp_path):
    with av.open(str(encoded(tmp_path / "a.mp4", 25))) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))

    assert [frame.pts * stream.time_base for frame in frames] == [
        n * Fraction(1001, 30000) for n in range(25)
    ]
    assert frames[0].key_frame
    assert sum(frame.key_frame for frame in frames) == 1


def test_a_long_segment_has_keys_every_gop(tmp_path):
    path = encoded(tmp_path / "a.mp4", 30, encoding=Encoding(gop=12))

    with av.open(str(path)) as container:
        keys = [n for n, f in enumerate(container.decode(video=0)) if f.key_frame]

    assert keys == [0, 12, 24]


def test_colours_are_tagged(tmp_path):
    with av.open(str(encoded(tmp_path / "a.mp4"))) as container:
        context = container.streams.video[0].codec_context

        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1
        assert context.pix_fmt == "yuv420p"


def test_what_was_painted_is_what_is_seen(tmp_path):
    path = encoded(tmp_path / "a.mp4", 3, encoding=Encoding(crf=8))
    with av.open(str(path)) as container:
        last = list(container.decode(video=0))[-1].to_ndarray()

    assert abs(float(last[: SIZE.height, 40].mean()) - (16 + 204 * 40 / 191 + 6 + 4)) < 3
    assert abs(float(last[SIZE.height : SIZE.height * 5 // 4].mean()) - 92) < 2


def test_a_failed_segment_can_be_begun_again(tmp_path):
    path = tmp_path / "a.mp4"
    with (
        pytest.raises(RuntimeError, match="painter"),
        SegmentEncoder(path, size=SIZE, rate=RATE, encoding=Encoding()),
    ):
        raise RuntimeError("the painter failed")

    encoded(path, 3)
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 3
