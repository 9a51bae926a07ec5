"""Letters: which font draws a character, what stands for one no font draws, and where a line ends.

Liberation Sans sets the text, DejaVu Sans what it lacks. Whatever neither can show, and whatever shows nothing at all
(controls, direction marks, zero-width characters), appears as a visible [U+XXXX], so that paper never hides or alters
what an officer wrote. Scripts written from right to left appear that way too: set from left to right without joining
they would read as something else.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"

_NEVER = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
# Default ignorable characters that are letters or marks by category (Unicode DerivedCoreProperties).
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_BLANK_LINES = re.compile(r"\n[ \n]*\n")


class _Font(TTFont):
    """ReportLab names characters beyond U+FFFF by five hex digits, which no reader of a PDF understands.

    PDF wants UTF-16 there (ISO 32000-1, 9.10.3); without it such a letter is drawn but cannot be copied or searched.
    """

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _AS_HEX.sub(_as_utf16, stream.content)


_AS_HEX = re.compile(r"(?<=> <)[0-9A-F]{5,6}(?=>)")


def _as_utf16(found: re.Match[str]) -> str:
    return chr(int(found[0], 16)).encode("utf-16-be").hex().upper()


@cache
def _font(name: str) -> TTFont:
    font = _Font(name, str(FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def register() -> str:
    """Makes the fonts known to ReportLab; the name of the first."""
    for face in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        for name in face.names:
            _font(name)
    return REGULAR.names[0]


@dataclass(frozen=True)
class _Glyph:
    """What is drawn for one character: `text` in `font`, `advance` wide at a size of 1."""

    font: str
    text: str
    advance: float


class Face(dict[str, _Glyph]):
    """A style of writing: its fonts in order of preference. Indexing by a character finds its glyph."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, character: str) -> _Glyph:
        glyph = self[character] = self._find(character)
        return glyph

    def _find(self, character: str) -> _Glyph:
        for name in self.names if _drawable(character) else ():
            widths = _font(name).face.charWidths
            if ord(character) in _font(name).face.charToGlyph:
                return _Glyph(name, character, widths[ord(character)] / 1000)
        code = f"[U+{ord(character):04X}]"
        return _Glyph(self.names[0], code, sum(self[letter].advance for letter in code))

    def width(self, text: str, size: float) -> float:
        return size * sum(self[character].advance for character in text)


REGULAR = Face("LiberationSans-Regular", "DejaVuSans")
BOLD = Face("LiberationSans-Bold", "DejaVuSans-Bold", "DejaVuSans")
ITALIC = Face("LiberationSans-Italic", "DejaVuSans")
BOLD_ITALIC = Face("LiberationSans-BoldItalic", "DejaVuSans-Bold", "DejaVuSans")


def _drawable(character: str) -> bool:
    return not (
        unicodedata.category(character) in _NEVER
        or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or _INVISIBLE.match(character)
    )


@dataclass(frozen=True)
class Line:
    """One line as it is drawn: runs of (font, text). `width` is at a size of 1."""

    runs: tuple[tuple[str, str], ...]
    width: float

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.runs)


def plain(text: str) -> str:
    """Line ends become "\\n", every other kind of white space a space, several blank lines one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(" " if unicodedata.category(each) == "Zs" else each for each in text) if not text.isascii() else text
    return _BLANK_LINES.sub("\n\n", text).strip("\n ")


def shown(text: str, face: Face = REGULAR) -> str:
    """The text as paper shows it, characters replaced by [U+XXXX] where they must be."""
    return "".join(each if each == "\n" else face[each].text for each in plain(text))


def line(text: str, face: Face) -> Line:
    """A line that is never broken."""
    return _line([face[each] for each in plain(text).replace("\n", " ")])


def wrap(text: str, face: Face, width: float) -> tuple[Line, ...]:
    """Breaks a text at spaces, and inside a word only where the word alone is too wide. `width` is at a size of 1."""
    lines: list[Line] = []
    for paragraph in plain(text).split("\n"):
        lines.extend(_line(glyphs) for glyphs in _fill(paragraph, face, width))
    return tuple(lines)


def _fill(paragraph: str, face: Face, width: float) -> Iterator[list[_Glyph]]:
    space = face[" "]
    filled: list[_Glyph] = []
    used = 0.0
    for word in filter(None, paragraph.split(" ")):
        for piece, size in _pieces([face[each] for each in word], width):
            if filled and used + space.advance + size > width:
                yield filled
                filled, used = [], 0.0
            if filled:
                filled.append(space)
                used += space.advance
            filled.extend(piece)
            used += size
    yield filled


def _pieces(word: list[_Glyph], width: float) -> Iterator[tuple[list[_Glyph], float]]:
    size = sum(glyph.advance for glyph in word)
    if size <= width:
        yield word, size
        return
    piece: list[_Glyph] = []
    used = 0.0
    for glyph in word:
        if piece and used + glyph.advance > width:
            yield piece, used
            piece, used = [], 0.0
        piece.append(glyph)
        used += glyph.advance
    yield piece, used


def _line(glyphs: list[_Glyph]) -> Line:
    runs = groupby(glyphs, key=lambda glyph: glyph.font)
    drawn = tuple((font, "".join(glyph.text for glyph in run)) for font, run in runs)
    return Line(drawn, sum(glyph.advance for glyph in glyphs))
