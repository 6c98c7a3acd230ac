"""Guards pulling from a hub: broken off, gone on with, refused, wrong, moved on; bytes counted."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from media.errors import InputError, Interrupted
from models.weights.fetching import WeightsDamaged
from models.weights.manifest import manifest_of
from models.weights.pulling import as_pulled, bring, damaged, is_pinned, look
from models.weights.sources import AccessRefused, BrokenOff
from models.weights.verifying import verify
from tests.models.weights.conftest import MODEL
from tests.models.weights.hub import TOKEN, Hub
from tests.models.weights.rows import noise, pull, read, row, silent

ROOT = Path(__file__).parents[3]
SCRIPT = """
import signal
from models.weights.pulling import bring, look
from tests.models.weights.rows import row
def told(*_):
    print("told", flush=True)
    raise KeyboardInterrupt
signal.signal(signal.SIGINT, told)
print("began", flush=True)
bring(look(row()), lambda done, total: print(done, flush=True))
"""


def test_all_of_a_commit_is_pulled_once(hub: Hub, weights: Path) -> None:
    told: list[tuple[int, int]] = []
    manifest = bring(look(row()), lambda done, total: told.append((done, total)))
    assert read(weights / "toy") == hub.files
    assert manifest_of(weights / "toy") == manifest
    assert (manifest.source, manifest.revision) == ("hub:owner/name", hub.commit)
    assert told[-1] == (manifest.num_bytes, manifest.num_bytes)
    looked = look(row())
    assert not looked.moved and looked.changes == ()
    before = dict(hub.sent)
    assert bring(looked, silent) == manifest
    assert hub.sent == before == {name: len(content) for name, content in hub.files.items()}


def test_what_broke_off_is_gone_on_with(hub: Hub, weights: Path) -> None:
    hub.cut_after = 1_200_000
    pull(row())
    assert read(weights / "toy") == hub.files
    assert hub.sent["model.safetensors"] == len(MODEL)
    assert hub.ranges == ["model.safetensors bytes=1200000-"]


def test_a_server_without_ranges_is_asked_for_all_of_it(hub: Hub, weights: Path) -> None:
    hub.cut_after, hub.deaf = 1_200_000, True
    told: list[int] = []
    bring(look(row()), lambda done, total: told.append(done))
    assert read(weights / "toy") == hub.files
    assert told[-1] == sum(map(len, hub.files.values()))


def test_faults_of_the_server_are_waited_out(hub: Hub, weights: Path) -> None:
    hub.faults = 2
    pull(row())
    assert read(weights / "toy") == hub.files


def test_a_server_that_never_gives_anything_is_given_up(hub: Hub, weights: Path) -> None:
    hub.faults = 1000
    with pytest.raises(BrokenOff, match="answers 500"):
        pull(row())
    assert manifest_of(weights / "toy") is None


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_pull_that_is_killed_goes_on_where_it_was(
    hub: Hub, weights: Path, how: signal.Signals
) -> None:
    hub.slow = threading.Event()
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip().isdecimal() and int(line) > 1_000_000:
                break
        process.send_signal(how)
        if how == signal.SIGINT:
            # Who lets the rest come before may have it whole when it is interrupted.
            assert any(line.strip() == "told" for line in process.stdout)
            hub.slow.set()
        assert process.wait(20) != 0
    finally:
        process.kill()
        process.communicate()
    hub.slow.set()
    folder = weights / "toy"
    assert manifest_of(folder) is None
    kept = sum(path.stat().st_size for path in folder.rglob("*.part"))
    assert kept > 1_000_000
    time.sleep(0.2)  # what was under way at the server ends
    hub.slow, hub.sent = None, {}
    pull(row())
    assert read(folder) == hub.files
    assert sum(hub.sent.values()) == sum(map(len, hub.files.values())) - kept


def test_what_progress_raises_ends_the_pull(hub: Hub, weights: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > 1_000_000:
            raise Interrupted("enough")

    with pytest.raises(Interrupted, match="enough"):
        bring(look(row()), stop)
    assert manifest_of(weights / "toy") is None
    pull(row())
    assert read(weights / "toy") == hub.files


def test_wrong_content_is_refused_and_not_kept(hub: Hub, weights: Path) -> None:
    hub.wrong = frozenset({"vae/model.safetensors"})
    with pytest.raises(WeightsDamaged, match=r"vae/model\.safetensors"):
        pull(row())
    assert manifest_of(weights / "toy") is None
    hub.wrong = frozenset()
    pull(row())
    assert read(weights / "toy") == hub.files


def test_a_part_that_was_damaged_is_fetched_again(hub: Hub, weights: Path) -> None:
    hub.cut_after, hub.cut_always = 1_000, True
    hub.faults = 0
    looked = look(row())
    part = next(one for one in looked.wanted if one.path == "model.safetensors")
    path = part.part_in(weights / "toy")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 1_000_000)
    hub.cut_after = 0
    bring(looked, silent)
    assert read(weights / "toy") == hub.files


def test_a_gated_model_is_explained(
    hub: Hub, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.gated = True
    with pytest.raises(AccessRefused) as refused:
        pull(row())
    told = str(refused.value)
    assert f"{hub.url}/owner/name" in told and "HF_TOKEN is not set" in told
    monkeypatch.setenv("HF_TOKEN", "hf_another")
    with pytest.raises(AccessRefused, match="not enough") as refused:
        pull(row())
    assert "hf_another" not in str(refused.value)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    pull(row())
    assert read(weights / "toy") == hub.files
    assert TOKEN not in (weights / "toy" / "manifest.json").read_text()


def test_an_unknown_revision_is_named(hub: Hub) -> None:
    with pytest.raises(InputError, match="no revision nightly"):
        look(row(revision="nightly"))


def test_a_hub_that_is_not_there_is_named() -> None:
    with pytest.raises(BrokenOff, match=r"127\.0\.0\.1:9"):
        look(row())


def test_a_branch_that_moved_on_says_what_changes(hub: Hub, weights: Path) -> None:
    first = pull(row())
    hub.commit, hub.sent = "d" * 40, {}
    del hub.files["config.json"]
    hub.files["vae/model.safetensors"] = noise("vae 2", 200_000)
    hub.files["more.json"] = b"[]"
    looked = look(row())
    assert looked.moved
    assert {(one.path, one.what) for one in looked.changes} == {
        ("vae/model.safetensors", "changed"),
        ("more.json", "added"),
        ("config.json", "removed"),
    }
    second = bring(looked, silent)
    assert read(weights / "toy") == hub.files
    assert second.digest != first.digest and second.revision == hub.commit
    assert sorted(hub.sent) == ["more.json", "vae/model.safetensors"]


def test_a_commit_that_is_here_is_asked_for_no_more(hub: Hub) -> None:
    pinned = row(revision=hub.commit)
    manifest = pull(pinned)
    assert is_pinned(pinned, manifest)
    assert not is_pinned(row(revision="main"), manifest)
    assert not is_pinned(row(revision="d" * 40), manifest)


def test_damage_is_found_and_that_file_alone_comes_again(hub: Hub, weights: Path) -> None:
    manifest = pull(row())
    assert verify(row()) == ()
    path = weights / "toy" / "vae" / "model.safetensors"
    path.write_bytes(bytes(200_000))
    (weights / "toy" / "config.json").unlink()
    found = {one.path: one.what for one in verify(row())}
    assert found["vae/model.safetensors"].startswith("has the digest")
    assert found["config.json"] == "no such file or directory"
    hub.sent = {}
    looked = damaged(look(as_pulled(row(), manifest)))
    assert bring(looked, silent, again=found) == manifest
    assert verify(row()) == ()
    assert hub.sent == {"vae/model.safetensors": 200_000, "config.json": 2}


def test_the_manifest_is_the_last_to_be_written(hub: Hub, weights: Path) -> None:
    pull(row())
    told = json.loads((weights / "toy" / "manifest.json").read_text())
    assert [file["path"] for file in told["files"]] == sorted(hub.files)
    assert not list((weights / "toy").rglob("*.part"))
