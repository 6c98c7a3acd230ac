"""The fake server's executor: a graph of nodes, with a cache, as ComfyUI carries one out."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tests.models.comfy import nodes

OUTPUT_NODES = ("SaveImage", "SaveVideo", "VHS_VideoCombine", "SaveAudio", "PreviewText")
REQUIRED = {
    "CheckpointLoaderSimple": ("ckpt_name",),
    "VAEDecode": ("samples", "vae"),
    "CLIPTextEncode": ("text",),
    "KSampler": ("seed", "steps", "cfg", "positive", "negative", "latent_image", "denoise"),
    "EmptyLatentImage": ("width", "height"),
    "EmptyVideo": ("width", "height", "length"),
    "LoadImage": ("image",),
    "LoadImageMask": ("image", "channel"),
    "VAEEncode": ("pixels",),
    "ImageToVideo": ("start", "length"),
    "TextEncodeEdit": ("prompt", "image1"),
    "MakeSound": ("text", "seed", "seconds"),
    "LoraLoader": ("lora_name",),
    "SaveImage": ("images",),
    "SaveVideo": ("images", "fps"),
    "VHS_VideoCombine": ("images", "fps"),
    "SaveAudio": ("audio",),
    "PreviewText": ("text",),
}

MAKERS = {
    "CLIPTextEncode": "_words",
    "CheckpointLoaderSimple": "_checkpoint",
    "VAEDecode": "_decoded",
    "TextEncodeEdit": "_edit_words",
    "EmptyLatentImage": "_latent",
    "EmptyVideo": "_latent_clip",
    "LoadImage": "_picture",
    "LoadImageMask": "_mask",
    "VAEEncode": "_encoded",
    "ImageToVideo": "_latent_from_image",
    "LoraLoader": "_lora",
    "KSampler": "_sampled_frames",
    "MakeSound": "_sound",
}


class Interrupted(Exception):
    """Somebody interrupted what runs."""


class Executor:
    """Carries prompts out, one at a time."""

    def __init__(self, root: Path, send: Callable[[str, dict[str, Any], str], None]) -> None:
        self.inputs, self.outputs = root / "input", root / "output"
        self.inputs.mkdir(parents=True)
        self.outputs.mkdir()
        self._send = send
        self.interrupted = threading.Event()
        self.step_s = 0.0
        self.stall = threading.Event()
        """Cleared, a sampler goes no further."""
        self.stall.set()
        self.fails: Exception | None = None
        """What the next sampler raises."""
        self.at_step: Callable[[int], None] = lambda number: None
        self.cache: dict[str, Any] = {}
        self.ui: dict[str, Any] = {}
        self.sampled = 0

    def run(self, prompt: dict[str, Any], id: str, client: str) -> tuple[dict[str, Any], Any]:
        """Outputs of nodes, and the status as the history has it."""
        self.interrupted.clear()
        messages: list[Any] = []

        def tell(event: str, **data: Any) -> None:
            data = {**data, "prompt_id": id, "timestamp": int(time.time() * 1000)}
            messages.append([event, data])
            self._send(event, data, client)

        tell("execution_start")
        tell(
            "execution_cached",
            nodes=[one for one in prompt if self._key(prompt, one) in self.cache],
        )
        outputs: dict[str, Any] = {}
        for node in [one for one in prompt if prompt[one]["class_type"] in OUTPUT_NODES]:
            try:
                self._value(prompt, node, id, client)
            except Interrupted:
                tell("execution_interrupted", node_id=node, node_type="KSampler", executed=[])
                return outputs, _status("error", messages)
            except Exception as error:
                kind = f"{type(error).__module__}.{type(error).__name__}"
                tell(
                    "execution_error", node_id="3", node_type="KSampler", executed=[],
                    exception_message=str(error), exception_type=kind, traceback=[],
                )  # fmt: skip
                return outputs, _status("error", messages)
            outputs[node] = self.ui[self._key(prompt, node)]
        tell("execution_success")
        return outputs, _status("success", messages)

    def _key(self, prompt: dict[str, Any], node: str) -> str:
        return json.dumps([node, _resolved(prompt, node)], sort_keys=True)

    def _value(self, prompt: dict[str, Any], node: str, id: str, client: str) -> Any:
        key = self._key(prompt, node)
        if key in self.cache:
            return self.cache[key]
        told = {
            name: self._value(prompt, value[0], id, client) if _is_link(value) else value
            for name, value in prompt[node]["inputs"].items()
        }
        self._send("executing", {"node": node, "display_node": node, "prompt_id": id}, client)

        def step(value: int, most: int) -> None:
            self._step(node, value, most, id, client)

        kind = prompt[node]["class_type"]
        found = self._saved(kind, told) if kind in OUTPUT_NODES else self._made(kind, told, step)
        if kind in OUTPUT_NODES:
            self.ui[key] = found
            self._send("executed", {"node": node, "output": found, "prompt_id": id}, client)
        self.cache[key] = found
        return found

    def _step(self, node: str, value: int, most: int, id: str, client: str) -> None:
        time.sleep(self.step_s)
        while not self.stall.wait(0.02):
            self._check()
        self._check()
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        state = {"value": value, "max": most, "state": "running", "node_id": node, "prompt_id": id}
        self._send("progress_state", {"prompt_id": id, "nodes": {node: state}}, client)
        self._send("progress", {"value": value, "max": most, "prompt_id": id, "node": node}, client)
        self._send("binary", {}, client)
        self.at_step(value)

    def _check(self) -> None:
        if self.interrupted.is_set():
            self.interrupted.clear()
            raise Interrupted

    def _made(self, kind: str, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return getattr(self, MAKERS[kind])(told, step)

    def _words(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return told["text"]

    def _checkpoint(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return told["ckpt_name"]

    def _decoded(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return told["samples"]

    def _edit_words(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        seen = [told[name] for name in ("image1", "image2", "image3") if name in told]
        return [told["prompt"], *[float(one["pixels"].mean()) for one in seen]]

    def _latent(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return {"frames": 1, "width": told["width"], "height": told["height"]}

    def _latent_clip(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return {"frames": told["length"], "width": told["width"], "height": told["height"]}

    def _picture(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        picture, mask = nodes.loaded(self.inputs, told)
        return {"pixels": picture, "mask": mask}

    def _mask(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        picture, _ = nodes.loaded(self.inputs, told)
        assert told["channel"] == "red"
        return {"mask": picture[:, :, 2].astype(np.float32) / 255}

    def _encoded(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        picture = told["pixels"]["pixels"]
        mask = told.get("mask", told["pixels"]).get("mask")
        found = {"frames": 1, "height": picture.shape[0], "width": picture.shape[1]}
        found["pixels"] = picture[None].astype(np.float32)
        return found | ({"mask": mask} if told.get("holes") else {})

    def _latent_from_image(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        start = told["start"]["pixels"].astype(np.float32)
        end = told["end"]["pixels"].astype(np.float32) if "end" in told else start
        shares = np.linspace(0, 1, told["length"])[:, None, None, None]
        height, width = start.shape[:2]
        pixels = start[None] * (1 - shares) + end[None] * shares
        return {"frames": told["length"], "width": width, "height": height, "pixels": pixels}

    def _lora(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        return told["lora_name"]

    def _sampled_frames(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        self.sampled += 1
        return nodes.sampled(told, step)

    def _sound(self, told: Mapping[str, Any], step: nodes.Step) -> Any:
        step(1, 1)
        return dict(told)

    def _saved(self, kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
        if kind == "SaveImage":
            return {"images": nodes.saved_images(self.outputs, "ComfyUI", told["images"])}
        if kind == "SaveAudio":
            return {"audio": [nodes.saved_audio(self.outputs, "audio", told["audio"])]}
        if kind == "PreviewText":
            return {"text": ["words"]}
        file = nodes.saved_video(self.outputs, "clip", {**told, "frames": told["images"]})
        if kind == "VHS_VideoCombine":
            return {"gifs": [file | {"format": "video/h264-mp4", "frame_rate": told["fps"]}]}
        return {"images": [file], "animated": [True]}


def _resolved(prompt: dict[str, Any], node: str) -> Any:
    """What a node would be made of, links followed."""
    found = {
        name: _resolved(prompt, value[0]) if _is_link(value) else value
        for name, value in prompt[node]["inputs"].items()
    }
    return [prompt[node]["class_type"], found]


def _is_link(value: Any) -> bool:
    return isinstance(value, list)


def _status(said: str, messages: list[Any]) -> dict[str, Any]:
    return {"status_str": said, "completed": said == "success", "messages": messages}
