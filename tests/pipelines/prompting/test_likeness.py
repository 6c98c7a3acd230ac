"""Guards what a model that edits is told of who is in a picture."""

from media.cast import Character
from media.ids import SectionId, ShotId, digest_of
from media.shots import Figure, Look, Shot
from media.types import Image
from pipelines.prompting.likeness import KEPT, likeness_of
from pipelines.prompting.prompt import prompt_of

PNG = Image(digest=digest_of(b"p"), num_bytes=9, format="png", width=16, height=16)
FIGURES = (Figure(kind="old_man", role="keeper"), Figure(kind="woman", who="mara"))
SHOT = Shot(
    id=ShotId("a"), section_id=SectionId("b"), text="", look=Look(setting="sea", subjects=FIGURES)
)


def test_each_is_told_by_the_numbers_of_their_pictures() -> None:
    cast = (
        Character(name="keeper", pictures=(PNG, PNG)),
        Character(name="Nobody"),
        Character(name="Mara", phrase="red hair", pictures=(PNG,)),
    )
    said = likeness_of(SHOT, cast)
    assert "Give the old man the face" in said and "in pictures 2 and 3." in said
    assert "Give the woman the face" in said and "in picture 4: red hair." in said
    assert "Nobody" not in said and said.endswith(f"{KEPT}.")


def test_a_phrase_stands_for_who_it_describes_alone() -> None:
    cast = (Character(name="Mara", phrase="a tall woman with red hair"),)
    said = prompt_of(SHOT, "ink", cast=cast).text
    assert "a keeper (old man) and a tall woman with red hair" in said
