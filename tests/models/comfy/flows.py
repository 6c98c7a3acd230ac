"""Workflows of the tests, and where Kinora's arguments go in them."""

import copy
import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[3] / "examples" / "comfy"
TEXT_TO_IMAGE: dict[str, Any] = json.loads((EXAMPLES / "text_to_image.json").read_text())
TEXT_TO_IMAGE["3"]["inputs"]["steps"] = 4
WORDS = {"prompt": "Prompt.text", "avoid": "Avoid.text", "seed": "3.seed"}
IMAGE = {**WORDS, "steps": "3.steps", "guidance": "3.cfg", "width": "5.width", "height": "5.height"}


def changed(**nodes: Any) -> dict[str, Any]:
    """The workflow of the examples with some nodes, as `n10`, added or replaced."""
    found = copy.deepcopy(TEXT_TO_IMAGE)
    for name, (kind, inputs) in nodes.items():
        found[name.removeprefix("n")] = {"class_type": kind, "inputs": inputs}
    return found


def edited() -> dict[str, Any]:
    """Paints over a picture, and looks at two others if there are any."""
    found = changed(
        n5=("VAEEncode", {"pixels": ["10", 0], "vae": ["4", 2]}),
        n10=("LoadImage", {"image": "example.png"}),
        n11=("LoadImage", {"image": "example.png"}),
        n12=("LoadImage", {"image": "example.png"}),
        n13=("TextEncodeEdit", {
            "prompt": "", "image1": ["10", 0], "image2": ["11", 0], "image3": ["12", 0],
        }),
    )  # fmt: skip
    found["3"]["inputs"]["positive"] = ["13", 0]
    del found["6"]
    return found


EDIT = {
    "prompt": "13.prompt", "seed": "3.seed", "strength": "3.denoise", "image": "10.image",
    "references": ["11.image", "12.image"],
}  # fmt: skip


def holed(separate: bool) -> dict[str, Any]:
    """Paints into the hole of a picture."""
    encode = {"pixels": ["10", 0], "vae": ["4", 2], "holes": True}
    nodes = {"n10": ("LoadImage", {"image": "example.png"})}
    if separate:
        nodes["n11"] = ("LoadImageMask", {"image": "example.png", "channel": "red"})
        encode["mask"] = ["11", 0]
    return changed(**nodes, n5=("VAEEncode", encode))


HOLE = {"prompt": "6.text", "seed": "3.seed", "image": {"node": "10.image", "upload": "holed"}}
MASK = {"prompt": "6.text", "seed": "3.seed", "image": "10.image", "mask": "11.image"}


def filmed(saver: str = "SaveVideo", **more: Any) -> dict[str, Any]:
    return changed(
        n5=("EmptyVideo", {"width": 64, "height": 64, "length": 9}),
        n9=(saver, {"images": ["8", 0], "fps": 16, **more}),
    )


VIDEO = {**WORDS, "width": "5.width", "height": "5.height", "frames": "5.length", "fps": "9.fps"}


def animated() -> dict[str, Any]:
    found = changed(
        n5=("ImageToVideo", {"start": ["10", 0], "end": ["11", 0], "length": 9}),
        n9=("SaveVideo", {"images": ["8", 0], "fps": 16}),
        n10=("LoadImage", {"image": "example.png"}),
        n11=("LoadImage", {"image": "example.png"}),
    )
    found["3"]["inputs"]["denoise"] = 0
    return found


ANIMATE = {**WORDS, "image": "10.image", "last": "11.image", "frames": "5.length", "fps": "9.fps"}
SOUND: dict[str, Any] = {
    "1": {"class_type": "MakeSound", "inputs": {"text": "", "seed": 0, "seconds": 1}},
    "2": {"class_type": "SaveAudio", "inputs": {"audio": ["1", 0]}},
}
SOUNDS = {"prompt": "1.text", "seed": "1.seed", "seconds": "1.seconds"}
