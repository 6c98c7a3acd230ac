"""Guards timelines: what a film's layout holds is told, and a long film's window by window."""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from api.settings import Settings
from media.clock import FRAME_RATES, SAMPLE_RATE
from media.ids import SectionId, ShotId, digest_of
from media.layout import LayoutOptions, Voice, lay_out
from media.shots import Figure, Look, Plan, Section, Shot, Word
from media.timeline import Timeline
from media.types import Audio, Image, Size
from pipelines.values import REFERENCE, Values
from store.database import Database
from store.objects.objects import open_objects
from store.tables.runs import steps
from tests.api.conftest import Api
from tests.api.worlds import SCRIPT
from tests.fakes import FolderWorkspace

LISTS = ("sections", "clips", "transitions", "sounds", "cues", "beds", "spots")
SETTINGS = ("sea", "kitchen", "city_street")


def laid_out(work: Path, num_shots: int, fps: str = "29.97") -> Timeline:
    """Each shot of other words, in three places; two sections."""
    texts = [f"Line {number} is said at the sea." for number in range(num_shots)]
    sections = (Section(id=SectionId("a"), title="One"), Section(id=SectionId("b"), title="Two"))
    shots = tuple(
        Shot(
            id=ShotId(f"shot {number}"),
            section_id=sections[2 * number // num_shots].id,
            text=text,
            # A bell is seen, and so heard.
            look=Look(setting=SETTINGS[number % 3], subjects=(Figure(kind="bell"),)),
            lower_third="" if number else "Bo | Cook",
            min_s=0.5 if number else 4,
        )
        for number, text in enumerate(texts)
    )
    return lay_out(
        FolderWorkspace(work),
        plan=Plan(title="Sea", language="en", seed=3, sections=sections, shots=shots),
        voices=tuple(spoken(text) for text in texts),
        panels=tuple(drawn(shot) for shot in shots),
        options=LayoutOptions(size=Size(width=640, height=360), rate=FRAME_RATES[fps]),
    ).timeline


def spoken(text: str) -> Voice:
    samples = SAMPLE_RATE + len(text) * 997
    audio = Audio(digest=digest_of(text.encode()), num_bytes=9, channels=1, samples=samples)
    return Voice(audio=audio, words=(Word(text=text, start=0, end=samples, offset=0),))


def drawn(shot: Shot) -> Image:
    digest = digest_of(shot.id.encode())
    return Image(digest=digest, num_bytes=1, format="svg", width=1920, height=1080)


@dataclass
class Film:
    """A film whose steps a test writes itself."""

    api: Api
    tenant: uuid.UUID
    id: str
    database: Database
    settings: Settings

    @property
    def path(self) -> str:
        return f"/films/{self.id}/timeline"

    async def lay_out(self, timeline: Timeline) -> Any:
        objects = open_objects(self.settings.objects_url, self.settings.scratch)
        values = Values(objects, self.tenant, self.settings.scratch)
        packed = values.pack_value(timeline.model_dump(mode="json"))
        async with self.database.begin(self.tenant) as connection:
            await connection.execute(
                insert(steps).values(
                    tenant_id=self.tenant, run_id=uuid.UUID(self.id), node="cut", path=[],
                    type="film.lay_out", state="cached", outputs={"timeline": packed},
                )
            )  # fmt: skip
        return packed

    async def windows(self, **params: Any) -> list[Any]:
        shown = [await self.api.got(self.path, params=params)]
        while shown[-1]["next_frame"] is not None:
            further = params | {"from_frame": shown[-1]["next_frame"]}
            shown.append(await self.api.got(self.path, params=further))
        return shown


@pytest.fixture
async def film(ours: Api, engine_database: Database, settings: Settings) -> Film:
    made = await ours.made("/films", {"script": SCRIPT})
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    return Film(ours, tenant, made["id"], engine_database, settings)


async def test_a_film_that_is_not_laid_out_says_so(film: Film) -> None:
    answer = await film.api("GET", film.path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "NOT_LAID_OUT")
    run = await film.api.made("/runs", {"flow": {"nodes": []}, "project": "of no film"})
    assert (await film.api("GET", f"/films/{run['id']}/timeline")).status_code == 404


async def test_a_timeline_is_told_as_it_was_laid_out(film: Film, tmp_path: Path) -> None:
    timeline = laid_out(tmp_path, 6)
    packed = await film.lay_out(timeline)
    assert REFERENCE in packed
    told = await film.api.got(film.path)
    kept = json.loads(timeline.model_dump_json())
    assert (told["rate"], told["frames"]) == ("30000/1001", timeline.frames)
    assert told["fps"] == pytest.approx(29.97, abs=0.001)
    assert (told["from_frame"], told["to_frame"], told["next_frame"]) == (0, told["frames"], None)
    assert told["size"] == {"width": 640, "height": 360}
    named = {"sections": "chapters", "sounds": "dialogue"}
    for name in LISTS:
        theirs = kept[named.get(name, name)]
        assert len(told[name]) == len(theirs) > 0, name
        for mine, one in zip(told[name], theirs, strict=True):
            assert all(one[key] == value for key, value in mine.items() if key != "strip"), name
    assert told["clips"][0]["panel"] == kept["clips"][0]["panel"]
    assert told["clips"][0]["strip"].items() <= kept["clips"][0]["strip"].items()
    assert [one["title"] for one in told["sections"]] == ["One", "Two"]
    assert told["clips"][1]["strip"] is None


async def test_a_long_film_comes_in_windows(film: Film, tmp_path: Path) -> None:
    timeline = laid_out(tmp_path, 2700)
    await film.lay_out(timeline)
    windows = await film.windows()
    assert max(len(window["clips"]) for window in windows) == 200
    assert [w["to_frame"] for w in windows] == [w["from_frame"] for w in windows[1:]] + [
        timeline.frames
    ]
    seen = [clip["shot_id"] for window in windows for clip in window["clips"]]
    assert seen == [clip.shot_id for clip in timeline.clips]
    for name, whole in (("transitions", timeline.transitions), ("cues", timeline.cues),
                        ("sounds", timeline.dialogue), ("beds", timeline.beds)):  # fmt: skip
        told = {json.dumps(one) for window in windows for one in window[name]}
        assert len(told) == len(whole), name


async def test_a_window_shows_what_reaches_into_it(film: Film, tmp_path: Path) -> None:
    timeline = laid_out(tmp_path, 6)
    await film.lay_out(timeline)
    second = timeline.clips[1]
    shot = {"from_frame": second.start + 1, "to_frame": second.start + 2}
    told = await film.api.got(film.path, params=shot)
    assert [one["shot_id"] for one in told["clips"]] == [second.shot_id]
    assert [one["title"] for one in told["sections"]] == ["One"]
    assert [one["shot_id"] for one in told["sounds"]] == [second.shot_id]
    assert (told["to_frame"], told["next_frame"]) == (second.start + 2, None)
    behind = await film.api.got(film.path, params={"from_frame": timeline.frames})
    assert [behind[name] for name in LISTS] == [[]] * len(LISTS)
    narrow = await film.windows(from_frame=second.start, most_clips=1)
    assert [len(window["clips"]) for window in narrow] == [1] * 5


@pytest.mark.parametrize(
    "params",
    [
        {"from_frame": -1},
        {"from_frame": 5, "to_frame": 5},
        {"most_clips": 501},
        {"to_frame": 2**31},
    ],
)
async def test_what_is_no_window_is_refused(film: Film, params: dict[str, int]) -> None:
    answer = await film.api("GET", film.path, params=params)
    assert answer.status_code == 422
    assert answer.json()["error"]["details"][0]["field"].rpartition(".")[2] in params
