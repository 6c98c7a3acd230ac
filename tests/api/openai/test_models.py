"""Guards the list of models in OpenAI's form: what can be asked for, by all of its names."""

from openai import OpenAI

from tests.api.openai.conftest import Stage


def test_models_are_listed_by_all_their_names(client: OpenAI) -> None:
    listed = {one.id: one for one in client.models.list()}
    assert {"preview-images", "gpt-image-1", "sora-2", "tts-1", "whisper-1", "gpt-4o"} <= set(
        listed
    )
    assert listed["gpt-image-1"].model_extra == {
        "engine": "preview-images", "modalities": ["image"],
    }  # fmt: skip
    assert listed["sora-2"].owned_by == "kinora"
    assert "preview-director" not in listed


def test_one_is_read_and_kinoras_own_list_stays(client: OpenAI, stage: Stage) -> None:
    one = client.models.retrieve("tts-1")
    assert (one.id, one.object) == ("tts-1", "model")
    engines = stage.asked("GET", "/engines").json()
    assert {"call_micros", "lacks"} <= engines[0].keys()
