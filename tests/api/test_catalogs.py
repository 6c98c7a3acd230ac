"""Guards what there is to choose from: every node type can be read, as it is listed."""

from tests.api.conftest import Api


async def test_every_node_type_is_told_with_its_form(ours: Api) -> None:
    listed = await ours.got("/nodes")
    assert len(listed) > 100
    for node in listed:
        whole = await ours.got(f"/nodes/{node['type']}")
        assert whole["parameters"]["type"] == "object"
        assert {name: whole[name] for name in node} == node
    assert (await ours("GET", "/nodes/no.such")).status_code == 404


async def test_what_may_be_chosen_is_taken_and_other_things_are_not(ours: Api) -> None:
    for style in await ours.got("/base-styles"):
        await ours.made("/projects", {"name": "p", "options": {"style": style["name"]}})
        assert style["description"].endswith(".") and len(style["swatches"]) == 5
    for direction in await ours.got("/directions"):
        await ours.made("/projects", {"name": "p", "options": {"preset": direction}})
    voice = (await ours.got("/voices"))[0]["name"]
    await ours.made("/projects", {"name": "p", "options": {"voice": voice}})
    for wrong in ({"style": "no"}, {"preset": "no"}, {"voice": "nobody"}, {"format": "2:1"}):
        answer = await ours("POST", "/projects", json={"name": "p", "options": wrong})
        assert answer.status_code == 422, wrong
