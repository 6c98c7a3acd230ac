"""How shots are taken: the tables of `grammar.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLAIN = "abstract"
"""The setting of words that name no place."""
SURE_PLACE = 1.0
"""What the words must weigh to show a place where nothing else is known; see `sense`."""
LEAVES_SECTION = 2.0
"""What they must weigh to leave the place that the section's heading names."""
SURELY = 3.0
"""What they weigh where they name a place outright."""
FEWEST_VOTES = 2
"""Sentences that must name a place before it is that of their neighbours too."""
MAX_PEOPLE = 2
MAX_SUBJECTS = 3


@cache
def grammar() -> dict[str, Any]:
    """The whole document."""
    path = Path(__file__).parent / "grammar.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))
