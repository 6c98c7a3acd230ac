"""A family: the faces among which each letter finds the first that draws it.

A face that somebody chose comes first, then the one of the letter's script. What scripts share,
such as a comma, is drawn by the face of the letters around it; digits and marks of ASCII by the
core's, so that figures look alike in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from media.text.faces import Face, Font, face_of_script, faces, open_face
from media.text.scripts import script_of, scripts_of


class Family:
    """Faces for one language; equal ones are the same object, see `family`.

    Args:
        language: of the text; decides the forms of Chinese characters.
        chosen: a font file that counts before all others.
        without: families to do without, as if they were not installed.
    """

    def __init__(
        self,
        language: str = "",
        chosen: Path | None = None,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.language = language
        self._chosen = Font.measured(chosen) if chosen else None
        self._without = without
        self._found: dict[tuple[str, str], Font | None] = {}
        core = self._open(faces()[0], language)
        assert core is not None, "the core's face comes with Kinora"
        self._core = core

    @property
    def chosen(self) -> Font | None:
        """The font that somebody chose."""
        return self._chosen

    def is_installed(self, face: Face) -> bool:
        """Whether a face is here to be used."""
        return face.family not in self._without and face.path is not None

    def fonts(self, text: str) -> list[Font]:
        """Each character's font; the core's, which draws an empty box, where none has it."""
        found: list[Font] = []
        forms = self.forms(text)
        for char, script in zip(text, scripts_of(text), strict=True):
            before = found[-1] if found else None
            # Spaces, marks and joiners stay with what they stand behind.
            if before is not None and not script_of(char) and _follows(char, before):
                found.append(before)
            else:
                found.append(self._font(char, script, forms) or self._core)
        return found

    def missing(self, text: str) -> str:
        """The characters that no font here draws, each once, in order."""
        forms = self.forms(text)
        lacking = (
            char
            for char, script in zip(text, scripts_of(text), strict=True)
            if char.isprintable() and not char.isspace() and self._font(char, script, forms) is None
        )
        return "".join(dict.fromkeys(lacking))

    def _font(self, char: str, script: str, forms: str) -> Font | None:
        key = (char, script + forms)
        if key not in self._found:
            self._found[key] = next(
                (font for font in self._candidates(char, script, forms) if font.has(char)), None
            )
        return self._found[key]

    def _candidates(self, char: str, script: str, forms: str) -> Iterator[Font]:
        if self._chosen is not None:
            yield self._chosen
        if char.isascii():
            yield self._core
        own = face_of_script(script)
        # A letter is of one face, whatever else is installed; a sign may be of any.
        others = () if own and script_of(char) else faces()
        for face in ((own,) if own else ()) + others:
            font = self._open(face, forms)
            if font is not None:
                yield font

    def _open(self, face: Face, language: str) -> Font | None:
        return open_face(face, language) if self.is_installed(face) else None

    def forms(self, text: str) -> str:
        """The language whose forms a text's characters take: its letters tell before its label."""
        scripts = {script_of(char) for char in text}
        if scripts & {"Hira", "Kana"}:
            return "ja"
        return "ko" if "Hang" in scripts else self.language


def _follows(char: str, before: Font) -> bool:
    joins = char.isspace() and before.has(" ")
    return joins or not char.isprintable() or (not char.isascii() and before.has(char))


@cache
def family(language: str = "", chosen: Path | None = None) -> Family:
    """The family of a language, with a font file that somebody chose."""
    return Family(language, chosen)


CORE = family()
"""For text of no language."""
