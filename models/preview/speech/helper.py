"""The helper process that holds eSpeak NG: reads requests from stdin, writes recordings to stdout.

eSpeak NG is GPL-3.0, so it is loaded here alone and never into Kinora's own processes. The library
keeps state between calls, so that the second recording of a text differs from the first: each
request is served by a fork of this process, which has never spoken. A fork that crashes or hangs
costs its own request and no other.

Standard library only, started in isolated mode by path, with the paths of the library and its data
as arguments. A frame is a big-endian 32-bit length and as many bytes. A request is one frame of
JSON. An answer is a frame of JSON and a frame of 16-bit mono samples.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
from collections.abc import Sequence
from typing import Any, BinaryIO, NoReturn

SYNCHRONOUS = 2
"""`AUDIO_OUTPUT_SYNCHRONOUS`: samples go to the callback, and `espeak_Synth` returns when done."""
DONT_EXIT = 0x8000
"""`espeakINITIALIZE_DONT_EXIT`: report a missing voice folder instead of ending the process."""
UTF8 = 1
PHONEMES = 0x100
"""`espeakPHONEMES`: what stands in double brackets is phonemes."""
PARAMETERS = ((1, "words_per_minute"), (2, "volume"), (3, "pitch"), (4, "pitch_range"))
"""What a request may set; the voice's own where it does not."""
WORD_EVENT, END_OF_LIST = 1, 0
"""Event types of `speak_lib.h`, as are all numbers above."""


class Event(ctypes.Structure):
    """`espeak_EVENT` of `speak_lib.h`."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class Voice(ctypes.Structure):
    """`espeak_VOICE` of `speak_lib.h`."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.POINTER(ctypes.c_char)),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


class Espeak:
    """The library, with the one sample rate that it speaks at."""

    def __init__(self, library: str, data: str) -> None:
        self.lib = ctypes.CDLL(library)
        self.lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(Voice))
        self.sample_rate: int = self.lib.espeak_Initialize(
            SYNCHRONOUS, 0, os.fsencode(data), DONT_EXIT
        )
        if self.sample_rate <= 0:
            raise OSError(f"eSpeak NG cannot read its data in {data}")

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Speak one text; words are (ms from the start, index of code point, code points)."""
        if self.lib.espeak_SetVoiceByName(request["voice"].encode()):
            return {"error": "voice"}, b""
        for parameter, name in PARAMETERS:
            if name in request:
                self.lib.espeak_SetParameter(parameter, int(request[name]), 0)
        limit = int(request["max_s"] * self.sample_rate)
        chunks: list[bytes] = []
        words: list[tuple[int, int, int]] = []
        spoken = 0

        def receive(samples: Any, count: int, events: Any) -> int:
            nonlocal spoken
            if samples and count > 0:
                chunks.append(ctypes.string_at(samples, count * 2))
                spoken += count
            words.extend(words_in(events))
            return int(spoken > limit)

        callback = Callback(receive)
        self.lib.espeak_SetSynthCallback(callback)
        text = request["text"].encode()
        self.lib.espeak_Synth(text, len(text) + 1, 0, 1, 0, UTF8 | PHONEMES, None, None)
        if spoken > limit:
            return {"error": "long"}, b""
        return {"sample_rate": self.sample_rate, "words": words}, b"".join(chunks)

    def voices(self) -> list[dict[str, Any]]:
        """All voices, variants left out."""
        return [describe(voice) for voice in entries(self.lib.espeak_ListVoices(None))]

    def variants(self) -> list[dict[str, Any]]:
        """The variants that may be added to any voice with a plus sign."""
        tag = ctypes.create_string_buffer(b"variant")
        spec = Voice(languages=ctypes.cast(tag, ctypes.POINTER(ctypes.c_char)))
        return [
            describe(voice) for voice in entries(self.lib.espeak_ListVoices(ctypes.byref(spec)))
        ]


def words_in(events: Any) -> list[tuple[int, int, int]]:
    """The word events of one callback."""
    found: list[tuple[int, int, int]] = []
    index = 0
    while events[index].type != END_OF_LIST:
        event = events[index]
        if event.type == WORD_EVENT:
            found.append((event.audio_position, event.text_position - 1, event.length))
        index += 1
    return found


def entries(table: Any) -> list[Voice]:
    """A null-terminated array of voices as a list."""
    found: list[Voice] = []
    while table[len(found)]:
        found.append(table[len(found)].contents)
    return found


def describe(voice: Voice) -> dict[str, Any]:
    """A voice's facts; its languages are a list of (priority byte, tag), ended by a zero byte."""
    tags: list[str] = []
    address = ctypes.cast(voice.languages, ctypes.c_void_p).value or 0
    while address and ctypes.string_at(address, 1) != b"\0":
        tag = ctypes.string_at(address + 1)
        tags.append(tag.decode())
        address += len(tag) + 2
    return {
        "name": voice.name.decode(),
        "identifier": voice.identifier.decode(),
        "languages": tags,
        "gender": {1: "male", 2: "female"}.get(voice.gender, ""),
    }


def answer(espeak: Espeak, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Serve one request, in a process of its own."""
    if request["do"] == "voices":
        return {"voices": espeak.voices(), "variants": espeak.variants()}, b""
    return espeak.speak(request)


def serve_in_fork(espeak: Espeak, request: dict[str, Any]) -> bytes:
    """The frames that a fork answers with, or an error that says how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        answer_and_exit(espeak, request, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        frames = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        code = os.waitstatus_to_exitcode(status)
        frames = frame(json.dumps({"error": "died", "exit_code": code}).encode()) + frame(b"")
    return frames


def answer_and_exit(espeak: Espeak, request: dict[str, Any], writing: int) -> NoReturn:
    """The life of a fork; whatever happens, it never returns to the loop of its parent."""
    exit_code = 1
    try:
        signal.alarm(int(request["deadline_s"]))
        header, samples = answer(espeak, request)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(frame(json.dumps(header).encode()) + frame(samples))
        exit_code = 0
    finally:
        os._exit(exit_code)


def frame(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return struct.pack(">I", len(data)) + data


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or None at the end of the stream."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    return stream.read(size)


def main(arguments: Sequence[str]) -> None:
    """Answer requests until the one who asks closes the pipe, as its death does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints must not land between two frames
    espeak = Espeak(*arguments)
    while (data := read_frame(sys.stdin.buffer)) is not None:
        answers.write(serve_in_fork(espeak, json.loads(data)))
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
