"""Guards the PCM files that everything passes through: exact, seekable, safe above 4 GB."""

import io
import struct

import numpy as np
import pytest

from media.audio.pcm import (
    HEADER_BYTES,
    PcmReader,
    PcmWriter,
    exactly,
    header,
    read_header,
    regular,
)
from media.errors import InputError


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(1).uniform(-1, 1, (100_003, 2)).astype(np.float32)


def written(path, blocks, depth):
    with PcmWriter(path, channels=2, depth=depth) as writer:
        for block in blocks:
            writer.write(block)
    return path


def test_floats_come_back_as_they_were(tmp_path, noise):
    path = written(tmp_path / "a.wav", [noise[:7], noise[7:]], "f32")
    with PcmReader(path) as reader:
        assert np.array_equal(np.concatenate(list(reader.blocks())), noise)


def test_sixteen_bits_come_back_within_half_a_step(tmp_path, noise):
    path = written(tmp_path / "a.wav", [noise], "s16")
    with PcmReader(path) as reader:
        assert np.abs(reader.read(0, len(noise)) - noise).max() <= 0.503 / 32_767


def test_any_part_can_be_read(tmp_path, noise):
    path = written(tmp_path / "a.wav", [noise], "f32")
    with PcmReader(path) as reader:
        assert np.array_equal(reader.read(50_000, 10), noise[50_000:50_010])
        assert np.array_equal(reader.read(100_000, 10), noise[100_000:])
        assert len(reader.read(200_000, 10)) == 0


def test_the_cut_into_blocks_leaves_no_trace(tmp_path, noise):
    one = written(tmp_path / "a.wav", [noise], "s16")
    many = written(tmp_path / "b.wav", np.array_split(noise, 17), "s16")
    assert one.read_bytes() == many.read_bytes()


def test_too_loud_samples_are_held_to_full_scale(tmp_path):
    path = written(tmp_path / "a.wav", [np.array([[3.0, -3.0]], np.float32)], "s16")
    with PcmReader(path) as reader:
        assert reader.read(0, 1).tolist() == [[1.0, -1.0]]


def test_a_sound_above_4_gb_keeps_its_length():
    data_bytes = 3 * 3600 * 48_000 * 2 * 4
    assert data_bytes > 1 << 31
    large = header("f32", 2, 48_000, 2 * data_bytes)
    assert len(large) == HEADER_BYTES
    assert large[:4] == b"RF64"
    assert struct.unpack_from("<QQQ", large, 20) == (
        2 * data_bytes + HEADER_BYTES - 8,
        2 * data_bytes,
        2 * data_bytes // 8,
    )


class Vast(io.BytesIO):
    """A file that claims to go on for 6 GB."""

    def seek(self, offset, whence=0):
        return 6 << 30 if whence == 2 else super().seek(offset, whence)


def test_the_length_of_rf64_is_read_from_its_long_chunk():
    form = read_header(Vast(header("f32", 2, 48_000, 5 << 30)), "vast.wav")
    assert form.samples == (5 << 30) // 8
    assert form.data_at == HEADER_BYTES


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_wav_is_refused(tmp_path, content):
    path = tmp_path / "x.wav"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        PcmReader(path)
    assert caught.value.code == "BAD_AUDIO"


def test_regular_blocks_hold_the_same_sound(noise):
    blocks = list(regular(np.array_split(noise, 97), 4_096))
    assert np.array_equal(np.concatenate(blocks), noise)
    assert all(len(block) % 4_096 == 0 for block in blocks[:-1])


@pytest.mark.parametrize("samples", [1, 50_000, 100_003, 120_000])
def test_a_sound_is_cut_or_filled_to_a_length(noise, samples):
    sound = np.concatenate(list(exactly(np.array_split(noise, 7), samples, 2)))
    assert sound.shape == (samples, 2)
    assert np.array_equal(sound[:100_003], noise[:samples])
    assert not sound[100_003:].any()
