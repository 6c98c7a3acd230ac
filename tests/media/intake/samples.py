"""Small files of every form, made by an FFmpeg that is not the one that reads them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()

SAME = ["-fflags", "+bitexact"]
"""No random names in the file."""

PICTURE = "testsrc2=s=96x64:r=25:d=1"
STILL = "testsrc2=s=96x64:r=1:d=1"
TONE = "sine=f=440:r=48000:d=1,volume=4"
TONE_44 = "sine=f=440:r=44100:d=1,volume=4"
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-g", "12", "-pix_fmt", "yuv420p"]
ALPHA = "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(gt(X,W/2),255,0)'"

CLIPS: dict[str, list[str]] = {
    "clip.mp4": [*H264, "-c:a", "aac"],
    "clip.mov": [*H264, "-c:a", "pcm_s16le"],
    "clip.avi": ["-c:v", "mpeg4", "-q:v", "4", "-c:a", "libmp3lame"],
    "clip.wmv": ["-c:v", "wmv2", "-q:v", "4", "-c:a", "wmav2"],
    "clip.webm": ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"],
    "clip.mkv": [*H264, "-c:a", "flac"],
}
SILENT_CLIPS: dict[str, list[str]] = {
    "silent.mp4": H264,
    "moving.gif": ["-r", "10"],
}
SOUNDS: dict[str, list[str]] = {
    "sound.mp3": ["-c:a", "libmp3lame"],
    "sound.wav": ["-c:a", "pcm_s16le"],
    "sound.aac": ["-c:a", "aac"],
    "sound.m4a": ["-c:a", "aac"],
    "sound.flac": ["-c:a", "flac"],
    "sound.ogg": ["-c:a", "libvorbis"],
    "sound.opus": ["-c:a", "libopus"],
}
STILLS: dict[str, list[str]] = {
    "still.png": [],
    "still.jpg": ["-q:v", "2"],
    "still.webp": ["-c:v", "libwebp", "-quality", "95"],
    "still.gif": [],
}


def ffmpeg(*arguments: str) -> bytes:
    """Run it; what it wrote to standard output."""
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def drawn(target: Path, picture: str, *options: str) -> Path:
    """A file of a picture that FFmpeg draws."""
    ffmpeg("-f", "lavfi", "-i", picture, *options, *SAME, str(target))
    return target


def heard(target: Path, sound: str, *options: str) -> Path:
    """A file of a sound that FFmpeg makes."""
    return drawn(target, sound, *options)


def both(target: Path, picture: str, sound: str, *options: str) -> Path:
    """A file of a picture and a sound."""
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *options, *SAME, str(target))
    return target


def made(folder: Path) -> dict[str, Path]:
    """One file of every form, by its name."""
    files: dict[str, Path] = {}
    for name, options in CLIPS.items():
        files[name] = both(folder / name, PICTURE, TONE, *options)
    for name, options in SILENT_CLIPS.items():
        files[name] = drawn(folder / name, PICTURE, *options)
    for name, options in SOUNDS.items():
        files[name] = heard(folder / name, TONE, *options)
    for name, options in STILLS.items():
        files[name] = drawn(folder / name, STILL, "-frames:v", "1", *options)
    return files
