"""A workflow as a form: which of Kinora's arguments fill which inputs, checked at the door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from media.errors import InputError
from models.catalog.row import Engine
from models.comfy.options import Options, Upload, options_of
from models.comfy.workflow import Place, Workflow
from models.setup import Setup

SAMPLING = frozenset({"steps", "guidance", "seed", "style"})
SIZED = frozenset({"width", "height"})
TIMED = frozenset({"seconds", "frames", "fps"})
WORDS = frozenset({"prompt", "avoid"})
TAKES: dict[str, frozenset[str]] = {
    "image": WORDS | SIZED | SAMPLING,
    "image_edit": SAMPLING | SIZED | {"prompt", "image", "references", "strength"},
    "image_inpaint": SAMPLING | SIZED | {"prompt", "image", "mask", "strength"},
    "video": WORDS | SIZED | TIMED | SAMPLING,
    "video_from_image": WORDS | SIZED | TIMED | SAMPLING | {"image", "last", "motion"},
    "sound": WORDS | {"seconds", "steps", "guidance", "seed"},
}
"""The arguments of each modality that a workflow may be told."""
NEEDS: dict[str, frozenset[str]] = {
    "image": frozenset({"prompt", "seed"}),
    "image_edit": frozenset({"prompt", "image", "seed"}),
    "image_inpaint": frozenset({"prompt", "image", "seed"}),
    "video": frozenset({"prompt", "seed"}),
    "video_from_image": frozenset({"image", "seed"}),
    "sound": frozenset({"prompt", "seed"}),
}
"""And those without which it would not do what is asked."""
PICTURES = frozenset({"image", "mask", "last", "references"})


class Slot(NamedTuple):
    """Where an argument goes."""

    place: Place
    upload: Upload


class Form:
    """A workflow, and where the arguments go."""

    def __init__(self, row: Engine, options: Options) -> None:
        """Check a row.

        Raises:
            InputError: the workflow is none, or what is mapped is not there.
        """
        self.row, self.options = row, options
        self.workflow = Workflow(row.id, options.workflow)
        self.output = self.workflow.node(options.output, "options.output")
        self.slots: dict[str, tuple[Slot, ...]] = {
            name: tuple(
                Slot(self.workflow.place(target.node, f"options.inputs.{name}"), target.upload)
                for target in targets
            )
            for name, targets in options.inputs.items()
        }
        for modality in row.does:
            self._check(modality)
        self._check_names()

    def maps(self, name: str) -> bool:
        """Whether a workflow is told an argument."""
        return bool(self.slots.get(name))

    def told(self, name: str, value: float | None) -> dict[str, Any]:
        """A number that a request may leave to the row, and the row to the workflow.

        Raises:
            InputError: the request gives it, and the workflow cannot be told.
        """
        if value is not None and not self.maps(name):
            raise InputError(
                f"{self.row.id} is not told its {name}",
                f"leave it out, or map it in options.inputs.{name}", name,
            )  # fmt: skip
        found = self.row.defaults.get(name) if value is None else value
        return {} if found is None else {name: found}

    def style(self, style: str) -> dict[str, Any]:
        """What the workflow is told of a style.

        Raises:
            InputError: it is unknown.
        """
        if not style:
            return {}
        known = self.options.styles if self.maps("style") else {}
        if style not in known:
            raise InputError(
                f"{self.row.id} has no style {style}",
                f"use {', '.join(known)}" if known else "leave it out", "style",
            )  # fmt: skip
        return {"style": known[style]}

    def argument_at(self, node: str, name: str) -> str:
        """Which of Kinora's arguments fills an input; empty where none does."""
        for argument, slots in self.slots.items():
            if any(slot.place == (node, name) for slot in slots):
                return argument
        return ""

    def filled(self, values: Mapping[str, Any], pictures: Mapping[Place, str]) -> dict[str, Any]:
        """The workflow as it is sent.

        A node that would load a picture which the request has not is left out.

        Args:
            values: arguments by their names; those that the workflow is not told have no meaning.
            pictures: for each place, what its picture is called on the server.
        """
        places: dict[Place, Any] = dict(pictures)
        for name, value in values.items():
            places |= {slot.place: value for slot in self.slots.get(name, ())}
        loading = {slot.place for name in PICTURES for slot in self.slots.get(name, ())}
        empty = {place.node for place in loading if place not in pictures}
        return self.workflow.filled(places, empty)

    def _check(self, modality: str) -> None:
        for name in sorted(NEEDS.get(modality, frozenset())):
            if not self.maps(name):
                raise self._wrong(name, f"is not said where the {name} goes", "add it, as `6.text`")
        if modality == "image_inpaint" and not (self.maps("mask") or self._holed):
            raise self._wrong("mask", "is not said where the mask goes", "or let image be `holed`")

    def _check_names(self) -> None:
        known = frozenset[str]().union(*(TAKES.get(one, frozenset()) for one in self.row.does))
        for name, slots in self.slots.items():
            if name not in known:
                raise self._wrong(name, f"{name} is no argument", f"map {', '.join(sorted(known))}")
            holed = any(slot.upload == "holed" for slot in slots)
            if holed and (name != "image" or "image_inpaint" not in self.row.does):
                raise self._wrong(name, f"{name} has no holes", "leave upload out")

    @property
    def _holed(self) -> bool:
        return any(slot.upload == "holed" for slot in self.slots.get("image", ()))

    def _wrong(self, name: str, what: str, remedy: str) -> InputError:
        return InputError(f"{self.row.id}: {what}", remedy, f"options.inputs.{name}")


def form_of(setup: Setup) -> Form:
    """The form of a row.

    Raises:
        InputError: an option, the workflow or the mapping is wrong.
    """
    return Form(setup.row, options_of(setup))
