"""The main job as a flow: a script becomes a film."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from media.cards import Credit
from media.clock import FrameRate
from media.closing import Signature
from media.layout import LayoutOptions, TransitionKind
from media.model import Model
from media.segments.spec import Encoding
from media.shot_list import LowerThirds, ShotList
from media.style import Style
from media.text.typeface import Typeface
from media.timeline import CaptionLook, CaptionMode
from media.types import Audio, Document, Image, Size
from media.voice_sample import VoiceSample
from models.preview.panels.strips import strip_look
from pipelines.catalog import node_type
from pipelines.graph import Flow

Format = Literal["16:9", "9:16", "1:1"]

ASPECTS: dict[Format, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}
CANVASES: dict[Format, Size] = {
    "16:9": Size(width=1920, height=1080),
    "9:16": Size(width=1080, height=1920),
    "1:1": Size(width=1080, height=1080),
}
"""Panels are composed for these and rendered at any size."""
PICTURES: dict[Format, Size] = {
    "16:9": Size(width=1344, height=768),
    "9:16": Size(width=768, height=1344),
    "1:1": Size(width=1024, height=1024),
}
"""What models are asked for: a megapixel is what most were taught on."""
PAGE_LINES: dict[Format, int] = {"16:9": 7, "9:16": 6, "1:1": 5}
"""Names on a page of credits, at most."""


class Fonts(Model):
    """Font files that somebody chose; what they lack is drawn by the fonts that Kinora knows."""

    title: Document | None = None
    captions: Document | None = None


Asked = Literal["image", "speech"]
"""What of a film a model may be chosen for."""


class FilmOptions(Model):
    """What a user chooses about a film."""

    title: str = ""
    format: Format = "16:9"
    height: int = Field(default=1080, ge=240, le=2160)
    """The shorter side in pixels, as in 1080p."""
    rate: FrameRate = FrameRate(30)
    language: str = "en"
    voice: str = "auto"
    voices: dict[str, str] = Field(default_factory=dict)
    """By speaker, in lower case; see `speech.say`."""
    voice_samples: dict[str, VoiceSample] = Field(default_factory=dict)
    """By speaker, in lower case, the narrator's as `narrator`: who is to sound like whom."""
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """Respellings, or phonemes in double brackets, by word."""
    pace: float = Field(default=1.0, ge=0.5, le=2.0)
    style: str = "cinema"
    brand: tuple[Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")], ...] = ()
    """Colours that pictures bend to, the main one first."""
    preset: str = "auto"
    reading: str = "words"
    """How sentences are understood: `words`, or `meaning` as well."""
    seed: int = Field(default=0, ge=0, lt=2**32)
    music: Literal["auto", "none"] | Audio = "auto"
    ambience: Literal["auto", "none"] = "auto"
    """Whether the places of a film are heard."""
    captions: CaptionMode = "karaoke"
    burn_in: bool = True
    caption_look: CaptionLook = "plate"
    fonts: Fonts = Fonts()
    transition: TransitionKind = "auto"
    transition_s: float = Field(default=0.4, ge=0, le=2)
    loudness_lufs: float = Field(default=-16.0, ge=-31, le=-9)
    peak_dbtp: float = Field(default=-1.0, ge=-9, le=0)
    draft: bool = False
    credits: tuple[Credit, ...] = ()
    """Who made the film, on cards at its end."""
    logo: Image | None = None
    """Set on the opening title and on the last card."""
    lower_thirds: LowerThirds = "auto"
    models: dict[Asked, str] = Field(default_factory=dict[Asked, str])
    """By what they do, names of the catalog: `image` draws the shots, `speech` speaks. What is not
    here is as in any animatic."""
    look: Style | None = None
    """What the image model is told of the film's style beside the words of each shot."""

    @property
    def size(self) -> Size:
        """The picture's size: the shorter side is `height`, both sides even."""
        across, down = ASPECTS[self.format]
        short = min(across, down)
        return Size(
            width=_even(self.height * across / short), height=_even(self.height * down / short)
        )

    @property
    def encoding(self) -> Encoding:
        """A draft is encoded faster and coarser."""
        return Encoding(preset="ultrafast", crf=28) if self.draft else Encoding()


def _even(length: float) -> int:
    return 2 * round(length / 2)


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
        _pictures(options),
        _node("cut", "film.lay_out", options=_layout(options).model_dump(mode="json")),
        _node("segment", "video.segment", **segment),
        _node("look", "quality.segment", **segment),
        _node(
            "mix",
            "audio.mix",
            loudness_lufs=options.loudness_lufs,
            peak_dbtp=options.peak_dbtp,
        ),
        _node("captions", "film.captions"),
        _node("sheet", "film.contact_sheet"),
        _node("page", "film.contact_page"),
        _node("film", "film.join", captions=options.captions != "none"),
        _node(
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
        ("direct.shots", "panel.shot"),
        ("direct.plan", "cut.plan"),
        ("voice.voice", "cut.voices"),
        ("panel.panel", "cut.panels"),
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
        nodes.append(_node("air", "audio.ambience", each="cut.sounds", seed=options.seed))
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
        return _node("voice", "speech.say", **usual)
    samples = {name: one.model_dump(mode="json") for name, one in options.voice_samples.items()}
    return _node("voice", "speech.clone", samples=samples, seed=options.seed, **usual)


def _pictures(options: FilmOptions) -> dict[str, Any]:
    """The node that makes each shot's picture: a drawn panel, or what a model makes of it."""
    canvas = CANVASES[options.format].model_dump()
    typeface = Typeface(language=options.language, font=options.fonts.title)
    usual: dict[str, Any] = {
        "style": options.style,
        "brand": list(options.brand),
        "typeface": typeface.model_dump(mode="json"),
        "each": "direct.shots",
    }
    model = options.models.get("image")
    if model is None:
        return _node("panel", "panel.draw", size=canvas, **usual)
    full = PICTURES[options.format]
    # A quarter of the pixels for a draft: models take time by them, and attention by their square.
    half = Size(width=full.width // 2, height=full.height // 2)
    size = (half if options.draft else full).model_dump()
    node = _node("panel", "panel.generate", size=size, canvas=canvas, model=model, **usual)
    look = options.look
    return node | ({"style": look.model_dump(mode="json")} if look is not None else {})


def _flow(nodes: list[dict[str, Any]], edges: list[tuple[str, str]]) -> Flow:
    return Flow.model_validate(
        {"nodes": nodes, "edges": [{"from": source, "to": target} for source, target in edges]}
    )


def _planning(script: str, options: FilmOptions, direction: Direction) -> list[dict[str, Any]]:
    """Nodes for what the director says and what a person says to it."""
    return [
        _node(
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
        _node(
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
        nodes.append(_node("music", "audio.music", each="cut.movements", seed=options.seed))
        edges.append(("cut.movements", "music.movement"))
    else:
        source = options.music.model_dump(mode="json")
        nodes.append(_node("music", "audio.fit", source=source, rate=str(options.rate)))
        edges.append(("cut.frames", "music.frames"))
    edges.append(("music.music", "mix.music"))


def _layout(options: FilmOptions) -> LayoutOptions:
    return LayoutOptions(
        size=options.size,
        rate=options.rate,
        transition=options.transition,
        transition_s=options.transition_s,
        captions=options.captions,
        burn_in=options.burn_in,
        caption_look=options.caption_look,
        caption_font=options.fonts.captions,
        encoding=options.encoding,
        lower_thirds=strip_look(options.style, options.brand),
    )


def _node(node_id: str, type_id: str, *, each: str = "", **params: Any) -> dict[str, Any]:
    node: dict[str, Any] = {
        "id": node_id,
        "type": type_id,
        "version": node_type(type_id).version,
        "params": params,
    }
    return node | ({"each": each} if each else {})
