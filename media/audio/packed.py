"""A recording as the bytes of a file that is sent: MP3, Opus, AAC, FLAC, WAV, or bare samples."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

Packing = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]
MEDIA_TYPES: dict[Packing, str] = {
    "mp3": "audio/mpeg", "opus": "audio/ogg", "aac": "audio/aac", "flac": "audio/flac",
    "wav": "audio/wav", "pcm": "audio/pcm",
}  # fmt: skip
BARE_RATE = 24_000
"""Of bare samples, which say nothing of themselves: 16 bits, little-endian, one channel."""
_CODECS: dict[Packing, tuple[str, str, int]] = {
    "mp3": ("mp3", "libmp3lame", 128_000),
    "opus": ("ogg", "libopus", 64_000),
    "aac": ("adts", "aac", 128_000),
    "flac": ("flac", "flac", 0),
    "wav": ("wav", "pcm_s16le", 0),
    "pcm": ("s16le", "pcm_s16le", 0),
}
"""Container, encoder, and bits a second where they are chosen."""
_SAMPLES: dict[Packing, str] = {"mp3": "fltp", "opus": "flt", "aac": "fltp"}
RATE = 48_000


def packed(source: Path, form: Packing) -> bytes:
    """A sound file's sound in one channel, in another form.

    Args:
        source: a file that Kinora made.
        form: of what is given.
    """
    container, codec, bits = _CODECS[form]
    rate = BARE_RATE if form == "pcm" else RATE
    resampler = AudioResampler(format=_SAMPLES.get(form, "s16"), layout="mono", rate=rate)
    target = io.BytesIO()
    with av.open(str(source)) as read, av.open(target, "w", container) as written:
        stream = written.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        if bits:
            stream.bit_rate = bits
        for frame in read.decode(audio=0):
            for piece in resampler.resample(frame):
                written.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            written.mux(stream.encode(piece))
        written.mux(stream.encode(None))
    return target.getvalue()
