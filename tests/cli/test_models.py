"""Guards `kinora models`: what is listed, pulled, added, checked, tried and planned, and what is
refused with a remedy."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.home import Home
from cli.main import app, guarded
from cli.models.finding import found
from models.catalog import shared
from models.catalog.rows import engines
from models.weights import serving
from models.weights.measured import keep
from models.weights.serving import State
from tests.models.weights.rows import noise, written

FILES = {"config.json": b"{}", "model.safetensors": noise("cli", 100_000)}
OURS = {"toy-family": {"engine": "tests.cli.toys:Toy", "does": {"speech": "say"}}}


class Ran:
    """What a command left: its status and what it printed."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, str]:
        return json.loads(self.err.splitlines()[-1])


Kinora = Callable[..., Ran]


@pytest.fixture
def kinora(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Kinora:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("KINORA_WEIGHTS", "KINORA_MODELS"):
        # Set first, so that what the command sets is taken back.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def run(*words: str) -> Ran:
        status = guarded(lambda: app(["models", *words], standalone_mode=False))
        told = capsys.readouterr()
        return Ran(status, told.out, told.err)

    return run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "source", FILES)


def toy(source: Path | str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "toy", "family": "toy-family", "licence": "MIT", "weights": {"source": str(source)},
    } | fields  # fmt: skip


def given(tmp_path: Path, *rows: dict[str, Any], families: Any = OURS) -> str:
    path = tmp_path / "given.yaml"
    path.write_text(yaml.safe_dump({"engines": list(rows), "families": families}))
    return str(path)


@pytest.fixture
def added(kinora: Kinora, source: Path, tmp_path: Path) -> Kinora:
    assert kinora("add", given(tmp_path, toy(source))).status == 0
    return kinora


def test_the_home_says_where_weights_and_rows_are(
    kinora: Kinora, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.find()
    assert home.weights == tmp_path / "home" / "models"
    child = "import os; print(os.environ['KINORA_WEIGHTS'], os.environ.get('KINORA_MODELS'))"
    told = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [str(home.weights), "None"]
    (tmp_path / "home" / "models.yaml").write_text("engines: []")
    Home.find()
    told = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True)
    assert told.stdout.split()[1] == str(tmp_path / "home" / "models.yaml")
    monkeypatch.setenv("KINORA_WEIGHTS", "/data/weights")
    assert Home.find().weights == Path("/data/weights")


def test_models_are_listed_and_the_preferred_ones_marked(kinora: Kinora) -> None:
    listed = kinora("list", "--modality", "speech", "--json").lines
    speech = next(row for row in listed if row["id"] == "preview-speech")
    assert speech["live"] and speech["does"] == ["speech"] and speech["missing"] == []
    assert sum("speech" in row["preferred_for"] for row in listed) == 1
    table = kinora().out
    assert "preview-panels" in table and "live" in table
    assert kinora("list", "--modality", "smell").status == 2


def test_an_unknown_name_is_answered_with_near_ones(kinora: Kinora) -> None:
    refused = kinora("show", "preview-speach")
    assert refused.status == 2 and "preview-speech" in refused.error["remedy"]


def test_a_model_is_added_pulled_checked_and_tried(
    added: Kinora, tmp_path: Path, source: Path
) -> None:
    kinora = added
    lacking = kinora("check", "toy", "--json")
    assert lacking.status == 1
    [missing] = lacking.lines[0]["missing"]
    assert missing == {"what": "its weights", "remedy": "kinora models pull toy"}
    refused = kinora("try", "toy")
    assert refused.status == 1 and refused.error["remedy"] == "kinora models pull toy"

    pulled = kinora("pull", "toy", "--json").lines[-1]
    assert (pulled["state"], pulled["bytes"]) == ("pulled", 100_002)
    assert (tmp_path / "home" / "models" / "toy" / "manifest.json").exists()
    assert kinora("pull", "toy", "--json").lines[-1]["state"] == "here"
    assert kinora("check", "toy").status == 0

    shown = kinora("show", "toy", "--json").lines[0]
    assert shown["pulled"]["digest"] == pulled["digest"] and shown["files"] == 2
    assert str(source) in kinora("show", "toy").out

    tried = kinora("try", "toy", "hello", "--out", str(tmp_path / "out"), "--json").lines[0]
    assert tried["modality"] == "speech" and tried["device"] == "cpu"
    assert [Path(path).read_bytes() for path in tried["files"]] == [b"hello"]


