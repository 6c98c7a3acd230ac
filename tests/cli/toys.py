"""An engine with weights that says the bytes of its words."""

from media.types import Document
from media.workspace import Workspace
from models.setup import Setup


class Toy:
    def __init__(self, setup: Setup) -> None:
        self.weights = (setup.folder / "model.safetensors").read_bytes()

    def say(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        voice: str,
        pace: float,
        speaker: str,
        mood: str,
        energy: float,
        pronunciations: dict[str, str],
    ) -> Document:
        path = work.scratch("said")
        path.write_text(text)
        return work.save(path, Document, media_type="text/plain")
