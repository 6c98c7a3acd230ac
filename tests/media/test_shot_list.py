"""Guards a person's decisions: they outlive edits of the script, and touch no other shot."""

import pytest

from media.cards import Card
from media.errors import InputError
from media.shot_list import ListedShot, ShotList, direct
from media.shots import Look, Plan, Section, Shot
from tests.fakes import FolderWorkspace

SCRIPT = (
    "The boat leaves the harbour.",
    "Rain falls on the deck.",
    "The captain counts the waves.",
    "At last they see the light.",
)


def plan(*texts, director="d 1", seed=0):
    shots = tuple(
        Shot(
            id=f"id {text}",
            section_id="s",
            text=text,
            look=Look(setting="sea", seed=len(text), size="wide"),
        )
        for text in texts
    )
    return Plan(
        title="t",
        language="en",
        seed=seed,
        director=director,
        sections=(Section(id="s", title=""),),
        shots=shots,
    )


@pytest.fixture
def laid_over(tmp_path):
    work = FolderWorkspace(tmp_path)

    def lay(planned, listed=None, *, assets=None, only_approved=False):
        return direct(
            work,
            plan=planned,
            shot_list=listed or ShotList(),
            assets=assets or {},
            only_approved=only_approved,
        )

    return lay


def edited(listed, index, **changes):
    """The list with one shot changed as a person does it: look, state, pin."""
    look = {name: changes.pop(name) for name in list(changes) if name in Look.model_fields}
    shots = list(listed.shots)
    shots[index] = shots[index].model_copy(
        update={"look": shots[index].look.model_copy(update=look), **changes}
    )
    return listed.model_copy(update={"shots": tuple(shots)})


def test_without_a_list_the_plan_is_as_the_director_says(laid_over):
    planned = plan(*SCRIPT)
    made = laid_over(planned)

    assert made.plan == planned
    assert [shot.text for shot in made.shot_list.shots] == list(SCRIPT)


def test_a_list_that_nobody_touched_changes_nothing(laid_over):
    listed = laid_over(plan(*SCRIPT)).shot_list

    assert laid_over(plan(*SCRIPT), listed).plan == plan(*SCRIPT)
    assert laid_over(plan(*SCRIPT, director="d 2"), listed).plan.shots == plan(*SCRIPT).shots


def test_what_was_changed_in_the_list_is_pinned_and_touches_one_shot(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 1, size="close")
    made = laid_over(plan(*SCRIPT), listed)

    assert [shot.look.size for shot in made.shots] == ["wide", "close", "wide", "wide"]
    assert made.shot_list.shots[1].pin == ("size",)
    assert all(not shot.pin for shot in (*made.shot_list.shots[:1], *made.shot_list.shots[2:]))


def test_a_prompt_stays_with_its_shot_though_a_word_changes(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 1, prompt="Two chairs.")
    changed = (SCRIPT[0], SCRIPT[1] + " Now", *SCRIPT[2:])

    assert [shot.prompt for shot in laid_over(plan(*changed), listed).shots] == [
        "", "Two chairs.", "", "",
    ]  # fmt: skip


def test_a_shot_of_the_same_words_stays_though_the_director_would_draw_it_anew(laid_over):
    listed = laid_over(plan(*SCRIPT)).shot_list
    drifted = plan(*SCRIPT)
    shots = [shot.model_copy(update={"look": Look(setting="beach")}) for shot in drifted.shots]
    made = laid_over(drifted.model_copy(update={"shots": tuple(shots)}), listed)

    assert made.plan == plan(*SCRIPT)
    assert not any(shot.pin for shot in made.shot_list.shots)


def test_a_pin_outlives_a_changed_sentence(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 1, size="close", pin=("size",))
    made = laid_over(
        plan("They wait.", SCRIPT[0], "Rain falls on the old deck.", *SCRIPT[2:]), listed
    )

    assert [shot.look.size for shot in made.shots] == ["wide", "wide", "close", "wide", "wide"]
    assert made.shots[2].look.seed == len("Rain falls on the old deck.")


def test_a_pin_does_not_jump_to_another_sentence(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 1, size="close", pin=("size",))
    made = laid_over(plan(SCRIPT[0], "Nobody knows why.", *SCRIPT[2:]), listed)

    assert {shot.look.size for shot in made.shots} == {"wide"}


def test_another_director_s_values_do_not_count_as_a_person_s(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 1, size="close")
    made = laid_over(plan(*SCRIPT, director="d 2"), listed)

    assert {shot.look.size for shot in made.shots} == {"wide"}


