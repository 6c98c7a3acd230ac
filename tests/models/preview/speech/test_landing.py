"""Guards pauses: a dash and an ellipsis hold the breath, and the words behind them move along."""

import pytest

from models.preview.speech.landing import landed
from models.preview.speech.sound import raw_speech


@pytest.mark.parametrize(
    "text", ["He waited… and left.", "He waited — and left.", "Wait... what now"]
)
def test_a_thought_gets_time_to_land(text: str) -> None:
    raw = raw_speech(text, "gmw/en-US", 1.0)
    held = landed(raw, text)
    added_ms = (len(held.samples) - len(raw.samples)) * 1000 / raw.sample_rate
    assert 120 <= added_ms <= 250
    mark = min(text.find(c) for c in "….—" if c in text)
    for (before, position, _), (after, _, _) in zip(raw.words, held.words, strict=True):
        assert after - before == pytest.approx(added_ms if position > mark else 0, abs=1)


@pytest.mark.parametrize("text", ["He waited and left.", "He left…", "A sea-green boat."])
def test_nothing_else_is_held(text: str) -> None:
    raw = raw_speech(text, "gmw/en-US", 1.0)
    assert len(landed(raw, text).samples) == len(raw.samples)
