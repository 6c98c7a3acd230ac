"""Guards names: whatever a file is called, its name here is one on every system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.uploads.names import MOST_BYTES, safe_name

TRAVERSALS = [
    f"{climb * times}{target}"
    for climb in (
        "../",
        "..\\",
        "./../",
        "....//",
        "..%2f/",
        "/",
        "C:\\",
        "\\\\host\\share\\",
        "..／",
    )
    for times in (1, 3)
    for target in ("etc/passwd", "a.png", ".ssh/id_rsa", "windows\\win.ini", "a/../b.mp4")
]
RESERVED = [
    f"{name}{ending}"
    for name in ("CON", "con", "PRN", "aux", "NUL", "COM1", "lpt9", "COM¹", "CONIN$", "nul ")
    for ending in ("", ".txt", ".tar.gz", " .png")
]
CONTROLS = [
    f"{before}{chr(code)}{after}"
    for code in (
        *range(0x01, 0x20),
        0x7F,
        0x85,
        0x200E,
        0x202E,
        0x2028,
        0x2029,
        0x2066,
        0xFEFF,
        0xFFFE,
    )
    for before, after in (("a", "b.png"), ("", "a.png"))
]
MARKS = [f"a{mark}b.png" for mark in '<>:"|?*\\/;$`&\'%#!\u2044\u2215\uff0f\uff3c'] + [
    "$(reboot).png", "`id`.png", "-rf", "--help.mp4", "a\tb.png", "a.png ", "a.png.", " a", "...",
    "..", ".", " ", "~", "a" * 1000, "b" * 300 + ".png", "é" * 200 + ".mp4", "a." + "x" * 400,
    "e\u0301.png", "\u200d\u200d", "\U000e0041.png", "\ue000.png", "👩\u200d🚀.png" * 40,
    "<script>alert(1)</script>.svg", "%00.png", "a%00.png", "file.png:stream", "a\u202egnp.exe",
    "'; DROP TABLE uploads; --.mp4",
]  # fmt: skip
LETTERS = [
    f"{word}.{ending}"
    for word in (
        "гавань", "λιμάνι", "海辺の灯台", "海边的灯塔", "바닷가", "منارة", "מגדלור", "प्रकाशस्तंभ",
        "ประภาคาร", "ānā", "naïve", "Größe", "İstanbul", "đèn biển", "կայան", "შუქურა", "ብርሃን",
        "ᐅᑭᐅᖅ", "🏖️", "می\u200cخواهم",
    )
    for ending in ("png", "mp4", "wav", "txt")
]  # fmt: skip
NAMES = list(dict.fromkeys([*TRAVERSALS, *RESERVED, *CONTROLS, *MARKS, *LETTERS]))


def is_safe(name: str) -> bool:
    return (
        0 < len(name.encode()) <= MOST_BYTES
        and not set(name) & set('/\\<>:"|?*\x00')
        and name not in (".", "..")
        and name == name.strip(" .")
        and not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name)
        and not any("\u202a" <= letter <= "\u202e" for letter in name)
        and name.split(".")[0].strip().upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9")
    )


def test_there_are_three_hundred_names() -> None:
    assert len(NAMES) >= 300


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert is_safe(safe), ascii(safe)
    assert safe_name(safe) == safe


@given(st.text(max_size=400))
def test_any_text_is_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert is_safe(safe), ascii(safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize("name", LETTERS)
def test_letters_of_all_scripts_stay(name: str) -> None:
    assert safe_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\film.mov", "film.mov"),
        ("NUL.png", "_NUL.png"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("", "untitled"),
        ("...", "untitled"),
        ("é" * 200 + ".mp4", "é" * 98 + ".mp4"),
    ],
)
def test_names_become(name: str, safe: str) -> None:
    assert safe_name(name) == safe
