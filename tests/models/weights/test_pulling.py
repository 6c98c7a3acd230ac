"""Guards what is pulled from folders and buckets: what is needed, what is refused, LoRAs."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from media.errors import InputError, WorldError
from models.catalog.row import Weights
from models.setup import setup_of
from models.weights import pulling
from models.weights.choosing import check_name, chosen, is_pickle
from models.weights.fetching import WeightsDamaged
from models.weights.manifest import manifest_of
from models.weights.pulling import bring, look
from models.weights.sources import AccessRefused, Offered, PullFailed
from tests.buckets import BUCKET, s3_service, settings
from tests.models.weights.ranged import ranged
from tests.models.weights.rows import noise, pull, read, row, silent, written

FILES = {"config.json": b"{}", "unet/model.safetensors": noise("unet", 150_000)}
PIPELINE = [
    "model_index.json", "README.md", "LICENSE.md", "teaser.png", "docs/clip.mp4", ".gitattributes",
    "all_in_one.safetensors", "old.ckpt",
    "unet/config.json", "unet/model.safetensors", "unet/model.fp16.safetensors", "unet/model.bin",
    "unet/model.onnx", "unet/model.bin.index.json", "onnx/unet/model.onnx",
    "tokenizer/vocab.json", "tokenizer/merges.txt",
]  # fmt: skip


def offered(*paths: str) -> list[Offered]:
    return [Offered(path=path, num_bytes=1) for path in paths]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "source", FILES)


def test_duplicates_in_other_formats_and_pictures_are_left_out() -> None:
    found = chosen(offered(*PIPELINE), Weights(source="/x"))
    assert [one.path for one in found] == [
        "model_index.json", "README.md", "LICENSE.md", "unet/config.json",
        "unet/model.safetensors", "tokenizer/vocab.json", "tokenizer/merges.txt",
    ]  # fmt: skip


def test_where_there_is_one_format_it_is_taken() -> None:
    names = ("model.onnx", "voices.bin", "config.json")
    assert [one.path for one in chosen(offered(*names), Weights(source="/x"))] == list(names)


def test_patterns_say_what_is_needed() -> None:
    only = Weights(source="/x", only=("*.fp16.safetensors", "*.json"))
    assert [one.path for one in chosen(offered(*PIPELINE), only)] == [
        "model_index.json", "unet/config.json", "unet/model.fp16.safetensors",
        "unet/model.bin.index.json", "tokenizer/vocab.json",
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"\*\.gguf"):
        chosen(offered(*PIPELINE), Weights(source="/x", only=("*.gguf",)))


@pytest.mark.parametrize(
    "name",
    ["../up", "/etc/passwd", "a/../../b", "a//b", "", ".", "a\\..\\b", "c:/x", "a/\0", "a/"],
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="do not trust it"):
        check_name(name)


def test_pickles_are_refused_unless_the_row_takes_them(tmp_path: Path) -> None:
    source = written(tmp_path / "source", {"model.bin": b"\x80\x02}q\x00."})
    with pytest.raises(InputError, match=r"model\.bin as pickles") as refused:
        look(row(str(source)))
    assert refused.value.code == "PICKLES_REFUSED"
    assert look(row(str(source), pickles=True)).wanted
    named = written(tmp_path / "other", {"model.pt": b"anything"})
    with pytest.raises(InputError, match=r"model\.pt"):
        look(row(str(named)))


def test_a_bin_that_is_no_pickle_is_taken(tmp_path: Path) -> None:
    content = {"model.bin": b"\x06\x00\x00\x00\x0bWhisperSpec", "voices.bin": b"PK\x03\x04  a.npy"}
    source = written(tmp_path / "source", content)
    assert len(look(row(str(source))).wanted) == 2
    assert is_pickle(b"PK\x03\x04" + b"archive/data.pkl") and not is_pickle(b"")


@pytest.mark.parametrize("form", ["{}", "file:{}", "file://{}"])
def test_a_folder_is_pulled(folder: Path, weights: Path, form: str) -> None:
    manifest = pull(row(form.format(folder)))
    assert read(weights / "toy") == FILES
    assert (manifest.revision, manifest.num_bytes) == ("", 150_002)
    assert not look(row(form.format(folder))).changes


def test_equal_content_has_equal_digests_wherever_it_came_from(
    folder: Path, weights: Path, tmp_path: Path
) -> None:
    first = pull(row(str(folder)))
    shutil.copytree(weights / "toy", tmp_path / "copied")
    second = pull(row(str(tmp_path / "copied")))
    assert first.digest == second.digest and read(weights / "toy") == FILES


def test_the_digests_of_a_copied_manifest_hold(weights: Path, folder: Path, tmp_path: Path) -> None:
    pull(row(str(folder)))
    copied = shutil.copytree(weights / "toy", tmp_path / "copied")
    shutil.rmtree(weights)
    (copied / "unet" / "model.safetensors").write_bytes(bytes(150_000))
    with pytest.raises(WeightsDamaged, match="unet/model"):
        pull(row(str(copied)))


def test_loras_have_folders_of_their_own(folder: Path, tmp_path: Path, weights: Path) -> None:
    style = written(tmp_path / "style", {"ink.safetensors": noise("ink", 2_000)})
    plain = pull(row(str(folder)))
    engine = row(str(folder), loras={"ink": Weights(source=str(style))})
    looked = look(engine)
    assert [one.path for one in looked.changes] == ["loras/ink/ink.safetensors"]
    manifest = bring(looked, silent)
    assert manifest.digest != plain.digest and manifest.loras["ink"].source == str(style)
    found = setup_of(engine, "cpu").loras["ink"]
    assert [path.name for path in found.iterdir()] == ["ink.safetensors"]
    pull(row(str(folder)))
    assert read(weights / "toy") == FILES


def test_parts_come_from_other_sources_into_folders_of_their_own(
    folder: Path, tmp_path: Path, weights: Path
) -> None:
    # What the row's own source has below the part's name is not mixed with it.
    written(folder, {"codec/other.safetensors": noise("other", 100)})
    codec = written(tmp_path / "codec", {"model.safetensors": noise("codec", 2_000)})
    engine = row(str(folder)).but(parts={"codec": Weights(source=str(codec))})
    manifest = pull(engine)
    assert manifest.parts["codec"].source == str(codec)
    assert read(weights / "toy") == FILES | {"codec/model.safetensors": noise("codec", 2_000)}
    assert not look(engine).changes and not look(engine).moved
    moved = shutil.copytree(codec, tmp_path / "moved")
    assert look(engine.but(parts={"codec": Weights(source=str(moved))})).moved


def test_no_part_takes_the_folder_of_loras() -> None:
    with pytest.raises(ValueError, match="folder of its LoRAs"):
        row("/a").model_validate(row("/a").model_dump() | {"parts": {"loras": {"source": "/b"}}})


@pytest.mark.parametrize("source", ["weights", "ftp://x/y", "hub:name", "hub:a/b/c"])
def test_what_is_no_source_is_named(source: str) -> None:
    with pytest.raises(InputError) as refused:
        look(row(source))
    assert refused.value.field == "weights.source"


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        look(row(str(tmp_path / "nowhere")))


def test_a_full_disk_is_said_before_anything_comes(
    folder: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(free=pulling.SPARE_BYTES)
    monkeypatch.setattr(pulling.shutil, "disk_usage", lambda path: full)
    with pytest.raises(InputError, match=r"0\.0 GB are to come") as refused:
        pull(row(str(folder)))
    assert refused.value.code == "DISK_FULL" and read(weights / "toy") == {}


def test_one_process_pulls_at_a_time(folder: Path, weights: Path) -> None:
    looked = look(row(str(folder)))

    def another(done: int, total: int) -> None:
        bring(looked, silent)

    with pytest.raises(WorldError, match="another process"):
        bring(looked, another)
    assert manifest_of(weights / "toy") is None


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # A service of its own: it remembers for minutes what is in a folder.
    folder = tmp_path / "s3"
    with s3_service(folder) as endpoint:
        for name, value in settings(endpoint).items():
            monkeypatch.setenv(name, value)
        yield written(folder / BUCKET / "toy", FILES)


def test_a_prefix_of_a_bucket_is_pulled(prefix: Path, weights: Path) -> None:
    engine = row(f"s3://{BUCKET}/{prefix.name}")
    pull(engine)
    assert read(weights / "toy") == FILES
    assert not look(engine).changes


def test_a_service_without_ranges_gives_all_of_it(prefix: Path, weights: Path) -> None:
    looked = look(row(f"s3://{BUCKET}/{prefix.name}"))
    one = next(one for one in looked.wanted if one.path == "unet/model.safetensors")
    part = one.part_in(weights / "toy")
    part.parent.mkdir(parents=True)
    part.write_bytes(FILES[one.path][:100_000])
    told: list[int] = []
    bring(looked, lambda done, total: told.append(done))
    assert read(weights / "toy") == FILES
    assert told[-1] == 150_002 and 100_000 in told


def test_the_digests_of_a_bucket_hold(prefix: Path, weights: Path, folder: Path) -> None:
    pull(row(str(folder)))
    shutil.copy(weights / "toy" / "manifest.json", prefix)
    shutil.rmtree(weights)
    engine = row(f"s3://{BUCKET}/{prefix.name}")
    pull(engine)
    shutil.rmtree(weights)
    (prefix / "unet" / "model.safetensors").write_bytes(bytes(150_000))
    with pytest.raises(WeightsDamaged):
        pull(engine)


def test_a_bucket_without_it_and_a_key_that_is_wrong_are_told_apart(
    prefix: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="nothing at"):
        look(row(f"s3://{BUCKET}/nobody"))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(PullFailed) as refused:
        look(row(f"s3://{BUCKET}/{prefix.name}"))
    assert isinstance(refused.value, AccessRefused) and "another" not in str(refused.value)


def test_a_part_of_a_bucket_is_gone_on_with(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a service that knows ranges, which rclone's does not."""
    content = FILES["unet/model.safetensors"]
    with ranged({"toy/unet/model.safetensors": content}) as (endpoint, given):
        for name, value in settings(endpoint).items():
            monkeypatch.setenv(name, value)
        looked = look(row(f"s3://{BUCKET}/toy"))
        part = looked.wanted[0].part_in(weights / "toy")
        part.parent.mkdir(parents=True)
        part.write_bytes(content[:100_000])
        bring(looked, silent)
    assert read(weights / "toy") == {"unet/model.safetensors": content}
    assert given == [50_000]
