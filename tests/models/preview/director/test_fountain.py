"""Guards how screenplays are read: scenes, action, who speaks, and what is for the crew alone."""

import pytest

from models.preview.director.fountain import is_fountain
from models.preview.director.read import read

SCREENPLAY = """Title:
    _**The Light**_
Credit: Written by
Author: A. Keeper
Draft date: 1/2/2024

FADE IN:

EXT. HARBOUR OF VIGO - DAWN

Rain falls on the *empty* harbour. MARA, 60, ties
a boat. [[check the knots]]

MARA
(to herself)
Not today.

/* A whole scene
was here. */

# Act Two

= They meet.

TOM (O.S.) (CONT'D)
Mara?

> CUT TO:

INT. MARA'S KITCHEN - NIGHT #12A#

!TOM SITS.

@McAllister
The lamp is (beat) out.
\x20\x20
It was always out.

~Sing of the sea

>THE END<

FADE OUT.
"""


def test_a_screenplay_becomes_scenes_with_speakers() -> None:
    script = read(SCREENPLAY)
    assert (script.title, script.titled) == ("The Light", True)
    assert [
        (part.title, [(one.speaker, one.text) for one in part.paragraphs]) for part in script.parts
    ] == [
        (
            "Harbour of Vigo, Dawn",
            [
                ("", "Rain falls on the empty harbour. MARA, 60, ties a boat."),
                ("mara", "Not today."),
                ("tom", "Mara?"),
            ],
        ),
        (
            "Mara's Kitchen, Night",
            [
                ("", "TOM SITS."),
                ("mcallister", "The lamp is out. It was always out."),
                ("", "Sing of the sea"),
                ("", "THE END"),
            ],
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "INT. HOUSE - DAY\n\nRain.\n\nEXT. ROAD - DAY\n\nSun.",
        "Title: One\n\nINT. HOUSE - DAY\n\nRain.",
        "I/E CAR - DAY\n\nRain.\n\nEST. CITY\n\nSun.",
    ],
)
def test_scene_headings_tell_a_screenplay(text: str) -> None:
    assert is_fountain(text)


@pytest.mark.parametrize(
    "text",
    [
        "# Film\n\nInt. revenue grew.\n\nExt. demand fell.",
        "The INT. and the EXT. are abbreviations.",
        "INT. is short for interior.",
        "Est-ce que tu viens ?\n\nEst il là ?",
    ],
)
def test_prose_is_no_screenplay(text: str) -> None:
    assert not is_fountain(text)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("INT./EXT. CAR - DAY", "Car, Day"),
        ("int. kitchen - night", "kitchen, night"),
        (".SNIPER SCOPE", "Sniper Scope"),
        ("EXT. CASA DE LA ABUELA - NOCHE", "Casa de la Abuela, Noche"),
    ],
)
def test_a_heading_is_read_as_its_place(line: str, title: str) -> None:
    script = read(f"INT. A - DAY\n\nRain.\n\nEXT. B - DAY\n\nSun.\n\n{line}\n\nWind.")
    assert script.parts[-1].title == title


def test_text_before_the_first_scene_is_kept() -> None:
    script = read("Darkness.\n\nINT. A - DAY\n\nRain.\n\nEXT. B - DAY\n\nSun.")
    assert [(part.title, part.level) for part in script.parts] == [
        ("", 0),
        ("A, Day", 2),
        ("B, Day", 2),
    ]
