"""Guards credits: pages that are read in peace, and that only their own names can change."""

from media.cards import Card, Credit
from media.clock import FrameRate
from media.closing import LEAST_S, MOST_S, Signature, pages, signed
from media.layout import LayoutOptions, Voice, lay_out
from media.shots import Look, Plan, Section, Shot
from media.types import Image, Size
from tests.fakes import FolderWorkspace

LOGO = Image(digest="d" * 64, num_bytes=1, format="png", width=8, height=8)
NAMES = Credit(role="Music", names=tuple(f"Name {n}" for n in range(9)))


def plan(*texts):
    shots = tuple(
        Shot(id=f"id {text}", section_id="s", text=text, look=Look(setting="sea")) for text in texts
    )
    opening = Shot(id="o", section_id="s", text="", title="The Coast", look=Look(setting="sea"))
    return Plan(
        title="The Coast",
        language="en",
        seed=3,
        sections=(Section(id="s", title=""),),
        shots=(opening, *shots),
    )


def closing(planned):
    return [shot for shot in planned.shots if shot.card]


def test_pages_are_even_and_say_a_role_again():
    found = pages((NAMES, Credit(names=("For Grandmother",))), 7)

    assert [sum(len(credit.names) for credit in page) for page in found] == [5, 5]
    assert found[0][0].role == found[1][0].role == "Music"
    assert pages((), 7) == []


def test_a_film_ends_with_its_credits_and_its_mark():
    made = signed(plan("a"), Signature(credits=(NAMES,), logo=LOGO, page_lines=5))

    assert [shot.card.kind for shot in closing(made) if shot.card] == ["credits"] * 2 + ["logo"]
    assert all(LEAST_S <= shot.min_s <= MOST_S for shot in closing(made))
    assert all(not shot.text for shot in closing(made))
    assert (made.shots[0].logo, made.shots[-1].logo) == (LOGO, LOGO)
    assert made.shots[-1].card == Card(kind="logo", text="The Coast")


def test_who_has_neither_has_no_last_card():
    assert signed(plan("a"), Signature()) == plan("a")
    assert len(closing(signed(plan("a"), Signature(logo=LOGO)))) == 1


def test_an_edit_leaves_credits_alone_and_a_name_changes_its_page_alone():
    sign = Signature(credits=(NAMES,), page_lines=5)
    other = NAMES.model_copy(update={"names": (*NAMES.names[:-1], "Somebody Else")})

    before = closing(signed(plan("a", "b"), sign))
    edited = closing(signed(plan("a", "c", "d"), sign))
    renamed = closing(signed(plan("a", "b"), sign.model_copy(update={"credits": (other,)})))

    assert edited == before
    assert [one == two for one, two in zip(before, renamed, strict=True)] == [True, False, True]


def test_a_lower_third_belongs_to_one_segment(tmp_path):
    def made(text):
        planned = plan("a", "b", "c")
        shots = [
            shot.model_copy(update={"lower_third": text, "min_s": 4}) if shot.text == "b" else shot
            for shot in planned.shots
        ]
        panels = tuple(LOGO.model_copy(update={"digest": shot.id.ljust(64, "0")}) for shot in shots)
        return lay_out(
            FolderWorkspace(tmp_path),
            plan=planned.model_copy(update={"shots": tuple(shots)}),
            voices=tuple(Voice() for _ in shots),
            panels=panels,
            options=LayoutOptions(size=Size(width=640, height=360), rate=FrameRate(30)),
        ).segments

    pairs = list(zip(made(""), made("Bo | Cook"), strict=True))

    assert sum(one != other for one, other in pairs) == 1
    assert sum(picture.strip is not None for _, spec in pairs for picture in spec.pictures) == 1
