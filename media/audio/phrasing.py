"""Finds a text's commas among the silences of its recording.

Readers pause where nothing is written and run over commas, so neither list is complete. The best
pairing leaves phrases about as long as their letters say, and passes over as little as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MISSED_COMMA_MS = 220.0
"""What it costs to run over a comma, in ms of a phrase that is longer or shorter than it should."""
MISSED_SILENCE = 0.6
"""What it costs to pass over a silence, for each ms of it."""
REACH = 4
"""How many commas, and silences, may be passed over in a row."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence inside a recording."""

    at_ms: float
    """How much voice is heard before it."""
    length_ms: float


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    before: tuple[int, int] | None


def paired(
    commas_ms: Sequence[float], silences: Sequence[Silence], end_ms: float
) -> dict[int, int]:
    """Which silence belongs to which comma, by index; what has no partner is left out.

    Args:
        commas_ms: how much voice there should be before each comma, by the letters before it.
        silences: what is heard, in order.
        end_ms: how much voice there is in all.
    """
    expected = [0.0, *commas_ms, end_ms]
    heard = [0.0, *(silence.at_ms for silence in silences), end_ms]
    passed = [0.0]
    for silence in silences:
        passed.append(passed[-1] + MISSED_SILENCE * silence.length_ms)
    last = (len(expected) - 1, len(heard) - 1)
    best = {(0, 0): _Step(0.0, None)}
    for comma in range(1, len(expected)):
        for silence in range(1, len(heard)):
            if (comma == last[0]) != (silence == last[1]):
                continue
            steps = [
                _Step(
                    best[before].cost
                    + abs(heard[silence] - heard[before[1]] - expected[comma] + expected[before[0]])
                    + MISSED_COMMA_MS * (comma - before[0] - 1)
                    + passed[silence - 1]
                    - passed[before[1]],
                    before,
                )
                for before in _behind(comma, silence, (comma, silence) == last)
                if before in best
            ]
            if steps:
                best[comma, silence] = min(steps, key=lambda step: step.cost)
    return dict(_traced(best, last))


def _behind(comma: int, silence: int, is_end: bool) -> Iterator[tuple[int, int]]:
    """Pairs that may come right before one; everything may be passed over before the end."""
    reach = max(comma, silence) if is_end else REACH
    for earlier in range(max(0, comma - reach), comma):
        for quiet in range(max(0, silence - reach), silence):
            yield earlier, quiet


def _traced(best: dict[tuple[int, int], _Step], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    step = best[last]
    while step.before is not None and step.before != (0, 0):
        comma, silence = step.before
        yield comma - 1, silence - 1
        step = best[step.before]