def test_a_locked_shot_keeps_its_look_and_an_approved_one_is_looked_at_again(laid_over):
    listed = laid_over(plan(*SCRIPT)).shot_list
    listed = edited(listed, 1, state="locked")
    listed = edited(listed, 2, state="approved")
    made = laid_over(
        plan(SCRIPT[0], SCRIPT[1] + " Hard.", SCRIPT[2] + " Slowly.", SCRIPT[3]), listed
    )

    assert made.shots[1].look.seed == len(SCRIPT[1])
    assert made.shots[2].look.seed == len(SCRIPT[2] + " Slowly.")
    assert [shot.state for shot in made.shot_list.shots] == ["draft", "locked", "draft", "draft"]


def test_only_approved_leaves_the_others_out(laid_over):
    listed = edited(laid_over(plan(*SCRIPT)).shot_list, 2, state="approved")
    made = laid_over(plan(*SCRIPT), listed, only_approved=True)

    assert [shot.text for shot in made.shots] == [SCRIPT[2]]
    assert len(made.shot_list.shots) == len(SCRIPT)
    with pytest.raises(InputError, match="approve"):
        laid_over(plan(*SCRIPT), only_approved=True)


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="state"):
        ListedShot(id="a", look=Look(setting="sea"), state="done")  # pyright: ignore[reportArgumentType]


def test_one_section_is_made_by_its_title_or_its_number(tmp_path):
    planned = plan(*SCRIPT)
    sections = (Section(id="s", title="The Sea"), Section(id="t", title="The Land"))
    moved = planned.shots[2].model_copy(update={"section_id": "t"})
    planned = planned.model_copy(
        update={"sections": sections, "shots": (*planned.shots[:2], moved, planned.shots[3])}
    )

    def made(name):
        work = FolderWorkspace(tmp_path)
        return direct(work, plan=planned, shot_list=ShotList(), assets={}, section=name)

    assert [shot.text for shot in made("the land").shots] == [SCRIPT[2]]
    assert made("2").shots == made("The Land").shots
    assert len(made("2").shot_list.shots) == len(SCRIPT)
    with pytest.raises(InputError, match="The Land"):
        made("The Sky")


def carded(planned, index, card, lower_third=""):
    """The plan with a card that the director chose."""
    shots = list(planned.shots)
    shots[index] = shots[index].model_copy(update={"card": card, "lower_third": lower_third})
    return planned.model_copy(update={"shots": tuple(shots)})


NUMBER = Card(kind="number", figure="40", unit="%")


def test_a_person_may_refuse_a_card_and_make_another(laid_over):
    planned = carded(plan(*SCRIPT), 1, NUMBER)
    listed = laid_over(planned).shot_list
    assert listed.shots[1].card == NUMBER

    changed = edited(listed, 1, card=Card(kind="none"))
    changed = edited(changed, 2, card=Card(kind="quote", by="A sailor"))
    changed = edited(changed, 3, card=Card(kind="title", text="Light"), lower_third="Bo | Cook")
    made = laid_over(planned, changed)

    assert made.shots[1].card is None
    assert made.shots[2].card == Card(kind="quote", text=SCRIPT[2], by="A sailor")
    assert (made.shots[3].title, made.shots[3].card) == ("Light", None)
    assert made.shots[3].lower_third == "Bo | Cook"
    assert made.shot_list.shots[1].pin == ("card",)
    assert set(made.shot_list.shots[3].pin) == {"card", "lower_third"}
    # Pins outlive another director.
    again = laid_over(carded(plan(*SCRIPT, director="d 2"), 1, NUMBER), made.shot_list)
    assert [shot.card for shot in again.shots] == [shot.card for shot in made.shots]


def test_a_card_goes_with_its_words_unless_a_person_made_it(laid_over):
    planned = carded(plan(*SCRIPT), 1, NUMBER, "Bo")
    locked = edited(laid_over(planned).shot_list, 1, state="locked")
    other = plan(SCRIPT[0], "Rain falls on the wet deck.", *SCRIPT[2:])

    made = laid_over(other, locked)

    assert made.shots[1].card is None and made.shots[1].lower_third == ""


def test_lower_thirds_of_the_director_can_be_left_out(tmp_path):
    planned = carded(plan(*SCRIPT), 1, None, "Bo | Cook")

    def lay(listed, lower_thirds):
        return direct(
            FolderWorkspace(tmp_path),
            plan=planned,
            shot_list=listed,
            assets={},
            lower_thirds=lower_thirds,
        )

    made = lay(ShotList(), "none")
    assert made.shots[1].lower_third == ""
    assert lay(made.shot_list, "auto").shots[1].lower_third == "Bo | Cook"
    mine = edited(made.shot_list, 2, lower_third="Eva")
    assert lay(mine, "none").shots[2].lower_third == "Eva"


def test_a_card_may_be_given_by_its_kind_and_must_be_whole():
    look = Look(setting="sea")

    assert ListedShot.model_validate({"id": "a", "look": look, "card": "none"}).card
    with pytest.raises(ValueError, match="figure"):
        ListedShot.model_validate({"id": "a", "look": look, "card": "number"})
