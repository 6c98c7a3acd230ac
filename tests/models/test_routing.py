"""Guards who is asked: the choice is by what was wanted alone, and says why of each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.routing import in_style
from media.errors import EngineUnavailable, InputError
from media.ids import Digest
from media.style import Lora, Style
from media.types import LoraFile
from models.catalog.capability import beyond
from models.catalog.choosing import choose
from models.catalog.lookup import chain
from models.catalog.routing import Candidate, Wants, route
from models.catalog.row import Engine
from models.catalog.rows import document
from models.catalog.styling import styled, unfit

ROWS = {fields["id"]: Engine(**fields) for fields in document()["engines"]}


def engine(name: str, **fields: Any) -> Engine:
    row = {"id": name, "modality": "image", "target": "own:make", "licence": "-"}
    return Engine.model_validate(row | fields)


ONE, TWO, THREE = (engine(name) for name in ("one", "two", "three"))
WANTS = Wants(modality="image")


def candidates(**rest: Any) -> list[Candidate]:
    return [
        Candidate(engine=ONE, micros=300, seconds=None, **rest),
        Candidate(engine=TWO, micros=200, seconds=9.0),
        Candidate(engine=THREE, micros=200, seconds=2.0),
    ]


@pytest.mark.parametrize(
    ("aim", "chosen"),
    [("first", "one"), ("able", "one"), ("cheapest", "two"), ("fastest", "three")],
)
def test_an_aim_decides_and_of_equals_the_first(aim: Any, chosen: str) -> None:
    decision = route(candidates(), Wants(modality="image", aim=aim))
    assert decision.engine == chosen
    assert [one.engine for one in decision.considered] == ["one", "two", "three"]
    assert not any(one.against for one in decision.considered)
    assert "of 3 that would do" in decision.why


def test_what_is_lacking_beyond_or_too_dear_is_passed_over_with_the_reason() -> None:
    able = Wants(modality="image", aim="able", budget_micros=250)
    decision = route(candidates(beyond="it makes no sound"), able)
    assert (decision.engine, decision.considered[0].against) == ("two", "it makes no sound")
    decision = route(candidates(), able)
    assert decision.considered[0].against == "it costs $0.0003, and $0.00025 is left"
    decision = route(candidates(lacks="its weights"), WANTS)
    assert (decision.engine, decision.considered[0].against) == ("two", "it lacks its weights")
    # Who wants nothing gets the first: the engine says by itself what it cannot do.
    assert route(candidates(beyond="too long"), WANTS).engine == "one"


def test_what_was_chosen_before_an_interruption_stays_chosen() -> None:
    wants = Wants(modality="image", aim="cheapest", pinned="one", budget_micros=0)
    decision = route(candidates(), wants)
    assert (decision.engine, decision.considered[1].against[:8]) == ("one", "it costs")


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.none() | st.floats(0, 9)), max_size=6),
    st.sampled_from(["first", "able", "cheapest", "fastest"]),
    st.none() | st.integers(0, 5),
)
def test_the_choice_is_among_those_that_nothing_speaks_against(
    found: list[tuple[bool, int, float | None]], aim: Any, budget: int | None
) -> None:
    given_ones = [
        Candidate(
            engine=engine(f"e{number}"), lacks="a card" * lacks, micros=micros, seconds=seconds
        )
        for number, (lacks, micros, seconds) in enumerate(found)
    ]
    decision = route(given_ones, Wants(modality="image", aim=aim, budget_micros=budget))
    left = [one.engine for one in decision.considered if not one.against]
    assert decision.engine in left if left else decision.engine == ""
    if aim == "cheapest" and left:
        prices = {one.engine: one.micros for one in decision.considered}
        assert prices[decision.engine] == min(prices[name] for name in left)


def test_without_a_wish_the_catalogs_order_answers() -> None:
    for modality in ("image", "speech", "video"):
        assert choose(Wants(modality=modality)).engines == chain(modality)
        assert choose(Wants(modality=modality)).decision.engine == chain(modality)[0].id


def test_a_style_goes_to_those_it_is_for_alone() -> None:
    ink = Style(name="Ink", models=("SDXL", "preview-images"))
    assert choose(Wants(modality="image", style=ink)).engines[0].id == "preview-images"
    with pytest.raises(InputError, match="no engine that is live") as told:
        choose(Wants(modality="image", style=Style(name="Ink", models=("sdxl",))))
    assert (told.value.code, told.value.remedy) == ("STYLE_INCOMPATIBLE", "use one of sdxl")
    only = Style(name="Ink", models=("sdxl", "sd3"))
    with pytest.raises(InputError, match="preview-images is not"):
        choose(Wants(modality="image", style=only, model="preview-images"))
    with pytest.raises(EngineUnavailable, match="sdxl lacks"):
        choose(Wants(modality="image", style=ink, model="sdxl"))


def test_a_lora_is_found_by_its_name_or_its_source() -> None:
    tuned = ROWS["sdxl"].but(loras={"ink": {"source": "hub:Studio/ink-lora"}})
    for source in ("ink", "hf:studio/ink-lora", "hub:Studio/ink-lora"):
        style = Style(prefix="ink wash,", avoid="text", lora=Lora(source=source, strength=0.7))
        assert not unfit(tuned, style)
        told = styled(tuned, style, "image", {"prompt": "a boat", "avoid": "", "seed": 1})
        assert told == {
            "prompt": "ink wash, a boat", "avoid": "text", "seed": 1, "style": "ink:0.7"
        }  # fmt: skip
    assert "it has no LoRA oil, but ink" in unfit(tuned, Style(lora=Lora(source="oil")))


def test_a_file_goes_to_engines_that_take_one() -> None:
    file = LoraFile(digest=Digest("a" * 64), num_bytes=1)
    style = Style(prefix="ink", base="noir", lora=Lora(file=file, strength=0.7))
    assert not unfit(ROWS["sdxl"], style)
    told = styled(ROWS["sdxl"], style, "image", {"prompt": "a boat"})
    assert told == {"prompt": "ink, a boat", "lora": style.lora}
    assert styled(ROWS["preview-images"], style, "image", {"prompt": "a"})["style"] == "noir"
    assert unfit(ONE, style) == "it takes no LoRA files"
    elsewhere = engine("sold", modality="", target="", runs="serve", family="comfy-image")
    assert unfit(elsewhere, style) == "it takes no LoRA files"
    with pytest.raises(ValueError, match="one of them alone"):
        Lora(source="ink", file=file)


def test_a_cache_key_holds_the_content_of_a_file_and_its_strength() -> None:
    def key(digest: str, strength: float, **facts: Any) -> str:
        file = LoraFile(digest=Digest(digest * 64), num_bytes=1, **facts)
        style = Style(name=digest, lora=Lora(file=file, strength=strength))
        return in_style({"image": "sdxl"}, style)["image"]

    assert key("a", 1) == key("a", 1, rank=8, base="sdxl")
    assert len({key("a", 1), key("b", 1), key("a", 0.5)}) == 3
    # What was made by LoRAs of rows is found again.
    row = in_style({"image": "sdxl"}, Style(lora=Lora(source="ink", strength=0.7)))["image"]
    assert row == "sdxl~270d3134c1e6"


def test_panels_are_drawn_in_the_base_style_and_edits_are_told_nothing_to_avoid() -> None:
    style = Style(base="ink", suffix="at dusk", avoid="text", lora=Lora(source="x"))
    told = styled(ROWS["preview-images"], style, "image", {"prompt": "a boat"})
    assert told == {"prompt": "a boat, at dusk", "avoid": "text", "style": "ink"}
    plain = styled(ROWS["sdxl"], style.but(lora=None), "image_edit", {"prompt": "a boat"})
    assert plain == {"prompt": "a boat, at dusk"}
    assert styled(ROWS["sdxl"], style, "speech", {"text": "a"}) == {"text": "a"}


@pytest.mark.parametrize(
    ("name", "modality", "arguments", "said"),
    [
        ("sdxl", "image_edit", {"references": [{}]}, "looks at no references"),
        ("flux-kontext-dev", "image_edit", {"references": [{}] * 3}, ""),
        ("wan-2.2-ti2v-5b", "video_from_image", {"last": {}}, "cannot end with a picture"),
        ("ltx-video-0.9.5", "video_from_image", {"last": {}}, ""),
        ("wan-2.2-t2v-a14b", "video", {"seconds": 6}, "it makes 5.06 s at once, not 6"),
        ("wan-2.2-t2v-a14b", "video", {"seconds": 5, "sound": True}, "makes no sound"),
        ("sdxl", "image", {"size": {"width": 4096, "height": 4096}}, "8.4 megapixels at most"),
        ("mochi-1", "video", {"size": {"width": 2544, "height": 1440}}, ""),
        ("preview-images", "image", {"size": {"width": 9999, "height": 9999}}, ""),
    ],
)
def test_what_is_beyond_an_engine_is_known_before_it_is_asked(
    name: str, modality: str, arguments: dict[str, Any], said: str
) -> None:
    found = beyond(ROWS[name], modality, arguments)
    assert said in found if said else not found
