"""Guards the object store: content in, the same content out, from a folder and from S3 by HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from media.errors import InputError
from media.ids import LOCAL_TENANT, Digest, digest_of, uuid7
from media.types import Document
from store.objects.objects import (
    FolderObjects,
    ObjectMissing,
    StoreUnreachable,
    open_objects,
)
from store.objects.quarantine import open_quarantine
from store.workspace import StoreWorkspace
from tests.buckets import BUCKET, s3_service, settings

DATA = b"frames and samples" * 1000


def written(folder: Path, name: str = "part") -> Path:
    path = folder / name
    path.write_bytes(DATA)
    return path


def test_a_file_is_taken_over_by_its_content(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path / "objects")
    path = written(tmp_path)
    digest, num_bytes = objects.take(LOCAL_TENANT, path)
    assert (digest, num_bytes) == (digest_of(DATA), len(DATA))
    assert not path.exists()
    assert objects.local(LOCAL_TENANT, digest).read_bytes() == DATA
    assert objects.has(LOCAL_TENANT, digest, num_bytes)
    assert not objects.has(LOCAL_TENANT, digest, num_bytes - 1)


def test_a_tenant_does_not_find_the_assets_of_another(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path)
    digest, num_bytes = objects.take(LOCAL_TENANT, written(tmp_path))
    assert not objects.has(uuid7(), digest, num_bytes)


def test_a_missing_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectMissing, match="missing from the object store"):
        FolderObjects(tmp_path).local(LOCAL_TENANT, Digest("ab" * 32))


def test_an_unknown_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no object store"):
        open_objects("ftp://somewhere", tmp_path)


def test_a_workspace_clears_its_scratch_and_keeps_its_assets(tmp_path: Path) -> None:
    objects = FolderObjects(tmp_path / "objects")
    with StoreWorkspace(objects, LOCAL_TENANT, tmp_path / "scratch") as work:
        scratch = work.scratch("note.txt")
        scratch.write_bytes(DATA)
        kept = work.save(scratch, Document, media_type="text/plain")
        work.scratch("left.txt").write_bytes(b"x")
        assert work.open(kept).read_bytes() == DATA
    assert list((tmp_path / "scratch").iterdir()) == []
    assert objects.has(LOCAL_TENANT, kept.digest, kept.num_bytes)


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with s3_service(tmp_path / "served") as endpoint:
        for name, value in settings(endpoint).items():
            monkeypatch.setenv(name, value)
        yield tmp_path / "served" / BUCKET


def test_a_bucket_gives_back_on_another_machine_what_it_was_given(
    bucket: Path, tmp_path: Path
) -> None:
    here = open_objects(f"s3://{BUCKET}/films", tmp_path / "here")
    digest, num_bytes = here.take(LOCAL_TENANT, written(tmp_path))
    assert [path.name for path in bucket.rglob("*") if path.is_file()] == [digest]
    there = open_objects(f"s3://{BUCKET}/films", tmp_path / "there")
    assert there.has(LOCAL_TENANT, digest, num_bytes)
    assert not there.has(LOCAL_TENANT, digest, num_bytes + 1)
    assert there.local(LOCAL_TENANT, digest).read_bytes() == DATA
    there.delete(LOCAL_TENANT, digest)
    assert not here.has(LOCAL_TENANT, digest, num_bytes)


def test_a_bucket_names_what_it_lacks(bucket: Path, tmp_path: Path) -> None:
    objects = open_objects(f"s3://{BUCKET}", tmp_path / "copies")
    with pytest.raises(ObjectMissing, match="abababababab is missing"):
        objects.local(LOCAL_TENANT, Digest("ab" * 32))


def test_a_refused_key_is_said_with_its_remedy(
    bucket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    objects = open_objects(f"s3://{BUCKET}", tmp_path / "copies")
    with pytest.raises(StoreUnreachable, match="AWS_"):
        objects.take(LOCAL_TENANT, written(tmp_path))


@pytest.mark.parametrize("digest", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", ""])
def test_what_is_no_digest_leads_nowhere(tmp_path: Path, digest: str) -> None:
    objects = FolderObjects(tmp_path / "objects")
    (tmp_path / "objects" / str(LOCAL_TENANT)).mkdir(parents=True)
    with pytest.raises(ObjectMissing):
        objects.local(LOCAL_TENANT, Digest(digest))
    with pytest.raises(ObjectMissing):
        objects.has(LOCAL_TENANT, Digest(digest), 1)


def some(folder: Path, number: int) -> Path:
    path = folder / f"part{number}"
    path.write_bytes(b"x" * number)
    return path


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_a_tenants_objects_are_listed_and_cleared_and_no_others(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "bucket":
        request.getfixturevalue("bucket")
    url = f"s3://{BUCKET}/films" if kind == "bucket" else str(tmp_path / "objects")
    objects, quarantine = open_objects(url, tmp_path / "copies"), open_quarantine(url)
    ours, theirs = uuid7(), uuid7()
    digests = {objects.take(ours, some(tmp_path, number))[0] for number in range(1, 6)}
    kept, _ = objects.take(theirs, some(tmp_path, 9))
    assert {one.digest for one in objects.stored(ours)} == digests
    assert sum(one.num_bytes for one in objects.stored(ours)) == 15
    counts: list[tuple[int, int]] = []
    while not counts or counts[-1][0]:
        counts.append(objects.clear(ours, 2))
    assert [count for count, _ in counts] == [2, 2, 1, 0]
    assert sum(num_bytes for _, num_bytes in counts) == 15
    assert list(objects.stored(ours)) == []
    assert [one.digest for one in objects.stored(theirs)] == [kept]
    assert not [path for path in tmp_path.rglob("*") if path.name in digests]
    quarantine.clear(ours)
    assert objects.local(theirs, kept).read_bytes() == b"x" * 9


def test_parts_of_uploads_are_cleared_from_a_bucket(bucket: Path) -> None:
    quarantine = open_quarantine(f"s3://{BUCKET}/films")
    ours, theirs = uuid7(), uuid7()
    places = [bucket / "films/quarantine" / str(tenant) for tenant in (ours, ours, theirs)]
    for place in places:
        folder = place / str(uuid7())
        folder.mkdir(parents=True)
        (folder / "0").write_bytes(b"part")
    quarantine.clear(ours)
    left = [path for path in bucket.rglob("0") if path.is_file()]
    assert [path.parent.parent for path in left] == [places[2]]


def test_copies_of_tenants_that_are_gone_are_dropped(bucket: Path, tmp_path: Path) -> None:
    objects = open_objects(f"s3://{BUCKET}/films", tmp_path / "copies")
    ours, theirs = uuid7(), uuid7()
    for tenant in (ours, theirs):
        objects.take(tenant, some(tmp_path, 3))
    objects.forget_copies([theirs])
    assert [path.name for path in (tmp_path / "copies").iterdir()] == [str(theirs)]
    assert len(list(objects.stored(ours))) == 1, "what the bucket has is no copy"
