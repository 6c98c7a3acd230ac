"""Makes the client over `httpx.Client` from the one over `httpx.AsyncClient`, word by word.

`python clients/python/twin.py` writes `_sync/` from `_async/`; a test fails while they differ.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent / "src" / "kinora_client"
SOURCE, TARGET = PACKAGE / "_async", PACKAGE / "_sync"
HEAD = "# Made from {name} by clients/python/twin.py: change that one.\n"
WORDS = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "_async": "_sync",
    "AsyncIterator": "Iterator",
    "StopAsyncIteration": "StopIteration",
    "aclose": "close",
    "aclosing": "closing",
    "aiter_bytes": "iter_bytes",
    "anext": "next",
    "aread": "read",
    "asynccontextmanager": "contextmanager",
}
"""Names that differ by more than a prefix."""
_NAME = re.compile(r"\b(?:Async(?=[A-Z])|async_(?=[a-z]))(\w+)")
_WORD = re.compile(r"\b(?:" + "|".join(map(re.escape, WORDS)) + r")\b")
_KEYWORD = re.compile(r"\b(?:async|await) (?=\w|\()")
_GENERATOR = re.compile(r"\bAsyncGenerator\[([^\[\]]+), None\]")


def twin(text: str) -> str:
    """A module over `httpx.Client`, not yet formatted."""
    text = _GENERATOR.sub(r"Generator[\1, None, None]", text)
    text = _WORD.sub(lambda found: WORDS[found[0]], text)
    return _KEYWORD.sub("", _NAME.sub(r"\1", text))


def formatted(text: str, name: str) -> str:
    """As ruff has it: imports in order, lines filled."""
    ruff = str(Path(sys.executable).with_name("ruff"))
    path = str(TARGET / name)
    for command in (["check", "--fix", "--select", "I", "--quiet"], ["format", "--quiet"]):
        text = subprocess.run(
            [ruff, *command, "--stdin-filename", path, "-"],
            input=text, capture_output=True, text=True, check=True, cwd=PACKAGE,
        ).stdout  # fmt: skip
    return text


def made() -> dict[str, str]:
    """Every module of the target, by its name."""
    return {
        path.name: formatted(
            HEAD.format(name=f"_async/{path.name}") + twin(path.read_text("utf-8")), path.name
        )
        for path in sorted(SOURCE.glob("*.py"))
    }


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for name, text in made().items():
        (TARGET / name).write_text(text, "utf-8")
