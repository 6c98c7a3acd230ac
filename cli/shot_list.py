"""The shot list as a file: `plan.yaml` in a film's folder, for a person to read and edit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cli.assets import imported_picture, imported_sound
from media.errors import InputError
from media.shot_list import ListedShot, ShotList
from media.text.font import require
from media.types import Audio, Image
from pipelines.productions.script import Direction

FILE = "plan.yaml"
HEAD = """\
# The film, shot by shot. Change what you like under `look`, then run the same `kinora make` again:
# what you changed is kept, and is listed under `pin` from then on, so that it outlives changes of
# the script.
#
#   state    draft, approved, or locked (keeps all of its look, whatever becomes of its words)
#   note     yours; it is kept
#   picture  a file shown instead of a drawn picture
#   sound    a recording heard instead of the voice
#   size     extreme_wide wide medium close extreme_close over_shoulder insert
#   angle    eye low high
#   move     hold push_in pull_out pan_left pan_right tilt_up tilt_down
#   mood     calm tense joyful sad mysterious grand
#   card     what is set in type: none, title, quote, or a map such as
#              {kind: number, figure: "40", unit: "%", above: Sales rose, below: in one year}
#              {kind: share, figure: 3 of 10, share: 0.3, of: 10, below: patients recover}
#              {kind: compare, bars: [{value: 12, figure: "12"}, {value: 30, figure: "30"}]}
#              {kind: quote, text: ..., by: ...}    {kind: year, figure: "1969", below: ...}
#   lower_third  who is in the picture: Name, or Name | what they are
"""


class _Dumper(yaml.SafeDumper):
    """Block style, with the members of a look on lines of their own and short lists in one line."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Flow(list[Any]):
    """A list that is written in one line."""


_Dumper.add_representer(
    _Flow,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)


def read(folder: Path) -> ShotList | None:
    """The shot list of a film's folder, if it has one.

    Raises:
        InputError: it cannot be read, naming the shot and the field.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(
            f"{path} cannot be read: {error}", "mend it, or remove it", FILE, "BAD_PLAN"
        ) from error
    try:
        return ShotList.model_validate(written or {})
    except ValidationError as error:
        raise _wrong(path, written, error) from None


def _wrong(path: Path, written: Any, error: ValidationError) -> InputError:
    first = error.errors()[0]
    where = first["loc"]
    name = ".".join(str(part) for part in where)
    if len(where) > 1 and where[0] == "shots" and isinstance(where[1], int):
        words = _words(written["shots"][where[1]])
        name = f"shot {where[1] + 1} ({words}) " + ".".join(str(part) for part in where[2:])
    return InputError(
        f"{path}: {name}: {first['msg'].lower()}",
        "see the head of the file for what it may be",
        name,
        "BAD_PLAN",
    )


def _words(shot: Any) -> str:
    text = str(shot.get("text") or shot.get("title") or "") if isinstance(shot, dict) else ""
    return f"{text[:30]}..." if len(text) > 33 else text


def write(folder: Path, shot_list: ShotList) -> Path:
    """Write the shot list whole, or not at all."""
    path = folder / FILE
    facts = shot_list.model_dump(mode="json", exclude={"shots"})
    body = {**facts, "shots": [_listed(shot) for shot in shot_list.shots]}
    text = yaml.dump(body, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(HEAD + text, encoding="utf-8")
    os.replace(part, path)
    return path


def as_text(shot: ListedShot) -> str:
    """A shot as it stands in the file."""
    return yaml.dump(_listed(shot), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _listed(shot: ListedShot) -> dict[str, Any]:
    """A shot as it is written: what says nothing is left out."""
    data = shot.model_dump(mode="json", exclude_defaults=True)
    data |= {"state": shot.state, "look": shot.look.model_dump(mode="json")}
    data["look"]["subjects"] = _Flow(
        figure.kind if set(slim) == {"kind"} else slim
        for figure in shot.look.subjects
        for slim in (figure.model_dump(mode="json", exclude_defaults=True),)
    )
    if shot.card:
        data["card"] = shot.card.model_dump(mode="json", exclude_defaults=True)
    if shot.pin:
        data["pin"] = _Flow(shot.pin)
    order = (
        "id",
        "speaker",
        "text",
        "title",
        "state",
        "pin",
        "note",
        "picture",
        "sound",
        "card",
        "lower_third",
        "pause_s",
        "min_s",
    )
    return {name: data[name] for name in (*order, "look") if name in data}


def direction(folder: Path, *, only_approved: bool = False, section: str = "") -> Direction:
    """What a person decided on the film of a folder, its files stored.

    Raises:
        InputError: the shot list or a file that it names cannot be read.
    """
    listed = read(folder) or ShotList()
    for shot in listed.shots:
        require(" ".join(shot.card.words) if shot.card else "", f"{FILE}: card")
        require(shot.lower_third, f"{FILE}: lower_third")
    return Direction(
        shot_list=listed,
        assets=_assets(folder, listed),
        only_approved=only_approved,
        section=section,
    )


def _assets(folder: Path, listed: ShotList) -> dict[str, Image | Audio]:
    assets: dict[str, Image | Audio] = {}
    for shot in listed.shots:
        field = f"{FILE}: {_words(shot.model_dump())}"
        if shot.picture and shot.picture not in assets:
            assets[shot.picture] = imported_picture(folder / shot.picture, field)
        if shot.sound and shot.sound not in assets:
            assets[shot.sound] = imported_sound(folder / shot.sound, field)
    return assets
