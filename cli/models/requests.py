"""The smallest request of each modality: what `kinora models try` asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from media.clock import FrameRate
from media.errors import InputError
from media.ids import SectionId
from media.shots import Shot
from media.text.typeface import PLAIN
from media.timeline import Movement
from media.types import Image, Mask, Size, Video
from media.workspace import Workspace
from models.protocols.language import Asked, Message

PROMPT = "A lighthouse on a rocky shore at dusk."
SMALL = Size(width=512, height=512)
CLIP = Size(width=512, height=320)
RATE = FrameRate(24)
SECONDS = 1.0

Arguments = dict[str, Any]
Request = Callable[[Workspace, str], Arguments]


def request(modality: str, work: Workspace, prompt: str) -> Arguments:
    """The arguments of a small request.

    Args:
        modality: what is to be done.
        work: where what it is done to is put.
        prompt: the words in it; empty: some.

    Raises:
        InputError: there is no small request of this kind.
    """
    made = REQUESTS.get(modality)
    if made is None:
        raise InputError(
            f"nothing small can be asked of {modality}", "ask by a flow: kinora nodes", "ID"
        )
    return made(work, prompt or PROMPT)


def _speech(work: Workspace, prompt: str) -> Arguments:
    return {
        "text": prompt, "language": "en", "voice": "auto", "pace": 1.0, "speaker": "",
        "mood": "calm", "energy": 0.4, "pronunciations": {},
    }  # fmt: skip


def _speech_clone(work: Workspace, prompt: str) -> Arguments:
    words = "Who speaks here lends a voice to all that is said from now on."
    return {
        "text": prompt, "language": "en", "sample": _spoken(work, words), "sample_text": words,
        "pace": 1.0, "mood": "calm", "energy": 0.4, "pronunciations": {}, "seed": 0,
    }  # fmt: skip


def _director(work: Workspace, prompt: str) -> Arguments:
    return {
        "script": prompt, "title": "A try", "language": "en", "seed": 0, "pace": 1.0,
        "preset": "auto", "reading": "words",
    }  # fmt: skip


def _panel(work: Workspace, prompt: str) -> Arguments:
    return {
        "shot": _shot(work, prompt), "style": "cinema", "size": CLIP, "brand": (),
        "typeface": PLAIN,
    }  # fmt: skip


def _shot(work: Workspace, prompt: str) -> Shot:
    from models.preview.director.engine import PreviewDirector

    return PreviewDirector().plan(work, **_director(work, prompt)).shots[0]


def _music(work: Workspace, prompt: str) -> Arguments:
    movement = Movement(
        section_id=SectionId("try"), frames=72, rate=RATE, mood="calm", energy=0.4,
        opens=True, closes=True,
    )  # fmt: skip
    return {"movement": movement, "seed": 0}


def _ambience(work: Workspace, prompt: str) -> Arguments:
    return {"name": "bell", "seed": 0}


def _image(work: Workspace, prompt: str) -> Arguments:
    return {"prompt": prompt, "size": SMALL, "seed": 0}


def _image_edit(work: Workspace, prompt: str) -> Arguments:
    return {"image": _picture(work), "prompt": prompt, "references": [], "seed": 0}


def _image_inpaint(work: Workspace, prompt: str) -> Arguments:
    return {"image": _picture(work), "mask": _mask(work), "prompt": prompt, "seed": 0}


def _image_upscale(work: Workspace, prompt: str) -> Arguments:
    return {"image": _picture(work, 128), "factor": 4, "prompt": prompt}


def _segmentation(work: Workspace, prompt: str) -> Arguments:
    return {"image": _picture(work)}


def _video(work: Workspace, prompt: str) -> Arguments:
    return {
        "prompt": prompt, "seconds": SECONDS, "size": CLIP, "rate": RATE, "sound": False, "seed": 0,
    }  # fmt: skip


def _video_from_image(work: Workspace, prompt: str) -> Arguments:
    return {
        "image": _picture(work), "last": None, "prompt": prompt, "seconds": SECONDS, "rate": RATE,
        "sound": False, "seed": 0,
    }  # fmt: skip


def _video_edit(work: Workspace, prompt: str) -> Arguments:
    return {"clip": _clip(work), "prompt": prompt, "references": [], "seed": 0}


def _video_upscale(work: Workspace, prompt: str) -> Arguments:
    return {"clip": _clip(work), "factor": 4}


def _video_segmentation(work: Workspace, prompt: str) -> Arguments:
    return {"clip": _clip(work), "prompt": prompt}


def _transcription(work: Workspace, prompt: str) -> Arguments:
    return {"audio": _spoken(work, prompt), "language": "en"}


def _alignment(work: Workspace, prompt: str) -> Arguments:
    return {"audio": _spoken(work, prompt), "text": prompt, "language": "en"}


def _spoken(work: Workspace, prompt: str) -> Any:
    from models.preview.speech.engine import PreviewSpeech

    return PreviewSpeech().say(work, **_speech(work, prompt)).audio


def _language(work: Workspace, prompt: str) -> Arguments:
    message = Message(role="user", text=prompt)
    return {"asked": Asked.model_validate({"messages": (message,), "max_tokens": 64})}


def _embedding(work: Workspace, prompt: str) -> Arguments:
    return {"texts": [prompt]}


def _sound(work: Workspace, prompt: str) -> Arguments:
    return {"prompt": prompt, "seconds": SECONDS, "seed": 0}


def _picture(work: Workspace, side: int = 512) -> Image:
    """A disc before a sky: something to change, enlarge or cut out."""
    import cv2
    import numpy as np

    rows = np.linspace(200, 90, side)[:, None, None]
    pixels = np.broadcast_to(rows, (side, side, 3)).astype(np.uint8).copy()
    cv2.circle(pixels, (side // 2, side // 2), side // 4, (40, 90, 210), -1, cv2.LINE_AA)
    path = work.scratch("picture.png")
    cv2.imwrite(str(path), pixels)
    return work.save(path, Image, format="png", width=side, height=side)


def _clip(work: Workspace) -> Video:
    """A disc that crosses half of a sky."""
    import cv2
    import numpy as np

    from media.codec.clips import save_clip

    frames = [np.full((180, 320, 3), (200, 150, 90), np.uint8) for _ in range(12)]
    for index, frame in enumerate(frames):
        cv2.circle(frame, (80 + 10 * index, 90), 40, (40, 90, 210), -1, cv2.LINE_AA)
    return save_clip(work, frames, size=Size(width=320, height=180), rate=RATE)


def _mask(work: Workspace, side: int = 512) -> Mask:
    import cv2
    import numpy as np

    pixels = np.zeros((side, side), np.uint8)
    cv2.circle(pixels, (side // 2, side // 2), side // 4, 255, -1)
    path = work.scratch("mask.png")
    cv2.imwrite(str(path), pixels)
    return work.save(path, Mask, format="png", width=side, height=side)


REQUESTS: dict[str, Request] = {
    "speech": _speech,
    "speech_clone": _speech_clone,
    "director": _director,
    "panel": _panel,
    "music": _music,
    "ambience": _ambience,
    "image": _image,
    "image_edit": _image_edit,
    "image_inpaint": _image_inpaint,
    "image_upscale": _image_upscale,
    "segmentation": _segmentation,
    "video": _video,
    "video_from_image": _video_from_image,
    "video_edit": _video_edit,
    "video_upscale": _video_upscale,
    "video_segmentation": _video_segmentation,
    "transcription": _transcription,
    "alignment": _alignment,
    "language": _language,
    "embedding": _embedding,
    "sound": _sound,
}
