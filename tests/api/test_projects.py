"""Guards projects and their scripts: nothing is lost, ids stay, two editors are told."""

from tests.api.conftest import Api

SCRIPT = (
    "# The Pier\n\nThe boat left at dawn. A woman watched it go.\n\n# The Return\n\nIt came home.\n"
)


async def test_a_project_is_made_changed_deleted_and_restored(ours: Api) -> None:
    project = await ours.made("/projects", {"name": "Pier", "options": {"style": "ink"}})
    path = f"/projects/{project['id']}"
    changed = await ours("PATCH", path, json={"name": "Quay"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    stale = await ours("PATCH", path, json={"name": "Dock"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["error"]["code"]) == (412, "VERSION_MISMATCH")
    assert (await ours("DELETE", path)).status_code == 204
    assert (await ours("GET", path)).status_code == 404
    versions = (await ours.got(f"{path}/versions"))["items"]
    assert [(one["version"], one["data"]["name"]) for one in versions] == [(2, "Quay"), (1, "Pier")]
    restored = await ours.made(f"{path}/versions/1/restore", {})
    assert (restored["name"], restored["version"]) == ("Pier", 4)


async def test_a_script_is_kept_to_the_letter_and_ids_stay(ours: Api) -> None:
    project = await ours.made("/projects", {"name": "Pier"})
    path = f"/projects/{project['id']}"
    put = await ours("PUT", f"{path}/script", json={"text": SCRIPT})
    assert put.json() == {"text": SCRIPT, "num_sections": 2, "num_sentences": 3}
    before = (await ours.got(f"{path}/sentences"))["items"]
    await ours("PUT", f"{path}/script", json={"text": "Soon.\n" + SCRIPT.replace("dawn", "noon")})
    after = (await ours.got(f"{path}/sentences"))["items"]
    assert [one["id"] for one in after[1:]] == [one["id"] for one in before]
    assert [one["version"] for one in after] == [1, 2, 1, 1]
    sentence = after[2]
    reworded = await ours(
        "PATCH", f"{path}/sentences/{sentence['id']}", json={"text": "A man watched it go."},
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert reworded.status_code == 200
    text = (await ours.got(f"{path}/script"))["text"]
    assert text == "Soon.\n" + SCRIPT.replace("dawn", "noon").replace("A woman", "A man")


async def test_many_sentences_are_changed_or_none(ours: Api) -> None:
    project = await ours.made("/projects", {"name": "Pier"})
    path = f"/projects/{project['id']}"
    text = "\n\n".join(f"Sentence number {number} is here." for number in range(2700))
    assert (await ours("PUT", f"{path}/script", json={"text": text})).json()[
        "num_sentences"
    ] == 2700
    page = await ours.got(f"{path}/sentences")
    ids = [one["id"] for one in page["items"]]
    while page["next_cursor"]:
        page = await ours.got(f"{path}/sentences", params={"cursor": page["next_cursor"]})
        ids += [one["id"] for one in page["items"]]
    assert len(set(ids)) == 2700
    change = [{"id": one, "text": f"Line {number} it is."} for number, one in enumerate(ids)]
    wrong = await ours(
        "PATCH", f"{path}/sentences", json={"sentences": [*change[1:], change[0] | {"version": 7}]}
    )
    assert wrong.status_code == 412
    assert "Sentence number 5 " in (await ours.got(f"{path}/script"))["text"]
    assert (await ours("PATCH", f"{path}/sentences", json={"sentences": change})).json() == {
        "changed": 2700
    }
    assert (await ours.got(f"{path}/script"))["text"].startswith("Line 0 it is.\n\nLine 1")


async def test_what_is_no_sentence_is_refused(ours: Api) -> None:
    project = await ours.made("/projects", {"name": "Pier"})
    path = f"/projects/{project['id']}"
    await ours("PUT", f"{path}/script", json={"text": SCRIPT})
    sentence = (await ours.got(f"{path}/sentences"))["items"][0]["id"]
    for text in ("# A heading", "One.\n\nTwo.", "...", "a\x00b"):
        answer = await ours("PATCH", f"{path}/sentences/{sentence}", json={"text": text})
        assert answer.status_code == 422, text
        assert answer.json()["error"]["request_id"]
    assert (await ours.got(f"{path}/script"))["text"] == SCRIPT


async def test_another_tenant_sees_nothing(ours: Api, theirs: Api) -> None:
    project = await ours.made("/projects", {"name": "Pier"})
    answer = await theirs("GET", f"/projects/{project['id']}")
    assert answer.status_code == 404
    assert (await theirs.got("/projects"))["items"] == []


async def test_a_post_that_comes_again_does_nothing_twice(ours: Api) -> None:
    headers = {"Idempotency-Key": "once"}
    first = await ours("POST", "/projects", json={"name": "Pier"}, headers=headers)
    again = await ours("POST", "/projects", json={"name": "Pier"}, headers=headers)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    other = await ours("POST", "/projects", json={"name": "Quay"}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert len((await ours.got("/projects"))["items"]) == 1
