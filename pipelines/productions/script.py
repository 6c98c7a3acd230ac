"""The main job as a flow: a script becomes a film."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from media.closing import Signature
from media.model import Model
from media.shot_list import ShotList
from media.types import Audio, Image
from pipelines.graph import Flow
from pipelines.productions.options import FilmOptions, Format
from pipelines.productions.parts import layout, node
from pipelines.productions.pictures import pictures, seen

PAGE_LINES: dict[Format, int] = {"16:9": 7, "9:16": 6, "1:1": 5}
"""Names on a page of credits, at most."""


class Direction(Model):
    """What a person decided about shots."""

    shot_list: ShotList = ShotList()
    assets: dict[str, Image | Audio] = Field(default_factory=dict)
    """The files that the shot list names."""
    only_approved: bool = False
    section: str = ""
    """Title or number of the one section to make; all if empty."""


def plan_flow(script: str, options: FilmOptions, direction: Direction) -> Flow:
    """The flow that writes a script's shot list."""
    return _flow(_planning(script, options, direction), [("plan.plan", "direct.plan")])


def film_flow(script: str, options: FilmOptions, direction: Direction | None = None) -> Flow:
    """The flow that turns a script into a film."""
    segment = {"each": "cut.segments"}
    nodes = [
        *_planning(script, options, direction or Direction()),
        _speech(options),
        *pictures(options),
        node("cut", "film.lay_out", options=layout(options).model_dump(mode="json")),
        node("segment", "video.segment", **segment),
        node("look", "quality.segment", **segment),
        node(
            "mix",
            "audio.mix",
            loudness_lufs=options.loudness_lufs,
            peak_dbtp=options.peak_dbtp,
        ),
        node("captions", "film.captions"),
        node("sheet", "film.contact_sheet"),
        node("page", "film.contact_page"),
        node("film", "film.join", captions=options.captions != "none"),
        node(
            "check",
            "quality.film",
            music=options.music != "none",
            loudness_lufs=options.loudness_lufs,
            peak_dbtp=options.peak_dbtp,
        ),
    ]
    edges = [
        ("plan.plan", "direct.plan"),
        ("direct.shots", "voice.shot"),
        ("direct.plan", "cut.plan"),
        ("voice.voice", "cut.voices"),
        *seen(options),
        ("cut.segments", "segment.spec"),
        ("segment.clip", "look.clip"),
        ("cut.soundtrack", "mix.soundtrack"),
        ("cut.timeline", "captions.timeline"),
        ("cut.overview", "sheet.overview"),
        ("cut.overview", "page.overview"),
        ("direct.shot_list", "page.shot_list"),
        ("segment.clip", "film.segments"),
        ("mix.sound", "film.sound"),
        ("cut.text", "film.text"),
        ("film.film", "check.film"),
        ("mix.dialogue", "check.dialogue"),
        ("cut.timeline", "check.timeline"),
        ("look.check", "check.segments"),
        ("cut.starts", "check.starts"),
    ]
    _add_music(nodes, edges, options)
    if options.ambience == "auto":
        nodes.append(node("air", "audio.ambience", each="cut.sounds", seed=options.seed))
        edges += [("cut.sounds", "air.name"), ("air.sound", "mix.ambience")]
    return _flow(nodes, edges)


def _speech(options: FilmOptions) -> dict[str, Any]:
    """The node that speaks each shot: voices of the catalog, or people who were recorded."""
    usual: dict[str, Any] = {
        "language": options.language,
        "voice": options.voice,
        "voices": options.voices,
        "pronunciations": options.pronunciations,
        "pace": options.pace,
        "model": options.models.get("speech", ""),
        "each": "direct.shots",
    }
    if not options.voice_samples:
        return node("voice", "speech.say", **usual)
    samples = {name: one.model_dump(mode="json") for name, one in options.voice_samples.items()}
    return node("voice", "speech.clone", samples=samples, seed=options.seed, **usual)


def _flow(nodes: list[dict[str, Any]], edges: list[tuple[str, str]]) -> Flow:
    return Flow.model_validate(
        {"nodes": nodes, "edges": [{"from": source, "to": target} for source, target in edges]}
    )


def _planning(script: str, options: FilmOptions, direction: Direction) -> list[dict[str, Any]]:
    """Nodes for what the director says and what a person says to it."""
    return [
        node(
            "plan",
            "script.plan",
            script=script,
            title=options.title,
            language=options.language,
            seed=options.seed,
            pace=options.pace,
            preset=options.preset,
            reading=options.reading,
        ),
        node(
            "direct",
            "script.direct",
            **direction.model_dump(mode="json"),
            signature=_signature(options).model_dump(mode="json"),
            lower_thirds=options.lower_thirds,
        ),
    ]


def _signature(options: FilmOptions) -> Signature:
    return Signature(
        credits=options.credits, logo=options.logo, page_lines=PAGE_LINES[options.format]
    )


def _add_music(
    nodes: list[dict[str, Any]], edges: list[tuple[str, str]], options: FilmOptions
) -> None:
    if options.music == "none":
        return
    if options.music == "auto":
        nodes.append(node("music", "audio.music", each="cut.movements", seed=options.seed))
        edges.append(("cut.movements", "music.movement"))
    else:
        source = options.music.model_dump(mode="json")
        nodes.append(node("music", "audio.fit", source=source, rate=str(options.rate)))
        edges.append(("cut.frames", "music.frames"))
    edges.append(("music.music", "mix.music"))
