"""Guards whose language is whose: Whisper's codes are not quite those of BCP 47."""

import pytest

from media.errors import InputError
from models.whisper.languages import code_of, tag_of

KNOWN = ("en", "pt", "zh", "yue", "no", "jw", "he")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("", None), (" ", None), ("en", "en"), ("pt-BR", "pt"), ("PT_br", "pt"), ("nb-NO", "no"),
        ("zh-Hans", "zh"), ("zh-HK", "yue"), ("cmn", "zh"), ("jv", "jw"), ("iw", "he"),
    ],
)  # fmt: skip
def test_a_tag_has_a_code(tag: str, code: str | None) -> None:
    assert code_of(tag, KNOWN) == code


def test_a_code_is_a_tag_again() -> None:
    assert [tag_of(code) for code in ("jw", "en")] == ["jv", "en"]


def test_a_model_of_english_alone_refuses_others() -> None:
    with pytest.raises(InputError, match="de"):
        code_of("de", ["en"])
