"""Guards which font draws a letter: by script, by language, by choice, and what is missing."""

import pytest

from media.errors import InputError
from media.text.faces import face_of_script, faces, open_face, scripts_by_extra
from media.text.family import Family, family
from media.text.font import missing, require, shape
from media.text.scripts import script_name, script_of, scripts_of

CORE_ONLY = Family(without=frozenset(face.family for face in faces() if face.extra))

SAMPLES = {
    "Arabic": "السلام عليكم ورحمة الله، هل أنت بخير؟",
    "Persian": "می‌خواهم به خانه بروم",
    "Urdu": "سمندر پرسکون تھا۔",
    "Hebrew": "הים היה שָׁקֵט",
    "Hindi": "समुद्र शांत था।",
    "Bengali": "সমুদ্র শান্ত ছিল।",
    "Gujarati": "સમુદ્ર શાંત હતો",
    "Punjabi": "ਸਮੁੰਦਰ ਸ਼ਾਂਤ ਸੀ",
    "Kannada": "ಸಮುದ್ರ ಶಾಂತವಾಗಿತ್ತು",
    "Malayalam": "കടൽ ശാന്തമായിരുന്നു",
    "Odia": "ସମୁଦ୍ର ଶାନ୍ତ ଥିଲା",
    "Sinhala": "මුහුද සන්සුන් විය",
    "Tamil": "கடல் அமைதியாக இருந்தது",
    "Telugu": "సముద్రం ప్రశాంతంగా ఉంది",
    "Thai": "ทะเลสงบ",
    "Khmer": "សមុទ្រស្ងប់",
    "Lao": "ທະເລສະຫງົບ",
    "Burmese": "ပင်လယ်သည် ငြိမ်သက်",
    "Armenian": "Ծովը հանգիստ էր։",
    "Amharic": "ባሕሩ ጸጥ ያለ ነበር።",
    "Georgian": "ზღვა მშვიდი იყო",
    "Chinese": "看守人从来没有见过“平静”的大海，（一次）！",
    "Japanese": "「静かな海だ！」と少年は叫んだ。",
    "Korean": "바다는 조용했다.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_every_script_is_drawn_without_an_empty_box(language):
    run = shape(SAMPLES[language], 40)

    assert missing(SAMPLES[language]) == ""
    assert run.glyphs
    # Glyph 0 of a font is its empty box.
    assert all(glyph.number for glyph in run.glyphs)


def test_a_script_and_its_name_are_known_by_a_letter():
    assert [script_of(char) for char in "aя灯ね,"] == ["Latn", "Cyrl", "Hani", "Hira", ""]
    assert [script_name(char) for char in "灯مᏣ!"] == ["Han", "Arabic", "Cherokee", "other"]


def test_what_scripts_share_goes_with_the_letters_before_it():
    assert scripts_of("海, a!") == ["Hani", "Hani", "Hani", "Latn", "Latn"]
    assert scripts_of("«مرحبا»")[0] == "Arab"


def test_a_name_amid_arabic_is_set_in_the_core_face():
    run = shape("قال John إن", 40)

    assert [piece.script for piece in run.pieces if piece.script == "Latn"]
    assert len({id(piece.font) for piece in run.pieces}) == 2
    (name,) = run.spans(4, 8)
    assert (name.rtl, run.spans(0, 3)[0].rtl) == (False, True)
    # What is said first stands on the right.
    assert run.spans(9, 11)[0].right <= name.left < name.right <= run.spans(0, 3)[0].left


def test_arabic_letters_join_and_brackets_turn():
    assert shape("سلام", 100).width < sum(shape(char, 100).width for char in "سلام")
    left, right = shape("א(ב", 100), shape("א)ב", 100)
    assert left.path != right.path
    assert shape("(", 100, rtl=True).glyphs[0].number == shape(")", 100).glyphs[0].number


def test_letters_that_join_are_not_set_apart():
    assert shape("سلام", 100, tracking=0.1).width == shape("سلام", 100).width
    assert shape("Salam", 100, tracking=0.1).width > shape("Salam", 100).width


def test_chinese_and_japanese_forms_differ():
    assert shape("骨", 50, family=family("zh")).path != shape("骨", 50, family=family("ja")).path
    assert shape("骨", 50, family=family("zh-CN")).path == shape("骨", 50, family=family("zh")).path
    taiwan, china = family("zh-TW"), family("zh-CN")
    assert shape("骨", 50, family=taiwan).path != shape("骨", 50, family=china).path


def test_kana_and_hangul_tell_the_forms_before_the_language_does():
    both = shape("骨の", 50, family=family("zh")).path
    assert both == shape("骨の", 50, family=family("ja")).path


def test_bolder_is_wider_in_every_face_with_weights():
    for text in ("سلام", "हिन्दी", "ทะเล"):
        assert shape(text, 40, weight=700).width > shape(text, 40, weight=400).width
    assert shape("灯台", 40, weight=900).path != shape("灯台", 40, weight=100).path


@pytest.mark.parametrize(
    ("text", "named", "extra"),
    [
        ("مرحبا", "Arabic", "kinora[fonts-rtl]"),
        ("灯台", "Han", "kinora[fonts-asia]"),
        ("தமிழ்", "Tamil", "kinora[fonts-india]"),
        ("ทะเล", "Thai", "kinora[fonts-thai]"),
        ("ზღვა", "Georgian", "kinora[fonts-world]"),
        ("שלום 灯", "Hebrew and Han", "kinora[fonts-rtl,fonts-asia]"),
    ],
)
def test_what_no_font_draws_is_refused_with_its_script_and_the_extra(text, named, extra):
    with pytest.raises(InputError) as caught:
        require(f"Kinora {text}", "captions", CORE_ONLY)

    assert caught.value.code == "FONT_LACKS_SCRIPT"
    assert f"({named})" in caught.value.message
    assert f'pip install "{extra}"' in caught.value.remedy


def test_a_script_that_no_extra_brings_names_the_setting():
    with pytest.raises(InputError, match="Cherokee") as caught:
        require("ᏣᎳᎩ", "captions")

    assert "fonts:" in caught.value.remedy


def test_a_chosen_font_comes_first_and_others_draw_what_it_lacks():
    hebrew = face_of_script("Hebr")
    assert hebrew is not None and hebrew.path is not None
    chosen = Family("", hebrew.path)
    run = shape("שלום sea", 40, family=chosen)

    assert run.pieces[0].font is chosen.chosen
    assert run.pieces[-1].font is not chosen.chosen
    assert chosen.missing("שלום sea") == ""


def test_every_face_is_installed_with_the_extra_it_names():
    for face in faces():
        assert face.path is not None
        font = open_face(face, "")
        assert font is not None and font.num_letters > 50
    assert next(iter(scripts_by_extra())) == ""
    assert all(here for _, here in scripts_by_extra().values())


def test_joiners_and_marks_are_kept_where_letters_need_them():
    assert shape("می‌خواهم", 40).path != shape("میخواهم", 40).path
    assert shape("\u200f", 40).width == 0