def test_a_source_that_moved_on_says_so_and_is_taken_on_request(
    added: Kinora, source: Path
) -> None:
    added("pull", "toy")
    (source / "more.json").write_bytes(b"[]")
    moved = added("pull", "toy", "--json").lines[-1]
    assert moved["state"] == "moved"
    assert [(one["what"], one["path"]) for one in moved["changes"]] == [("added", "more.json")]
    assert "--update takes them" in added("pull", "toy").out
    assert added("pull", "toy", "--update", "--json").lines[-1]["state"] == "pulled"
    assert added("pull", "toy", "--json").lines[-1]["state"] == "here"


def test_a_damaged_file_is_named_and_repaired(added: Kinora, tmp_path: Path) -> None:
    added("pull", "toy")
    file = tmp_path / "home" / "models" / "toy" / "model.safetensors"
    file.write_bytes(bytes(100_000))
    assert added("check", "toy").status == 0
    deep = added("check", "toy", "--deep", "--json")
    assert deep.status == 1
    [damage] = deep.lines[-1]["missing"]
    assert "model.safetensors" in damage["what"] and damage["remedy"].endswith("--repair")
    assert added("pull", "toy", "--repair", "--json").lines[-1]["state"] == "repaired"
    assert file.read_bytes() == FILES["model.safetensors"]


def test_a_licence_that_binds_wants_to_be_agreed_to(
    kinora: Kinora, source: Path, tmp_path: Path
) -> None:
    kinora("add", given(tmp_path, toy(source, licence="CC-BY-NC-4.0")))
    refused = kinora("pull", "toy")
    assert refused.status == 2 and refused.error["code"] == "NOT_CONFIRMED"
    assert "CC-BY-NC-4.0" in refused.error["message"]
    assert kinora("pull", "toy", "--yes").status == 0


def test_a_row_by_options(added: Kinora, source: Path) -> None:
    words = ("--family", "toy-family", "--source", str(source), "--licence", "MIT")
    made = added("add", "--id", "other", *words, "--memory-gb", "9", "--only", "*.safetensors")
    assert made.status == 0 and "other added to" in made.out
    row = next(row for row in engines() if row.id == "other")
    assert row.gpu is not None and row.gpu.memory_gb == 9 and row.runs == "serve"
    assert row.weights is not None and row.weights.only == ("*.safetensors",)
    assert [row.id for row in engines()][:2] == ["toy", "other"]


@pytest.mark.parametrize(
    ("row", "families", "said"),
    [
        ({"id": "preview-speech"}, {}, "preview-speech is the name of"),
        ({"id": "x", "aliases": ["toy"]}, {}, "toy is the name of toy already"),
        ({"id": "x", "family": "nobody"}, {}, "there is no family nobody"),
        ({"id": "x", "colour": "red"}, {}, "colour"),
        ({"id": "x", "fallback": ["preview-music"]}, {}, "falls back on preview-music"),
        ({"id": "x"}, OURS, "there is a family toy-family already"),
        ({"id": "x"}, {"f": {"engine": "nothing", "does": {}}}, "nothing is no module:Class"),
    ],
)
def test_what_is_wrong_is_said_and_not_written(
    added: Kinora, tmp_path: Path, row: dict[str, Any], families: Any, said: str
) -> None:
    before = (tmp_path / "home" / "models.yaml").read_bytes()
    refused = added("add", given(tmp_path, toy("/x", **row), families=families))
    assert refused.status == 2 and said in refused.error["message"]
    assert (tmp_path / "home" / "models.yaml").read_bytes() == before
    assert not list((tmp_path / "home").glob("*.part"))


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "engines: 3", "colour: red", "just words"])
def test_a_file_that_holds_no_row_is_refused(kinora: Kinora, tmp_path: Path, text: str) -> None:
    path = tmp_path / "given.yaml"
    path.write_text(text)
    refused = kinora("add", str(path))
    assert refused.status == 2 and len(refused.err.splitlines()) == 1


