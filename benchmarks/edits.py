"""Ten seeded edits of the 60-sentence script: what is rendered again, and how long that takes.

Each edit is made to the original script, at 1080p30 with dissolves, burned-in karaoke and music.
Goals: at most three picture segments, at most 0.15 of the first command's time, and byte-identical
packets in every other segment.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from pathlib import Path

import av

from benchmarks.driving import EXAMPLES, Made, folder, make, say

SCRIPT = EXAMPLES / "five_rooms.md"
WORDS = (
    "quiet", "silver", "patient", "hidden", "narrow",
    "golden", "distant", "gentle", "sudden", "heavy",
)  # fmt: skip
KINDS = ("change", "insert", "delete", "first", "last")
NEW = "Nobody on the quay could say where the music came from."
MAX_SEGMENTS, MAX_SHARE = 3, 0.15


def edit(text: str, kind: str, word: str, draw: random.Random) -> str:
    """The script with one sentence changed (by `word`), inserted or deleted."""
    blocks = text.split("\n\n")
    bodies = [index for index, block in enumerate(blocks) if not block.startswith("#")]
    at = {"first": bodies[0], "last": bodies[-1]}.get(kind, draw.choice(bodies))
    sentences = re.split(r"(?<=[.!?]) ", blocks[at].strip())
    place = {"first": 0, "last": len(sentences) - 1}.get(kind, draw.randrange(len(sentences)))
    if kind == "insert":
        sentences.insert(place, NEW.replace("music", f"{word} music"))
    elif kind == "delete":
        del sentences[place]
    else:
        words = sentences[place].split()
        words[draw.randrange(1, len(words) - 1)] = word
        sentences[place] = " ".join(words)
    blocks[at] = " ".join(sentences)
    return "\n\n".join(blocks) + "\n"


def segments(made: Made, starts: list[int]) -> list[str]:
    """A digest of the packets of each segment in the finished film."""
    states = [hashlib.sha256() for _ in starts]
    index = -1
    bounds = set(starts)
    with av.open(str(made.out / "film.mp4")) as film:
        stream = film.streams.video[0]
        # Packets come in decoding order; every segment begins with its only first IDR frame.
        count = 0
        for packet in film.demux(stream):
            if not packet.size:
                continue
            if count in bounds:
                index += 1
            states[index].update(bytes(packet))
            count += 1
    return [state.hexdigest() for state in states]


def starts_of(made: Made) -> list[int]:
    """First frames of the film's segments."""
    return json.loads((made.out / "report.json").read_text())["film"]["starts"]


def main() -> None:
    """Print a line for each edit; the exit status says whether all goals were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--height", default="1080")
    parser.add_argument("--seed", type=int, default=5)
    chosen = parser.parse_args()
    text = SCRIPT.read_text()
    failed = 0
    with folder() as base:
        home = base / "home"
        home.mkdir()
        first = make(home, SCRIPT, base / "first", "--height", chosen.height)
        known = set(segments(first, starts_of(first)))
        say(first_s=round(first.seconds, 1), playing_s=first.report["film"]["seconds"])
        draw = random.Random(chosen.seed)
        for number in range(10):
            kind = KINDS[number % len(KINDS)]
            script = base / f"edit{number}" / SCRIPT.name
            script.parent.mkdir()
            script.write_text(edit(text, kind, WORDS[number], draw))
            failed += not one(home, script, kind, first, known, chosen.height)
    raise SystemExit(f"{failed} of 10 edits missed a goal" if failed else 0)


def one(home: Path, script: Path, kind: str, first: Made, known: set[str], height: str) -> bool:
    """Make the edited film and compare it with the first; whether it met the goals."""
    made = make(home, script, script.parent / "film", "--height", height)
    rendered = made.report["steps"]["video.segment"].get("made", 0)
    fresh = sum(segment not in known for segment in segments(made, starts_of(made)))
    share = made.seconds / first.seconds
    say(
        edit=kind,
        rendered=rendered,
        packets_new=fresh,
        seconds=round(made.seconds, 1),
        share=round(share, 3),
    )
    return rendered <= MAX_SEGMENTS and fresh <= MAX_SEGMENTS and share <= MAX_SHARE


if __name__ == "__main__":
    main()