def test_a_row_is_removed_and_its_weights_stay(added: Kinora, tmp_path: Path) -> None:
    added("pull", "toy")
    removed = added("remove", "toy")
    assert removed.status == 0 and "still in" in removed.err
    assert added("show", "toy").status == 2
    assert (tmp_path / "home" / "models" / "toy").exists()
    assert added("remove", "preview-speech").status == 2


def test_what_a_person_noted_in_the_file_is_kept_beside_it(added: Kinora, tmp_path: Path) -> None:
    path = tmp_path / "home" / "models.yaml"
    path.write_text("# mine\n" + path.read_text())
    added("remove", "toy")
    assert path.with_name("models.yaml.before").read_text().startswith("# mine")


def test_a_key_a_card_and_a_failed_start_are_missing_things(
    kinora: Kinora, tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = {"submit": "https://x.example/", "poll": "https://x.example/{id}", "key_env": "TOY_K"}
    paid = {"id": "paid", "modality": "image", "runs": "http", "licence": "-", "remote": remote}
    large = toy(source, runs="serve", gpu={"memory_gb": 20})
    assert kinora("add", given(tmp_path, paid, large)).status == 0
    monkeypatch.delenv("TOY_K", raising=False)
    assert kinora("check", "paid", "--json").lines[0]["missing"][0]["what"] == "its key in TOY_K"
    monkeypatch.setenv("TOY_K", "k")
    assert kinora("check", "paid").status == 0
    assert kinora("try", "paid").status == 2
    there = {"base_url": "https://x.example/v1", "key_env": "CHAT_K"}
    chat = {"id": "chat", "family": "chat-http", "runs": "serve", "licence": "-", "options": there}
    assert kinora("add", given(tmp_path, chat, families={})).status == 0
    monkeypatch.delenv("CHAT_K", raising=False)
    assert kinora("check", "chat", "--json").lines[0]["missing"][0]["what"] == "its key in CHAT_K"
    kinora("pull", "toy")
    [card] = kinora("check", "toy", "--json").lines[0]["missing"]
    assert card["what"] == "a card with 20 GB of memory"
    serving.write({"toy": State(state="failed", detail="it fell", remedy="pick it up")})
    [fell] = kinora("check", "toy", "--json").lines[0]["missing"]
    assert fell == {"what": "it fell", "remedy": "pick it up"}
    serving.write({"toy": State(state="running")})
    assert kinora("check", "toy").status == 0


@pytest.mark.parametrize("name", ["speech", "panels", "ambience", "music", "director"])
def test_what_needs_no_weights_can_be_tried(kinora: Kinora, tmp_path: Path, name: str) -> None:
    tried = kinora("try", f"preview-{name}", "--out", str(tmp_path / "out"), "--json")
    assert tried.status == 0
    done = tried.lines[0]
    assert done["seconds"] > 0
    assert bool(done["files"]) == (name != "director")
    assert all(Path(path).stat().st_size for path in done["files"])


def test_models_are_planned_on_cards(kinora: Kinora, tmp_path: Path) -> None:
    rows = [
        toy("/x", id=f"toy-{size}", runs="serve", gpu={"memory_gb": size}) for size in (9, 20, 90)
    ]
    assert kinora("add", given(tmp_path, *rows)).status == 0
    fits = kinora("plan", "--gpus", "2xL4", "--models", "toy-9,toy-20", "--json")
    assert fits.status == 0
    assert {one["model"] for one in fits.lines[0]["placements"]} == {"toy-9", "toy-20"}
    assert all(one["reason"] for one in fits.lines[0]["placements"])
    refused = kinora("plan", "--gpus", "2xL4", "--models", "toy-9,toy-20,toy-90")
    assert refused.status == 1
    assert "toy-90" in refused.out and "what would help" in refused.out
    assert kinora("plan", "--gpus", "2xNothing").status == 2
    assert kinora("plan", "--gpus", "1xL4", "--models", "preview-speech").status == 2


def test_what_was_measured_is_listed_beside_what_is_declared(
    kinora: Kinora, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = toy("/x", runs="serve", gpu={"memory_gb": 7, "peak_gb": 9.5})
    assert kinora("add", given(tmp_path, row)).status == 0
    assert "9.5 GB" in kinora("list").out and "measured" not in kinora("list").out
    keep(found("toy"), "NVIDIA L4", 7.0, 9.7)
    monkeypatch.setenv("COLUMNS", "300")
    assert "9.5 GB, measured 10.2" in kinora("list").out
    shown = kinora("show", "toy", "--json").lines[0]
    assert (shown["card_gb"], shown["measured_gb"]) == (9.5, 10.2)
    assert shown["measured"] == [{"card": "NVIDIA L4", "resident_gb": 7.0, "peak_gb": 9.7}]
    planned = kinora("plan", "--gpus", "1xL4", "--models", "toy", "--json").lines[0]
    assert "declared 9.5, measured 10.2" in planned["placements"][0]["reason"]


def test_planning_loads_no_ray() -> None:
    script = "import cli.models.planning, cli.models.pulling, sys; print('ray' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"


def test_the_schema_is_that_of_a_file(kinora: Kinora) -> None:
    [found] = kinora("schema").lines
    assert set(found["properties"]) == {"engines", "families"}
    assert "weights" in found["$defs"]["Engine"]["properties"]
    assert "id" not in found["$defs"]["Family"]["properties"]


@pytest.fixture
def on_database(kinora: Kinora, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Any:
    monkeypatch.setenv("KINORA_DATABASE_URL", database_url)
    yield kinora
    shared.put([])


def test_a_row_in_the_database_is_added_changed_listed_and_removed(
    on_database: Kinora, tmp_path: Path
) -> None:
    provider: dict[str, Any] = {
        "id": "acme", "modality": "image", "runs": "http", "licence": "commercial",
        "remote": {"submit": "https://acme.example/j", "poll": "https://acme.example/j/{id}"},
    }  # fmt: skip
    added = on_database("add", given(tmp_path, provider, families={}), "--to", "database")
    assert (added.status, added.out) == (0, "acme added to the database\n")
    dearer = provider | {"price": {"call_micros": 7}}
    assert on_database("add", given(tmp_path, dearer, families={}), "--to", "database").status == 0
    shared.put([])
    shown = on_database("show", "acme", "--json").lines[0]
    assert (shown["price"], shown["live"]) == ({"call_micros": 7}, True)
    assert next(row["id"] for row in on_database("list", "--json").lines) == "acme"
    wrong_place = on_database("remove", "acme").error
    assert wrong_place["remedy"] == "kinora models remove acme --from database"
    assert on_database("remove", "acme", "--from", "database").status == 0
    assert on_database("remove", "acme", "--from", "database").status == 2
    assert on_database("show", "acme").status == 2


@pytest.mark.parametrize(
    ("row", "families", "field"),
    [
        ({"id": "preview-images"}, {}, "id"),
        ({"id": "own", "aliases": ["dall-e-3"]}, {}, "id"),
        ({"id": "own", "colour": "red"}, {}, "FILE"),
        ({"id": "own", "fallback": ["nobody"]}, {}, "own.fallback"),
        ({"id": "own"}, OURS, "families"),
    ],
)
def test_a_row_that_the_database_cannot_have_is_refused(
    on_database: Kinora, tmp_path: Path, row: dict[str, Any], families: Any, field: str
) -> None:
    whole = {"modality": "image", "target": "own:make", "licence": "-"} | row
    ran = on_database("add", given(tmp_path, whole, families=families), "--to", "database")
    assert (ran.status, ran.error["field"]) == (2, field)
    assert "own" not in {one["id"] for one in on_database("list", "--json").lines}
